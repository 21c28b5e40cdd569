"""Who said it, where that takes more than one look. It is so that …"""

import pytest

from bot.model import Grade, Kind, Quotation
from bot.quoting import extract


def quotations(text: str) -> tuple[Quotation, ...]:
    return extract(text).quotations


def names(text: str) -> list[str | None]:
    return [quotation.attribution.name for quotation in quotations(text) if quotation.speech]


# The clause that governs the words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The port refused to comment, with spokesman Tom Ford saying, “It is a private matter.”", "Tom Ford"),
        ("The film begins with a recording of Ellen Park asking, “Who shut the gate?”", "Ellen Park"),
        ("Ellen Park, who had for years denounced Hale as “a gift to the coast,” left.", "Ellen Park"),
        ("Staff left after Ellen Park told a meeting in Salem that the plan was “dead.”", "Ellen Park"),
        ("According to Ellen Park, the plan was “dead.”", "Ellen Park"),
        ("Nobody came. Said Ellen Park, “We waited for an hour.”", "Ellen Park"),
    ],
)
def test_whoever_governs_the_words_says_them(text: str, name: str) -> None:
    assert names(text) == [name]


def test_critics_who_stand_before_their_words_are_the_speakers() -> None:
    (quotation,) = quotations("The mayor was described by critics as “a puppet.”")
    assert (quotation.attribution.grade, quotation.attribution.mention) != (Grade.NONE, None)
    assert quotation.attribution.mention is not None
    assert quotation.attribution.mention.text == "critics"


def test_an_unnamed_member_of_a_party_is_described_as_printed() -> None:
    (quotation,) = quotations("“The harbour is lost,” said one Ohio Democrat.")
    attribution = quotation.attribution
    assert (attribution.grade, attribution.name) == (Grade.DESCRIBED, None)
    assert attribution.mention is not None
    assert attribution.mention.text == "one Ohio Democrat"


def test_a_spokeswoman_who_is_named_after_her_role_is_named() -> None:
    assert names("“We deny it,” a spokeswoman for the port, Eva Stone, said.") == ["Eva Stone"]


def test_two_who_speak_as_one_are_both_named() -> None:
    (quotation,) = quotations("“We will sue,” Ann Lee and Bob Ray said in a joint statement.")
    attribution = quotation.attribution
    assert (attribution.grade, attribution.name, attribution.kind) == (Grade.NAMED, "Ann Lee and Bob Ray", Kind.BODY)


def test_they_are_never_one_person() -> None:
    (quotation,) = quotations("Ann Lee and Bob Ray sued the city. “We want justice,” they said.")
    attribution = quotation.attribution
    assert (attribution.grade, attribution.name) == (Grade.DESCRIBED, None)
    assert attribution.because == "“they” is “Ann Lee and Bob Ray”"


def test_credits_on_lines_of_their_own_each_end_their_quotation() -> None:
    text = "“It was a bad night for all of us.” ― Ann Lee\n“I would not go there again, ever.” ― Bob Ray\n“It was all right, in the end.” ― Eva Stone"
    assert names(text) == ["Ann Lee", "Bob Ray", "Eva Stone"]


# Marks and their speakers


def test_a_quotation_with_a_speaker_of_its_own_does_not_go_on_from_one_left_open() -> None:
    text = 'Ann Lee said: "We are done. It was hard.\n\n"We will go," Bob Ray said.'
    assert names(text) == ["Ann Lee", "Bob Ray"]


def test_an_exchange_without_names_is_not_guessed_at() -> None:
    text = "“Are you ready to go?” Ann Lee asked.\n\n“No, I am not,” Bob Ray replied.\n\n“Why are you not ready?”"
    assert names(text)[2] is None


# Which person


def test_who_is_whoever_stands_before_it() -> None:
    attribution = quotations("Nobody believed Ellen Park, who called the plan “a gift to the coast.”")[0].attribution
    assert (attribution.name, attribution.because) == ("Ellen Park", "“who” is Ellen Park")


def test_he_who_answers_is_the_one_who_was_asked() -> None:
    assert names("Jane Hill asked Tom Ford whether he would quit. “I will not,” he said.") == ["Tom Ford"]


def test_he_is_not_the_one_he_tells() -> None:
    assert "Tom Ford" not in names("Ken Hale met Tom Ford. “I will not go,” he told Ford.")


def test_an_unusual_first_name_learns_its_gender_from_the_text() -> None:
    text = "Xanvi Orr said she would stay. Tom Ford left town. “I have a house here,” she said."
    assert names(text) == ["Xanvi Orr"]


def test_a_surname_alone_is_that_of_a_real_first_name_and_not_of_a_word_that_only_has_a_capital() -> None:
    text = "Crowded Moyle waits.\n\nThomas Moyle runs the port. “We need time,” Moyle said. “And money,” he said."
    assert names(text) == ["Thomas Moyle", "Thomas Moyle"]


def test_particles_in_small_letters_belong_to_the_name() -> None:
    assert names("“No,” Omar al-Masri said. “Never,” al-Masri said.") == ["Omar al-Masri", "Omar al-Masri"]


def test_will_is_a_first_name_too() -> None:
    assert names("“The roof leaks,” said Will Hobb, a roofer in Salem.") == ["Will Hobb"]


# What an attribution rests on


def test_every_attribution_keeps_its_evidence() -> None:
    text = "Tom Hale, who advised Sen. Ruth Kane in 2016, said the plan was “a gift.”"
    evidence = quotations(text)[0].attribution.evidence
    assert evidence is not None
    assert evidence.mention is not None
    assert evidence.mention.text == "Tom Hale"
    assert evidence.cue is not None
    assert evidence.cue.cut(text) == "said"
    assert "Sen. Ruth Kane" in [mention.text for mention, _ in evidence.runners_up if mention is not None]
    assert all(score <= evidence.score for _, score in evidence.runners_up)


# Sources without a name, and names with more in them


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("The talks went on. Critics say it is “over and done.”", "Critics"),
        ("The talks went on. Officials briefed on the plan said it was “dead.”", "Officials"),
        ("The talks went on. Sources with knowledge of the talks said the plan was “dead in the water.”",
         "Sources with knowledge of the talks"),
        ("The talks went on. A person familiar with the talks said they were “going nowhere.”",
         "A person familiar with the talks"),
        ("The quay is “beyond repair,” according to a report by the Harbour Board.", "a report by the Harbour Board"),
    ],
)  # fmt: skip
def test_who_is_not_named_is_told_as_printed_and_never_becomes_somebody_of_that_name(text: str, printed: str) -> None:
    (quotation,) = quotations(text)
    attribution = quotation.attribution
    assert attribution.mention is not None
    assert (attribution.grade, attribution.mention.text) == (Grade.DESCRIBED, printed)
    assert attribution.kind is not Kind.PERSON


def test_a_nickname_within_a_name_does_not_cut_it_in_two() -> None:
    found = extract("“It is over,” said Robert “Bobby” Lind. Lind had steered the ferry. “I am tired,” he said.")
    said = [(one.span.start, one.attribution.name) for one in found.quotations if one.speech]
    assert [name for _, name in said] == ["Robert Lind", "Robert Lind"]
    assert [entity.name for entity in found.entities] == ["Robert Lind"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ellen Park was asked by Tom Ford whether it was “true.”", "Tom Ford"),
        ("Ellen Park was told by Tom Ford that the plan was “dead.”", "Tom Ford"),
        ("Ellen Park was asked if the plan was “dead.”", None),
        ("Ellen Park was asked about the plan, and said it was “dead.”", "Ellen Park"),
    ],
)
def test_what_somebody_was_told_or_asked_is_not_theirs(text: str, name: str | None) -> None:
    assert [one.attribution.name for one in quotations(f"The talks went on. {text}")] == [name]


@pytest.mark.parametrize("second", ["Carl Moe", "Carl Moe, a fisher,"])
def test_words_behind_a_second_subject_are_never_given_to_the_first(second: str) -> None:
    text = f"Bo Lind insisted that it was “open as ever” and {second} called it “a dream.”"
    first, last = quotations(f"The quay was busy. {text}")
    assert first.attribution.name == "Bo Lind"
    assert last.attribution.name in {None, "Carl Moe"}
