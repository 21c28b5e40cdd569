"""What a channel is shown of an article: drawn when it is shared, and drawn anew when the article changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.commands import COMMANDS, Ask
from bot.commands.caveats import caveats_on
from bot.commands.context import lead_in
from bot.errors import AskError
from bot.ledger import Ledger, ShareRecord
from bot.matching.quotes import Fate, Standing, fate_of
from bot.matching.wording import Change, changes
from bot.model import Access, Quote, Source, Status, Utterance
from bot.order import Place, Posted, Share, Unshare
from bot.phrasing import caveats, cited, headline_text
from bot.reply import Heading, Masthead, Note, Part, Passage, Pull, Reply, Section, Shared, Tone
from bot.request import Member, Question

REMOVED = "The article that this was shared from was taken down for good."
HIDDEN = "The article that this was shared from is withheld or under embargo: its words may not be shown now."
UNQUOTED = "Read again, what was shared is not found to be a quotation any more, so it is not shown as one."
TOLD = 5
"""Changes of a quotation that are told one by one."""

CLOSED = "The article that this was shared from is not open to readers of other organisations any more."
TAKEN_BACK = "Taken back by who shared it."
TAKEN_AWAY = "Taken back by an admin."

_INVITE = (
    "Ask for it in a channel of your own organisation, or have the operator open the article: quotedesk set-access"
)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A shared message whose article changed, and what it must say now. `seq` is told back once it does."""

    share: int
    newsroom: str
    place: Place
    message: str
    seq: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class Remembered:
    """Something that somebody shared: where, as which message, and what it says now."""

    record: ShareRecord
    reply: Reply


def shared(ask: Ask, ledger: Ledger, order: Share, giver: Member) -> Reply:
    """What to post, once it is kept that it is about to be.

    Raises:
        AskError: it is not on file for this newsroom, or may not be shown in that place.
    """
    seq = ask.archive.last_change()  # before the article is read, so that no change falls between
    found = _matter(ask, order.version_id, order.quote_id)
    if found is None:
        raise AskError("That is not on file any more, or may not be shown.", "Ask again.")
    source, parts = found
    if order.place.outsiders and source.access is not Access.PUBLIC:
        raise AskError(
            "People of other organisations may read along there, and this article is the newsroom's own.", _INVITE
        )
    record = ShareRecord(
        share=0,
        newsroom=ask.newsroom,
        place=order.place,
        member=giver.id,
        article_id=source.article_id,
        version_id=source.version_id,
        quote_id=order.quote_id,
        message=None,
        at=ask.now,
        drawn=seq,
    )
    return _drawn(giver.id, ledger.begin_share(record), source, parts)


def posted(ledger: Ledger, newsroom: str, order: Posted, giver: Member) -> Reply:
    """Keep as which message something was posted.

    Raises:
        AskError: it is not theirs.
    """
    record = ledger.share(newsroom, order.share)
    if record is None or record.member != giver.id:
        raise AskError("Only who shared it can post it.", "Press Share beside a quote.")
    ledger.posted(order.share, order.message)
    return Reply((Note("Shared."),), 1)


def taken_back(ask: Ask, ledger: Ledger, order: Unshare, giver: Member) -> Reply:
    """What the message says from now on; none of the article's words.

    Raises:
        AskError: somebody else shared it, and the giver is no admin there.
    """
    record = ledger.share(ask.newsroom, order.share)
    if record is None or not (record.member == giver.id or _administers(giver, record.place)):
        raise AskError("Only who shared it can take it back.", "An admin of the workspace can, too.")
    ledger.taken_back(order.share, now=ask.now)
    return Reply((Note(TAKEN_BACK if record.member == giver.id else TAKEN_AWAY),), 1)


def _administers(giver: Member, place: Place) -> bool:
    return giver.admin and giver.id.startswith(f"{place.tenant}:")


def preview(ask: Ask, version_id: int, quote_id: int | None) -> Reply | None:
    """What anybody may see of a page that is linked to; None where not everybody may, or there is no such page."""
    found = _matter(ask, version_id, quote_id)
    if found is None or found[0].access is not Access.PUBLIC:
        return None
    source, parts = found
    return Reply((*caveats_on([source]), *parts), 1)


def standing(ask: Ask, record: ShareRecord) -> Reply:
    """What a shared message says as things stand: the words with what must be said of them now, or why they went."""
    found = _matter(ask, record.version_id, record.quote_id)
    if found is None:
        return _emptied(record, _gone(ask, record))
    source, parts = found
    if record.place.outsiders and source.access is not Access.PUBLIC:
        return _emptied(record, CLOSED)
    return _drawn(record.member, record.share, source, parts)


def _gone(ask: Ask, record: ShareRecord) -> str:
    """Why what was shared can't be shown: its article is gone or hidden, or no such quote is found in it any more."""
    if record.removed:
        return REMOVED
    return UNQUOTED if ask.archive.version(ask.newsroom, record.version_id, now=ask.now) else HIDDEN


def retraction(ask: Ask, record: ShareRecord) -> Reply | None:
    """What a place is told where something was shared that is retracted now; None where it stands again, or is gone."""
    found = _matter(ask, record.version_id, record.quote_id)
    if record.taken_back or found is None or found[0].status is not Status.RETRACTED:
        return None
    source = found[0]
    because = f" {source.status_note}" if source.status_note else ""
    said = f"What was shared here is retracted: article {source.article_id}, {headline_text(source)}.{because}"
    return Reply((Note(said, Tone.WARNING),), 1)


_FATES = {
    Fate.ALTERED: "A later version of the article words it otherwise",
    Fate.REASSIGNED: "A later version of the article says that somebody else said it",
    Fate.GONE: "A later version of the article has no such quotation any more",
}


def correction(ask: Ask, record: ShareRecord, fate: Fate, now: int | None) -> Reply | None:
    """What who shared something is told of what became of it; None where there is nothing left to tell."""
    old = ask.archive.utterance(ask.newsroom, record.quote_id or 0, now=ask.now)
    if record.taken_back or old is None:
        return None
    later = ask.archive.utterance(ask.newsroom, now, now=ask.now) if now else None
    parts: list[Part] = [
        Heading("What you shared was changed"),
        Note(f"{_FATES[fate]}. Your message says so, too; Take back, below it, removes it.", Tone.WARNING),
        *([Note(_worded(old, later))] if later and fate is Fate.ALTERED else []),
        Section("As you shared it"),
        Pull(old),
    ]
    return Reply((*parts, *((Section("As it is now"), Pull(later)) if later else ())), 1)


def _worded(old: Utterance, later: Utterance) -> str:
    """The words that changed, each a part of what was printed then or is now."""
    here, there = (" ".join(quote.exact for quote in one.quotes) for one in (old, later))
    told = [_change(one) for one in changes(here, there)]
    more = [f"and {len(told) - TOLD} more"] if len(told) > TOLD else []
    return f"Changed: {'; '.join([*told[:TOLD], *more])}." if told else "Only the way it is punctuated changed."


def _change(change: Change) -> str:
    if not change.here:
        return f"“{change.there}” was added"
    if not change.there:
        return f"“{change.here}” was left out"
    return f"“{change.here}” became “{change.there}”"


def _later(ask: Ask, utterance: Utterance) -> tuple[Note, ...]:
    """What a later version makes of shared words: that it still has them, or not."""
    source, lead = utterance.source, utterance.lead
    newest = None if source.newest else ask.archive.article(ask.newsroom, source.article_id, now=ask.now)
    if newest is None:
        return ()
    fate, _ = fate_of(_standing_of(lead), [_standing_of(quote) for quote in newest.quotes])
    return (Note(f"{_FATES[fate]}.", Tone.WARNING),) if fate in _FATES else ()


def _standing_of(quote: Quote) -> Standing:
    return Standing(quote.id, quote.exact, quote.speaker.id if quote.speaker else None, quote.paragraph)


def _emptied(record: ShareRecord, why: str) -> Reply:
    return Reply((Note(why, Tone.WARNING), Shared(record.member, record.share)), 0)


def _drawn(member: str, share: int, source: Source, parts: Sequence[Part]) -> Reply:
    warnings = (Note(_sentence(caveat), Tone.WARNING) for caveat in caveats(source))
    retold = caveats_on([source])[-1:] if source.retold_from else ()
    return Reply((*warnings, Shared(member, share), *retold, *parts), 1)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def _matter(ask: Ask, version_id: int, quote_id: int | None) -> tuple[Source, Sequence[Part]] | None:
    """What a share shows, and its source; None where it may not be shown."""
    if quote_id is None:
        return _summary(ask, version_id)
    utterance = ask.archive.utterance(ask.newsroom, quote_id, now=ask.now)
    if utterance is None or utterance.source.version_id != version_id:
        return None
    pull = Pull(utterance, lead_in=lead_in(ask, utterance), reasons=_reasons(utterance))
    return utterance.source, (*_later(ask, utterance), pull)


def _reasons(utterance: Utterance) -> tuple[str, ...]:
    """Whom the pronouns of a quotation mean: words alone in a channel would leave that open."""
    told = (
        cited(reason, quote, utterance.source)
        for quote in utterance.quotes
        for _, reason in quote.about
        if reason.startswith("“")
    )
    return tuple(dict.fromkeys(told))


def _summary(ask: Ask, version_id: int) -> tuple[Source, Sequence[Part]] | None:
    version = ask.archive.version(ask.newsroom, version_id, now=ask.now)
    if version is None:
        return None
    source = version.source
    options = {"article": f"#{source.article_id}", "version": str(source.version)}
    question = Question("summary", options)
    reply = COMMANDS["summary"].answer(Ask(question, ask.newsroom, ask.archive, ask.now))
    return source, [part for part in reply.parts if isinstance(part, Masthead | Passage)]
