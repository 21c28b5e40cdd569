"""Clues are weighed in groups, by the facts that they follow from; that is quicker, and weighs the same."""

from itertools import permutations

from bot.quoting.attribution import CERTAIN, LIKELY
from bot.quoting.extraction import decisions
from bot.quoting.memory import MOST, Memory
from bot.quoting.weights import Clues, Scale, all_weights, told

TEXT = (
    "Ellen Park, the mayor, arrived late. “The trains were down,” she said, according to Tom Hale.\n\n"
    "Hale’s report called it “a disgrace”. He told the council that “nobody knew.”\n\n“We asked,” he added."
)
KNOWN = Scale({"a": 0.1, "b": 0.2, "c": -0.3, "kind=x long=True": 0.7, "kind=x": 1.0})


def _shape_clues(kind: str, long: bool) -> Clues:
    return f"kind={kind}", f"kind={kind} long={long}"


def test_clues_weigh_the_same_in_any_order() -> None:
    assert {KNOWN.weight([], order) for order in permutations("abc")} == {0.0}


def test_a_group_weighs_what_its_clues_weigh() -> None:
    assert KNOWN.weight([(_shape_clues, "x", True)], ["a"]) == 1.8
    assert told([(_shape_clues, "x", True)]) == ["kind=x", "kind=x long=True"]


def test_an_unknown_clue_weighs_nothing() -> None:
    assert KNOWN.weight([(_shape_clues, "y", False)], ["d"]) == 0.0


def test_a_speaker_scores_what_the_clues_told_of_them_weigh() -> None:
    known = all_weights()
    for choice in decisions(TEXT, known).choices:
        for candidate in choice.ranked:
            bonus = CERTAIN if candidate.plain else LIKELY if candidate.answers else 0.0
            assert round(known["speaker"].total(candidate.clues) + bonus - candidate.score, 6) == 0.0


def test_a_person_scores_what_the_clues_told_of_them_weigh() -> None:
    known = all_weights()
    ranked = decisions(TEXT, known).follower.ranked
    assert ranked
    for reference in (reference for found in ranked.values() for reference in found):
        assert round(known["person"].total(reference.clues) - reference.score, 6) == 0.0


def test_what_is_known_is_not_found_out_again() -> None:
    asked: list[str] = []

    def found(word: str) -> int:
        asked.append(word)
        return len(word)

    known = Memory(found)
    assert [known["tide"], known["tide"], known["ebb"]] == [4, 4, 3]
    assert asked == ["tide", "ebb"]


def test_too_much_is_forgotten_and_found_out_anew() -> None:
    known = Memory[int, int](lambda number: 2 * number)
    assert [known[number] for number in range(MOST + 1)][-1] == 2 * MOST
    assert len(known) == 1
    assert known[0] == 0
