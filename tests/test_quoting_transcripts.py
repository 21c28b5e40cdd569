"""Transcripts and interviews: turns that need no marks. It is so that …"""

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


def test_one_line_with_a_colon_is_no_transcript() -> None:
    assert said("Warning: The road is shut.\n\nIt will open on Friday.") == []
