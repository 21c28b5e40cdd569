"""What holds of every wording on file: it is exact for itself, never with a changed word, in any order of filing, for its own newsroom only."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.order import Ingest, Input
from bot.reply import Heading, Pull, Reply
from bot.request import Question
from tests.newsroom import ELSEWHERE, HARBOUR, opened, parts, put

VOCABULARY = [
    "bridge",
    "ferry",
    "harbour",
    "council",
    "money",
    "winter",
    "engine",
    "pilot",
    "lantern",
    "market",
    "school",
    "river",
    "nobody",
    "seven",
    "twelve",
    "promise",
    "repair",
    "believe",
    "carry",
    "wait",
    "open",
    "close",
    "answer",
    "never",
    "always",
    "quickly",
    "under",
    "across",
    "before",
    "after",
    "against",
]


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(VOCABULARY, k=chance.randint(6, 24))).capitalize()


_CHANCE = random.Random(11)
SENTENCES = tuple(dict.fromkeys(_sentence(_CHANCE) for _ in range(40)))
ON_FILE, ABROAD = SENTENCES[:30], SENTENCES[30:]
WORDS = st.sampled_from([*VOCABULARY, "zeppelin", "not", "400"])


def _pages(sentences: Sequence[str]) -> Iterator[Input]:
    for number, words in enumerate(sentences):
        page = f"Report {words[:12]}\n\nBy Ines Okafor\n\n7 June 2025\n\n“{words},” said Bo Lind, who steers boat {number}.\n"
        yield Input.pasted(page)


def _filed(folder: Path, sentences: Sequence[str]) -> Desk:
    desk = opened(folder)
    desk.do(Ingest(tuple(_pages(sentences))), newsroom=HARBOUR)
    desk.do(Ingest(tuple(_pages(ABROAD))), newsroom=ELSEWHERE)
    return desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return _filed(tmp_path_factory.mktemp("desk"), ON_FILE)


@pytest.fixture(scope="module")
def other_order(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return _filed(tmp_path_factory.mktemp("other"), ON_FILE[::-1])


def _verified(desk: Desk, words: str) -> Reply:
    return put(desk, Question("verify", {"sentence": words}), HARBOUR)


def _outcome(reply: Reply) -> str:
    return parts(reply, Heading)[0].text


def _told(reply: Reply) -> list[str]:
    return [pull.utterance.lead.exact for pull in parts(reply, Pull)]


@pytest.mark.parametrize("words", ON_FILE)
def test_a_stored_quote_is_exact_for_itself(desk: Desk, words: str) -> None:
    assert _outcome(_verified(desk, words)) == "Exact"


@given(st.sampled_from(ON_FILE), st.data())
@settings(max_examples=150)
def test_a_changed_word_is_never_exact(desk: Desk, words: str, data: st.DataObject) -> None:
    typed = words.split()
    at = data.draw(st.integers(0, len(typed) - 1))
    other = data.draw(WORDS.filter(lambda word: word != typed[at].lower()))
    changed = " ".join([*typed[:at], other, *typed[at + 1 :]])
    assert not _outcome(_verified(desk, changed)).startswith("Exact")


@given(st.lists(WORDS, min_size=2, max_size=12))
@settings(max_examples=60)
def test_the_order_of_filing_changes_no_answer(desk: Desk, other_order: Desk, typed: list[str]) -> None:
    one, other = (_verified(each, " ".join(typed)) for each in (desk, other_order))
    assert (_outcome(one), _told(one)) == (_outcome(other), _told(other))


@given(st.sampled_from(ABROAD), st.data())
@settings(max_examples=60)
def test_nothing_of_another_newsroom_is_found_or_shown(desk: Desk, words: str, data: st.DataObject) -> None:
    typed = words.split()
    reply = _verified(desk, " ".join(typed[: data.draw(st.integers(2, len(typed)))]))
    assert not set(_told(reply)) & {f"{one}," for one in ABROAD}
