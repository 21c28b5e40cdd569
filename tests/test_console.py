"""The terminal reads what is typed and a number that was offered, and says of any fault what to do."""

import pytest

from adapters.console import read
from adapters.console.app import Exit, complain
from bot.commands import COMMANDS
from bot.commands.typed import question_from
from bot.errors import AskError, DeskError
from bot.reply import Choice
from bot.request import Question

OLDER = Question("quote", {"name": "Ana Ruiz", "page": "2"})
WAYS = (Choice("Older", OLDER), Choice("Search", Question("lookup", {"words": "ruiz"})))


def test_a_number_that_was_offered_asks_its_question() -> None:
    assert read.next_question(" 1 \n", WAYS) == OLDER


@pytest.mark.parametrize("typed", ["3", "0", "01", "²", "9" * 5000])
def test_any_other_number_is_words_as_typed(typed: str) -> None:
    assert read.next_question(typed, WAYS) == question_from(typed)


def test_flags_and_typed_options_ask_the_same_question() -> None:
    quote = COMMANDS["quote"]
    typed = read.flagged(quote, ["ana", "ruiz", "since:2025"], {})
    flags = read.flagged(quote, ["ana", "ruiz"], {"since": "2025", "until": None})
    assert typed == flags == question_from("/quote ana ruiz since:2025")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("/quote ana ruiz page:2", "quotedesk quote --page 2 'ana ruiz'"),
        ("/quote ruiz since:2025 exact:yes", "quotedesk quote --since 2025 --exact ruiz"),
        ("/lookup -5 degrees", "quotedesk lookup -- '-5 degrees'"),
        ("/help", "quotedesk help"),
    ],
)
def test_a_question_is_shown_as_the_shell_command_that_puts_it(typed: str, shown: str) -> None:
    assert read.shell(question_from(typed)) == shown
    assert read.shell(question_from(typed), ["--archive", "my file.db"]).startswith("quotedesk --archive 'my file.db' ")


def test_what_was_typed_is_quoted_for_the_shell_so_that_it_can_be_pasted() -> None:
    assert read.shell(Question("quote", {"name": "a; rm -rf $HOME"})) == "quotedesk quote 'a; rm -rf $HOME'"


def test_a_question_put_badly_and_a_desk_set_up_badly_end_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert complain(AskError("Whose words?", "/quote ruiz")) == Exit.MISPUT
    assert complain(DeskError("There is no such database.", "Set DATABASE_URL.")) == Exit.UNABLE
    assert capsys.readouterr().err == "Whose words?\n/quote ruiz\nThere is no such database.\nSet DATABASE_URL.\n"


def test_a_fault_nobody_foresaw_is_told_without_a_traceback_and_logged_without_its_words(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    typed = "somebody’s name"
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError(typed)
    assert complain(caught.value) == Exit.UNABLE
    told = capsys.readouterr().err
    assert "did not foresee (reference " in told
    assert "Traceback" not in told
    assert "RuntimeError" in caplog.text
    assert typed not in caplog.text + told
