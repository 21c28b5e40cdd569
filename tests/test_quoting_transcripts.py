"""Transcripts and interviews: turns that need no marks. It is so that …"""

import pytest

from bot.quoting import extract

TRANSCRIPT = (
    "CAROL BAKER (voice-over): The bridge was shut in May.\n\n"
    "TOM REED, MAYOR OF HARBOUR CITY: We had no choice. It said “danger” on the sign.\n\n"
    "BAKER: Mr. Reed, who paid?\n\n"
    "REED: The state paid.\n\n"
    "UNIDENTIFIED MALE: Shame on all of you!"
)


def said(text: str) -> list[tuple[str, str | None]]:
    return [(q.span.cut(text), q.attribution.name) for q in extract(text).quotations if q.speech]


def test_each_turn_is_the_words_of_whoever_is_named_before_it() -> None:
    assert said(TRANSCRIPT)[:4] == [
        ("The bridge was shut in May.", "CAROL BAKER"),
        ("We had no choice. It said “danger” on the sign.", "TOM REED"),
        ("Mr. Reed, who paid?", "CAROL BAKER"),
        ("The state paid.", "TOM REED"),
    ]


def test_a_voice_that_the_transcript_could_not_identify_gets_no_name() -> None:
    assert said(TRANSCRIPT)[4] == ("Shame on all of you!", None)


def test_an_interview_names_its_speakers_without_capitals() -> None:
    text = (
        "We met Ann Lee at home.\n\nReporter: Why did you leave?\n\nLee: I was tired of it.\n\n"
        "Reporter: And now?\n\nLee: Now I rest."
    )
    assert [pair for pair in said(text) if pair[1]] == [("I was tired of it.", "Ann Lee"), ("Now I rest.", "Ann Lee")]


def test_a_table_is_no_transcript() -> None:
    assert said("Lee: 310.\n\nRay: 85.\n\nLee: 4,120.\n\nRay: 3,977.\n\nThe count goes on until Friday.") == []


@pytest.mark.parametrize(
    "text",
    [
        "WHAT: A walk along the river.\n\nWHERE: The old bridge.\n\nWHEN: On Friday.\n\nCOST: Nothing at all.",
        "The bridge is shut.\n\nRELATED: Why it is shut.\n\nThe mayor left.\n\nREAD MORE: The river.\n\nWATCH: The flood.",
        "Note: The road is shut.\n\nUpdate: It opens on Friday.\n\nNote: Bring boots.\n\nUpdate: It stays shut.",
    ],
)
def test_a_listing_and_links_are_no_transcript(text: str) -> None:
    assert said(text) == []


def test_one_line_with_a_colon_is_no_transcript() -> None:
    assert said("Warning: The road is shut.\n\nIt will open on Friday.") == []


QUESTIONS = (
    "{introduction}\n\nQ: Why did you leave the boatyard after so many years?\n\nA: I was tired of it.\n\n"
    "The river had changed, and so had I.\n\nQ: And what will you do now?\n\nA: Now I rest.\n\n"
    "This interview has been edited."
)


@pytest.mark.parametrize(
    "introduction",
    [
        "Ann Lee built boats for thirty years. She spoke to the Harbour Herald about leaving the yard.",
        "We asked Ann Lee, a boatbuilder, about the river.",
        "The Herald sat down with boatbuilder Ann Lee last week.",
        "Ann Lee spoke with Herald reporter Bob Ray about boats.",
        "Interview: Ann Lee on the river",
        "Ann Lee talks about boats.",
    ],
)
@pytest.mark.parametrize("mark", [":", ".", " –"])
def test_answers_are_those_of_the_one_whom_the_introduction_calls_interviewed(introduction: str, mark: str) -> None:
    text = QUESTIONS.format(introduction=introduction).replace("Q:", f"Q{mark}").replace("A:", f"A{mark}")
    assert said(text) == [
        ("Why did you leave the boatyard after so many years?", None),
        ("I was tired of it.", "Ann Lee"),
        ("The river had changed, and so had I.", "Ann Lee"),
        ("And what will you do now?", None),
        ("Now I rest.", "Ann Lee"),
    ]


@pytest.mark.parametrize(
    "introduction",
    [
        "An interview with Ann Lee and Bob Ray about boats.",
        "Ann Lee spoke with Bob Ray about boats.",
        "Ann Lee, the mayor, said on Monday that the river was shut. Here is what to know.",
        "What to do when the river is shut.",
    ],
)
def test_answers_stay_unattributed_where_nobody_or_more_than_one_is_called_interviewed(introduction: str) -> None:
    assert {name for _, name in said(QUESTIONS.format(introduction=introduction))} == {None}


def test_a_headline_may_name_who_is_interviewed() -> None:
    text = QUESTIONS.format(introduction="The yard is shut. Ann Lee left it in May.")
    named = {q.attribution.name for q in extract(text, headline="Q&A: Ann Lee on boats").quotations}
    assert named == {None, "Ann Lee"}
    assert {q.attribution.name for q in extract(text, headline="Ann Lee is gone").quotations} == {None}


NAMED = (
    "We met Ann Lee at home.\n\n**Harbour Herald:** Why did you leave?\n\n**Ann Lee:** I was tired of it.\n\n"
    "The river had changed.\n\n{between}\n\nIt rained again.\n\n**Harbour Herald:** And now?\n\n**Lee:** Now I rest.\n\n"
    "Thanks for coming."
)


@pytest.mark.parametrize("between", ["Lee laughed at that.", "(She laughs.)", "Life after boats", "Photo: the yard."])
def test_a_turn_goes_on_until_something_else_stands_between_and_never_after_the_last(between: str) -> None:
    assert said(NAMED.format(between=between)) == [
        ("Why did you leave?", "Harbour Herald"),
        ("I was tired of it.", "Ann Lee"),
        ("The river had changed.", "Ann Lee"),
        ("And now?", "Harbour Herald"),
        ("Now I rest.", "Ann Lee"),
    ]


def test_what_follows_an_unidentified_voice_is_not_given_to_whoever_spoke_before() -> None:
    text = TRANSCRIPT + "\n\nWe will be back.\n\nBAKER: Thank you."
    assert said(text)[4:] == [
        ("Shame on all of you!", None),
        ("We will be back.", None),
        ("Thank you.", "CAROL BAKER"),
    ]


def test_a_writers_words_between_lines_of_a_cited_transcript_are_nobodys() -> None:
    text = (
        "BAKER: Who paid?\n\nREED: The state paid.\n\nThat was news to the state.\n\nCHU: We never paid.\n\n"
        "The mayor has not answered."
    )
    assert said(text) == [("Who paid?", "BAKER"), ("The state paid.", "REED"), ("We never paid.", "CHU")]


def test_nothing_goes_on_from_one_entry_of_a_live_blog_to_the_next() -> None:
    text = (
        "10:42 a.m. Mayor Ann Lee has arrived. “We are ready,” Lee said.\n\n11:05 a.m.\n\n“It is going well.”\n\n"
        "[11:30] “The bridge is shut,” she said."
    )
    assert said(text) == [("We are ready,", "Ann Lee"), ("It is going well.", None), ("The bridge is shut,", None)]
