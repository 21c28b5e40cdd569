"""/lookup finds articles and quotes in which words stand, the best first, with the matching words marked."""

from pathlib import Path

import pytest

from bot.archive.index import COUNTED
from bot.desk import Desk
from bot.errors import AskError
from bot.order import Ingest, Input
from bot.phrasing import page_text
from bot.reply import Choices, Heading, Masthead, Note, Pager, Passage, Pull, Reply, Section, Tone, Typed
from tests.newsroom import ELSEWHERE, HARBOUR, ask, opened, parts, put


def headlines(reply: Reply) -> list[str | None]:
    return [head.source.headline for head in parts(reply, Masthead)]


def test_articles_come_before_quotes_and_apart(desk: Desk) -> None:
    reply = ask(desk, "/lookup ferries")
    assert [part.text for part in parts(reply, Section)] == ["2 articles", "3 quotes"]
    assert reply.found == 5


def test_the_words_are_marked_where_they_stand(desk: Desk) -> None:
    reply = ask(desk, "/lookup engineer capital")
    (passage,) = parts(reply, Passage)
    assert passage.paragraph == 3
    assert [span.cut(passage.text) for span in passage.marked] == ["engineer", "capital"]
    (pull,) = parts(ask(desk, "/lookup tax poor"), Pull)
    assert [span.cut(pull.utterance.lead.exact) for span in pull.marked[0]] == ["tax", "poor"]


@pytest.mark.parametrize("marks", ['""', "“”", "„“", "«»"])
def test_words_in_double_marks_of_any_shape_must_follow_each_other(desk: Desk, marks: str) -> None:
    assert headlines(ask(desk, f"/lookup {marks[0]}carried twice its load{marks[1]}")) == [
        "Harbour bridge to close for a year"
    ]
    assert headlines(ask(desk, f"/lookup {marks[0]}load its twice{marks[1]}")) == []


def test_a_match_in_the_headline_comes_first(desk: Desk) -> None:
    assert "bridge" in (headlines(ask(desk, "/lookup bridge"))[0] or "")


def test_every_article_found_can_be_opened(desk: Desk) -> None:
    heads = parts(ask(desk, "/lookup bridge"), Masthead)
    assert heads
    for head in heads:
        assert head.open
        (opened_head,) = parts(put(desk, head.open), Masthead)
        assert opened_head.source == head.source


def test_words_alone_as_in_a_mention_are_looked_up(desk: Desk) -> None:
    assert ask(desk, "ferries").parts == ask(desk, "/lookup ferries").parts


def test_lists_page_apart(desk: Desk) -> None:
    first = ask(desk, "/lookup tolls")
    quotes = next(pager for pager in parts(first, Pager) if pager.what == "quotes")
    assert quotes.older
    second = put(desk, quotes.older)
    assert parts(second, Masthead) == []
    assert not {pull.utterance.lead.id for pull in parts(first, Pull)} & {
        pull.utterance.lead.id for pull in parts(second, Pull)
    }


def test_another_wording_by_the_same_speaker_is_said_to_differ(desk: Desk) -> None:
    pulls = parts(ask(desk, "/lookup ferries until"), Pull)
    assert len(pulls) == 2
    assert all("Worded otherwise" in pull.differs for pull in pulls)


def test_options_narrow_quotes_by_their_speaker(desk: Desk) -> None:
    reply = ask(desk, "/lookup tolls by:ana ruiz")
    assert {pull.utterance.lead.speaker.name for pull in parts(reply, Pull) if pull.utterance.lead.speaker} == {
        "Ana Ruiz"
    }
    assert any(note.text == "Limits: quotes by Ana Ruiz." for note in parts(reply, Note))


def test_nothing_found_says_what_was_searched_and_offers_the_nearest(desk: Desk) -> None:
    reply = ask(desk, "/lookup natarjan zeppelin")
    assert reply.found == 0
    assert parts(reply, Heading)[0].text == "No article and no quote has these words"
    assert parts(reply, Typed)[0].text == "natarjan zeppelin"
    assert any(note.text.startswith("Searched 6 articles") for note in parts(reply, Note))
    assert any(note.tone is Tone.HINT for note in parts(reply, Note))
    near = [choice for part in parts(reply, Choices) for choice in part.options]
    assert "Priya Natarajan" in [choice.label for choice in near]
    assert parts(put(desk, near[0].question), Pull)


def test_where_nothing_has_all_the_words_quotes_with_some_are_shown_and_called_that(desk: Desk) -> None:
    reply = ask(desk, "/lookup zeppelin tolls")
    assert reply.found == 0
    assert parts(reply, Heading)[0].text == "No article and no quote has all these words"
    assert [part.text for part in parts(reply, Section)] == ["Quotes with some of them"]
    pulls = parts(reply, Pull)
    assert pulls
    for pull in pulls:
        marked = [
            span.cut(quote.exact)
            for quote, spans in zip(pull.utterance.quotes, pull.marked, strict=True)
            for span in spans
        ]
        assert {word.casefold() for word in marked} == {"tolls"}


@pytest.mark.parametrize(
    "line", ["/lookup zeppelin", "/lookup zeppelin the not we will", "/lookup tolls zeppelin by:natarajan"]
)
def test_one_word_small_words_and_other_peoples_quotes_are_no_some(desk: Desk, line: str) -> None:
    reply = ask(desk, line)
    assert reply.found == 0
    assert not parts(reply, Pull)


def test_matches_beyond_a_thousand_are_told_as_at_least_so_many(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    told = [f"“The tide took boat {number},” said Bo Lind, who steers it." for number in range(COUNTED + 5)]
    pages = [
        "\n\n".join(["Boats", "By Ines Okafor", "7 June 2025", *told[at : at + 100]]) for at in range(0, len(told), 100)
    ]
    desk.do(Ingest(tuple(Input.pasted(page) for page in pages)), newsroom=HARBOUR)
    reply = ask(desk, "/lookup tide")
    assert [part.text for part in parts(reply, Section)][1] == "At least 1,000 quotes"
    (pager,) = (part for part in parts(reply, Pager) if part.what == "quotes")
    assert page_text(pager) == "1–3 of at least 1,000 quotes"
    assert len(parts(ask(desk, "/lookup tide quotes-page:334"), Pull)) == 1


def test_a_retelling_and_a_retraction_are_said(desk: Desk) -> None:
    told = " ".join(note.text for note in parts(ask(desk, "/lookup bridge"), Note))
    assert "only the words in quotation marks are as printed" in told
    assert "Retracted: article 3" in told


def test_no_article_of_another_newsroom_is_found(desk: Desk) -> None:
    assert headlines(ask(desk, "/lookup elsewhere")) == []
    assert headlines(ask(desk, "/lookup elsewhere", ELSEWHERE)) == ["Harbour bridge elsewhere"]


def test_no_words_are_asked_back(desk: Desk) -> None:
    with pytest.raises(AskError, match="Which words"):
        ask(desk, "/lookup by:kane")
