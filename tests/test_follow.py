"""Whoever follows something is told of it once, where they asked for it, and of nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.alerts import Saying
from bot.archive import open_archive
from bot.commands.typed import question_from
from bot.desk import Desk
from bot.errors import AskError
from bot.ledger import Errand, open_ledger
from bot.model import Status
from bot.order import Act, Ingest, Input, Place, Remove, SetStatus
from bot.reply import Actions, Choices, Masthead, Note, Part, Pull, Reply, Tone
from bot.request import Member, Question, Request
from bot.settings import Settings
from tests.newsroom import ELSEWHERE, HARBOUR, parts

INES = Member("slack:T1:U1", zone="Europe/Berlin")
TOM = Member("slack:T1:U2")
DESK = Place("slack:T1", "C1", outsiders=False)
THREAD = Place("slack:T1", "C1", "171.01", outsiders=False)
TOWN = Place("slack:T1", "C2", outsiders=True)
START = datetime(2025, 7, 2, 12, 0, tzinfo=UTC)
"""A Wednesday."""


class Newsroom:
    """A desk at a time that the test sets."""

    def __init__(self, settings: Settings) -> None:
        self.now = START
        self.desk = Desk(open_archive(settings), open_ledger(settings), lambda: self.now)

    def file(self, name: str, text: str, newsroom: str = HARBOUR, **head: str) -> None:
        fields = {"headline": name, "url": f"https://ledger.example/{name}", **head}
        lines = "\n".join(f"{key}: {value}" for key, value in fields.items())
        data = f"---\n{lines}\n---\n\n{text}\n".encode()
        self.desk.do(Ingest((Input(f"{name}.md", data=data),)), newsroom=newsroom)

    def ask(self, line: str, member: Member | None = INES, newsroom: str = HARBOUR) -> Reply:
        return self.desk.answer(Request(question_from(line), newsroom, member=member))

    def press(self, reply: Reply, label: str, place: Place = DESK, member: Member = INES) -> Reply:
        actions = (choice for part in parts(reply, Actions) for choice in part.options)
        question = next(choice.question for choice in actions if choice.label.startswith(label))
        return self.act(question, place, member)

    def act(self, question: Question, place: Place = DESK, member: Member = INES, newsroom: str = HARBOUR) -> Reply:
        return self.desk.do(Act(question, place), newsroom=newsroom, giver=member)

    def follow(self, line: str, label: str = "Follow for me", place: Place = DESK, member: Member = INES) -> Reply:
        return self.press(self.ask(f"/follow {line}", member), label, place, member)

    def told(self) -> list[tuple[Errand, tuple[Part, ...]]]:
        """Everything that is said now, each marked as said."""
        self.desk.evaluate()
        found = list(iter(lambda: self.desk.due("slack"), None))
        for one in found:
            self.desk.said(one.errand, f"message {one.errand.errand}")
        return [(one.errand, one.reply.parts) for one in found if one.reply]

    def due(self) -> Saying:
        """The one thing that is to be said now."""
        found = self.desk.due("slack")
        assert found
        return found

    def words(self) -> list[list[str]]:
        return [[pull.utterance.lead.exact for pull in said if isinstance(pull, Pull)] for _, said in self.told()]


@pytest.fixture
def room(archive_settings: Settings) -> Iterator[Newsroom]:
    opened = Newsroom(archive_settings)
    opened.file("ferries", "“The ferries will sail on Monday,” Noa Berg said.")
    opened.now += timedelta(minutes=1)
    yield opened
    opened.desk.close()


def test_a_follow_is_shown_before_it_is_kept(room: Newsroom) -> None:
    reply = room.ask("/follow noa berg")
    assert [pull.utterance.lead.exact for pull in parts(reply, Pull)] == ["The ferries will sail on Monday,"]
    assert [choice.label for choice in parts(reply, Actions)[0].options] == ["Follow for me", "Follow in this channel"]
    assert "as soon as they are on file" in parts(reply, Note)[0].text
    assert room.ask("/following").found == 0


def test_new_quotes_by_who_is_followed_are_told_once(room: Newsroom) -> None:
    room.follow("noa berg")
    room.file("harbour", "“We will dredge the harbour,” Noa Berg said.")
    assert room.words() == [["We will dredge the harbour,"]]
    assert room.words() == []


def test_it_is_told_to_who_asked_alone_or_in_the_channel_and_thread(room: Newsroom) -> None:
    room.follow("noa berg")
    room.follow("noa berg", "Follow in this channel", THREAD, TOM)
    room.file("harbour", "“We will dredge the harbour,” Noa Berg said.")
    told = {(one.member, one.place.channel, one.place.thread) for one, _ in room.told()}
    assert told == {(INES.id, "", ""), (TOM.id, "C1", "171.01")}


def test_one_message_tells_all_of_an_article_to_a_place(room: Newsroom) -> None:
    room.follow("noa berg")
    room.follow('"harbour"')
    room.file("harbour", "“We will dredge the harbour,” Noa Berg said. “Nobody pays for it,” she added.")
    [words] = room.words()
    assert words == ["We will dredge the harbour,", "Nobody pays for it,"]


def test_who_is_only_named_is_not_told_of(room: Newsroom) -> None:
    room.follow("noa berg about:yes")
    room.file("harbour", "Noa Berg was there. “We will dredge the harbour,” Ada Okafor said.")
    assert room.words() == []


def test_quotes_about_somebody_are_told_where_that_was_asked_for(room: Newsroom) -> None:
    room.follow("noa berg")
    room.follow("noa berg about:yes", member=TOM)
    room.file("harbour", "“Berg is a liar,” said Ada Okafor, who ran against Noa Berg.")
    told = room.told()
    assert [one.member for one, _ in told] == [TOM.id]


def test_words_are_told_where_all_of_them_stand_in_one_quote(room: Newsroom) -> None:
    room.follow("dredge harbour")
    room.file("one", "“We will dredge the river,” Ada Okafor said.")
    assert room.words() == []
    room.file("two", "“We will dredge the old harbour,” Ada Okafor said.")
    assert room.words() == [["We will dredge the old harbour,"]]


def test_words_in_marks_are_told_where_they_stand_one_after_another(room: Newsroom) -> None:
    room.follow('"dredge the harbour"')
    room.file("one", "“We will dredge the old harbour,” Ada Okafor said.")
    assert room.words() == []


def test_an_outlet_is_told_article_by_article(room: Newsroom) -> None:
    room.file("old", "“It is old,” Ada Okafor said.", outlet="The Ledger")
    room.now += timedelta(minutes=1)
    room.follow("outlet:ledger")
    room.now += timedelta(minutes=1)
    room.file("new", "“It is new,” Ada Okafor said.", outlet="The Ledger")
    room.file("other", "“It is other,” Ada Okafor said.", outlet="The Post")
    [(_, said)] = room.told()
    assert [part.source.headline for part in said if isinstance(part, Masthead)] == ["new"]


def test_what_was_on_file_before_is_no_news(room: Newsroom) -> None:
    room.follow("noa berg")
    assert room.told() == []


def test_an_old_article_that_is_read_in_is_no_news(room: Newsroom) -> None:
    room.follow("noa berg")
    room.file("old", "“We will dredge the harbour,” Noa Berg said.", date="2019-05-01")
    assert room.told() == []


def test_a_story_that_another_paper_prints_too_is_told_once(room: Newsroom) -> None:
    room.follow("noa berg")
    room.file("one", "“We will dredge the whole harbour by May,” Noa Berg said.", outlet="The Ledger")
    room.file("two", "“We will dredge the whole harbour by May,” Noa Berg said.", outlet="The Post")
    assert len(room.told()) == 1


def test_a_new_version_tells_what_is_new_in_it_and_nothing_again(room: Newsroom) -> None:
    room.follow("noa berg")
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    assert len(room.words()) == 1
    room.file("one", "“We will dredge the harbour,” Noa Berg said. Later, “We will not pay for it,” Noa Berg said.")
    assert room.words() == [["We will not pay for it,"]]


def test_what_is_under_embargo_is_told_when_that_ends(room: Newsroom) -> None:
    room.follow("noa berg")
    embargo = (room.now + timedelta(hours=2)).isoformat()
    room.file("one", "“We will dredge the harbour,” Noa Berg said.", embargo_until=embargo)
    assert room.words() == []
    room.now += timedelta(hours=3)
    assert room.words() == [["We will dredge the harbour,"]]
    assert room.words() == []


def test_what_was_withheld_before_it_was_said_is_not_said(room: Newsroom) -> None:
    room.follow("noa berg")
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    room.desk.evaluate()
    room.desk.do(SetStatus(2, Status.WITHHELD), newsroom=HARBOUR)
    one = room.due()
    assert one.reply is None


def test_nothing_is_told_of_what_was_taken_down(room: Newsroom) -> None:
    room.follow("noa berg")
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    room.desk.do(Remove(2), newsroom=HARBOUR)
    assert room.told() == []


def test_where_outsiders_read_along_only_what_is_public_is_told(room: Newsroom) -> None:
    reply = room.follow("noa berg", "Follow in this channel", TOWN)
    assert "open to everybody" in str(reply)
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    assert room.told() == []
    room.file("two", "“We will sell the quay,” Noa Berg said.", access="public")
    assert room.words() == [["We will sell the quay,"]]


def test_nobody_is_told_what_another_newsroom_files(room: Newsroom) -> None:
    room.follow("noa berg")
    room.follow("dredge")
    room.file("one", "“We will dredge the harbour,” Noa Berg said.", ELSEWHERE)
    assert room.told() == []


def test_what_is_followed_in_another_newsroom_is_nobodys_to_end(room: Newsroom) -> None:
    room.follow("noa berg")
    unfollow = parts(room.ask("/following"), Actions)[0].options[0].question
    room.act(unfollow, newsroom=ELSEWHERE)
    assert room.ask("/following").found == 1


def test_a_digest_comes_at_its_hour_with_all_of_the_day(room: Newsroom) -> None:
    reply = room.follow("noa berg daily 08:30")
    assert "08:30 Europe/Berlin" in str(reply)
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    room.file("two", "“We will sell the quay,” Noa Berg said.")
    assert room.words() == []
    room.now = datetime(2025, 7, 3, 6, 29, tzinfo=UTC)
    assert room.words() == []
    room.now = datetime(2025, 7, 3, 6, 31, tzinfo=UTC)
    assert room.words() == [["We will dredge the harbour,", "We will sell the quay,"]]
    assert room.words() == []


def test_a_weekly_digest_comes_on_monday(room: Newsroom) -> None:
    room.follow("noa berg weekly")
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    room.now = datetime(2025, 7, 6, 12, tzinfo=UTC)
    assert room.words() == []
    room.now = datetime(2025, 7, 7, 6, 1, tzinfo=UTC)
    assert room.words() == [["We will dredge the harbour,"]]


def test_what_one_follows_is_listed_to_them_alone(room: Newsroom) -> None:
    room.follow("noa berg")
    assert "Noa Berg" in str(room.ask("/following"))
    assert room.ask("/following", TOM).found == 0
    assert room.ask("/following", newsroom=ELSEWHERE).found == 0
    assert "only there" in str(room.ask("/following", None))


def test_unfollow_ends_it(room: Newsroom) -> None:
    room.follow("noa berg")
    room.press(room.ask("/unfollow noa"), "#")
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    assert room.told() == []


def test_nobody_ends_what_another_follows_but_an_admin(room: Newsroom) -> None:
    room.follow("noa berg")
    unfollow = parts(room.ask("/following"), Actions)[0].options[0].question
    with pytest.raises(AskError):
        room.act(unfollow, member=TOM)
    room.act(unfollow, member=Member("slack:T1:U3", admin=True))
    assert room.ask("/following").found == 0


def test_the_same_followed_again_in_the_same_place_is_one_follow(room: Newsroom) -> None:
    room.follow("noa berg")
    room.follow("noa berg daily")
    assert room.ask("/following").found == 1


def test_a_name_that_may_be_several_peoples_is_asked_back(room: Newsroom) -> None:
    room.file("kin", "“It is so,” Mira Berg said. “It is not,” Noa Berg said.")
    reply = room.ask("/follow berg weekly")
    choices = [choice for part in parts(reply, Choices) for choice in part.options]
    assert len(choices) >= 2
    assert choices[0].question.options["when"].startswith("weekly")


def test_much_is_warned_of_with_how_much_it_was(room: Newsroom) -> None:
    text = "\n\n".join(f"“Sentence number {n} of the many,” Noa Berg said." for n in range(160))
    room.file("many", text, date="2025-07-01")
    notes = parts(room.ask("/follow noa berg"), Note)
    assert any(note.tone is Tone.WARNING and "more than 5 a day" in note.text for note in notes)


@pytest.mark.parametrize(
    "line", ["", "the and of", "noa berg when:sometimes", "noa berg daily 25:00", "noa berg to:all"]
)
def test_what_cannot_be_followed_is_said(room: Newsroom, line: str) -> None:
    with pytest.raises(AskError):
        room.ask(f"/follow {line}")


def test_what_cannot_be_said_is_tried_again_later_and_given_up_in_the_end(room: Newsroom) -> None:
    room.follow("noa berg")
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    room.desk.evaluate()
    one = room.due()
    room.desk.put_off(one.errand, "ratelimited", 30)
    assert room.desk.due("slack") is None
    room.now += timedelta(seconds=31)
    again = room.due()
    assert (again.errand.token, again.errand.tries) == (one.errand.token, 1)
    room.now += timedelta(days=4)
    assert room.desk.due("slack") is None


def test_who_dies_before_it_is_said_leaves_it_to_others(room: Newsroom) -> None:
    room.follow("noa berg")
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    room.desk.evaluate()
    one = room.due()
    assert room.desk.due("slack") is None
    room.now += timedelta(seconds=121)
    again = room.due()
    assert again.errand.token == one.errand.token


def test_a_place_that_is_gone_ends_what_is_told_there_and_says_why(room: Newsroom) -> None:
    room.follow("noa berg", "Follow in this channel")
    room.file("one", "“We will dredge the harbour,” Noa Berg said.")
    room.desk.evaluate()
    one = room.due()
    room.desk.give_up(one.errand, "the channel is archived", place=True)
    assert "the channel is archived" in str(room.ask("/following"))
    room.file("two", "“We will sell the quay,” Noa Berg said.")
    assert room.told() == []
