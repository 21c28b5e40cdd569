"""/check finds the quotations in a text and says of each what is on file of it: to the letter, by whom, or nothing."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.archive import open_archive
from bot.commands.check import AT_ONCE, MOST
from bot.desk import Desk, open_desk
from bot.drafting import RemarkTone
from bot.errors import AskError
from bot.matching.speakers import may_be
from bot.model import Document, Kind, Speaker
from bot.order import Progress
from bot.reply import Choices, Diff, Heading, Note, Pull, Reply, Section, Tone, Typed
from bot.request import Question, Request, Upload
from tests import newsroom
from tests.newsroom import ELSEWHERE, HARBOUR, NOW, article, parts, put, said
from tests.pdf_files import pdf_file, set_lines
from tests.word_files import paragraph, run, word_file


def checked(desk: Desk, text: str, room: str = HARBOUR) -> Reply:
    return put(desk, Question("check", {"text": text}), room)


def notes(reply: Reply, tone: Tone = Tone.PLAIN) -> list[str]:
    return [note.text for note in parts(reply, Note) if note.tone is tone]


def words(reply: Reply) -> list[str]:
    return [pull.utterance.lead.exact for pull in parts(reply, Pull)]


LEDGER = "Matches the wording in The Brackwater Ledger, 7 June 2025 (printed 07/06/2025)"
NOT = "Not in this archive: no quotation on file has these words, or words near them."
NEAREST = "Not in this archive word for word. The nearest quotation on file is a different one:"
STAY = "The bridge must stay open until the ferries are ready,"


def test_words_that_stand_on_file_come_with_the_archives_own_quotation(desk: Desk) -> None:
    reply = checked(desk, f"“{STAY}” Elizabeth Kane said.")
    assert words(reply) == [STAY]
    assert notes(reply)[0] == f"{LEDGER}."
    assert not notes(reply, Tone.WARNING)
    assert reply.found == 1


@pytest.mark.parametrize(
    "given",
    [
        "the bridge must stay open until the ferries are ready",
        "THE BRIDGE MUST STAY OPEN UNTIL THE FERRIES ARE READY",
        "The bridge must stay open – until the ferries are ready!",
    ],
)
def test_case_and_punctuation_are_tolerated_and_said(desk: Desk, given: str) -> None:
    reply = checked(desk, f"“{given}” said Kane.")
    assert words(reply) == [STAY]
    assert notes(reply)[0] == f"{LEDGER}, but for punctuation or case."


def test_the_comma_or_stop_before_the_closing_mark_belongs_to_whoever_prints_it(desk: Desk) -> None:
    assert notes(checked(desk, f"Kane: “{STAY[:-1]}.”"))[0] == f"{LEDGER}."


@pytest.mark.parametrize(
    "given",
    [
        "The bridge must not stay open until the ferries are ready,",
        "The bridge must stay open until the boats are ready,",
        "The bridge must stay open until the ferries are ready for us,",
        "The bridge must be open until the ferries are ready,",
    ],
)
def test_a_word_more_or_less_or_another_is_told_as_altered_with_what_differs(desk: Desk, given: str) -> None:
    reply = checked(desk, f"“{given}” Kane said.")
    assert parts(reply, Section)[0].text == "Quotation 1, paragraph 1: altered"
    assert notes(reply)[0] == "Altered: not the wording in The Brackwater Ledger, 7 June 2025 (printed 07/06/2025)."
    (diff,) = parts(reply, Diff)
    assert " ".join(edit.typed for edit in diff.edits if edit.typed) == given.rstrip(",")
    assert " ".join(edit.printed for edit in diff.edits if edit.printed) == STAY.rstrip(",")
    assert words(reply) == [STAY]


def test_two_words_of_ten_are_too_many_for_an_altered_one_so_the_nearest_is_shown_as_different(desk: Desk) -> None:
    reply = checked(desk, "“The bridge must stay open until the ferry is ready,” Kane said.")
    assert parts(reply, Section)[0].text.endswith(": not in this archive")
    assert NEAREST in notes(reply)
    (diff,) = parts(reply, Diff)
    assert [(edit.printed, edit.typed) for edit in diff.edits if edit.kind == "replaced"] == [
        ("ferries are", "ferry is")
    ]


def test_a_dropped_not_is_warned_of(desk: Desk) -> None:
    reply = checked(desk, "“The bridge must not stay open until the ferries are ready,” Kane said.")
    assert notes(reply, Tone.WARNING) == ["The change touches a negation."]


def test_words_that_are_on_file_nowhere_are_said_to_be_that(desk: Desk) -> None:
    reply = checked(desk, "“Seven elephants danced across a frozen lagoon on Sunday,” Kane said.")
    assert not words(reply)
    assert NOT in notes(reply)
    assert any(text.startswith("Searched 6 articles") for text in notes(reply))


def test_words_printed_apart_are_said_to_be_joined_and_those_of_two_breaths_are_not_found(desk: Desk) -> None:
    reply = checked(desk, "“We will not raise the tolls. Not this year and not next,” Ruiz said.")
    assert words(reply) == ["We will not raise the tolls,"]
    assert notes(reply)[0] == f"{LEDGER}, but joined from quotes that are printed apart there."
    reply = checked(desk, "“We will not raise the tolls. The bridge must stay open,” Kane said.")
    assert parts(reply, Section)[0].text.endswith(": joined from separate passages")
    assert words(reply) == ["We will not raise the tolls,", STAY]


def test_words_out_of_a_longer_quotation_are_said_to_be_that_and_marked_in_the_whole(desk: Desk) -> None:
    reply = checked(desk, "The bridge “must stay open,” Kane said.")
    assert notes(reply)[0] == f"{LEDGER}, as part of a longer quotation."
    (pull,) = parts(reply, Pull)
    (span,) = pull.marked[0]
    assert span.cut(pull.utterance.lead.exact) == "must stay open"


def test_another_speaker_than_the_archives_is_warned_of(desk: Desk) -> None:
    reply = checked(desk, f"“{STAY}” said Jonas Weber.")
    (warning,) = notes(reply, Tone.WARNING)
    assert warning == "The archive has another speaker: Elizabeth Kane."
    assert parts(reply, Section)[0].text.endswith(": different speaker")
    assert parts(reply, Typed)[0].text.endswith(" — Jonas Weber")


def test_a_name_for_words_whose_speaker_the_archive_does_not_name_is_warned_of(desk: Desk) -> None:
    reply = checked(desk, "“She was not amused,” said Jonas Weber.")
    assert notes(reply, Tone.WARNING) == ["The archive has another speaker: one former harbour official."]


def test_that_a_text_does_not_say_who_said_it_is_said(desk: Desk) -> None:
    reply = checked(desk, "“nothing is settled yet.”")
    assert "The text does not say who said it." in notes(reply)
    assert not notes(reply, Tone.WARNING)


def test_the_printing_by_whom_the_text_names_goes_first(tmp_path: Path) -> None:
    desk = newsroom.opened(tmp_path)
    told = [
        (Document(f"“The ferries will sink at noon,” {name} said.", "plain", headline=f"Heard by {name}"), name)
        for name in ("Ada Lund", "Ben Moss")
    ]
    filed = [article(document, said("The ferries will sink at noon,", by=name)) for document, name in told]
    open_archive(newsroom.settings(tmp_path)).file(HARBOUR, filed, now=NOW)
    for name in ("Ada Lund", "Ben Moss"):
        reply = checked(desk, f"“The ferries will sink at noon,” {name} said.")
        (pull,) = parts(reply, Pull)
        assert pull.utterance.lead.speaker
        assert pull.utterance.lead.speaker.name == name
        assert not notes(reply, Tone.WARNING)
        assert "1 more quotation on file with these words." in notes(reply)


def test_signs_and_accents_are_no_punctuation(tmp_path: Path) -> None:
    desk = newsroom.opened(tmp_path)
    text = "“Prices rose 5% at the café of Musk’s pier,” Ada Lund said."
    filed = article(Document(text, "plain", headline="Prices"), said(text[1 : text.index("”")], by="Ada Lund"))
    open_archive(newsroom.settings(tmp_path)).file(HARBOUR, [filed], now=NOW)
    for wrong in ("prices rose 5 at the", "cafe of Musk pier", "Prices rose -5% at"):
        assert NEAREST in notes(checked(desk, f"“{wrong}” said Lund."))
    assert "but for spelling" in notes(checked(desk, "“rose 5% at the cafe” said Lund."))[0]
    assert "but for" not in notes(checked(desk, "“rose 5% at the” said Lund."))[0]


def test_what_is_too_short_is_not_looked_for(desk: Desk) -> None:
    reply = checked(desk, "Locals call it the “soup bowl”, Kane said.")
    assert not words(reply)
    assert notes(reply)[-1].startswith("Too short to look for")


def test_no_more_than_ten_are_looked_for_and_the_rest_is_counted(desk: Desk) -> None:
    reply = checked(desk, "\n\n".join(f"“{STAY}” Kane said. “No, {n} times no,” she said." for n in range(8)))
    assert len(parts(reply, Section)) == len(parts(reply, Typed)) == AT_ONCE
    assert "Not shown: 6 more quotations, the gravest of them exact." in notes(reply)


def test_a_text_without_a_quotation_is_offered_as_a_search(desk: Desk) -> None:
    reply = checked(desk, "The bridge must stay\nopen")
    assert parts(reply, Heading)[0].text == "No quotation in this text"
    (choices,) = parts(reply, Choices)
    assert words(put(desk, choices.options[0].question)) == [STAY]
    assert words(put(desk, choices.options[1].question)) == [STAY]
    assert not parts(checked(desk, "bridge " * 200), Choices)


def test_a_file_without_a_quotation_is_told_by_its_name_so_that_nothing_is_called_typed(desk: Desk) -> None:
    reply = desk.answer(Request(Question("check"), HARBOUR, upload=Upload("notes.txt", b"The bridge must stay open.")))
    assert parts(reply, Heading)[0].text == "No quotation in notes.txt"
    assert not parts(reply, Typed)


def test_a_text_of_four_thousand_characters_is_read_and_a_longer_one_sent_back(desk: Desk) -> None:
    assert checked(desk, "bridge " * 571).found == 0
    with pytest.raises(AskError, match="4,000"):
        checked(desk, "bridge " * 572)
    with pytest.raises(AskError, match="Which text"):
        checked(desk, " \n")


def test_what_is_on_file_elsewhere_is_not_on_file_here(desk: Desk) -> None:
    text = "“Not for Brackwater,” Ana Ruiz said."
    assert words(checked(desk, text, ELSEWHERE)) == ["Not for Brackwater,"]
    assert words(checked(desk, text)) == []


def test_nothing_is_called_true_or_verified(desk: Desk) -> None:
    told = " ".join(notes(checked(desk, f"“{STAY}” Kane said. “We will sink the ferries,” Kane said."))).casefold()
    assert "verified" not in told
    assert "true" not in told


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 6), st.integers(4, 10), st.none() | st.integers(1, 2))
def test_words_are_found_as_they_follow_each_other_and_not_with_one_left_out(
    desk: Desk, start: int, end: int, dropped: int | None
) -> None:
    run = STAY.split()[start:end]
    if len(run) < 4:
        return
    kept = [word for place, word in enumerate(run) if place != dropped]
    found = any(note.startswith("Matches") for note in notes(checked(desk, f"“{' '.join(kept)}” Kane said.")))
    assert found == (dropped is None)


@pytest.mark.parametrize(
    ("name", "speaker", "same"),
    [
        ("Elizabeth Kane", "Elizabeth Kane", True),
        ("Kane", "Elizabeth Kane", True),
        ("Senator Kane", "Elizabeth Kane", True),
        ("Liz Kane", "Elizabeth Kane", True),
        ("E. Kane", "Elizabeth Kane", True),
        ("Elizabeth Kane", "Kane", True),
        ("Elizabeth Kane", "Elizabeth B. Kane", True),
        ("Tomas Ruiz", "Ana Ruiz", False),
        ("Ana Ruizman", "Ana Ruiz", False),
        ("Jonas Weber", "Elizabeth Kane", False),
    ],
)
def test_a_name_may_be_a_speakers_by_whole_words_only(name: str, speaker: str, same: bool) -> None:
    assert may_be(name, Speaker(1, speaker, Kind.PERSON, (speaker.rsplit(maxsplit=1)[-1],))) is same


def test_an_address_of_our_own_page_stands_for_its_article(tmp_path: Path) -> None:
    where = replace(newsroom.settings(tmp_path), web_address="https://quotes.example.org")
    desk = open_desk(where, lambda: NOW)
    text = "“The ferries will sink at noon,” Ada Lund said."
    filed = article(Document(text, "plain", headline="Ferries"), said("The ferries will sink at noon,", by="Ada Lund"))
    open_archive(where).file(HARBOUR, [filed], now=NOW)
    assert (
        parts(checked(desk, "https://quotes.example.org/versions/1#quote-1"), Heading)[0].text
        == "1 quotation in Ferries"
    )
    for address, room in (
        ("https://quotes.example.org/versions/9", HARBOUR),
        ("https://quotes.example.org/versions/1", ELSEWHERE),
    ):
        with pytest.raises(AskError, match="There is no such page"):
            checked(desk, address, room)
    elsewhere = checked(desk, "https://quotes.example.com/versions/1")
    assert parts(elsewhere, Heading)[0].text == "No quotation in this text"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("draft.md", f"# Tolls\n\n“{STAY}” Kane said.".encode(), "Quotation 1, paragraph 2: exact"),
        ("draft.html", f"<h1>Tolls</h1><p>“{STAY}” Kane said.</p>".encode(), "Quotation 1, paragraph 2: exact"),
        ("draft.docx", word_file(paragraph(run(f"“{STAY}” Kane said."))), "Quotation 1, paragraph 1: exact"),
        ("draft.pdf", pdf_file(set_lines("Draft."), set_lines(f'"{STAY}" Kane said.')), "Quotation 1, page 2"),
    ],
)
def test_a_file_is_checked_as_its_text_is(desk: Desk, name: str, data: bytes, told: str) -> None:
    reply = desk.answer(Request(Question("check"), HARBOUR, upload=Upload(name, data)))
    assert parts(reply, Heading)[0].text == f"1 quotation in {name}"
    assert parts(reply, Section)[0].text.startswith(told)
    assert words(reply) == [STAY]


def test_pages_without_text_are_warned_of(desk: Desk) -> None:
    pages = pdf_file(set_lines(f'"{STAY}" Kane said.'), [])
    reply = desk.answer(Request(Question("check"), HARBOUR, upload=Upload("draft.pdf", pages)))
    assert any(note.startswith("Page 2: no text could be read there") for note in notes(reply, Tone.WARNING))


def test_a_long_draft_is_checked_whole_where_there_is_room_and_tells_how_far_it_is(desk: Desk) -> None:
    text = "\n\n".join(f"“{STAY}” Kane said on day {day}." for day in range(MOST + 20))
    request = Request(Question("check"), HARBOUR, upload=Upload("long.txt", text.encode()))
    assert "Not looked for: 20 more quotations. Ask with the rest of the text." in notes(desk.answer(request))
    told: list[Progress] = []
    whole = desk.check(request, told.append)
    assert len(parts(whole.reply, Section)) == len(whole.checked) == MOST + 20
    assert [(one.done, one.total) for one in told][-1] == (MOST + 20, MOST + 20)


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        (f"“{STAY}” Kane said.", RemarkTone.FINE),
        (f"“{STAY}” said Jonas Weber.", RemarkTone.WRONG),
        ("“The bridge must not stay open until the ferries are ready,” Kane said.", RemarkTone.WRONG),
        ("“Seven elephants danced across a frozen lagoon,” Kane said.", RemarkTone.LOOK),
        ("Locals call it the “soup bowl”, Kane said.", RemarkTone.LOOK),
    ],
)
def test_a_remark_says_how_much_it_matters_and_why(desk: Desk, text: str, tone: RemarkTone) -> None:
    (one,) = desk.check(Request(Question("check", {"text": text}), HARBOUR)).checked
    assert one.remark.tone is tone
    assert one.remark.span.cut(text) == text[text.index("“") + 1 : text.index("”")]
    assert one.remark.verdict == one.finding.outcome
    assert one.remark.sentence.endswith(".")


def test_no_repr_shows_a_word_of_a_draft(desk: Desk) -> None:
    request = Request(Question("check"), HARBOUR, upload=Upload("draft.txt", f"“{STAY}” Kane said.".encode()))
    whole = desk.check(request)
    assert "bridge" not in repr((request, whole, whole.draft, whole.checked[0], whole.checked[0].claim))
