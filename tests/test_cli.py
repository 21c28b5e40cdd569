"""The `quotedesk` command as a person or a script runs it: a process, an archive of two articles, and what comes out."""

import json
import os
import pty
import re
import select
import shlex
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.pdf_files import locked, pdf_file, set_lines
from tests.web_sites import page, site
from tests.word_files import paragraph, word_file
from tests.word_files import run as word_run

ROOT = Path(__file__).resolve().parent.parent
QUOTEDESK = (sys.executable, "-m", "adapters")
BRIDGE = """---
headline: Harbour bridge to close for a year
author: Ines Okafor
publisher: The Brackwater Ledger
date: 2025-06-07
---
The harbour bridge will close for a year from Monday, the town of Brackwater said on Friday.

“We will not raise the tolls,” Mayor Ana Ruiz said at the town hall.

Drivers will have to take the ferry, which runs every hour until late in the evening.
"""
FERRY = """---
headline: Ferries run late
author: Ines Okafor
publisher: The Brackwater Ledger
date: 2025-06-09
---
The first ferries of the week ran late on Monday, and many drivers waited for an hour at the quay.

“Ana Ruiz has forgotten us,” said Tom Vale, who drives a lorry between the harbour and the mill.
"""


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT", "LANG", "LC_ALL"}}
    return {**kept, "HOME": str(home), "PYTHONWARNINGS": "error", "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of the two articles, and the articles."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "news").mkdir()
    (folder / "news" / "bridge.md").write_text(BRIDGE, encoding="utf-8")
    (folder / "news" / "ferry.md").write_text(FERRY, encoding="utf-8")
    filed = _run(folder, "ingest", "news")
    assert filed.returncode == 0, filed.stderr
    return folder


@pytest.fixture
def run(desk: Path) -> Run:
    """Runs `quotedesk` on that archive."""
    return lambda *words, **more: _run(desk, *words, **more)


def _run(
    folder: Path, *words: str, typed: str = "", archive: str = "archive.db", **settings: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*QUOTEDESK, "--archive", archive, *words],
        cwd=folder,
        env={**_environment(folder), **settings},
        input=typed,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_a_quote_is_answered_with_its_words_its_speaker_and_its_source(run: Run) -> None:
    answer = run("quote", "ruiz")
    assert answer.returncode == 0
    assert "“We will not raise the tolls,”" in answer.stdout
    assert "Ana Ruiz · named in the sentence" in answer.stdout
    assert "The Brackwater Ledger · 7 June 2025 · article 1, paragraph 2" in answer.stdout
    assert answer.stderr == ""


def test_the_same_question_is_answered_alike_however_it_is_put(run: Run) -> None:
    flags = run("quote", "ruiz", "--since", "2025-06-08").stdout
    assert flags == run("quote", "ruiz", "since:2025-06-08").stdout
    assert flags == run("ask", "/quote ruiz since:2025-06-08").stdout
    assert flags.startswith(run(typed="/quote ruiz since:2025-06-08\n").stdout.split("\n\n1. ")[0])


def test_a_pipe_gets_no_colours_boxes_or_control_characters(run: Run) -> None:
    drawn = run("quote", "ruiz").stdout
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f─-╿▀-▟]", drawn)


def test_json_stands_before_or_behind_the_question(run: Run) -> None:
    before, behind = run("--json", "quote", "ruiz").stdout, run("quote", "ruiz", "--json").stdout
    assert before == behind
    answer = json.loads(before)
    assert answer["shape"] == 1
    pulls = [part for part in answer["parts"] if part["part"] == "pull"]
    assert pulls[0]["utterance"]["quotes"][0]["exact"] == "We will not raise the tolls,"


def test_a_way_on_is_shown_as_a_command_that_can_be_pasted(run: Run) -> None:
    shown = run("lookup", "ferries").stdout
    command = re.search(r"Open the article: quotedesk --archive archive.db (.*)", shown)
    assert command
    assert "Tom Vale, who drives a lorry" in run(*shlex.split(command[1])).stdout


def test_finding_nothing_is_an_answer(run: Run) -> None:
    answer = run("quote", "zzyzx")
    assert answer.returncode == 0
    assert "2 articles" in answer.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("quote", "ruiz", "--since", "soonish"),
        ("quote",),
        ("ask", "/nosuch ruiz"),
        ("nosuch",),
        ("quote", "--nosuch"),
        ("set-status", "1", "gone"),
        ("ingest",),
        ("remove", "1"),
    ],
)
def test_what_is_put_badly_ends_with_a_sentence_and_exit_code_2(run: Run, words: Sequence[str]) -> None:
    answer = run(*words)
    assert answer.returncode == 2
    assert answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_status_that_there_is_none_of_is_answered_with_those_there_are_and_no_word_of_the_machine(run: Run) -> None:
    told = run("set-status", "1", "gone").stderr
    assert "'retracted'" in told
    assert "Value error" not in told


@pytest.mark.parametrize("command", [("set-status", "x", "retracted"), ("remove", "x", "--yes")])
def test_an_article_goes_by_its_number_and_what_is_none_is_answered_in_a_sentence(
    run: Run, command: tuple[str, ...]
) -> None:
    told = run(*command)
    assert told.returncode == 2
    assert "An article's number is needed" in told.stderr


def test_a_desk_that_cannot_work_ends_with_a_sentence_and_exit_code_3(run: Run) -> None:
    answer = run("quote", "ruiz", archive="news/bridge.md")
    assert answer.returncode == 3
    assert "Traceback" not in answer.stderr


def test_a_file_named_outright_that_is_missing_fails_and_the_others_are_filed(desk: Path) -> None:
    answer = _run(desk, "ingest", "gone.md", "news/ferry.md", archive="other.db")
    assert answer.returncode == 1
    assert "new articles: 1" in answer.stdout
    assert "failed: gone.md: " in answer.stdout


def test_filing_again_changes_nothing(run: Run) -> None:
    answer = run("ingest", "news")
    assert answer.returncode == 0
    assert "unchanged: 2" in answer.stdout


def test_an_article_is_taken_from_a_pipe(desk: Path) -> None:
    answer = _run(desk, "ingest", "-", typed=BRIDGE, archive="piped.db")
    assert answer.returncode == 0
    assert "new articles: 1" in answer.stdout


def test_pages_are_filed_by_their_addresses_beside_files(desk: Path) -> None:
    with site({"/bridge.md": page(BRIDGE.encode(), "Content-Type: text/markdown; charset=utf-8")}) as press:
        words = ("ingest", f"http://127.0.0.1:{press.port}/bridge.md", "news/ferry.md", "http://10.0.0.1/")
        answer = _run(desk, *words, archive="web.db", QUOTEDESK_FETCH_LOOPBACK="yes")
        closed = _run(desk, *words[:2], archive="web.db")
    assert (answer.returncode, answer.stderr) == (1, "")
    assert "new articles: 2" in answer.stdout
    assert "failed: http://10.0.0.1/: The address leads into a private network" in answer.stdout
    assert f"failed: {words[1]}: The address leads into a private network" in closed.stdout


def test_the_bundled_articles_are_filed_and_answer(desk: Path) -> None:
    assert _run(desk, "ingest", "--bundled", archive="bundled.db").returncode == 0
    answer = _run(desk, "quote", "isaacman", archive="bundled.db").stdout
    assert "“He was not happy,”" in answer
    assert "retold by Quotedesk from Christopher J. Mitchell" in answer


def test_an_operator_retracts_and_removes_an_article(desk: Path) -> None:
    assert _run(desk, "ingest", "news", archive="operated.db").returncode == 0
    assert (
        _run(desk, "set-status", "1", "retracted", "--note", "No such meeting.", archive="operated.db").returncode == 0
    )
    assert "retracted: No such meeting." in _run(desk, "quote", "ruiz", archive="operated.db").stdout
    assert _run(desk, "remove", "1", "--yes", archive="operated.db").returncode == 0
    assert "tolls" not in _run(desk, "quote", "ruiz", archive="operated.db").stdout
    assert _run(desk, "index", "--rebuild", archive="operated.db").returncode == 0
    assert "tolls" not in _run(desk, "lookup", "tolls", archive="operated.db").stdout.partition("\n\n")[2].replace(
        "you typed: tolls", ""
    )


def test_info_says_what_is_on_file_and_migrate_that_it_is_up_to_date(run: Run) -> None:
    assert "2" in run("info").stdout
    assert run("migrate").stdout == "The archive is up to date.\n"


def test_help_lists_the_commands_and_the_exit_codes(run: Run) -> None:
    told = run("--help").stdout
    assert "How it ends:" in told
    for word in ("quote", "summary", "lookup", "article", "help", "ask", "ingest", "130"):
        assert word in told
    assert "quotedesk quote" in run("quote", "--help").stdout


def test_a_pipe_whose_reader_has_enough_is_no_fault(desk: Path) -> None:
    line = (
        f"{sys.executable} -m adapters.main --archive archive.db help | head -n 1 >/dev/null; echo ${{PIPESTATUS[0]}}"
    )
    ended = subprocess.run(
        ["bash", "-c", line], cwd=desk, env=_environment(desk), capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.stdout == "0\n"
    assert ended.stderr == ""


def test_lines_of_a_pipe_are_answered_one_after_another_and_the_worst_end_is_told(run: Run) -> None:
    answer = run(typed="/quote ruiz\n\n/nosuch\n/quote vale\n")
    assert answer.returncode == 2
    assert "tolls" in answer.stdout
    assert "forgotten us" in answer.stdout


def test_escape_sequences_that_are_typed_reach_no_terminal(run: Run) -> None:
    answer = run("quote", "\x1b[2J\u202e[red]nobody[/red]")
    assert answer.returncode == 0
    assert "\x1b" not in answer.stdout + answer.stderr
    assert "\u202e" not in answer.stdout + answer.stderr
    assert "[red]nobody[/red]" in answer.stdout


def test_at_the_prompt_a_question_is_answered_and_a_number_asks_on(desk: Path) -> None:
    with _Terminal(desk) as terminal:
        terminal.read_until("quotedesk>")
        terminal.type("/quote ruiz\r")
        drawn = terminal.read_until("forgotten us")
        assert "We will not raise the tolls," in drawn
        terminal.type("/lookup ferries\r")
        terminal.read_until("  1  ")
        terminal.type("1\r")
        terminal.read_until("lorry")
        terminal.read_until("quotedesk>")
        terminal.type("\x04")
        assert terminal.ended() == 0


def test_a_removal_asks_first_and_leaves_the_article_where_nobody_says_yes(desk: Path) -> None:
    with _Terminal(desk, "remove", "1") as terminal:
        asked = terminal.read_until("[y/N]")
        assert "Harbour bridge to close for a year" in asked
        assert "its text in every version" in asked
        terminal.type("n\r")
        terminal.read_until("Nothing was removed.")
        assert terminal.ended() == 2


def test_a_progress_bar_shows_for_more_than_a_handful_of_files(desk: Path) -> None:
    (desk / "many").mkdir()
    for number in range(12):
        (desk / "many" / f"{number}.md").write_text(FERRY.replace("hour", f"hour {number}"), encoding="utf-8")
    with _Terminal(desk, "--newsroom", "other", "ingest", "many") as terminal:
        terminal.read_until("Filing")
        terminal.read_until("new articles")
        assert terminal.ended() == 0


def test_a_locale_without_curly_marks_gets_the_words_all_the_same(desk: Path) -> None:
    answer = subprocess.run(
        [*QUOTEDESK, "--archive", "archive.db", "quote", "ruiz"],
        cwd=desk,
        env={**_environment(desk), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert "“We will not raise the tolls,”" in answer.stdout.decode()


def test_what_was_typed_stays_out_of_the_log(run: Run) -> None:
    answer = run("--verbose", "quote", "zzyzx")
    assert "quote: " in answer.stderr
    assert "zzyzx" not in answer.stderr


def test_the_shell_completes_commands(desk: Path) -> None:
    completing = {"_QUOTEDESK_COMPLETE": "complete_bash", "COMP_WORDS": "quotedesk qu", "COMP_CWORD": "1"}
    answer = subprocess.run(
        QUOTEDESK, cwd=desk, env={**_environment(desk), **completing}, capture_output=True, timeout=60, check=False
    )
    assert answer.stdout.decode().split() == ["quote"]


def test_an_interrupted_command_says_one_line(desk: Path) -> None:
    with subprocess.Popen(
        [*QUOTEDESK, "--archive", "archive.db"],
        cwd=desk,
        env=_environment(desk),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write("/quote ruiz\n")
        process.stdin.flush()
        assert process.stdout.readline() == "Ana Ruiz\n"  # it is up, and waits for the next line
        for _ in range(5):  # Python drops an interruption that falls into a finalizer: a person presses again
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
                break
        told = process.stderr.read()
    assert told.endswith("Interrupted.\n")
    assert "Traceback" not in told
    assert process.returncode == 130


class _Terminal:
    """`quotedesk` with some words, or alone, in a terminal of 100 columns."""

    def __init__(self, folder: Path, *words: str) -> None:
        self._end, far_end = pty.openpty()
        termios.tcsetwinsize(far_end, (40, 100))
        self._process = subprocess.Popen(
            [*QUOTEDESK, "--archive", "archive.db", *words],
            cwd=folder,
            env=_environment(folder),
            stdin=far_end,
            stdout=far_end,
            stderr=far_end,
            start_new_session=True,
        )
        os.close(far_end)
        self._seen = ""

    def __enter__(self) -> "_Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._end)

    def type(self, keys: str) -> None:
        os.write(self._end, keys.encode())

    def read_until(self, words: str) -> str:
        """What was drawn since the last reading, its escape sequences left out, up to the first time of these words."""
        patience = time.monotonic() + 60
        while words not in self._plain():
            assert time.monotonic() < patience, self._seen
            if select.select([self._end], [], [], 1)[0]:
                self._seen += os.read(self._end, 65536).decode(errors="replace")
                self._answer_position()
        drawn, _, self._seen = self._plain().partition(words)
        return drawn

    def ended(self) -> int:
        return self._process.wait(timeout=60)

    def _plain(self) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\r", "", self._seen)

    def _answer_position(self) -> None:
        if "\x1b[6n" in self._seen:
            self._seen = self._seen.replace("\x1b[6n", "")
            os.write(self._end, b"\x1b[1;1R")


# --- drafts

DRAFT = """The tolls stay

“We will not raise the tolls,” Mayor Ana Ruiz told the town hall.

“Ana Ruiz has not forgotten us,” said Tom Vale.
"""


@pytest.fixture
def draft(desk: Path, tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def test_a_drafts_quotations_are_told_the_gravest_first_with_counts_on_top(run: Run, draft: Path) -> None:
    answer = run("check", "--file", str(draft))
    assert answer.returncode == 0
    assert answer.stdout.startswith("2 quotations in draft.txt\n\nnot in this archive: 1\nexact: 1\n")
    assert answer.stdout.index("Quotation 2, paragraph 3") < answer.stdout.index("Quotation 1, paragraph 2: exact")
    assert "put in: not" in answer.stdout
    assert run("check", "--file", "-", typed=DRAFT).stdout == answer.stdout.replace("draft.txt", "stdin")


def test_a_script_learns_how_grave_it_is_by_how_the_check_ends(run: Run, draft: Path) -> None:
    ends = {
        outcome: run("check", "--file", str(draft), "--fail-on", outcome).returncode for outcome in ("altered", "exact")
    }
    assert ends == {"altered": 0, "exact": 4}
    assert (
        run("check", "--fail-on", "not-in-this-archive", "“The moon is made of green cheese,” Vale said.").returncode
        == 4
    )
    unknown = run("check", "--file", str(draft), "--fail-on", "wrong")
    assert (unknown.returncode, "not-in-this-archive" in unknown.stderr) == (2, True)


def test_a_drafts_answer_is_json_with_every_quotation_in_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "long.md"
    file.write_text(
        "\n\n".join(f"“We will not raise the tolls,” Ruiz said on day {day}." for day in range(30)), encoding="utf-8"
    )
    answer = json.loads(run("check", "--file", str(file), "--json").stdout)
    assert len([part for part in answer["parts"] if part["part"] == "section"]) == 30


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_a_copy_carries_the_remarks_and_never_takes_the_place_of_a_file(run: Run, draft: Path, ending: str) -> None:
    copy = draft.with_name(f"checked.{ending}")
    written = run("check", "--file", str(draft), "--annotated", str(copy))
    assert (written.returncode, f"Written: {copy}" in written.stderr) == (0, True)
    first = copy.read_bytes()
    assert (b"not in this archive" in first) == (ending == "html")
    again = run("check", "--file", str(draft), "--annotated", str(copy))
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    assert run("check", "--file", str(draft), "--annotated", str(copy), "--force").returncode == 0
    assert sorted(one.name for one in draft.parent.iterdir()) == [copy.name, draft.name]


def test_the_copy_of_a_word_document_is_that_document_with_comments(run: Run, tmp_path: Path) -> None:
    original = tmp_path / "draft.docx"
    original.write_bytes(word_file(*(paragraph(word_run(words)) for words in DRAFT.split("\n\n"))))
    own = run("check", "--file", str(original), "--annotated", str(original), "--force")
    assert (own.returncode, "the draft's own place" in own.stderr) == (2, True)
    assert run("check", "--file", str(original), "--annotated", str(tmp_path / "copy.docx")).returncode == 0
    with ZipFile(tmp_path / "copy.docx") as copy:
        assert "not in this archive" in copy.read("word/comments.xml").decode()


BAD: dict[str, Callable[[], bytes]] = {
    "empty.docx": lambda: b" \n",
    "bomb.docx": lambda: word_file(document=b" " * 300_000_000),
    "locked.pdf": lambda: locked(pdf_file(set_lines("“No,” she said.")), "secret"),
}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "Which text?"),
        (["--file", "draft.docx"], "draft.docx can't be read: No such file or directory."),
        (["--file", "news"], "news can't be read: Is a directory."),
        (["--file", "news/ferry.md", "“No,” she said."], "Either a text or a file is checked, not both."),
        (["--annotated", "checked.txt", "“No,” she said."], "checked.txt is no page and no Word document."),
        (["--annotated", "nowhere/checked.html", "“No,” she said."], "nowhere/checked.html can't be written"),
        (["--file", "empty.docx"], "There are no words in this draft."),
        (["--file", "bomb.docx"], "Unpacked, the file is far larger than any article or draft."),
        (["--file", "locked.pdf"], "locked with a password"),
    ],
)
def test_what_can_not_be_checked_is_told_in_one_sentence(run: Run, desk: Path, words: list[str], told: str) -> None:
    for name in words:
        if name in BAD:
            (desk / name).write_bytes(BAD[name]())
    answer = run("check", *words)
    assert answer.returncode == 2
    assert told in answer.stderr
    assert "Traceback" not in answer.stderr


def test_nothing_of_a_draft_is_left_behind(run: Run, desk: Path, draft: Path) -> None:
    draft.write_text("“A perfectly singular zeppelinade,” said Tom Vale.", encoding="utf-8")
    answer = run("--verbose", "check", "--file", str(draft))
    assert "zeppelinade" in answer.stdout
    assert "zeppelinade" not in answer.stderr
    assert not [file for file in desk.rglob("*") if file.is_file() and b"zeppelinade" in file.read_bytes()]
