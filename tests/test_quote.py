"""/quote tells what somebody said and, apart from it, what others said about them; it never mixes the two or guesses."""

from pathlib import Path

import pytest

from bot.archive import open_archive
from bot.desk import Desk
from bot.errors import AskError
from bot.model import Document
from bot.reply import Choices, Heading, Note, Pager, Pull, Reply, Section, Tone, Typed
from bot.request import Question
from tests.newsroom import BOARD, ELSEWHERE, HARBOUR, NOW, RETRACTED, article, ask, opened, parts, put, said, settings


def words(reply: Reply) -> list[str]:
    return [" … ".join(quote.exact for quote in pull.utterance.quotes) for pull in parts(reply, Pull)]


def notes(reply: Reply) -> list[str]:
    return [note.text for note in parts(reply, Note)]


def labels(reply: Reply) -> list[str]:
    return [choice.label for part in parts(reply, Choices) for choice in part.options]


def section(reply: Reply, begins: str) -> list[Pull]:
    """The quotes that stand in one section."""
    pulls: list[Pull] = []
    inside = False
    for part in reply.parts:
        inside = part.text.startswith(begins) if isinstance(part, Section) else inside
        if inside and isinstance(part, Pull):
            pulls.append(part)
    return pulls


# --- by and about


def test_who_says_nothing_is_not_given_the_words_of_others(desk: Desk) -> None:
    reply = ask(desk, "/quote natarajan")
    assert "The archive holds no quote by Priya Natarajan." in notes(reply)
    assert section(reply, "By ") == []
    (about,) = section(reply, "About ")
    assert about.utterance.lead.exact == "She was not amused,"
    assert about.utterance.lead.speaker is None
    assert about.utterance.lead.printed == "one former harbour official"


def test_a_quote_about_somebody_comes_with_the_sentence_before_it_and_the_reason(desk: Desk) -> None:
    (about,) = parts(ask(desk, "/quote natarajan"), Pull)
    assert about.lead_in == "Ruiz withdrew the offer in May."
    assert about.reasons == ("the words before it tell of Priya Natarajan’s offer", "“She” is Ana Ruiz")


def test_what_somebody_said_runs_by_date_and_what_a_search_ranked_does_not(desk: Desk) -> None:
    assert [pager.dated for pager in parts(ask(desk, "/quote østby"), Pager)] == [True]
    assert [pager.dated for pager in parts(ask(desk, "/lookup the"), Pager)] == [False] * 2


def test_quotes_by_somebody_stand_before_those_about_them_and_apart(desk: Desk) -> None:
    reply = ask(desk, "/quote ana ruiz")
    assert [part.text for part in parts(reply, Section)] == ["By Ana Ruiz", "About Ana Ruiz, said by others"]
    assert len(section(reply, "By ")) == 2
    assert [pull.utterance.lead.exact for pull in section(reply, "About ")] == ["She was not amused,"]


def test_the_newest_stands_first_and_the_undated_last(desk: Desk) -> None:
    assert words(ask(desk, "/quote ana ruiz"))[0] == "The harbour comes first,"
    assert parts(ask(desk, "/quote kane"), Pull)[-1].utterance.source.published is None


def test_the_same_words_are_shown_once_in_their_earliest_printing(desk: Desk) -> None:
    pull = parts(ask(desk, "/quote ana ruiz"), Pull)[1]
    assert [quote.exact for quote in pull.utterance.quotes] == [
        "We will not raise the tolls,",
        "Not this year and not next.",
    ]
    assert pull.utterance.source.outlet == "The Brackwater Ledger"
    assert pull.also_in == 1


def test_another_wording_is_kept_apart_and_said_to_differ(desk: Desk) -> None:
    printed = {pull.utterance.lead.exact: pull.differs for pull in parts(ask(desk, "/quote kane"), Pull)}
    assert "“may” for “must”" in printed["The bridge must stay open until the ferries are ready,"]
    assert "“must” for “may”" in printed["The bridge may stay open until the ferries are ready."]


def test_two_sayings_of_one_interview_are_not_called_wordings_of_each_other(desk: Desk) -> None:
    assert [pull.differs for pull in parts(ask(desk, "/quote østby page:2"), Pull)] == [""] * 4


# --- whose words


@pytest.mark.parametrize(
    "typed",
    ["NATARAJAN", "priya natarajan", "Natarajan, Priya", "Ms. Natarajan", "“Natarajan”", "Priya Natarajan’s"],
)
def test_a_name_is_known_whatever_its_case_order_title_or_marks(desk: Desk, typed: str) -> None:
    reply = ask(desk, f"/quote {typed}")
    assert parts(reply, Heading)[0].text == "Priya Natarajan"
    assert not any(note.startswith("Read as") for note in notes(reply))


@pytest.mark.parametrize("typed", ["ostby", "jorgen østby", "JØRGEN OSTBY"])
def test_a_name_is_known_without_its_accents_and_strokes(desk: Desk, typed: str) -> None:
    assert parts(ask(desk, f"/quote {typed}"), Heading)[0].text == "Jørgen Østby"


@pytest.mark.parametrize("typed", ["liz kane", "Sen. Liz Kane", "betty kane", "nataraj", "e kane"])
def test_a_short_form_or_a_part_is_read_and_the_reading_is_said(desk: Desk, typed: str) -> None:
    reply = ask(desk, f"/quote {typed}")
    name = parts(reply, Heading)[0].text
    assert name in {"Elizabeth Kane", "Priya Natarajan"}
    assert any(note.startswith(f"Read as {name}") for note in notes(reply))


@pytest.mark.parametrize("typed", ["natarjan", "natarrajan", "priya nataarjan", "priyanatarajan", "natara jan"])
def test_a_slip_is_read_through_and_said_with_a_way_to_search_the_words_instead(desk: Desk, typed: str) -> None:
    reply = ask(desk, f"/quote {typed}")
    assert parts(reply, Heading)[0].text == "Priya Natarajan"
    assert "Read as Priya Natarajan: a slip is assumed." in notes(reply)
    assert "Search these words instead" in labels(reply)


def test_a_slip_that_fits_two_people_is_asked_back_as_a_slip(desk: Desk) -> None:
    reply = ask(desk, "/quote ruizz")
    assert parts(reply, Choices)[0].prompt == "2 names on file fit, if a slip is assumed."
    assert labels(reply) == ["Ana Ruiz", "Tomas Ruiz", "Search these words instead"]


def test_a_slip_is_not_tried_where_the_words_find_a_name_as_they_stand(desk: Desk) -> None:
    assert parts(ask(desk, "/quote kane"), Heading)[0].text == "Elizabeth Kane"
    assert parts(ask(desk, "/quote natarjan exact:yes"), Heading)[0].text != "Priya Natarajan"


def test_a_slip_is_not_tried_where_the_words_stand_in_a_quote(desk: Desk) -> None:
    reply = ask(desk, "/quote fishermen")
    assert words(reply) == ["Nobody asked the fishermen,"]


def test_it_is_asked_whose_words_where_two_people_fit(desk: Desk) -> None:
    reply = ask(desk, "/quote ruiz")
    assert parts(reply, Pull) == []
    assert parts(reply, Heading)[0].text == "Which Ruiz?"
    (choices,) = parts(reply, Choices)
    assert [(choice.label, choice.hint) for choice in choices.options] == [
        ("Ana Ruiz", "2 quotes by, 1 about"),
        ("Tomas Ruiz", "1 quote by, 0 about"),
    ]
    chosen = put(desk, choices.options[1].question)
    assert parts(chosen, Heading)[0].text == "Tomas Ruiz"


def test_numbers_of_two_people_are_never_one(desk: Desk) -> None:
    reply = put(desk, Question("quote", {"name": "#1+4"}))
    assert parts(reply, Pull) == []
    assert labels(reply) == ["Ana Ruiz", "Tomas Ruiz"]


def test_one_person_under_two_names_is_one_and_both_names_are_said(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    text = "“The ferries are ready,” Elizabeth B. Kane said."
    document = Document(text, "plain", headline="Ferries ready")
    open_archive(settings(tmp_path)).file(
        HARBOUR, [article(document, said("The ferries are ready,", by="Elizabeth B. Kane"))], now=NOW
    )
    reply = ask(desk, "/quote kane")
    assert "Read as Elizabeth Kane, on file also as Elizabeth B. Kane." in notes(reply)
    assert "The ferries are ready," in words(reply)
    assert len(words(reply)) == 4


def test_a_number_of_nobody_finds_nobody(desk: Desk) -> None:
    assert parts(put(desk, Question("quote", {"name": "#987654321012345678"})), Pull) == []


def test_no_name_of_another_newsroom_answers(desk: Desk) -> None:
    (choices,) = parts(ask(desk, "/quote ruiz"), Choices)
    foreign = put(desk, choices.options[0].question, ELSEWHERE)
    assert words(foreign) == []
    assert words(ask(desk, "/quote ruiz", ELSEWHERE)) == ["Not for Brackwater,"]
    assert "Not for Brackwater," not in words(ask(desk, "/quote ana ruiz"))


# --- words that are no name


def test_words_that_are_no_name_search_the_quotes_and_are_marked(desk: Desk) -> None:
    reply = ask(desk, "/quote tax poor")
    (pull,) = parts(reply, Pull)
    assert [span.cut(pull.utterance.lead.exact) for span in pull.marked[0]] == ["tax", "poor"]
    assert parts(reply, Typed)[0].text == "tax poor"


def test_words_that_are_marked_by_nobody_are_no_quote(desk: Desk) -> None:
    assert words(ask(desk, '/quote "soup bowl"')) == []


def test_a_name_that_is_never_quoted_gives_way_to_quotes_with_the_word(desk: Desk) -> None:
    reply = ask(desk, "/quote herring")
    assert reply.found == 12
    assert BOARD in labels(reply)


def test_a_name_that_is_never_quoted_is_said_to_be_so(desk: Desk) -> None:
    reply = ask(desk, "/quote herring board")
    assert f"The archive holds no quote by {BOARD}." in notes(reply)
    assert "Search the articles" in labels(reply)


@pytest.mark.parametrize("typed", ["the", "and", "not", "of the"])
def test_a_word_of_every_sentence_is_no_name(desk: Desk, typed: str) -> None:
    assert not any("Which" in part.text for part in parts(ask(desk, f"/quote {typed}"), Heading))


def test_exact_takes_the_words_one_after_another(desk: Desk) -> None:
    assert words(ask(desk, "/quote poor tax exact:yes")) == []
    assert len(words(ask(desk, "/quote a tax on exact:yes"))) == 1


def test_nothing_found_says_what_was_searched_and_what_to_try(desk: Desk) -> None:
    reply = ask(desk, "/quote natarjan zeppelin")
    assert reply.found == 0
    assert any(
        note.startswith("Searched 6 articles from 3 outlets with 23 quotes; those with a date are from March 2023 to")
        for note in notes(reply)
    )
    assert "Priya Natarajan" in labels(reply)
    assert any(note.tone is Tone.HINT for note in parts(reply, Note))
    assert parts(reply, Typed)[0].text == "natarjan zeppelin"


# --- narrowing


def test_options_narrow_and_are_said(desk: Desk) -> None:
    reply = ask(desk, "/quote kane since:2025-06 outlet:ledger")
    assert "Limits: since June 2025; undated articles are left out; in The Brackwater Ledger." in notes(reply)
    assert {pull.utterance.source.outlet for pull in parts(reply, Pull)} == {"The Brackwater Ledger"}


def test_only_by_gives_no_list_about_and_only_about_none_by(desk: Desk) -> None:
    assert [part.text for part in parts(ask(desk, "/quote by:natarajan"), Section)] == ["By Priya Natarajan"]
    assert len(section(ask(desk, "/quote about:natarajan"), "About ")) == 1


def test_nothing_within_limits_offers_to_ask_without_them(desk: Desk) -> None:
    reply = ask(desk, "/quote østby since:2025")
    assert "The archive holds no quote by Jørgen Østby within these limits." in notes(reply)
    (choices,) = parts(reply, Choices)
    assert len(words(put(desk, choices.options[0].question))) == 4


def test_an_ambiguous_name_in_an_option_is_asked_back(desk: Desk) -> None:
    reply = ask(desk, "/quote tolls by:ruiz")
    (choices,) = parts(reply, Choices)
    assert words(put(desk, choices.options[1].question)) == ["The tolls are a tax on the poor,"]


def test_an_outlet_that_is_not_on_file_is_said_with_those_that_are(desk: Desk) -> None:
    reply = ask(desk, "/quote kane outlet:“Brackwater Bugle”")
    assert parts(reply, Heading)[0].text == "No outlet of this name is on file"
    assert "Coast Courier" in labels(reply)


def test_no_words_at_all_are_asked_back(desk: Desk) -> None:
    with pytest.raises(AskError, match="Whose words"):
        ask(desk, "/quote")


# --- pages


def test_pages_follow_each_other_and_hold_everything_once(desk: Desk) -> None:
    seen: list[str] = []
    question: Question | None = Question("quote", {"name": "østby"})
    while question:
        reply = put(desk, question)
        seen += words(reply)
        (pager,) = parts(reply, Pager)
        question = pager.older
    assert len(seen) == len(set(seen)) == pager.total == 13
    assert pager.last == 13
    assert pager.newer
    assert pager.newer.options["page"] == "3"


def test_a_page_that_there_is_not_is_said_with_the_last_one(desk: Desk) -> None:
    with pytest.raises(AskError, match="no page 9") as caught:
        ask(desk, "/quote østby page:9")
    assert "page:4" in caught.value.hint


# --- caveats


def test_a_retraction_is_said_wherever_the_words_show(desk: Desk) -> None:
    reply = ask(desk, "/quote kane")
    (warning,) = [note for note in parts(reply, Note) if note.tone is Tone.WARNING]
    assert warning.text.startswith("Retracted: article 3")
    assert RETRACTED in warning.text
    assert parts(reply, Pull)[-1].utterance.source.status_note == RETRACTED


def test_an_answer_from_a_retelling_says_so_once(desk: Desk) -> None:
    told = [
        note
        for note in notes(ask(desk, "/quote tomas ruiz"))
        if "only the words in quotation marks are as printed" in note
    ]
    assert len(told) == 1


def test_an_incomplete_extraction_is_said(desk: Desk) -> None:
    assert any(note.startswith("Extraction incomplete") for note in notes(ask(desk, "/quote østby")))


def test_an_empty_archive_says_that_it_is_empty(tmp_path: Path) -> None:
    reply = ask(opened(tmp_path), "/quote anybody", "nowhere")
    assert any("no article to show" in note for note in notes(reply))
