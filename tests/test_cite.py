"""/cite gives one quotation, whole, with its source in one piece, and /article the paragraphs around it; never another's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.archive import Archive, open_archive
from bot.commands.citations import in_ap, in_chicago
from bot.desk import Desk, open_desk
from bot.errors import AskError
from bot.model import Grade, PrintedDate, Status, Utterance
from bot.order import Ingest, Input
from bot.phrasing import citation_of, citation_text, context_of
from bot.reply import Choices, Copy, Facts, Heading, Masthead, Note, Passage, Pull, Reply, Tone
from bot.request import Question
from tests.archives import NOW as FILED
from tests.archives import Line, Story
from tests.newsroom import BRIDGE, ELSEWHERE, HARBOUR, NOW, RETRACTED, ask, corrected, opened, parts, put, settings
from tests.replies import LEDGER, PASTED, RETOLD, quote

NONE = "No quote of this number is on file"


def pull_of(desk: Desk, line: str, newsroom: str = HARBOUR) -> Pull:
    return parts(ask(desk, line, newsroom), Pull)[0]


def copied(reply: Reply) -> str:
    (copy,) = parts(reply, Copy)
    return copy.text


def heading(reply: Reply) -> str:
    return parts(reply, Heading)[0].text


# --- the citation


def test_our_own_page_is_told_apart_as_internal_and_only_where_there_is_one(tmp_path: Path) -> None:
    where = replace(settings(tmp_path), web_address="https://quotes.example.org")
    for each in (where, settings(tmp_path)):
        desk = open_desk(each, lambda: NOW)
        desk.do(Ingest((Input.pasted("Ferry late\n\n“No,” said Ana Ruiz, who runs it.\n"),)), newsroom=HARBOUR)
        citation, *own = parts(ask(desk, "/cite #1"), Copy)
        assert "quotes.example.org" not in citation.text
        told = [(one.label, one.text) for one in own]
        page = ("Internal link, for the newsroom alone:", "https://quotes.example.org/versions/1#quote-1")
        assert told == ([page] if each.web_address else [])


def test_a_quotation_is_cited_whole_each_quote_in_marks_of_its_own(desk: Desk) -> None:
    reply = put(desk, citation_of(pull_of(desk, "/quote tolls by:ana")))
    (pull,) = parts(reply, Pull)
    assert [one.exact for one in pull.utterance.quotes] == [
        "We will not raise the tolls,",
        "Not this year and not next.",
    ]
    assert copied(reply) == (
        "“We will not raise the tolls,” … “Not this year and not next.” — Ana Ruiz; Harbour bridge to close for a year; "
        "The Brackwater Ledger, 7 June 2025 (printed 07/06/2025); https://ledger.example/bridge"
    )


def test_any_quote_of_an_utterance_cites_the_whole_of_it(desk: Desk) -> None:
    utterance = pull_of(desk, "/quote tolls by:ana").utterance
    cited = [ask(desk, f"/cite #{one.id}") for one in utterance.quotes]
    assert cited[0].parts[:-1] == cited[1].parts[:-1]
    assert ask(desk, f"/cite {utterance.lead.id}").parts[:-1] == cited[0].parts[:-1]


def test_an_unnamed_source_is_cited_as_it_is_printed_and_a_missing_one_as_missing(desk: Desk) -> None:
    assert "” — one former harbour official;" in copied(ask(desk, "/cite #3"))
    assert "” — speaker not stated;" in copied(put(desk, citation_of(pull_of(desk, '/quote "nothing is settled"'))))


def test_what_was_retracted_is_cited_with_that(desk: Desk) -> None:
    reply = put(desk, citation_of(pull_of(desk, '/quote "bridge may stay open"')))
    assert f"; retracted: {RETRACTED};" in copied(reply)
    assert any(note.tone is Tone.WARNING for note in parts(reply, Note))


def test_what_is_not_known_of_a_source_is_said_in_its_citation() -> None:
    pull = Pull(Utterance((quote("No, never."),), PASTED))
    assert citation_text(pull) == (
        "“No, never.” — Ana Ruiz; retracted: the meeting was on another day; version 2; a later version is on file; "
        "extraction incomplete: words of the page may be missing here; "
        "The mayor was in no mood for questions (headline derived from the first words); "
        "outlet not stated, credits wire.example, undated"
    )


def test_a_retelling_is_cited_as_one_under_the_originals_headline() -> None:
    pull = Pull(Utterance((quote("No, never."),), RETOLD))
    assert citation_text(pull) == (
        "“No, never.” — Ana Ruiz; A bridge too dear; retold by Quotedesk from Tom Vale, The Evening Post, June 2025"
    )


def test_a_speaker_whom_the_article_never_names_in_the_sentence_is_cited_as_worked_out() -> None:
    unsure = quote("No,", grade=Grade.WORKED_OUT)
    sure = quote("never.")
    assert "— Ana Ruiz (worked out from the article);" in citation_text(Pull(Utterance((unsure,), LEDGER)))
    assert "— Ana Ruiz;" in citation_text(Pull(Utterance((unsure, sure), LEDGER)))


def test_a_quotation_is_cited_in_the_style_asked_for(desk: Desk) -> None:
    number = pull_of(desk, "/quote tolls by:ana").utterance.lead.id
    words = "“We will not raise the tolls,” … “Not this year and not next.”"
    assert copied(ask(desk, f"/cite #{number} style:AP")) == (
        f"Ana Ruiz said, as quoted by The Brackwater Ledger on June 7, 2025: {words} https://ledger.example/bridge"
    )
    assert copied(ask(desk, f"/cite #{number} style:chicago")) == (
        f"{words} Ana Ruiz, quoted in Ines Okafor, “Harbour bridge to close for a year,” The Brackwater Ledger, June 7, 2025, "
        "https://ledger.example/bridge."
    )


def test_every_style_is_offered_beside_the_one_that_is_shown(desk: Desk) -> None:
    (choices,) = parts(ask(desk, "/cite #3"), Choices)
    shown = {copied(put(desk, choice.question)) for choice in choices.options}
    assert len(shown) == 2
    assert copied(ask(desk, "/cite #3")) not in shown
    with pytest.raises(AskError, match="no style mla"):
        ask(desk, "/cite #3 style:mla")


@pytest.mark.parametrize("style", [in_ap, in_chicago])
def test_what_is_not_known_is_left_out_of_a_style_and_what_became_of_it_is_told(style: Callable[[Pull], str]) -> None:
    unknown = replace(LEDGER, byline=None, outlet=None, url=None, published=None, headline_derived=True)
    nobody = quote("No, never.", grade=Grade.NONE, speaker=None, printed=None)
    assert style(Pull(Utterance((nobody,), unknown))) == "“No, never.”"
    assert "[retracted: the meeting was on another day" in style(Pull(Utterance((nobody,), PASTED)))


@pytest.mark.parametrize(
    ("iso", "told"),
    [("2025-09-07", "Sept. 7, 2025"), ("2025-01-07", "Jan. 7, 2025"), ("2025-05-07", "May 7, 2025"), ("2025-06", "June 2025"), ("2025", "2025"),
     ("2025-12-07T10:00:00+02:00", "Dec. 7, 2025")],
)  # fmt: skip
def test_a_date_is_written_as_ap_writes_it_and_no_more_exactly_than_it_is_known(iso: str, told: str) -> None:
    source = replace(LEDGER, published=PrintedDate(iso), url=None)
    assert in_ap(Pull(Utterance((quote("No."),), source))) == (
        f"Ana Ruiz said, as quoted by The Brackwater Ledger on {told}: “No.”"
    )


@pytest.mark.parametrize("command", ["/cite", "/article quote:"])
@pytest.mark.parametrize("typed", ["#999", "#0", "ruiz", "#1+2", "9" * 30])
def test_a_number_that_no_quote_has_is_answered_plainly(desk: Desk, command: str, typed: str) -> None:
    line = f"{command}{'' if command.endswith(':') else ' '}{typed}"
    assert heading(ask(desk, line)) == NONE


def test_a_citation_of_nothing_is_asked_back(desk: Desk) -> None:
    with pytest.raises(AskError, match="Which quote"):
        ask(desk, "/cite")


# --- nobody else's


def test_a_quote_of_another_newsroom_is_not_there(desk: Desk) -> None:
    theirs = pull_of(desk, "/quote ana", ELSEWHERE)
    for question in (citation_of(theirs), context_of(theirs)):
        assert heading(put(desk, question)) == NONE
        assert parts(put(desk, question, ELSEWHERE), Masthead if question.command == "article" else Copy)


def test_a_withheld_quote_is_not_there(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    archive = open_archive(settings(tmp_path))
    pull = pull_of(desk, "/quote tolls by:ana")
    archive.set_status(HARBOUR, pull.utterance.source.article_id, Status.WITHHELD, "", now=NOW)
    assert heading(put(desk, citation_of(pull))) == NONE
    assert heading(put(desk, context_of(pull))) == NONE
    archive.remove(HARBOUR, pull.utterance.source.article_id, now=NOW)
    assert heading(put(desk, citation_of(pull))) == NONE


def test_words_that_nobody_said_are_cited_as_nobodys(desk: Desk) -> None:
    numbers = [one.utterance.lead.id for one in parts(ask(desk, "/lookup bridge"), Pull)]
    said = [ask(desk, f"/cite #{number}") for number in range(1, max(numbers) + 1)]
    assert "soup bowl," not in [pull.utterance.lead.exact for reply in said for pull in parts(reply, Pull)]


# --- in the archive, once for each store


def test_an_utterance_is_found_by_any_of_its_quotes_in_the_version_that_prints_it(archive: Archive) -> None:
    story = Story((Line("Ana", "We will not,", ("not this year.",)), Line("Ben", "We shall.")), published="2025-06-07")
    archive.file("one", [story.submission], now=FILED)
    version = archive.latest("one", now=FILED)
    assert version
    archive.file("one", [story.but(lines=(Line("Ana", "We shall."),)).submission], now=FILED)
    found = [archive.utterance("one", one.id, now=FILED) for one in version.quotes]
    assert [one and [part.exact for part in one.quotes] for one in found] == [
        ["We will not,", "not this year."],
        ["We will not,", "not this year."],
        ["We shall."],
    ]
    assert all(one and one.source.version == 1 and not one.source.newest for one in found)
    assert archive.utterance("two", version.quotes[0].id, now=FILED) is None
    assert archive.utterance("one", 2**70, now=FILED) is None


def test_an_utterance_under_embargo_is_not_found(archive: Archive) -> None:
    later = FILED + timedelta(days=1)
    story = Story((Line("Ana", "We will not."),), extra={"embargo_until": later})
    archive.file("one", [story.submission], now=FILED)
    version = archive.latest("one", now=later)
    assert version
    assert archive.utterance("one", version.quotes[0].id, now=FILED) is None
    assert archive.utterance("one", version.quotes[0].id, now=later)


# --- the context


def test_a_quote_is_shown_in_its_paragraph_and_those_beside_it_marked(desk: Desk) -> None:
    reply = ask(desk, "/article quote:#3")
    passages = parts(reply, Passage)
    assert [one.paragraph for one in passages] == [2, 3, 4]
    marked = [(one.numbers, [span.cut(one.text) for span in one.marked]) for one in passages]
    assert marked == [((), []), ((3,), ["She was not amused,"]), ((), [])]
    assert parts(reply, Facts)[0].rows == (("[3]", "one former harbour official, described, not named"),)


def test_the_whole_article_opens_at_the_page_that_the_quote_is_on(desk: Desk) -> None:
    last = pull_of(desk, "/quote østby page:2")
    (head,) = parts(put(desk, context_of(last)), Masthead)
    assert head.open
    shown = parts(put(desk, head.open), Passage)
    assert last.utterance.lead.paragraph in [one.paragraph for one in shown]


def test_a_quote_of_an_earlier_version_stands_in_that_version(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    pull = pull_of(desk, "/quote tolls by:ana")
    open_archive(settings(tmp_path)).file(HARBOUR, [corrected(BRIDGE, "It closes for two years.")], now=NOW)
    reply = put(desk, context_of(pull))
    assert "not raise the tolls" in parts(reply, Passage)[1].text
    assert any("a later one is on file" in note.text for note in parts(reply, Note))
    (head,) = parts(reply, Masthead)
    assert head.open == Question("article", {"article": "#1", "version": "1"})
    assert "a later version is on file" in copied(put(desk, citation_of(pull)))


def test_a_summary_of_an_earlier_version_is_of_that_version_and_may_be_shared(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    open_archive(settings(tmp_path)).file(HARBOUR, [corrected(BRIDGE, "It closes for two years.")], now=NOW)
    assert [one.text for one in parts(ask(desk, "/summary #1"), Passage)] == ["It closes for two years."]
    reply = ask(desk, "/summary #1 version:1")
    (head,) = parts(reply, Masthead)
    assert head.shareable
    assert head.source.version == 1
    assert head.open == Question("article", {"article": "#1", "version": "1"})
    assert any("version 1" in note.text for note in parts(reply, Note))
    with pytest.raises(AskError, match="no version"):
        ask(desk, "/summary #1 version:3")
