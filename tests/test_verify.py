"""/verify tells whether a wording is what was printed: never by likeness, always word by word, and plainly where it is not."""

from pathlib import Path

import pytest

from bot.desk import Desk
from bot.errors import AskError
from bot.model import Status
from bot.order import Ingest, Input, SetStatus
from bot.reply import Diff, Heading, Note, Passage, Pull, Reply, Tone, Typed
from bot.request import Question
from tests.newsroom import ELSEWHERE, HARBOUR, opened, parts, put

PAGE = (
    "Ferry to run all night\n\nBy Ines Okafor\n\n7 June 2025\n\nThe crew had slept in the hold of the boat for eleven nights.\n\n"
    "“We will not leave a single passenger on the quay this winter,” said Bo Lind, who steers the boat.\n\n"
    "“They don’t actually have the money for a second pier,” Mayor Ana Ruiz said.\n"
)  # fmt: skip
LIND = "We will not leave a single passenger on the quay this winter,"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = opened(tmp_path)
    desk.do(Ingest((Input.pasted(PAGE),)), newsroom=HARBOUR)
    return desk


def verified(desk: Desk, sentence: str, by: str = "", room: str = HARBOUR) -> Reply:
    return put(desk, Question("verify", {"sentence": sentence, **({"by": by} if by else {})}), room)


def outcome(reply: Reply) -> str:
    return parts(reply, Heading)[0].text


def words(reply: Reply) -> list[str]:
    return [pull.utterance.lead.exact for pull in parts(reply, Pull)]


def warnings(reply: Reply) -> list[str]:
    return [note.text for note in parts(reply, Note) if note.tone is Tone.WARNING]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (f"“{LIND}”", "Exact"),
        ("we will not leave a single passenger", "Exact but for punctuation"),
        ("We will not leave … on the quay this winter", "Altered, marked"),
        ("[They] will not leave a single passenger on the quay", "Altered, marked"),
        ("We will never leave a single passenger on the quay this winter", "Altered"),
        ("They don’t actually have the money", "Exact"),
        ("They don’t have the money for a pier", "Not in this archive"),
        ("Elephants were dancing on the frozen lagoon", "Not in this archive"),
    ],
)
def test_the_outcome_heads_the_answer(desk: Desk, typed: str, told: str) -> None:
    assert outcome(verified(desk, typed)) == told


def test_a_short_wording_that_leaves_out_a_word_is_not_found_but_shown_what_differs(desk: Desk) -> None:
    reply = verified(desk, "they don't have the money")
    assert outcome(reply) == "Not in this archive"
    (diff,) = parts(reply, Diff)
    assert [edit.printed for edit in diff.edits if edit.kind == "dropped"] == ["actually"]
    assert any("nearest" in note.text and "different" in note.text for note in parts(reply, Note))


def test_an_altered_wording_comes_with_its_red_flags_and_every_changed_word(desk: Desk) -> None:
    reply = verified(desk, "We will leave a single passenger on the quay this summer")
    assert outcome(reply) == "Altered"
    assert warnings(reply) == ["The change touches a negation."]
    (diff,) = parts(reply, Diff)
    assert [(edit.kind, edit.printed, edit.typed) for edit in diff.edits if edit.kind != "kept"] == [
        ("dropped", "not", ""),
        ("replaced", "winter", "summer"),
    ]


def test_right_words_in_another_mouth_are_told_as_that(desk: Desk) -> None:
    reply = verified(desk, LIND, by="Ana Ruiz")
    assert outcome(reply) == "Different speaker"
    assert warnings(reply) == ["The archive has another speaker: Bo Lind."]
    assert outcome(verified(desk, LIND, by="Lind")) == "Exact"


def test_two_quotes_run_into_one_are_shown_as_two(desk: Desk) -> None:
    reply = verified(desk, "We will not leave a single passenger. They don’t actually have the money")
    assert outcome(reply) == "Joined from separate passages"
    assert len(words(reply)) == 2


def test_words_of_the_article_itself_are_nobodys(desk: Desk) -> None:
    reply = verified(desk, "had slept in the hold of the boat")
    assert outcome(reply) == "In an article, but not quoted"
    (passage,) = parts(reply, Passage)
    assert [span.cut(passage.text) for span in passage.marked] == ["had slept in the hold of the boat"]
    assert words(reply) == []


def test_the_earlier_wording_of_a_corrected_article_is_found_and_named_as_such(desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "ferry.txt"
    for text in (
        PAGE.replace("Ferry", "Boat"),
        PAGE.replace("a single passenger on the quay", "one passenger on any quay"),
    ):
        page.write_text(text, "utf-8")
        desk.do(Ingest((Input("ferry.txt", page),)), newsroom=ELSEWHERE)
    reply = verified(desk, LIND, room=ELSEWHERE)
    assert outcome(reply) == "Earlier wording"
    assert "This is an earlier wording: a later version of the article does not have it." in warnings(reply)
    assert words(reply) == [LIND]
    newest = verified(desk, "We will not leave one passenger on any quay this winter", room=ELSEWHERE)
    assert (outcome(newest), warnings(newest)) == ("Exact", [])


def test_a_dropped_quote_is_found_however_many_articles_are_near(desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "ferry.txt"
    for text in (PAGE, PAGE.replace("“We will not leave a single passenger on the quay this winter,”", "“We stay,”")):
        page.write_text(text, "utf-8")
        desk.do(Ingest((Input("ferry.txt", page),)), newsroom=ELSEWHERE)
    for number in range(40):
        near = f"We will not leave a single passenger on quay number {number} before this winter,"
        desk.do(Ingest((Input.pasted(PAGE.replace(LIND, near)),)), newsroom=ELSEWHERE)
    for typed in (LIND, "we will not leave a single passenger on the quay this winter"):
        reply = verified(desk, typed, room=ELSEWHERE)
        assert (outcome(reply), words(reply)) == ("Earlier wording", [LIND])
        (pull,) = parts(reply, Pull)
        assert (pull.utterance.source.version, pull.utterance.source.newest) == (1, False)
    assert outcome(verified(desk, "not leave a single passenger on the quay", room=ELSEWHERE)) == "Earlier wording"


def test_words_that_a_correction_gave_to_another_are_told_as_the_others(desk: Desk, tmp_path: Path) -> None:
    page = tmp_path / "ferry.txt"
    for text in (PAGE, PAGE.replace("said Bo Lind, who", "said Edda Holm, who")):
        page.write_text(text, "utf-8")
        desk.do(Ingest((Input("ferry.txt", page),)), newsroom=ELSEWHERE)
    reply = verified(desk, LIND, by="Bo Lind", room=ELSEWHERE)
    assert outcome(reply) == "Different speaker"
    assert warnings(reply) == ["The archive has another speaker: Edda Holm."]
    assert outcome(verified(desk, LIND, room=ELSEWHERE)) == "Exact"


def test_the_speakers_own_words_are_found_among_many_others_with_the_same(desk: Desk) -> None:
    surnames = [
        "Abel",
        "Bauer",
        "Corso",
        "Dahl",
        "Engel",
        "Falk",
        "Geiger",
        "Haas",
        "Iversen",
        "Jansen",
        "Keller",
        "Lorenz",
        "Maurer",
    ]
    people = [f"{first} {last}" for first in ("Ann", "Otto") for last in surnames]
    for who in people:
        text = PAGE.replace("Bo Lind, who steers the boat", f"{who}, who steers the boat").replace(
            LIND, "We will wait for spring,"
        )
        desk.do(Ingest((Input.pasted(text),)), newsroom=ELSEWHERE)
    for who in people:
        reply = verified(desk, "We will wait for spring", by=who, room=ELSEWHERE)
        (pull,) = parts(reply, Pull)
        assert pull.utterance.lead.speaker
        assert (outcome(reply), pull.utterance.lead.speaker.name) == ("Exact", who)


@pytest.mark.parametrize(
    ("typed", "by", "told", "shown"),
    [
        ("single passenger", "Bo Lind", "Fragment", [LIND]),
        ("Passenger", "Lind", "Fragment", [LIND]),
        ("single passenger", "", "Too short", []),
        ("single passenger", "Ana Ruiz", "Too short", []),
        ("passenger single", "Bo Lind", "Too short", []),
        ("passengers", "Bo Lind", "Too short", []),
        ("single passenger", "Nobody Known", "Too short", []),
    ],
)  # fmt: skip
def test_one_or_two_words_are_looked_for_in_the_words_of_whoever_is_named_alone(
    desk: Desk, typed: str, by: str, told: str, shown: list[str]
) -> None:
    reply = verified(desk, typed, by=by)
    assert (outcome(reply), words(reply)) == (told, shown)


def test_a_fragment_says_how_many_others_have_it(desk: Desk) -> None:
    desk.do(Ingest((Input.pasted(PAGE.replace("Bo Lind", "Edda Holm")),)), newsroom=HARBOUR)
    told = [note.text for note in parts(verified(desk, "passenger", by="Bo Lind"), Note)]
    assert told[0].endswith("By others: about 1 quotation with these words.")


def test_a_retracted_article_is_flagged(desk: Desk) -> None:
    (pull,) = parts(verified(desk, LIND), Pull)
    desk.do(SetStatus(pull.utterance.source.article_id, Status.RETRACTED, "the crew was never asked"), newsroom=HARBOUR)
    assert any(warning.startswith("Retracted") for warning in warnings(verified(desk, LIND)))


def test_another_newsrooms_words_are_not_in_this_archive(desk: Desk) -> None:
    assert outcome(verified(desk, LIND, room=ELSEWHERE)) == "Not in this archive"
    assert words(verified(desk, "We will never leave a single passenger on the quay this winter", room=ELSEWHERE)) == []


def test_what_was_typed_is_shown_as_typed_and_never_in_marks(desk: Desk) -> None:
    reply = verified(desk, "We will always leave a single passenger on the quay this winter", by="Lind")
    assert parts(reply, Typed)[0].text == "We will always leave a single passenger on the quay this winter — Lind"
    assert not any("“" in note.text for note in parts(reply, Note))


def test_nothing_is_called_true_or_verified(desk: Desk) -> None:
    for typed in (LIND, "they don't have the money", "We will never leave a single passenger on the quay this winter"):
        told = " ".join(note.text for note in parts(verified(desk, typed), Note)).casefold()
        assert "verified" not in told
        assert "true" not in told


@pytest.mark.parametrize("typed", ["", "…", "“”", " ,;. "])
def test_without_a_word_it_asks_for_one(desk: Desk, typed: str) -> None:
    with pytest.raises(AskError, match="Which words"):
        verified(desk, typed)


@pytest.mark.parametrize(
    "typed", ["yes", "not me", "Ж Ж Ж Ж", "漢字 漢字", "a " * 1_400, "\u202e\u0000 quay quay quay"]
)
def test_any_words_are_answered(desk: Desk, typed: str) -> None:
    assert parts(verified(desk, typed), Heading)


def test_far_too_much_is_sent_back(desk: Desk) -> None:
    with pytest.raises(AskError, match="3,000"):
        verified(desk, "quay " * 20_000)
