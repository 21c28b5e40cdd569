"""Questions are answered in processes of their own: the same answers, the same faults, and another process where one ends."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from adapters.crew import Crew
from bot.errors import AskError, DeskError
from bot.reply import Reply
from bot.request import Question, Request
from tests.newsroom import ELSEWHERE, HARBOUR, opened, settings


def counted(reply: Reply) -> dict[str, Any]:
    """How many were found, and by which process."""
    return {"found": reply.found, "process": os.getpid()}


def clumsy(reply: Reply) -> dict[str, Any]:
    """Fails over what it should draw, and says over what."""
    raise ValueError(str(reply))


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew[dict[str, Any]]]:
    opened(tmp_path).close()
    crew = Crew(settings(tmp_path), counted, 2)
    yield crew
    crew.close()


def asked(name: str, newsroom: str = HARBOUR, **options: str) -> Request:
    return Request(Question("quote", {"name": name, **options}), newsroom)


def test_a_question_is_answered_in_another_process_for_its_own_newsroom(crew: Crew[dict[str, Any]]) -> None:
    answer = crew.answer(asked("ana ruiz"))
    assert answer["process"] != os.getpid()
    assert answer["found"] == 3
    assert crew.answer(asked("ana ruiz", ELSEWHERE))["found"] == 1


def test_many_may_ask_at_once(crew: Crew[dict[str, Any]]) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: crew.answer(asked("ana ruiz")), range(24)))
    assert {answer["found"] for answer in answers} == {3}


def test_a_fault_comes_back_with_its_sentence_and_its_remedy(crew: Crew[dict[str, Any]]) -> None:
    with pytest.raises(AskError) as told:
        crew.answer(asked("ana ruiz", page="none"))
    assert told.value.message == "page: takes the number of a page."
    assert told.value.hint


def test_where_a_process_ends_over_a_question_the_next_one_is_answered(crew: Crew[dict[str, Any]]) -> None:
    for process in {crew.answer(asked("ana ruiz"))["process"] for _ in range(6)}:
        os.kill(process, signal.SIGKILL)
    answers = [_tried(crew) for _ in range(6)]
    assert 1 <= answers.count(0) <= 2
    assert answers[-2:] == [3, 3]


def _tried(crew: Crew[dict[str, Any]]) -> int:
    """How many quotes were found; 0 where the process had ended."""
    try:
        return int(crew.answer(asked("ana ruiz"))["found"])
    except DeskError:
        return 0


def test_an_archive_that_can_not_be_opened_is_told_with_the_question(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"no archive at all, but some other file" * 100)
    crew = Crew(settings(tmp_path), counted, 1)
    with pytest.raises(DeskError):
        crew.answer(asked("ana ruiz"))
    crew.close()


def test_an_answer_that_can_not_be_drawn_is_said_and_no_word_of_it_is_logged(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    opened(tmp_path).close()
    crew = Crew(settings(tmp_path), clumsy, 1)
    for _ in range(2):
        with pytest.raises(DeskError):
            crew.answer(asked("nobody of that name"))
    crew.close()
    logged = capfd.readouterr().err
    assert "ValueError" in logged
    assert "nobody of that name" not in logged
