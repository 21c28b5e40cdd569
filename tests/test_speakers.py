"""Who is whom, by the operator's word: merged, split, given another name; kept when articles are read again or filed anew."""

from pathlib import Path

import pytest

from bot.desk import Desk
from bot.errors import AskError
from bot.order import AliasSpeaker, Ingest, Input, MergeSpeakers, Reread, SplitSpeaker
from bot.reply import Facts, Note, Passage, Pull, Reply
from tests.newsroom import ELSEWHERE, HARBOUR, ask, opened, parts

WEDDING = "The wedding\n\nBy Ines Okafor\n\n“We were so happy that day,” said Una Marsh, who married in May.\n"
COUNCIL = "The council\n\nBy Ines Okafor\n\n“Nobody will be left on the quay,” said Una Lind, who leads the council.\n"
DOCTOR = "The doctor\n\nBy Ines Okafor\n\n“The ward is full tonight,” said Bo Berg, a doctor at the hospital.\n"
PLAYER = "The player\n\nBy Ines Okafor\n\n“We played a poor first half,” said Bo Berg, who scored twice.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = opened(tmp_path)
    for page in (WEDDING, COUNCIL, DOCTOR, PLAYER):
        desk.do(Ingest((Input.pasted(page),)), newsroom=HARBOUR)
    return desk


def number_of(desk: Desk, name: str) -> int:
    (pull, *_) = parts(ask(desk, f"/quote {name}"), Pull)
    assert pull.utterance.lead.speaker
    return pull.utterance.lead.speaker.id


def said(desk: Desk, name: str) -> set[str]:
    return {pull.utterance.lead.exact for pull in parts(ask(desk, f"/quote {name}"), Pull)}


def listed(reply: Reply) -> dict[str, str]:
    return dict(row for facts in parts(reply, Facts) for row in facts.rows)


BOTH = {"We were so happy that day,", "Nobody will be left on the quay,"}


def test_two_names_of_one_person_are_merged_and_either_finds_all(desk: Desk) -> None:
    desk.do(MergeSpeakers(number_of(desk, "una marsh"), number_of(desk, "una lind")), newsroom=HARBOUR)
    assert said(desk, "una lind") == BOTH
    assert said(desk, "una marsh") == BOTH


def test_a_merge_lasts_through_reading_again_and_filing(desk: Desk) -> None:
    desk.do(MergeSpeakers(number_of(desk, "una marsh"), number_of(desk, "una lind")), newsroom=HARBOUR)
    told = listed(desk.do(Reread(replace=True), newsroom=HARBOUR))
    assert "another speaker" not in told
    desk.do(Ingest((Input.pasted(WEDDING.replace("May", "June").replace("happy", "glad")),)), newsroom=HARBOUR)
    assert said(desk, "una lind") == BOTH | {"We were so glad that day,"}


def test_a_merge_is_undone_by_a_split(desk: Desk) -> None:
    into = number_of(desk, "una lind")
    desk.do(MergeSpeakers(number_of(desk, "una marsh"), into), newsroom=HARBOUR)
    desk.do(SplitSpeaker(into), newsroom=HARBOUR)
    assert said(desk, "una lind") == {"Nobody will be left on the quay,"}
    assert said(desk, "una marsh") == {"We were so happy that day,"}


def test_two_people_of_one_name_are_split_by_article(desk: Desk) -> None:
    both = {"The ward is full tonight,", "We played a poor first half,"}
    assert said(desk, "bo berg") == both
    article = next(
        pull.utterance.source.article_id
        for pull in parts(ask(desk, "/quote bo berg"), Pull)
        if "ward" in pull.utterance.lead.exact
    )
    one = number_of(desk, "bo berg")
    desk.do(SplitSpeaker(one, (article,), "Bo Berg (doctor)"), newsroom=HARBOUR)
    assert said(desk, f"#{one}") == {"We played a poor first half,"}
    assert said(desk, "bo berg doctor") == {"The ward is full tonight,"}
    desk.do(Reread(replace=True), newsroom=HARBOUR)
    assert said(desk, "bo berg doctor") == {"The ward is full tonight,"}
    desk.do(SplitSpeaker(one), newsroom=HARBOUR)
    assert said(desk, "bo berg") == both


def test_another_name_is_asked_by(desk: Desk) -> None:
    desk.do(AliasSpeaker(number_of(desk, "una lind"), "Big Una"), newsroom=HARBOUR)
    assert said(desk, "big una") == {"Nobody will be left on the quay,"}


def test_another_newsroom_is_not_concerned(desk: Desk) -> None:
    desk.do(Ingest((Input.pasted(WEDDING),)), newsroom=ELSEWHERE)
    with pytest.raises(AskError):
        desk.do(AliasSpeaker(number_of(desk, "una lind"), "Big Una"), newsroom=ELSEWHERE)
    desk.do(MergeSpeakers(number_of(desk, "una marsh"), number_of(desk, "una lind")), newsroom=HARBOUR)
    elsewhere = parts(ask(desk, "/quote una marsh", ELSEWHERE), Pull)
    assert [pull.utterance.lead.speaker.name for pull in elsewhere if pull.utterance.lead.speaker] == ["Una Marsh"]


def test_the_quotes_keep_their_numbers(desk: Desk) -> None:
    before = {pull.utterance.lead.exact: pull.utterance.lead.id for pull in parts(ask(desk, "/quote una marsh"), Pull)}
    desk.do(MergeSpeakers(number_of(desk, "una marsh"), number_of(desk, "una lind")), newsroom=HARBOUR)
    after = {pull.utterance.lead.exact: pull.utterance.lead.id for pull in parts(ask(desk, "/quote una lind"), Pull)}
    assert after.items() >= before.items()


def test_speakers_are_found_with_their_numbers_and_what_was_said_of_them_is_listed(desk: Desk) -> None:
    marsh, lind = number_of(desk, "una marsh"), number_of(desk, "una lind")
    found = listed(desk.speakers(HARBOUR, "una"))
    assert set(found) == {f"#{marsh}", f"#{lind}"}
    desk.do(MergeSpeakers(marsh, lind), newsroom=HARBOUR)
    assert listed(desk.speakers(HARBOUR, "")) == {"una marsh": "is Una Lind"}


def test_a_person_and_a_body_are_not_made_one(desk: Desk) -> None:
    page = "The board\n\nBy Ines Okafor\n\n“The quay will be closed in June,” the Harbour Board said in a statement.\n"
    desk.do(Ingest((Input.pasted(page),)), newsroom=HARBOUR)
    with pytest.raises(AskError, match="can't be one"):
        desk.do(MergeSpeakers(number_of(desk, "una lind"), number_of(desk, "harbour board")), newsroom=HARBOUR)


@pytest.mark.parametrize(
    "decision", [MergeSpeakers(1, 1), MergeSpeakers(1, 9_999), SplitSpeaker(1), AliasSpeaker(1, " ")]
)
def test_what_can_not_be_decided_is_told(desk: Desk, decision: MergeSpeakers) -> None:
    with pytest.raises(AskError):
        desk.do(decision, newsroom=HARBOUR)


def test_nothing_but_what_was_printed_is_shown_in_quotation_marks(desk: Desk) -> None:
    desk.do(MergeSpeakers(number_of(desk, "una marsh"), number_of(desk, "una lind")), newsroom=HARBOUR)
    for pull in parts(ask(desk, "/quote una lind"), Pull):
        assert pull.utterance.lead.printed in {"Una Marsh", "Una Lind"}
    assert parts(ask(desk, "/quote una lind"), Passage) == []


def test_an_article_that_does_not_name_the_speaker_is_not_split_off(desk: Desk) -> None:
    lind, berg = number_of(desk, "una lind"), number_of(desk, "bo berg")
    of_lind = parts(ask(desk, "/quote una lind"), Pull)[0].utterance.source.article_id
    for article in (of_lind, 9_999, 10**30):
        with pytest.raises(AskError, match="names Bo Berg"):
            desk.do(SplitSpeaker(berg, (article,), "Bo Berg (doctor)"), newsroom=HARBOUR)
    desk.do(Ingest((Input.pasted(WEDDING),)), newsroom=ELSEWHERE)
    with pytest.raises(AskError, match="names Una Lind"):
        desk.do(SplitSpeaker(lind, (of_lind, 9_999), "Una"), newsroom=HARBOUR)
    assert parts(desk.speakers(HARBOUR, ""), Facts) == []


def test_a_name_that_is_another_speakers_is_not_given_besides(desk: Desk) -> None:
    marsh, lind = number_of(desk, "una marsh"), number_of(desk, "una lind")
    with pytest.raises(AskError, match="of their own") as refused:
        desk.do(AliasSpeaker(lind, "una  MARSH"), newsroom=HARBOUR)
    assert refused.value.hint == f"If both are one: quotedesk speakers merge {marsh} {lind}"
    with pytest.raises(AskError, match="already"):
        desk.do(AliasSpeaker(lind, "Una Lind"), newsroom=HARBOUR)
    assert said(desk, "una marsh") == {"We were so happy that day,"}


def test_whom_a_merge_leads_to_may_be_somebody_else_in_one_article(desk: Desk) -> None:
    marsh, lind = number_of(desk, "una marsh"), number_of(desk, "una lind")
    wedding = parts(ask(desk, "/quote una marsh"), Pull)[0].utterance.source.article_id
    desk.do(MergeSpeakers(marsh, lind), newsroom=HARBOUR)
    desk.do(SplitSpeaker(lind, (wedding,), "Una Lind (bride)"), newsroom=HARBOUR)
    assert said(desk, "una lind bride") == {"We were so happy that day,"}
    assert said(desk, f"#{lind}") == {"Nobody will be left on the quay,"}


def test_the_other_way_round_takes_back_what_was_said_before(desk: Desk) -> None:
    marsh, lind = number_of(desk, "una marsh"), number_of(desk, "una lind")
    desk.do(
        SplitSpeaker(marsh, (parts(ask(desk, "/quote una marsh"), Pull)[0].utterance.source.article_id,), "Una Holt"),
        newsroom=HARBOUR,
    )
    holt = number_of(desk, "una holt")
    desk.do(MergeSpeakers(holt, lind), newsroom=HARBOUR)
    assert said(desk, "una lind") == BOTH
    assert listed(desk.speakers(HARBOUR, ""))["una holt"] == "is Una Lind"


def test_an_explanation_tells_what_was_said_by_hand(desk: Desk) -> None:
    desk.do(MergeSpeakers(number_of(desk, "una marsh"), number_of(desk, "una lind")), newsroom=HARBOUR)
    (pull,) = [one for one in parts(ask(desk, "/quote una lind"), Pull) if "happy" in one.utterance.lead.exact]
    told = " ".join(note.text for note in parts(ask(desk, f"/explain #{pull.utterance.lead.id}"), Note))
    assert "Said by Una Lind" in told
    assert "That Una Marsh is Una Lind was said by hand" in told
    assert "Read again now" not in told
