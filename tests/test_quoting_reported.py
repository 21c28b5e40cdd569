"""Reported speech, in the writer's words: found where it is plain, and kept apart. It is so that …"""

import pytest

from bot.model import Grade
from bot.quoting import extract


def reported(text: str) -> list[tuple[str, str | None]]:
    return [(one.span.cut(text), one.attribution.name) for one in extract(text).reported]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ellen Park said that the bridge was shut.", ("the bridge was shut", "Ellen Park")),
        ("Ellen Park said the bridge was shut in May.", ("the bridge was shut in May", "Ellen Park")),
        ("The Sierra Club argued that the rule was weak.", ("the rule was weak", "Sierra Club")),
    ],
)
def test_a_clause_after_said_is_reported(text: str, expected: tuple[str, str]) -> None:
    assert reported(text) == [expected]


def test_a_sentence_with_marks_is_quoted_and_not_reported() -> None:
    assert reported("Ellen Park said that the bridge was “shut for good.”") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ellen Park did not say that the bridge was shut.",
        "If Ellen Park said that the bridge was shut, nobody heard it.",
        "Ellen Park said hello to everybody there.",
        "Staff were told that the bridge was shut.",
    ],
)
def test_what_is_denied_supposed_or_heard_is_not_reported(text: str) -> None:
    assert reported(text) == []


def test_an_unnamed_source_stays_as_printed() -> None:
    (one,) = extract("One former official said that the bridge was never safe.").reported
    assert one.attribution.grade == Grade.DESCRIBED
    assert one.attribution.mention is not None
    assert one.attribution.mention.text == "One former official"
