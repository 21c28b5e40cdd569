"""/note keeps under which ground rule something was said: shown with every later hit, and it keeps words from channels."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.archive import open_archive
from bot.desk import Desk, open_desk
from bot.errors import AskError
from bot.model import Ground, Rule
from bot.order import Act, MergeSpeakers, Place, Posted, Remove, SetRule, Share
from bot.phrasing import citation_text, rule_text, told
from bot.reply import Actions, Note, Pull, Reply
from bot.request import Member, Question
from bot.settings import Settings
from tests.archives import NOW, Line, Story, submissions
from tests.newsroom import ask, parts

ROOM = "city-desk"
WORDS = "We will raise the tolls on the harbour bridge before the autumn"
FIRST = Story((Line("Ana Ruiz", WORDS), Line("Tom Berg", "That is too dear by far")), "/1", published="2025-06-07")
ADMIN = Member("slack:T1:U1", admin=True)
HERE = Place("slack:T1", "C1", outsiders=False)


class Clock:
    """A clock that is set by hand."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(archive_settings: Settings, clock: Clock) -> Iterator[Desk]:
    file(archive_settings, FIRST)
    opened = open_desk(archive_settings, clock)
    yield opened
    opened.close()


def file(settings: Settings, *stories: Story) -> None:
    archive = open_archive(settings)
    archive.file(ROOM, submissions(stories), now=NOW)
    archive.catch_up()
    archive.close()


def put(desk: Desk, line: str) -> Reply:
    return ask(desk, line, ROOM)


def pull(desk: Desk, line: str = "/quote ruiz") -> Pull:
    return parts(put(desk, line), Pull)[0]


def number(desk: Desk) -> int:
    return pull(desk).utterance.lead.id


def ruled(desk: Desk, rule: str) -> None:
    desk.do(SetRule(number(desk), rule), newsroom=ROOM)


def beside(desk: Desk, line: str) -> str:
    return " ".join(words for _, words in told(pull(desk, line)))


def test_a_rule_is_shown_with_every_later_hit(desk: Desk) -> None:
    ruled(desk, "background")
    for line in (
        "/quote ruiz",
        "/lookup tolls",
        f"/verify {WORDS}",
        f"/cite #{number(desk)}",
        "/said ruiz",
        "/first the tolls",
    ):
        assert "ground rule: on background" in beside(desk, line), line
    assert "ground rule: on background" in citation_text(pull(desk))
    assert "ground rule: on background" in repr(put(desk, "/article latest").parts)
    assert "ground rule" not in beside(desk, "/quote berg")


def test_it_holds_in_every_version_that_has_the_words_and_in_no_other(desk: Desk, archive_settings: Settings) -> None:
    ruled(desk, "background")
    file(archive_settings, replace(FIRST, lines=(*FIRST.lines, Line("Mona Reyes", "Nobody asked the ferrymen"))))
    assert "on background" in beside(desk, "/quote ruiz")
    file(archive_settings, replace(FIRST, lines=(Line("Ana Ruiz", WORDS.replace("will", "may")), FIRST.lines[1])))
    assert "ground rule" not in beside(desk, "/quote ruiz")


def test_it_holds_where_another_paper_prints_the_same_words_of_the_same_speaker(
    desk: Desk, archive_settings: Settings
) -> None:
    ruled(desk, "background")
    earlier = Story((Line("Ana Ruiz", WORDS),), "/2", headline="Earlier", published="2025-01-01")
    theirs = Story((Line("Tom Berg", WORDS),), "/3", headline="Theirs", published="2025-02-01")
    file(archive_settings, earlier, theirs)
    assert pull(desk).utterance.source.headline == "Earlier"
    assert "on background" in beside(desk, "/quote ruiz")
    assert "ground rule" not in beside(desk, "/quote berg since:2025-02 until:2025-02")


@pytest.mark.parametrize("rule", ["background", "embargo until 2099-01-01 08:00"])
def test_what_is_not_on_the_record_is_not_shared_with_a_channel(desk: Desk, rule: str) -> None:
    quote = pull(desk).utterance
    order = Share(HERE, quote.source.version_id, quote.lead.id)
    ruled(desk, rule)
    for matter in (order, replace(order, quote_id=None)):
        with pytest.raises(AskError):
            desk.do(matter, newsroom=ROOM, giver=ADMIN)
    ruled(desk, "on the record")
    assert desk.do(order, newsroom=ROOM, giver=ADMIN).found


def test_what_was_shared_before_goes_from_the_channel_and_comes_back_with_the_rule(desk: Desk) -> None:
    quote = pull(desk).utterance
    desk.do(Share(HERE, quote.source.version_id, quote.lead.id), newsroom=ROOM, giver=ADMIN)
    desk.do(Posted(1, "17.5"), newsroom=ROOM, giver=ADMIN)
    ruled(desk, "background")
    (outdated,) = desk.outdated("slack")
    assert parts(outdated.reply, Pull) == []
    assert "ground rule" in repr(outdated.reply.parts)
    desk.redrawn(outdated.share, outdated.seq)
    ruled(desk, "none")
    (outdated,) = desk.outdated("slack")
    assert len(parts(outdated.reply, Pull)) == 1


def test_an_embargo_ends_by_the_clock(desk: Desk, clock: Clock) -> None:
    until = NOW + timedelta(hours=2)
    ruled(desk, f"embargo until {until:%Y-%m-%d %H:%M}")
    assert "under embargo until 2 January 2026, 14:00 UTC" in beside(desk, "/quote ruiz")
    clock.now = until
    assert "ground rule" not in beside(desk, "/quote ruiz")


def test_a_button_keeps_it_for_those_who_may_file(desk: Desk) -> None:
    (offered,) = parts(put(desk, f"/note #{number(desk)} background"), Actions)
    (choice,) = offered.options
    with pytest.raises(AskError):
        desk.do(Act(choice.question, HERE), newsroom=ROOM, giver=Member("slack:T1:U2", admin=False))
    assert "ground rule" not in beside(desk, "/quote ruiz")
    desk.do(Act(choice.question, HERE), newsroom=ROOM, giver=ADMIN)
    assert "on background" in beside(desk, "/quote ruiz")


def test_an_embargo_is_read_in_the_zone_of_who_asks_and_kept_in_utc(desk: Desk) -> None:
    line = Question("note", {"quote": f"#{number(desk)}", "rule": "embargo until 2026-07-01 08:00"})
    desk.do(Act(line, HERE), newsroom=ROOM, giver=replace(ADMIN, zone="Europe/Berlin"))
    (rule,) = pull(desk).utterance.rules
    assert rule == Rule(Ground.EMBARGO, datetime(2026, 7, 1, 6, 0, tzinfo=UTC))
    assert rule_text(rule) == "ground rule: under embargo until 1 July 2026, 06:00 UTC"


def test_without_a_rule_all_are_offered_and_what_holds_is_said(desk: Desk) -> None:
    reply = put(desk, f"/note #{number(desk)}")
    (offered,) = parts(reply, Actions)
    assert [one.label for one in offered.options] == ["On the record", "On background", "No rule"]
    assert "No ground rule is kept for these words." in [note.text for note in parts(reply, Note)]


@pytest.mark.parametrize(
    "typed", ["/note", "/note #1 whatever", "/note #1 embargo", "/note #1 embargo until friday",
              "/note #1 embargo until 2020-01-01 08:00", "/note #1 embargo until 2026-13-01 08:00"],
)  # fmt: skip
def test_what_is_no_rule_is_sent_back(desk: Desk, typed: str) -> None:
    with pytest.raises(AskError):
        put(desk, typed.replace("#1", f"#{number(desk)}"))


def test_what_is_no_number_finds_nothing(desk: Desk) -> None:
    assert put(desk, "/note ruiz").found == 0


def test_another_newsroom_keeps_none_and_sees_none(desk: Desk) -> None:
    assert ask(desk, f"/note #{number(desk)} background", "elsewhere").found == 0
    assert desk.do(SetRule(number(desk), "background"), newsroom="elsewhere").found == 0
    assert "ground rule" not in beside(desk, "/quote ruiz")


def test_a_rule_stays_with_the_words_when_two_speakers_turn_out_to_be_one(
    desk: Desk, archive_settings: Settings
) -> None:
    file(
        archive_settings, Story((Line("A. M. Ruiz", "The ferries will be free for all"),), "/4", published="2025-03-01")
    )
    one, other = (pull(desk, f"/quote {name}").utterance.lead for name in ("a. m. ruiz", "ana ruiz"))
    assert one.speaker
    assert other.speaker
    desk.do(SetRule(one.id, "background"), newsroom=ROOM)
    desk.do(MergeSpeakers(one.speaker.id, other.speaker.id), newsroom=ROOM)
    assert "on background" in beside(desk, "/quote ana ruiz until:2025-03")


def test_a_rule_goes_with_its_article(desk: Desk, archive_settings: Settings) -> None:
    ruled(desk, "background")
    desk.do(Remove(pull(desk).utterance.source.article_id), newsroom=ROOM)
    assert put(desk, "/quote ruiz").found == 0
