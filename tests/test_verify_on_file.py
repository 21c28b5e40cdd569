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


DROPPED, NEAR = ON_FILE[:12], 6


def _with_a_word_more(words: str, at: int) -> str:
    typed = words.split()
    return " ".join([*typed[: 1 + at % (len(typed) - 1)], f"zeppelin{at}", *typed[1 + at % (len(typed) - 1) :]])


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Some sentences were printed and dropped by a later version; of each some that stand are a word away."""
    folder = tmp_path_factory.mktemp("corrected")
    desk = opened(folder)
    near = [_with_a_word_more(words, at) for words in DROPPED for at in range(NEAR)]
    desk.do(Ingest(tuple(_pages(near))), newsroom=HARBOUR)
    for sentences in (DROPPED, ["We take back every word of that"] * len(DROPPED)):
        for number, page in enumerate(_pages(sentences)):
            (folder / f"{number}.txt").write_bytes(page.data or b"")
        files = [Input(f"{number}.txt", folder / f"{number}.txt") for number in range(len(sentences))]
        desk.do(Ingest(tuple(files)), newsroom=HARBOUR)
    return desk


@given(st.sampled_from(DROPPED), st.data())
@settings(max_examples=40)
def test_what_was_dropped_is_an_earlier_wording_however_much_stands_near(
    corrected: Desk, words: str, data: st.DataObject
) -> None:
    typed = words.split()
    size = data.draw(st.integers(6, len(typed)))
    start = data.draw(st.integers(0, len(typed) - size))
    part = " ".join(typed[start : start + size])
    stands = any(f" {part} " in f" {_with_a_word_more(one, at)} " for one in DROPPED for at in range(NEAR))
    reply = _verified(corrected, part)
    assert _outcome(reply).startswith("Exact" if stands else "Earlier wording")
    assert part.lower() in _told(reply)[0].lower()


@pytest.mark.parametrize("words", DROPPED)
def test_what_was_dropped_is_in_no_list(corrected: Desk, words: str) -> None:
    for question in (Question("lookup", {"words": words, "exact": "yes"}), Question("quote", {"name": "Bo Lind"})):
        told = {pull.utterance.lead.exact for pull in parts(put(corrected, question, HARBOUR), Pull)}
        assert f"{words}," not in told
