"""What was shared and then changed is told once to who shared it, and where it was shared when it is retracted."""

from collections.abc import Iterator

import pytest

from bot.desk import Desk
from bot.ledger import Errand
from bot.matching.quotes import Fate, Standing, fate_of
from bot.model import Access, Status
from bot.order import Ingest, Input, Place, Posted, Remove, SetStatus, Share, Unshare
from bot.reply import Note, Part, Pull, Shared
from bot.request import Member
from bot.settings import Settings
from tests.newsroom import HARBOUR, ask, opened_at, parts

INES = Member("slack:T1:U1")
DESK = Place("slack:T1", "C1", outsiders=False)
THREAD = Place("slack:T1", "C1", "170.1", outsiders=False)


@pytest.fixture
def desk(archive_settings: Settings) -> Iterator[Desk]:
    opened = opened_at(archive_settings)
    yield opened
    opened.close()


def printed(desk: Desk, text: str, access: Access = Access.NEWSROOM) -> None:
    """An article, filed; filed again with other words, it is a later version."""
    head = f"headline: Ferries to sail\nurl: https://ledger.example/ferries\naccess: {access}"
    data = f"---\n{head}\n---\n\n{text}\n".encode()
    desk.do(Ingest((Input("ferries.md", data=data),)), newsroom=HARBOUR)


def shared(desk: Desk, place: Place = DESK) -> int:
    """The number of what was shared and posted: the first quote by Noa Berg."""
    said = parts(ask(desk, "/quote noa berg"), Pull)[0].utterance
    reply = desk.do(Share(place, said.source.version_id, said.lead.id), newsroom=HARBOUR, giver=INES)
    number = parts(reply, Shared)[0].share
    desk.do(Posted(number, "171.5"), newsroom=HARBOUR, giver=INES)
    return number


def told(desk: Desk) -> list[tuple[Errand, tuple[Part, ...]]]:
    """Everything that is said now, each marked as said."""
    desk.evaluate()
    found = list(iter(lambda: desk.due("slack"), None))
    for one in found:
        desk.said(one.errand, "171.9")
    return [(one.errand, one.reply.parts) for one in found if one.reply]


FRIDAY = "“We sail on Friday at the latest,” Noa Berg said."
SUNDAY = FRIDAY.replace("Friday", "Sunday")


def test_who_shared_words_that_changed_is_told_once_which(desk: Desk) -> None:
    printed(desk, FRIDAY)
    shared(desk)
    assert told(desk) == []
    printed(desk, SUNDAY)
    [(errand, said)] = told(desk)
    assert (errand.kind, errand.member, errand.place.channel) == ("correction", INES.id, "")
    assert "Changed: “Friday” became “Sunday”." in [part.text for part in said if isinstance(part, Note)]
    words = [part.utterance.lead.exact for part in said if isinstance(part, Pull)]
    assert words == ["We sail on Friday at the latest,", "We sail on Sunday at the latest,"]
    assert told(desk) == []


def test_a_later_version_that_keeps_the_change_is_not_told_again(desk: Desk) -> None:
    printed(desk, FRIDAY)
    shared(desk)
    printed(desk, SUNDAY)
    assert len(told(desk)) == 1
    printed(desk, f"{SUNDAY} The quay was full.")
    assert told(desk) == []


def test_words_that_stand_elsewhere_now_are_not_told(desk: Desk) -> None:
    printed(desk, FRIDAY)
    shared(desk)
    printed(desk, f"The quay was full.\n\n{FRIDAY}")
    assert told(desk) == []


def test_words_that_are_gone_are_told_as_gone(desk: Desk) -> None:
    printed(desk, FRIDAY)
    shared(desk)
    printed(desk, "“Nothing was decided so far,” Noa Berg said.")
    [(_, said)] = told(desk)
    assert "no such quotation any more" in str(said)
    assert len([part for part in said if isinstance(part, Pull)]) == 1


def test_words_that_are_given_to_somebody_else_are_told(desk: Desk) -> None:
    printed(desk, FRIDAY)
    shared(desk)
    printed(desk, FRIDAY.replace("Noa Berg", "Mira Holm"))
    [(_, said)] = told(desk)
    assert "somebody else said it" in str(said)


@pytest.mark.parametrize(("later", "says"), [(SUNDAY, "words it otherwise"), ("Nothing.", "no such quotation")])
def test_the_shared_message_says_what_a_later_version_makes_of_it(desk: Desk, later: str, says: str) -> None:
    printed(desk, FRIDAY)
    shared(desk)
    printed(desk, f"{later} “The quay is full,” Mira Holm said.")
    [one] = desk.outdated("slack")
    assert any(says in part.text for part in one.reply.parts if isinstance(part, Note))


@pytest.mark.parametrize(("place", "thread"), [(DESK, "171.5"), (THREAD, "170.1")])
def test_a_retraction_is_said_once_in_the_thread_of_each_place_where_it_was_shared(
    desk: Desk, place: Place, thread: str
) -> None:
    printed(desk, FRIDAY)
    shared(desk, place)
    article = parts(ask(desk, "/quote noa berg"), Pull)[0].utterance.source.article_id
    desk.do(SetStatus(article, Status.RETRACTED, "She never said so."), newsroom=HARBOUR)
    [(errand, said)] = told(desk)
    assert (errand.kind, errand.place.channel, errand.place.thread) == ("retraction", "C1", thread)
    assert "She never said so." in str(said)
    assert not [part for part in said if isinstance(part, Pull)]
    assert told(desk) == []


def test_what_was_taken_back_or_taken_down_is_told_of_no_more(desk: Desk) -> None:
    printed(desk, FRIDAY)
    share = shared(desk)
    printed(desk, SUNDAY)
    desk.evaluate()
    desk.do(Unshare(share), newsroom=HARBOUR, giver=INES)
    assert told(desk) == []
    shared(desk)
    article = parts(ask(desk, "/quote noa berg"), Pull)[0].utterance.source.article_id
    desk.do(Remove(article), newsroom=HARBOUR)
    assert told(desk) == []


@pytest.mark.parametrize(
    ("exact", "speaker", "paragraph", "fate"),
    [
        ("We sail on Friday.", 1, 2, Fate.KEPT),
        ("we sail – on Friday", 1, 2, Fate.KEPT),
        ("We sail on Friday.", 1, 5, Fate.MOVED),
        ("We sail on Friday.", 2, 2, Fate.REASSIGNED),
        ("We do not sail on Friday.", 1, 2, Fate.ALTERED),
        ("We will see.", 1, 2, Fate.GONE),
    ],
)
def test_what_became_of_a_quotation_is_told_by_its_words_and_speaker(
    exact: str, speaker: int, paragraph: int, fate: Fate
) -> None:
    old = Standing(1, "We sail on Friday.", 1, 2)
    assert fate_of(old, [Standing(2, exact, speaker, paragraph)])[0] is fate
    assert fate_of(old, []) == (Fate.GONE, None)
