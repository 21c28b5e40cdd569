"""Quotations: what stands between the marks, who said it, whom it is about. It is so that …"""

import json
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Extraction, Grade, Kind, Quotation
from bot.quoting import extract

SEEDS = Path(__file__).resolve().parents[1].parent / "shared" / "seeds"


def words(text: str) -> list[str]:
    return [quotation.span.cut(text) for quotation in extract(text).quotations]


def said(text: str) -> list[tuple[str, str | None]]:
    """The spoken quotations of a text, each with its speaker's name."""
    return [(q.span.cut(text), q.attribution.name) for q in extract(text).quotations if q.speech]


def only(text: str) -> Quotation:
    (quotation,) = extract(text).quotations
    return quotation


# What stands between the marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Hold the line,” said Amy Ross.", ["Hold the line,"]),
        ('"Hold the line," said Amy Ross.', ["Hold the line,"]),
        ("''Hold the line,'' said Amy Ross.", ["Hold the line,"]),
        ("‘We’re done here,’ Mr Patel told the BBC.", ["We’re done here,"]),
        ("'The players' union isn't done,' Mr Patel said.", ["The players' union isn't done,"]),
        ("« Nous restons », a dit Anne Roy.", ["Nous restons"]),
        ("„Wir bleiben“, sagte Anna Roth.", ["Wir bleiben"]),
        ("»Wir bleiben«, sagte Anna Roth.", ["Wir bleiben"]),
        ("“He told me, ‘Sell everything,’ and hung up,” Ng said.", ["He told me, ‘Sell everything,’ and hung up,"]),
    ],
)
def test_marks_of_every_shape_enclose_their_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_apostrophes_are_no_quotation_marks() -> None:
    assert words("It's the workers' turn, they've said since '98, and rock 'n' roll won't die.") == []


def test_marks_reopened_at_each_paragraph_keep_their_speaker() -> None:
    text = "Maria Lopez told the panel: “We warned them in May.\n\n“Nothing was done.”"
    assert said(text) == [("We warned them in May.", "Maria Lopez"), ("Nothing was done.", "Maria Lopez")]
    assert {quotation.utterance for quotation in extract(text).quotations} == {0}


def test_marks_that_never_close_end_with_their_paragraph() -> None:
    assert words("Ann Lee said, “We are ready.\n\nNothing more was heard.") == ["We are ready."]


# Who said it


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We are ready to fly,” said Jared Moore, the mission commander.", "Jared Moore"),
        ("Jared Moore said, “The capsule is sound.”", "Jared Moore"),
        ("Tom Hale, who advised Sen. Ruth Kane in 2016, said the plan was “a gift.”", "Tom Hale"),
        ("“It hurts,” said former Kane adviser Bo Diaz.", "Bo Diaz"),
        ("The plan was dismissed as “fantasy” by Ann Oduya.", "Ann Oduya"),
        ("Mayor Lin Chu: “The bridge stays shut.”", "Lin Chu"),
        ("Vance Cole posted a video calling the judge “crooked.”", "Vance Cole"),
    ],
)
def test_a_name_in_the_sentence_is_the_speaker_without_titles(text: str, name: str) -> None:
    attribution = only(text).attribution
    assert (attribution.grade, attribution.name, attribution.kind) == (Grade.NAMED, name, Kind.PERSON)


def test_a_surname_is_led_back_to_the_fullest_name() -> None:
    assert said("Ellen Park runs the port. “We need dredging,” Park said.") == [("We need dredging,", "Ellen Park")]


def test_a_pronoun_is_worked_out_and_says_from_what() -> None:
    attribution = only("Dana Reed arrived late. “The trains were down,” she said.").attribution
    assert (attribution.grade, attribution.name) == (Grade.WORKED_OUT, "Dana Reed")
    assert attribution.mention is not None
    assert attribution.mention.text == "she"
    assert attribution.because == "“she” is Dana Reed"


def test_a_pronoun_that_can_mean_nobody_stays_unresolved_but_printed() -> None:
    attribution = only("“It was close,” she said.").attribution
    assert (attribution.grade, attribution.name) == (Grade.NONE, None)
    assert attribution.mention is not None
    assert attribution.mention.text == "she"


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("Ann Lee gave a speech in Harbour City. “We will rebuild the bridge,” it began.", "a speech in Harbour City"),
        ("Ann Lee issued a statement. “We are sorry for what happened,” it said.", "a statement"),
        ("Ann Lee published a report. The report was blunt. “Nobody was in charge,” it said.", "The report"),
    ],
)
def test_a_letter_or_a_speech_may_be_the_it_that_speaks(text: str, document: str) -> None:
    attribution = only(text).attribution
    assert (attribution.grade, attribution.name, attribution.kind) == (Grade.DESCRIBED, document, Kind.DOCUMENT)


def test_an_it_with_nothing_written_before_it_stays_unresolved() -> None:
    assert only("Ann Lee left the bridge. “We are sorry for what happened,” it said.").attribution.name is None


def test_an_unnamed_source_stays_unnamed_and_as_printed() -> None:
    attribution = only("“He was furious,” said one former city official.").attribution
    assert (attribution.grade, attribution.name, attribution.kind) == (Grade.DESCRIBED, None, Kind.UNNAMED)
    assert attribution.mention is not None
    assert attribution.mention.text == "one former city official"


def test_a_spokesman_is_not_the_person_he_speaks_for() -> None:
    attribution = only("“No comment,” said a spokesman for Ellen Park.").attribution
    assert attribution.name is None
    assert attribution.mention is not None
    assert attribution.mention.text == "a spokesman for Ellen Park"


def test_whoever_was_told_is_not_taken_for_the_speaker() -> None:
    quotation = only("Staff were told on Monday that “nobody is indispensable,” and went home.")
    assert quotation.speech
    assert quotation.attribution.grade == Grade.NONE


def test_a_post_speaks_for_its_owner() -> None:
    text = "Ellen Park flew home. Park’s posts called the rule “a surrender of the coast.”"
    attribution = only(text).attribution
    assert (attribution.grade, attribution.name) == (Grade.WORKED_OUT, "Ellen Park")


def test_a_post_is_not_taken_for_the_posts_of_the_person_before() -> None:
    text = "Tom Hale quit. Ellen Park won. Park’s letter called the rule “a surrender,” while Hale’s posts made fun of Park’s “flight” to the coast."
    assert said(text) == [("a surrender,", "Ellen Park"), ("flight", "Tom Hale")]


def test_a_body_is_named_without_its_article() -> None:
    attribution = only("The Sierra Club called the rule “a surrender.”").attribution
    assert (attribution.name, attribution.kind) == ("Sierra Club", Kind.BODY)


def test_two_speakers_in_one_paragraph_keep_their_own_words() -> None:
    assert said("“Yes,” Ito said. “No,” Brand replied. Ken Ito met Eva Brand.") == [
        ("Yes,", "Ken Ito"),
        ("No,", "Eva Brand"),
    ]


def test_a_split_quotation_is_one_utterance() -> None:
    text = "“The capsule,” Moore said, “is sound.” Jared Moore flew twice."
    quotations = extract(text).quotations
    assert [q.attribution.name for q in quotations] == ["Jared Moore", "Jared Moore"]
    assert quotations[0].utterance == quotations[1].utterance


# What is no speech


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “freedom tax” cost the town $2 million, auditors found.",
        "Her new book, “The Long Count,” is out Monday.",
    ],
)
def test_scare_quotes_and_titles_are_no_speech(text: str) -> None:
    quotation = only(text)
    assert not quotation.speech
    assert quotation.attribution.grade == Grade.NONE


# Whom it is about


def test_about_is_kept_apart_from_by() -> None:
    text = "Ellen Park left. Tom Hale met the press. “Ellen Park is a fraud,” Hale said."
    (quotation,) = extract(text).quotations
    assert quotation.attribution.name == "Tom Hale"
    assert [(about.name, about.reason) for about in quotation.about] == [("Ellen Park", "named in the quotation")]


def test_a_pronoun_in_the_quotation_says_whom_it_stands_for() -> None:
    text = "Ellen Park lost the vote. “She was not happy,” said one former city official."
    (quotation,) = extract(text).quotations
    assert [(about.name, about.reason) for about in quotation.about] == [
        ("Ellen Park", "“She” is Ellen Park, the subject of the sentence before")
    ]


# Any text at all

_PIECES = st.sampled_from(
    [
        *"\"“”„‟‘’'«»‹›`,.?!:;—-–()[]",
        "''",
        "\n",
        "\n\n",
        " ",
        "said",
        "she",
        "Ann Lee",
        "the mayor",
        "Mr.",
        "was told that",
        "’s",
        "of",
        "\u202e",
        "é",
        "日本",
    ]
)
_TEXTS = st.lists(_PIECES | st.text(alphabet=string.ascii_letters + " ", max_size=6), max_size=60).map("".join)


def spans_are_sound(text: str, extraction: Extraction) -> bool:
    end = 0
    for quotation in extraction.quotations:
        span = quotation.span
        if not (end <= span.start < span.end <= len(text)) or span.cut(text) != span.cut(text).strip():
            return False
        mention = quotation.attribution.mention
        if mention is not None and mention.span.cut(text) != mention.text:
            return False
        end = span.end
    return True


@settings(max_examples=300)
@given(_TEXTS)
def test_any_text_gives_sound_spans_in_order_and_never_an_error(text: str) -> None:
    assert spans_are_sound(text, extract(text))


@pytest.mark.parametrize("mark", ["“", '"', "‘", "'", "«", "„", "''", "”", "“a", "'a ", "(“"])
def test_a_page_of_nothing_but_marks_is_read_to_its_end(mark: str) -> None:
    text = mark * (40_000 // len(mark))
    assert spans_are_sound(text, extract(text))


# The two articles this project started from


def _body(article: dict[str, object]) -> str:
    lines = (SEEDS / str(article["file"])).read_text("utf-8").split("\n")
    outside = {str(line) for line in article.get("not_body", [])} | {str(article["title"])}  # type: ignore[attr-defined]
    kept = [line.strip() for line in lines if line.strip() and line.strip() not in outside]
    kept = [line for line in kept if not line.startswith("Markets |") and not line.endswith("and Newsweek.")]
    return "\n\n".join(kept)


@pytest.mark.skipif(not SEEDS.exists(), reason="the two original articles are not beside the project")
def test_every_line_of_the_gold_file_holds_on_the_originals() -> None:
    for article in json.loads((SEEDS / "gold.json").read_text("utf-8"))["articles"]:
        text = _body(article)
        found = {q.span.cut(text): q for q in extract(text, byline=article["byline"]).quotations}
        for gold in article["quotes"]:
            quotation = found[gold["text"]]
            assert quotation.speech == gold["speech"], gold["text"]
            if gold["speech"]:
                _assert_speaker(quotation, gold)


def _assert_speaker(quotation: Quotation, gold: dict[str, object]) -> None:
    attribution = quotation.attribution
    shown = attribution.name or (attribution.mention.text if attribution.mention else None)
    assert shown == gold["speaker"], gold["text"]
    things = {"the tax-and-spending package", "Stargate"}
    about = set(gold["about"])  # type: ignore[call-overload]
    assert {about.name for about in quotation.about} == about - things, gold["text"]


def test_a_headlines_capitals_do_not_make_a_name_of_what_stands_between_two() -> None:
    text = (
        "Tom Hale Attacked For Insulting Ruth Kane, Hale told the council that the plan was “a gift.”\n\nTom Hale left."
    )
    (said,) = extract(text).quotations
    assert said.attribution.name == "Tom Hale"


def test_a_role_in_capitals_before_a_name_is_no_part_of_it() -> None:
    text = "“We will sue,” said Harbour City Public Advocate Tessa Brill."
    (said,) = extract(text).quotations
    assert said.attribution.name == "Tessa Brill"
