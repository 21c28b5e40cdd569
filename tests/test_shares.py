"""What was shared keeps saying what is true of it: corrected words say so, words that may not be shown go."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.archive import open_archive
from bot.desk import Desk
from bot.errors import AskError
from bot.model import Access, Extraction, Source, Status
from bot.order import Ingest, Input, Order, Place, Posted, Remove, SetAccess, SetStatus, Share, Unshare
from bot.reply import Masthead, Note, Passage, Pull, Reply, Shared, Tone
from bot.request import Member
from bot.settings import Settings
from bot.sharing import CLOSED, HIDDEN, REMOVED, TAKEN_AWAY, TAKEN_BACK, UNQUOTED
from tests.newsroom import ELSEWHERE, HARBOUR, NOW, ask, opened_at, parts

INES = Member("slack:T1:U1")
TOM = Member("slack:T1:U2")
ADMIN = Member("slack:T1:U3", admin=True)
STRANGER = Member("slack:T2:U9", admin=True)
INSIDE = Place("slack:T1", "C1", outsiders=False)
OUTSIDE = Place("slack:T1", "C2", outsiders=True)


@pytest.fixture
def desk(archive_settings: Settings) -> Iterator[Desk]:
    desk = opened_at(archive_settings)
    yield desk
    desk.close()


def quoted(desk: Desk) -> Pull:
    """The first quote of somebody on file."""
    return parts(ask(desk, "/quote kane"), Pull)[0]


def source(desk: Desk) -> Source:
    return quoted(desk).utterance.source


def give(desk: Desk, order: Order, giver: Member | None = INES, newsroom: str = HARBOUR) -> Reply:
    return desk.do(order, newsroom=newsroom, giver=giver)


def sailing(desk: Desk, day: str, access: Access = Access.NEWSROOM) -> Pull:
    """The one quote of an article, filed for it; filed again with another day, it is a later version."""
    head = f"headline: Ferries to sail\nurl: https://ledger.example/ferries\naccess: {access}"
    text = f"---\n{head}\n---\n\n“We sail on {day},” Noa Berg said.\n"
    give(desk, Ingest((Input("ferries.md", data=text.encode()),)), None)
    return parts(ask(desk, "/quote noa berg"), Pull)[0]


def share_of(desk: Desk, place: Place = INSIDE, pull: Pull | None = None) -> Share:
    said = (pull or quoted(desk)).utterance
    return Share(place, said.source.version_id, said.lead.id)


def shared(desk: Desk, place: Place = INSIDE) -> int:
    """The number of a quote that was shared and posted."""
    return posted(desk, share_of(desk, place))


def posted(desk: Desk, order: Share) -> int:
    (head,) = parts(give(desk, order), Shared)
    give(desk, Posted(head.share, "1712.0001"))
    return head.share


def said_now(desk: Desk) -> Reply:
    (one,) = desk.outdated("slack")
    assert (one.message, one.newsroom, one.place.tenant) == ("1712.0001", HARBOUR, "slack:T1")
    return one.reply


def test_what_is_shared_says_who_shared_it_and_then_the_words_with_what_stands_before_them(desk: Desk) -> None:
    reply = give(desk, share_of(desk))
    assert [type(part) for part in reply.parts if not isinstance(part, Note)] == [Shared, Pull]
    assert parts(reply, Shared)[0].member == INES.id
    assert parts(reply, Pull)[0].utterance == quoted(desk).utterance


def test_a_summary_is_shared_whole(desk: Desk) -> None:
    reply = give(desk, Share(INSIDE, source(desk).version_id))
    assert parts(reply, Masthead)
    assert parts(reply, Passage)


def test_nothing_of_another_newsroom_can_be_shared_or_taken_back(desk: Desk) -> None:
    with pytest.raises(AskError):
        give(desk, share_of(desk), newsroom=ELSEWHERE)
    share = shared(desk)
    for order in (Posted(share, "1"), Unshare(share)):
        with pytest.raises(AskError):
            give(desk, order, newsroom=ELSEWHERE)


def test_a_quote_is_shared_from_the_version_that_it_stands_in_and_no_other(desk: Desk) -> None:
    order = share_of(desk)
    with pytest.raises(AskError, match="not on file"):
        give(desk, Share(INSIDE, order.version_id + 1, order.quote_id))


def test_where_outsiders_read_along_only_public_articles_are_shown(desk: Desk) -> None:
    with pytest.raises(AskError, match="other organisations"):
        give(desk, share_of(desk, OUTSIDE))
    give(desk, SetAccess(source(desk).article_id, Access.PUBLIC), None)
    assert parts(give(desk, share_of(desk, OUTSIDE)), Pull)


def test_a_message_is_as_it_was_shared_until_its_article_changes(desk: Desk) -> None:
    shared(desk)
    assert desk.outdated("slack") == ()


def test_a_correction_is_said_above_the_words_until_the_message_says_it(desk: Desk) -> None:
    share = shared(desk)
    give(desk, SetStatus(source(desk).article_id, Status.CORRECTED, "It was Tuesday."), None)
    reply = said_now(desk)
    assert reply.parts[0] == Note("Corrected: It was Tuesday.", Tone.WARNING)
    assert parts(reply, Pull)
    (one,) = desk.outdated("slack")
    desk.redrawn(share, one.seq)
    desk.redrawn(share, one.seq - 1)
    assert desk.outdated("slack") == ()
    assert desk.outdated("discord") == ()


@pytest.mark.parametrize(
    ("status", "note", "said"),
    [
        (Status.CORRECTED, "", "Corrected."),
        (Status.UPDATED, "", "Updated."),
        (Status.RETRACTED, "She was misheard.", "Retracted: She was misheard."),
    ],
)
def test_what_became_of_an_article_is_said_first(desk: Desk, status: Status, note: str, said: str) -> None:
    shared(desk)
    give(desk, SetStatus(source(desk).article_id, status, note), None)
    assert said_now(desk).parts[0] == Note(said, Tone.WARNING)


def test_what_is_usable_again_is_shown_without_a_warning(desk: Desk) -> None:
    share = shared(desk)
    number = source(desk).article_id
    give(desk, SetStatus(number, Status.RETRACTED), None)
    desk.redrawn(share, desk.outdated("slack")[0].seq)
    give(desk, SetStatus(number, Status.USABLE), None)
    assert isinstance(said_now(desk).parts[0], Shared)


@pytest.mark.parametrize("alone", [True, False])
def test_words_of_a_version_that_was_replaced_stay_and_say_so(desk: Desk, alone: bool) -> None:
    order = share_of(desk, INSIDE, sailing(desk, "Friday"))
    posted(desk, order if alone else Share(INSIDE, order.version_id))
    sailing(desk, "Sunday")
    reply = said_now(desk)
    assert reply.parts[0] == Note("Version 1; a later version is on file.", Tone.WARNING)
    shown = parts(reply, Pull)[0].utterance.lead.exact if alone else parts(reply, Passage)[0].text
    assert "Friday" in shown


def test_a_later_version_that_closes_the_article_takes_the_earlier_words_from_outsiders(desk: Desk) -> None:
    posted(desk, share_of(desk, OUTSIDE, sailing(desk, "Friday", Access.PUBLIC)))
    sailing(desk, "Sunday", Access.NEWSROOM)
    assert [part.text for part in parts(said_now(desk), Note)] == [CLOSED]
    assert parts(said_now(desk), Pull) == []


def test_words_of_an_article_that_is_withheld_go_from_the_message_until_it_is_shown_again(desk: Desk) -> None:
    shared(desk)
    number = source(desk).article_id
    give(desk, SetStatus(number, Status.WITHHELD), None)
    assert [part.text for part in parts(said_now(desk), Note)] == [HIDDEN]
    assert parts(said_now(desk), Pull) == []
    give(desk, SetStatus(number, Status.USABLE), None)
    assert parts(said_now(desk), Pull)


def test_a_removal_reaches_the_message_though_nothing_is_on_file_any_more(desk: Desk) -> None:
    shared(desk)
    give(desk, Remove(source(desk).article_id), None)
    assert [part.text for part in parts(said_now(desk), Note)] == [REMOVED]
    assert parts(said_now(desk), Pull) == []


def test_an_article_that_is_closed_again_goes_from_where_outsiders_read_along(desk: Desk) -> None:
    number = source(desk).article_id
    give(desk, SetAccess(number, Access.PUBLIC), None)
    shared(desk, OUTSIDE)
    give(desk, SetAccess(number, Access.NEWSROOM), None)
    assert [part.text for part in parts(said_now(desk), Note)] == [CLOSED]


def test_what_was_not_posted_or_was_taken_back_is_drawn_no_more(desk: Desk) -> None:
    number = source(desk).article_id
    give(desk, share_of(desk))
    give(desk, Unshare(shared(desk)))
    give(desk, SetStatus(number, Status.RETRACTED), None)
    assert desk.outdated("slack") == ()


def test_who_shared_it_and_admins_of_that_workspace_take_it_back_and_nobody_else(desk: Desk) -> None:
    for giver in (TOM, STRANGER):
        share = shared(desk)
        with pytest.raises(AskError, match="Only who shared it"):
            give(desk, Unshare(share), giver)
    for giver, said in ((INES, TAKEN_BACK), (ADMIN, TAKEN_AWAY)):
        assert give(desk, Unshare(shared(desk)), giver).parts == (Note(said),)


def test_only_who_shares_says_as_which_message_it_was_posted(desk: Desk) -> None:
    (head,) = parts(give(desk, share_of(desk)), Shared)
    for giver in (TOM, ADMIN, STRANGER):
        with pytest.raises(AskError, match="Only who shared it"):
            give(desk, Posted(head.share, "1712.0002"), giver)


def test_a_workspace_that_is_to_be_forgotten_keeps_no_other_one_waiting(desk: Desk) -> None:
    shared(desk)
    give(desk, SetStatus(source(desk).article_id, Status.CORRECTED), None)
    desk.forget(INSIDE.tenant, after=timedelta(days=30))
    assert desk.outdated("slack") == ()
    desk.keep(INSIDE.tenant)
    assert said_now(desk)


def test_somebody_s_shares_are_listed_as_they_stand_now(desk: Desk) -> None:
    share = shared(desk)
    (one,) = desk.shares_of(HARBOUR, INES.id)
    assert (one.record.share, one.record.message) == (share, "1712.0001")
    assert parts(one.reply, Pull)
    assert desk.shares_of(HARBOUR, TOM.id) == desk.shares_of(ELSEWHERE, INES.id) == ()


@pytest.mark.parametrize("order", [Remove(1), SetStatus(1, Status.RETRACTED), SetAccess(1, Access.PUBLIC)])
def test_what_is_the_operator_s_is_not_ordered_from_a_chat(desk: Desk, order: Order) -> None:
    with pytest.raises(AskError, match="can't be ordered from here"):
        give(desk, order, ADMIN)


def test_admins_may_file_from_a_chat_and_others_may_not(desk: Desk) -> None:
    order = Ingest(
        (Input("note.txt", data=b"A headline\n\n\xe2\x80\x9cWe sail on Friday,\xe2\x80\x9d Ana Ruiz said.\n"),)
    )
    with pytest.raises(AskError, match="may not file"):
        give(desk, order, TOM)
    assert give(desk, order, ADMIN).found == 1


def test_what_is_no_quotation_when_read_again_is_shown_as_one_no_more(desk: Desk, archive_settings: Settings) -> None:
    shared(desk)
    archive = open_archive(archive_settings)
    archive.refile(HARBOUR, [(source(desk).version_id, Extraction())], now=NOW)
    archive.close()
    reply = said_now(desk)
    assert [note.text for note in parts(reply, Note)] == [UNQUOTED]
    assert parts(reply, Pull) == []
