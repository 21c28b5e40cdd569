"""The answers that a person fixed by hand for the two original articles come out of them, from file to reply.

The originals are not ours to ship: where they are not at hand, these tests skip.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.desk import Desk, open_desk
from bot.order import Ingest, Input
from bot.reply import Heading, Masthead, Note, Pager, Passage, Pull, Reply, Section
from bot.request import Question
from bot.settings import Settings
from tests.newsroom import ask, parts, put, settings

SEEDS = Path(__file__).resolve().parents[1] / ".." / "shared" / "seeds"
NOW = datetime(2025, 7, 2, tzinfo=UTC)
NEWSROOM = "originals"

pytestmark = pytest.mark.skipif(
    not (SEEDS / "gold.json").exists(), reason="the original articles are not beside the project"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made: Settings = settings(tmp_path_factory.mktemp("originals"))
    opened = open_desk(made, lambda: NOW)
    inputs = tuple(Input(path.name, path=path) for path in sorted(SEEDS.glob("*.txt")))
    opened.do(Ingest(inputs, "DMY"), newsroom=NEWSROOM)
    return opened


@pytest.fixture(scope="module")
def gold() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))
    return found


def asked(desk: Desk, line: str) -> Reply:
    return ask(desk, line, NEWSROOM)


def expected(gold: dict[str, Any], speaker: str) -> set[str]:
    """The spans by one speaker, in both articles."""
    return {
        quote["text"] for article in gold["articles"] for quote in article["quotes"] if quote.get("speaker") == speaker
    }


def by(reply: Reply) -> list[Pull]:
    """The quotes before the section of quotes about somebody."""
    return _sections(reply)[0]


def about(reply: Reply) -> list[Pull]:
    return _sections(reply)[1]


def _sections(reply: Reply) -> tuple[list[Pull], list[Pull]]:
    sections: tuple[list[Pull], list[Pull]] = ([], [])
    into = 0
    for part in reply.parts:
        if isinstance(part, Section):
            into = 0 if part.text.startswith("By ") else 1
        if isinstance(part, Pull):
            sections[into].append(part)
    return sections


def test_no_quote_is_given_to_one_who_is_only_spoken_of(desk: Desk) -> None:
    reply = asked(desk, "/quote isaacman")
    assert by(reply) == []
    assert any(note.text == "The archive holds no quote by Jared Isaacman." for note in parts(reply, Note))


def test_what_is_said_about_him_comes_with_its_source_and_with_who_is_meant_by_he(desk: Desk) -> None:
    (pull,) = [one for one in about(asked(desk, "/quote isaacman")) if one.utterance.lead.exact == "He was not happy,"]
    lead, source = pull.utterance.lead, pull.utterance.source
    assert lead.printed == "one former White House official"
    assert lead.speaker is None or lead.speaker.name == lead.printed
    assert source.headline
    assert source.headline.startswith("When Allies Turned Adversaries")
    assert source.published
    assert (source.published.iso, source.published.printed) == ("2025-06-07", "07/06/2025")
    assert lead.paragraph > 1
    assert pull.lead_in.startswith("When the administration")
    told = " ".join(pull.reasons)
    assert "Elon Musk" in told
    assert "Isaacman" in told


def test_all_six_spans_of_musk_come_before_what_is_said_about_him(desk: Desk, gold: dict[str, Any]) -> None:
    reply = asked(desk, "/quote musk")
    found = {quote.exact for pull in by(reply) for quote in pull.utterance.quotes}
    assert found == expected(gold, "Elon Musk")
    assert len(by(reply)) == 4
    assert {pull.utterance.source.article_id for pull in by(reply)} == {1, 2}
    assert about(reply)


def test_a_slip_gives_the_same_answer_and_says_how_it_was_read(desk: Desk) -> None:
    right, slip = asked(desk, "/quote isaacman"), asked(desk, "/quote isacman")
    assert parts(slip, Pull) == parts(right, Pull)
    assert parts(slip, Heading) == parts(right, Heading)
    assert any(note.text.startswith("Read as Jared Isaacman") for note in parts(slip, Note))


def test_part_of_a_title_finds_the_article_and_its_sentences(desk: Desk) -> None:
    reply = asked(desk, "/summary allies turned adversaries")
    (head,) = parts(reply, Masthead)
    assert head.source.article_id == 1
    assert head.source.byline == "Christopher J. Mitchell"
    passages = parts(reply, Passage)
    assert 3 <= len(passages) <= 5
    assert [one.paragraph for one in passages] == sorted(one.paragraph for one in passages)
    original = (SEEDS / "000_9bf779aee39fbfe0.txt").read_text(encoding="utf-8")
    assert all(one.text in original for one in passages)


def test_every_quotation_of_the_originals_is_numbered_or_not_speech(desk: Desk, gold: dict[str, Any]) -> None:
    for number, article in enumerate(gold["articles"], start=1):
        spoken = [quote["text"] for quote in article["quotes"] if quote["speech"]]
        assert _numbered(desk, Question("article", {"article": f"#{number}"})) == spoken


def _numbered(desk: Desk, question: Question | None) -> list[str]:
    """The numbered words of an article, on this page and all older ones."""
    if not question:
        return []
    reply = put(desk, question, NEWSROOM)
    shown = [span.cut(one.text) for one in parts(reply, Passage) for span in one.marked]
    pagers = parts(reply, Pager)
    return shown + _numbered(desk, pagers[0].older if pagers else None)
