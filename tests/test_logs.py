"""Logs are a line for people or an object for programs, with the reference that people see, and never a token."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.logs import TOKEN
from bot.errors import DeskError
from bot.settings import read_settings

ROOT = Path(__file__).parents[1]
LOGGING = """
import logging, os
from adapters.answering import unforeseen
from adapters.logs import write_logs
from bot.desk import open_desk
from bot.request import Question, Request
from bot.settings import read_settings

write_logs(os.environ)
desk = open_desk(read_settings(os.environ))
desk.answer(Request(Question("quote", {"name": "whistleblower"}), "newsroom"))
print(unforeseen(ValueError("whistleblower")).message)
logging.getLogger("library").warning("sent %s", "xoxb-1-hush")
"""


def logged(folder: Path, **more: str) -> tuple[list[str], str]:
    """The lines that a process logs, those of the tables being made left out, and what it tells people."""
    ours = {"PYTHONPATH": str(ROOT), "QUOTEDESK_ARCHIVE": str(folder / "archive.db"), **more}
    told = subprocess.run(
        [sys.executable, "-c", LOGGING], env={**os.environ, **ours}, check=True, capture_output=True, text=True
    )
    return [line for line in told.stderr.splitlines() if "alembic" not in line], told.stdout


def test_as_json_each_line_is_an_object_with_what_was_asked_and_the_reference(tmp_path: Path) -> None:
    lines, told = logged(tmp_path, QUOTEDESK_LOG="json")
    answer, fault, library = (json.loads(line) for line in lines)
    assert {"time", "level", "logger", "message", "question", "milliseconds", "found"} == answer.keys()
    assert (answer["question"], answer["found"], answer["level"]) == ("quote", 0, "INFO")
    assert f"(reference {fault['reference']})" in told
    assert library["message"] == "sent [token]"
    assert "whistleblower" not in " ".join(lines)


def test_as_text_each_answer_is_a_line_for_people(tmp_path: Path) -> None:
    lines, told = logged(tmp_path)
    assert " bot.desk INFO quote: " in lines[0]
    assert lines[0].endswith(" ms, 0 found")
    assert told.split("reference ")[1].split(")")[0] in " ".join(lines)
    assert lines[-1].endswith("library WARNING sent [token]")
    assert "whistleblower" not in " ".join(lines)


@given(st.text("abcXYZ019-", min_size=1))
def test_whatever_is_like_a_token_is_left_out(secret: str) -> None:
    for kind in ("xoxb-", "xoxp-", "xoxe.xoxp-", "xapp-1-"):
        assert TOKEN.sub("[token]", f"token={kind}{secret}, done") == "token=[token], done"


def test_passwords_in_addresses_and_discord_s_tokens_are_left_out_and_versions_are_not() -> None:
    discord = f"{'M' * 24}.{'G' * 6}.{'h' * 30}"
    assert TOKEN.sub("[token]", f"with {discord}") == "with [token]"
    assert TOKEN.sub("[token]", "postgresql://desk:hush@db/quotes") == "postgresql://[token]@db/quotes"
    assert (
        TOKEN.sub("[token]", "httpx 0.28.1, 127.0.0.1:8000, bot.archive.store")
        == "httpx 0.28.1, 127.0.0.1:8000, bot.archive.store"
    )


def test_another_way_to_log_is_refused() -> None:
    with pytest.raises(DeskError, match="QUOTEDESK_LOG"):
        read_settings({"QUOTEDESK_LOG": "xml"})
