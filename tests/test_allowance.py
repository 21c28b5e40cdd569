"""How much somebody may ask: a bucket each, with a clock of the test's own."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters import allowance
from adapters.allowance import NEWSROOM, PERSON, PERSON_LIMIT, Allowance, a_minute, limit
from bot.errors import DeskError


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_may_be_asked_at_once_and_no_more() -> None:
    asked = Allowance(3, 0.5, Clock())

    assert [asked.wait("slack:T1:UINES") for _ in range(4)] == [0, 0, 0, 2]


def test_the_bucket_fills_as_time_goes_by() -> None:
    clock = Clock()
    asked = Allowance(2, 0.5, clock)
    for _ in range(2):
        asked.wait("ines")

    clock.now += 2

    assert [asked.wait("ines"), asked.wait("ines")] == [0, 2]


def test_it_never_fills_beyond_its_size() -> None:
    clock = Clock()
    asked = Allowance(2, 0.5, clock)
    asked.wait("ines")

    clock.now += 86_400

    assert [asked.wait("ines") for _ in range(3)] == [0, 0, 2]


def test_a_wait_is_told_in_whole_seconds_and_after_it_there_is_one() -> None:
    clock = Clock()
    asked = Allowance(1, 0.3, clock)
    asked.wait("ines")
    clock.now += 1

    wait = asked.wait("ines")
    clock.now += wait

    assert wait == 3  # of the 3⅓ that one takes, one has gone by
    assert asked.wait("ines") == 0


def test_a_wait_is_never_less_than_a_second() -> None:
    asked = Allowance(1, 50.0, Clock())
    asked.wait("slack:T1")

    assert asked.wait("slack:T1") == 1


def test_being_told_to_wait_costs_nothing() -> None:
    clock = Clock()
    asked = Allowance(1, 0.5, clock)
    asked.wait("ines")

    assert {asked.wait("ines") for _ in range(100)} == {2}
    clock.now += 2
    assert asked.wait("ines") == 0


def test_one_persons_questions_are_not_another_ones() -> None:
    asked = Allowance(1, 0.5, Clock())

    assert [asked.wait(name) for name in ("slack:T1:U1", "slack:T1:U2", "slack:T11:U1", "slack:T1:U1")] == [0, 0, 0, 2]


def test_full_buckets_are_forgotten_when_there_are_many_and_others_are_not() -> None:
    clock = Clock()
    asked = Allowance(1, 1 / 1024, clock)
    asked.wait("ines")
    clock.now += 1023
    for number in range(allowance.KEPT):
        asked.wait(f"of old {number}")

    assert asked.wait("ines") == 1, "not full yet: to forget it now would give one too many"
    clock.now += 1024
    assert asked.wait("new") == 0

    # How many are remembered shows nowhere else.
    assert list(asked._buckets) == ["new"]


def test_threads_share_a_bucket_without_taking_more_than_it_holds() -> None:
    asked = Allowance(100, 0.5, Clock())
    together = threading.Barrier(4)

    def take() -> int:
        together.wait()
        return sum(asked.wait("slack:T1") == 0 for _ in range(50))

    with ThreadPoolExecutor(4) as threads:
        taken = [threads.submit(take) for _ in range(4)]

    assert sum(one.result() for one in taken) == 100


@given(st.lists(st.floats(0, 100), max_size=60), st.integers(1, 20), st.floats(0.01, 50))
def test_nobody_ever_gets_more_than_the_burst_and_what_time_gave(pauses: list[float], size: int, rate: float) -> None:
    clock = Clock()
    asked = Allowance(size, rate, clock)
    given_out = 0
    for pause in pauses:
        clock.now += pause
        given_out += asked.wait("ines") == 0

    assert given_out <= size + sum(pauses) * rate + 1e-6


@pytest.mark.parametrize("questions", [PERSON, NEWSROOM])
def test_as_shipped_a_person_or_a_newsroom_may_always_go_on_after_the_wait(questions: int) -> None:
    clock = Clock()
    asked = Allowance(questions, questions / 60, clock)
    while not (wait := asked.wait("them")):
        pass
    clock.now += wait

    assert asked.wait("them") == 0


def test_so_many_a_minute_may_all_be_asked_at_once() -> None:
    asked = a_minute(2)

    assert [asked.wait("ines") > 0 for _ in range(3)] == [False, False, True]


@pytest.mark.parametrize(("value", "questions"), [("", 30), (" 5 ", 5), ("1000000", 1_000_000)])
def test_the_operator_says_how_many_a_minute(value: str, questions: int) -> None:
    assert limit({PERSON_LIMIT: value}, PERSON_LIMIT, 30) == questions


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many", "٣", "1000001", "9" * 5_000])
def test_any_other_number_is_refused_in_a_sentence(value: str) -> None:
    with pytest.raises(DeskError, match=f"^{PERSON_LIMIT} is no number") as caught:
        limit({PERSON_LIMIT: value}, PERSON_LIMIT, 30)

    assert "such as 30" in caught.value.hint
