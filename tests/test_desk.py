"""The desk answers without writing, carries out orders, keeps newsrooms apart, and never keeps what was typed."""

import logging
from pathlib import Path

import pytest

from bot.archive import Archive, open_archive
from bot.bundled import seed_inputs
from bot.desk import Desk, open_desk
from bot.errors import AskError, DeskError
from bot.ledger import open_ledger
from bot.model import Status
from bot.order import Ingest, Input, Progress, Reindex, Remove, SetStatus
from bot.reply import Facts, Filing, Heading, Masthead, Note, Passage, Pull
from bot.request import Question, Request
from tests.newsroom import ELSEWHERE, HARBOUR, NOW, ask, opened, parts, settings

SECRET = "zeppelin informant"


class Broken(Archive):
    """An archive whose every search fails with what was typed in the message, as a database's errors have it."""

    def __init__(self) -> None:
        pass

    def speakers_named(self, *arguments: object, **options: object) -> tuple[()]:
        raise RuntimeError(SECRET)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return opened(tmp_path)


def facts(desk: Desk, newsroom: str = HARBOUR) -> dict[str, str]:
    (found,) = parts(desk.info(newsroom), Facts)
    return dict(found.rows)


# --- answering


def test_answering_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = open_archive(settings(tmp_path)).state(now=NOW)
    for line in ("/quote kane", "/summary latest", "/lookup bridge", "/article #1", "/help", "/quote zeppelin"):
        ask(desk, line)
    assert open_archive(settings(tmp_path)).state(now=NOW) == before


def test_one_line_is_logged_an_answer_without_what_was_typed(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(desk, f"/quote {SECRET}")
        ask(desk, f"/lookup “{SECRET}” since:2025")
        with pytest.raises(AskError):
            ask(desk, f"/quote kane since:{SECRET}")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert [line.split(":")[0] for line in ours] == ["quote", "lookup", "quote"]
    assert ours[0].endswith("ms, 0 found")
    assert not any(word in record.getMessage() for record in caplog.records for word in SECRET.split())


def test_what_nobody_foresaw_gets_a_reference_and_keeps_what_was_typed_out_of_the_log(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(DeskError) as caught:
        ask(Desk(Broken(), open_ledger(settings(tmp_path)), lambda: NOW), f"/quote {SECRET}")
    reference = caught.value.message.split("reference ")[1].rstrip(").")
    (line,) = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert reference in line
    assert "RuntimeError" in line
    assert SECRET not in caplog.text
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_question_that_there_is_not_is_sent_back(desk: Desk) -> None:
    with pytest.raises(AskError) as caught:
        desk.answer(Request(Question("zeppelin"), HARBOUR))
    assert caught.value.hint == "/help"


def test_an_answer_says_which_question_it_answers(desk: Desk) -> None:
    question = Question("quote", {"name": "kane"})
    assert desk.answer(Request(question, HARBOUR)).question == question


def test_a_newsroom_is_never_answered_from_another(desk: Desk) -> None:
    assert parts(ask(desk, "/quote kane", ELSEWHERE), Pull) == []
    assert facts(desk, ELSEWHERE)["articles"].startswith("1 ")


# --- orders


def test_files_are_filed_and_answer_at_once(tmp_path: Path) -> None:
    desk = open_desk(settings(tmp_path), lambda: NOW)
    steps: list[Progress] = []
    page = "Ferry line opens\n\nThe ferry line opened on Monday, the town said.\n\n“The line is safe,” said Ana Ruiz, the mayor.\n"
    order = Ingest((Input("ferry.txt", data=page.encode()),))
    (filing,) = parts(desk.do(order, newsroom=HARBOUR, report=steps.append), Filing)
    assert filing.articles == 1
    assert steps
    (pull,) = parts(ask(desk, "/quote ana ruiz"), Pull)
    assert pull.utterance.lead.exact == "The line is safe,"


def test_the_bundled_articles_are_there_to_be_filed(tmp_path: Path) -> None:
    made = settings(tmp_path)
    desk = open_desk(made, lambda: NOW)
    (filing,) = parts(desk.do(Ingest(seed_inputs(made)), newsroom=HARBOUR), Filing)
    assert filing.articles >= 2
    assert filing.failed == filing.skipped == ()


def test_seeds_that_are_not_there_are_said(tmp_path: Path) -> None:
    from dataclasses import replace

    with pytest.raises(DeskError, match="QUOTEDESK_SEEDS"):
        seed_inputs(replace(settings(tmp_path), seeds=tmp_path / "nowhere"))


def test_a_status_is_shown_from_then_on(desk: Desk) -> None:
    reply = desk.do(SetStatus(1, Status.CORRECTED, "The month was wrong."), newsroom=HARBOUR)
    assert parts(reply, Heading)[0].text == "Now corrected"
    told = " ".join(note.text for note in parts(ask(desk, "/summary #1"), Note))
    assert "Corrected: article 1" in told
    assert "The month was wrong." in told


def test_what_is_withheld_is_not_found(desk: Desk) -> None:
    desk.do(SetStatus(1, Status.WITHHELD), newsroom=HARBOUR)
    assert parts(ask(desk, "/article #1"), Passage) == []
    assert facts(desk)["withheld or embargoed"] == "1"


def test_what_is_taken_down_is_gone_from_every_answer(desk: Desk) -> None:
    (note,) = parts(desk.do(Remove(1), newsroom=HARBOUR), Note)
    assert "Harbour bridge to close for a year" in note.text
    for line in (
        "/quote natarajan",
        "/article #1",
        "/lookup engineer",
        "/summary harbour bridge",
        "/quote She was not amused",
    ):
        reply = ask(desk, line)
        assert not parts(reply, Pull)
        assert not parts(reply, Masthead)
    assert facts(desk)["removed"] == "1"


@pytest.mark.parametrize("order", [SetStatus(99, Status.CORRECTED), Remove(99)])
def test_an_order_on_no_article_is_sent_back(desk: Desk, order: SetStatus | Remove) -> None:
    with pytest.raises(AskError, match="no article 99"):
        desk.do(order, newsroom=HARBOUR)


def test_an_order_never_reaches_into_another_newsroom(desk: Desk) -> None:
    with pytest.raises(AskError):
        desk.do(Remove(1), newsroom=ELSEWHERE)
    assert parts(ask(desk, "/article #1"), Passage)


def test_the_index_is_built_anew_on_demand(desk: Desk) -> None:
    desk.do(Reindex(whole=True), newsroom=HARBOUR)
    assert facts(desk)["index is whole"] == "yes"
    assert ask(desk, "/lookup bridge").found


def test_info_says_what_is_on_file_and_where(desk: Desk, tmp_path: Path) -> None:
    told = facts(desk)
    assert str(tmp_path / "archive.db") in told["archive"]
    assert told["articles"].startswith("6 ")
    assert told["last filed"] == "2025-07-02 12:00 UTC"
    assert "Coast Courier" in told["outlets"]


# --- suggestions


@pytest.mark.parametrize(
    ("line", "suggested"),
    [
        ("/q", (2, "/quote ")),
        ("/quote kan", (3, "Elizabeth Kane")),
        ("/quote tolls by:ana r", (5, "Ana Ruiz")),
        ("/quote tolls outlet:coa", (3, "Coast Courier")),
        ("/summary harbour br", (10, "Harbour bridge to close for a year")),
        ("/help su", (2, "summary")),
    ],
)
def test_a_half_typed_line_is_completed(desk: Desk, line: str, suggested: tuple[int, str]) -> None:
    assert suggested in desk.suggestions(HARBOUR, line)


@pytest.mark.parametrize(
    "line", ["", "/", "kane", "/quote ", "/nonsense k", "/lookup tol", "/quote " + "k" * 500, "\ud800", "/quote \x00"]
)
def test_any_half_typed_line_is_borne(desk: Desk, line: str) -> None:
    assert all(0 < replaced <= len(line) for replaced, _ in desk.suggestions(HARBOUR, line))


def test_no_name_of_another_newsroom_is_suggested(desk: Desk) -> None:
    assert desk.suggestions(ELSEWHERE, "/quote kan") == ()
