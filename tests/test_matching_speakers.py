"""A typed name is matched to the names on file by rule: nobody is taken for somebody else unsaid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.folding import words_of
from bot.matching.speakers import Fit, likeness, narrowed, one_person, slips_between, spellings, without_titles
from bot.model import Kind, Speaker
from bot.nicknames import other_forms


def person(name: str, *aliases: str, kind: Kind = Kind.PERSON) -> Speaker:
    return Speaker(len(name), name, kind, aliases)


def fit(typed: str, name: str, *aliases: str, slips: bool = False) -> Fit | None:
    found = likeness(words_of(typed), person(name, *aliases), slips=slips)
    return found.fit if found else None


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("elizabeth kane", "Elizabeth Kane", Fit.WHOLE),
        ("Kane Elizabeth", "Elizabeth Kane", Fit.WHOLE),
        ("kane", "Elizabeth Kane", Fit.WORDS),
        ("robert hale", "Robert F. Hale Jr.", Fit.WORDS),
        ("eliza", "Elizabeth Kane", Fit.FORM),
        ("liz kane", "Elizabeth Kane", Fit.FORM),
        ("elizabeth kane", "Liz Kane", Fit.FORM),
        ("betty kane", "Liz Kane", Fit.FORM),
        ("e kane", "Elizabeth Kane", Fit.FORM),
        ("e", "Elizabeth Kane", None),
        ("kane hale", "Elizabeth Kane", None),
        ("kaine", "Elizabeth Kane", None),
        ("bob", "Elizabeth Kane", None),
        ("", "Elizabeth Kane", None),
    ],
)
def test_a_name_fits_by_its_words_their_beginnings_and_its_short_forms(
    typed: str, name: str, expected: Fit | None
) -> None:
    assert fit(typed, name) is expected


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kaine", "Elizabeth Kane"),
        ("elizbeth kane", "Elizabeth Kane"),
        ("elizabteh knae", "Elizabeth Kane"),
        ("elizabethkane", "Elizabeth Kane"),
        ("eliza bethkane", "Elizabeth Kane"),
        ("natarjan", "Priya Natarajan"),
    ],
)
def test_one_or_two_slips_are_borne_where_slips_are_tried(typed: str, name: str) -> None:
    assert fit(typed, name) is None
    assert fit(typed, name, slips=True) is Fit.SLIP


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lane", "Elizabeth Kane"),
        ("kan", "Li Xan"),
        ("kerr", "Elizabeth Kane"),
        ("elzbt kne", "Elizabeth Kane"),
        ("cane", "Kane"),
    ],
)
def test_what_could_be_another_name_is_no_slip(typed: str, name: str) -> None:
    assert fit(typed, name, slips=True) is None


def test_an_alias_fits_as_the_name_does() -> None:
    assert fit("mayor of brackwater", "Ana Ruiz", "Mayor of Brackwater") is Fit.WORDS


def test_a_name_of_their_own_goes_before_another_name_of_theirs() -> None:
    own = likeness(("hale",), person("Walter Hale"))
    other = likeness(("hale",), person("Elizabeth Kane", "Elizabeth Hale"))
    assert own
    assert other
    assert own.rank < other.rank


def test_a_junior_is_not_taken_for_his_father() -> None:
    assert fit("john hale", "John Hale") is Fit.WHOLE
    assert fit("john hale", "John Hale Jr.") is Fit.WORDS


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("sen kane", "kane"),
        ("prime minister ana ruiz", "ana ruiz"),
        ("president", "president"),
        ("the rev dr hale", "hale"),
    ],
)
def test_titles_are_no_part_of_a_name(typed: str, bare: str) -> None:
    assert without_titles(typed.split()) == tuple(bare.split())


def test_a_short_form_stands_for_its_name_and_for_its_sisters() -> None:
    assert "elizabeth" in other_forms("liz")
    assert "betty" in other_forms("liz")
    assert "liz" not in other_forms("liz")
    assert ("elizabeth", "kane") in spellings(("liz", "kane"))


def test_one_without_quotes_gives_way_and_a_body_gives_way_to_the_person_it_is_called_after() -> None:
    kane, foundation = person("Elizabeth Kane"), person("Kane Foundation", kind=Kind.BODY)
    other = person("Walter Kane")
    assert narrowed([(kane, 3), (foundation, 9)], ("kane",)) == [(kane, 3)]
    assert narrowed([(kane, 3), (other, 0)], ("kane",)) == [(kane, 3)]
    assert narrowed([(kane, 3), (other, 1)], ("kane",)) == [(kane, 3), (other, 1)]
    assert narrowed([(kane, 0), (other, 0)], ("kane",)) == [(kane, 0), (other, 0)]


def test_a_body_of_exactly_that_name_is_asked_about_beside_the_person() -> None:
    nikola, firm = person("Nikola Hale"), person("Hale", kind=Kind.BODY)
    assert len(narrowed([(nikola, 2), (firm, 2)], ("hale",))) == 2


def test_a_middle_initial_makes_no_other_person_unless_two_of_them_stand_against_each_other() -> None:
    plain, b, c = person("Ann Lee"), person("Ann B. Lee"), person("Ann C.C. Lee Hale")
    assert one_person([plain, b, c]) == [[plain, b], [c]]
    other = Speaker(99, "Ann C. Lee", Kind.PERSON)
    assert one_person([plain, b, other]) == [[plain], [b], [other]]
    junior = Speaker(98, "Ann Lee Jr.", Kind.PERSON)
    assert one_person([plain, junior]) == [[plain], [junior]]


@given(st.text(max_size=30), st.text(max_size=30))
def test_slips_are_counted_alike_from_either_side(word: str, other: str) -> None:
    assert slips_between(word, other) == slips_between(other, word)


@given(st.lists(st.text(max_size=8), max_size=5), st.text(max_size=30), st.booleans())
def test_any_words_fit_or_do_not(typed: list[str], name: str, slips: bool) -> None:
    found = likeness(typed, person(name), slips=slips)
    assert found is None or found.slips <= 2
