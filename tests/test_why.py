"""Whoever wonders why something came, or did not, is told for each thing that they follow."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.reply import Facts, Reply
from bot.settings import Settings
from tests.newsroom import ELSEWHERE, parts
from tests.test_follow import INES, TOM, Newsroom


@pytest.fixture
def room(archive_settings: Settings) -> Iterator[Newsroom]:
    opened = Newsroom(archive_settings)
    opened.file("ferries", "“The ferries will sail on Monday,” Noa Berg said.", outlet="The Ledger")
    opened.now += timedelta(minutes=1)
    opened.follow("noa berg")
    yield opened
    opened.desk.close()


def said(reply: Reply) -> str:
    """What is said of the one thing that is followed."""
    [facts] = parts(reply, Facts)
    [(_, told)] = facts.rows
    return told


def test_what_was_told_is_said_to_have_been(room: Newsroom) -> None:
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    assert "not looked through yet" in said(room.ask("/why #2"))
    room.desk.evaluate()
    assert said(room.ask("/why #2")) == "waits to be told"
    room.told()
    assert said(room.ask("/why #2")) == "told"


def test_what_could_not_be_told_says_why(room: Newsroom) -> None:
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    room.desk.evaluate()
    room.desk.give_up(room.due().errand, "you let nobody write to you", place=True)
    assert said(room.ask("/why #2")) == "could not be told: you let nobody write to you"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("“We will see,” Ada Okafor said. Noa Berg was there.", "nothing of that is quoted in it"),
        ("“Berg is a liar,” said Ada Okafor, who ran against Noa Berg.", "about:yes follows both"),
        ("“The ferries will sail on Monday,” Noa Berg said.", "an article on file had the same words before"),
    ],
)
def test_what_was_not_told_says_why_not(room: Newsroom, text: str, why: str) -> None:
    room.file("one", text)
    assert room.told() == []
    assert why in said(room.ask("/why #2"))


def test_an_article_that_was_there_before_says_so(room: Newsroom) -> None:
    assert "before you followed that" in said(room.ask("/why #1"))


def test_an_old_article_says_that_it_is_old(room: Newsroom) -> None:
    room.file("old", "“We will dredge the harbour,” Noa Berg said.", date="2019-05-01")
    assert "printed more than seven days before" in said(room.ask("/why #2"))


def test_a_digest_says_when_it_comes_and_that_it_came(room: Newsroom) -> None:
    room.follow("noa berg daily 08:00")
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    room.desk.evaluate()
    assert said(room.ask("/why #2")) == "is gathered for the digest of 2025-07-03 06:00 UTC"
    room.now += timedelta(days=1)
    room.told()
    assert said(room.ask("/why #2")) == "was told in the digest of 2025-07-03 06:00 UTC"


def test_one_quote_of_an_article_can_be_asked_about(room: Newsroom) -> None:
    room.file("one", "“We will dredge the harbour,” Noa Berg said.\n\n“Nobody asked us,” Ada Okafor said.")
    room.told()
    assert said(room.ask("/why quote:#2")) == "told"
    assert "nothing of that" in said(room.ask("/why quote:#3"))


def test_nobody_learns_what_others_follow(room: Newsroom) -> None:
    assert parts(room.ask("/why #1", TOM), Facts) == []
    assert parts(room.ask("/why #1", INES, ELSEWHERE), Facts) == []
