"""What the archive has of a wording: a verdict, the words it rests on, and what differs; shared by /verify and /check."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.archive import Filters, Found, Printing, Words
from bot.commands.command import Ask
from bot.commands.fragments import FEWEST, SHORT, fragment, speaker_meant
from bot.folding import words_of
from bot.matching.speakers import may_be
from bot.model import Source, Span, Utterance
from bot.phrasing import count, printed_in, speaker_text
from bot.reply import Diff, Edit, Note, Part, Passage, Pull, Tone
from bot.wording import NEAR, Claimed, Comparison, Printed, Verdict, compared, joined

CANDIDATES = 8
"""Wordings on file that come near and are laid beside the typed one, word for word."""

PRINTINGS = 20
"""The same of those that hold its words one after another."""

NOT_FOUND = "Not in this archive: no quotation on file has these words, or words near them."
NEAREST = "Not in this archive word for word. The nearest quotation on file is a different one:"
RUN_TOGETHER = "Joined: these words are printed in two separate quotations, not in one."
UNQUOTED = "These words stand in an article, but there they are nobody's quotation."
APART = ", but joined from quotes that are printed apart there"

_BUT = {
    Verdict.EXACT: "",
    Verdict.PUNCTUATION: ", but for punctuation or case",
    Verdict.SPELLING: ", but for spelling",
    Verdict.MARKED: ", but for what brackets or an ellipsis mark as changed",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A quotation on file beside the typed words."""

    utterance: Utterance
    comparison: Comparison
    also_in: int = 0

    @property
    def verdict(self) -> Verdict:
        """How closely they meet."""
        return self.comparison.verdict

    @property
    def pull(self) -> Pull:
        """The whole quotation, the words marked unless they are all of it."""
        spans = self.comparison.spans
        whole = [Span(0, len(quote.exact)) for quote in self.utterance.quotes]
        partly = sum(one.end - one.start for one in spans_in(spans)) + 2 * len(whole) < sum(one.end for one in whole)
        marked = tuple((span,) if span else () for span in spans) if partly else ()
        return Pull(self.utterance, also_in=self.also_in, marked=marked)

    @property
    def diff(self) -> Diff:
        """How its words became the typed ones."""
        return Diff(tuple(Edit(step.kind.value, step.printed, step.typed) for step in self.comparison.steps))


def spans_in(spans: Sequence[Span | None]) -> list[Span]:
    """Those that are there."""
    return [span for span in spans if span is not None]


@dataclass(frozen=True, slots=True)
class Finding:
    """What came of a wording: a word for it, the gravest last in `GRAVITY`, and how it is told."""

    outcome: str
    parts: tuple[Part, ...]

    @property
    def pulls(self) -> tuple[Pull, ...]:
        """The quotations that it rests on."""
        return tuple(part for part in self.parts if isinstance(part, Pull))


GRAVITY = (
    "exact",
    "exact but for punctuation",
    "exact but for spelling",
    "altered, marked",
    "fragment",
    "too short",
    "in an article, but not quoted",
    "joined from separate passages",
    "earlier wording",
    "not in this archive",
    "different speaker",
    "altered",
)
"""Every outcome, from the one that needs no look to the one that needs it most."""


def standing(ask: Ask, words: str, speaker: str = "") -> Finding:
    """What the archive has of words that somebody, or nobody that is named, is said to have said."""
    claimed = Claimed(words)
    if len(claimed.words) < FEWEST:
        return _few(ask, claimed, speaker)
    held = _held(ask, claimed, speaker)
    found = next((one for one in held if one.verdict.found), None)
    if found is None or found.verdict > Verdict.SPELLING or _is_of_another(found, speaker):
        both = filter(None, (found, _earlier(ask, claimed, speaker)))
        found = min(both, key=lambda one: (_is_of_another(one, speaker), one.verdict), default=None)
    if found:
        return _found(found, speaker, sum(one.verdict <= found.verdict for one in held) - 1)
    return _run_together(claimed, held) or _unquoted(ask, claimed) or _nearest(held)


def _few(ask: Ask, claimed: Claimed, speaker: str) -> Finding:
    """What the archive has of one or two words: nothing can be said of them but where it is clear who said them."""
    meant = speaker_meant(ask, speaker) if claimed.words else None
    if meant is None:
        return Finding("too short", (Note(SHORT),))
    if parts := fragment(ask, claimed, meant):
        return Finding("fragment", parts)
    return Finding("too short", (Note(f"{SHORT} It was not found among the quotations by {meant.name}."),))


def _nearness(held: Held) -> tuple[int, float, bool]:
    return held.verdict, -held.comparison.kept, held.utterance.source.article_id < 0


def _held(ask: Ask, claimed: Claimed, speaker: str, *, earlier: bool = False) -> list[Held]:
    """Quotations that hold the words or come near, each laid beside them: what is found first, of that the speaker's, the nearest."""
    found = _laid(ask, claimed, speaker, earlier=earlier)
    return sorted(found, key=lambda one: (not one.verdict.found, _is_of_another(one, speaker), *_nearness(one)))


def _laid(ask: Ask, claimed: Claimed, speaker: str, *, earlier: bool) -> list[Held]:
    """Quotations that hold the words, the speaker's own where others' are many; where none is theirs, those that come near, too."""
    hits = _holding(ask, claimed, Filters(), earlier=earlier)
    same = _beside(claimed, hits.items)
    meant = speaker_meant(ask, speaker) if hits.total > len(same) and not _theirs(same, speaker) else None
    if meant:
        same += _beside(claimed, _holding(ask, claimed, Filters(by=meant.ids), earlier=earlier).items)
    if _theirs(same, speaker):
        return same
    near = ask.archive.utterances_near(
        ask.newsroom, claimed.text, Filters(), limit=CANDIDATES, earlier=earlier, now=ask.now
    )
    known = {one.utterance.lead.id for one in same}
    return same + _beside(claimed, (one for one in near if one.utterance.lead.id not in known))


def _holding(ask: Ask, claimed: Claimed, filters: Filters, *, earlier: bool) -> Found[Printing]:
    sought = Words(phrases=(words_of(claimed.text),))
    return ask.archive.utterances_matching(
        ask.newsroom, sought, filters, offset=0, limit=PRINTINGS, earlier=earlier, now=ask.now
    )


def _theirs(same: Sequence[Held], speaker: str) -> bool:
    """Whether any of them has the words by one who may be the speaker."""
    return any(one.verdict <= Verdict.PUNCTUATION and not _is_of_another(one, speaker) for one in same)


def _beside(claimed: Claimed, printings: Iterable[Printing]) -> list[Held]:
    return [Held(one.utterance, compared(claimed, _printed(one.utterance)), one.also_in) for one in printings]


def _printed(utterance: Utterance) -> Printed:
    return Printed([quote.exact for quote in utterance.quotes])


def _is_of_another(held: Held, speaker: str) -> bool:
    """Whether the archive has another speaker than the one who is named; an unnamed source may be anybody."""
    theirs = held.utterance.lead.speaker
    return bool(speaker) and not (theirs and may_be(speaker, theirs))


def _earlier(ask: Ask, claimed: Claimed, speaker: str) -> Held | None:
    """The words in an earlier version of an article, if they stood there and do no more."""
    held = _held(ask, claimed, speaker, earlier=True)
    return next((one for one in held if one.verdict.found and not _still_quoted(ask, claimed, one)), None)


def _still_quoted(ask: Ask, claimed: Claimed, held: Held) -> bool:
    """Whether the newest version has the words as well, as others' or among others."""
    newest = ask.archive.article(ask.newsroom, held.utterance.source.article_id, now=ask.now)
    quotes = newest.quotes if newest else ()
    return any(compared(claimed, Printed((quote.exact,))).verdict <= held.verdict for quote in quotes)


def _found(held: Held, speaker: str, others: int) -> Finding:
    source = held.utterance.source
    parts: list[Part] = [Note(_sentence(held))]
    if not source.newest:
        parts.append(Note("This is an earlier wording: a later version of the article does not have it.", Tone.WARNING))
    parts += _flagged(held)
    another = _is_of_another(held, speaker)
    if another:
        who = speaker_text(held.utterance.lead)
        parts.append(Note(f"The archive has another speaker: {who}.", Tone.WARNING))
    if held.verdict >= Verdict.SPELLING:
        parts.append(held.diff)
    parts.append(held.pull)
    if others > 0:
        parts.append(Note(f"{count(others, 'more quotation')} on file with these words."))
    return Finding(_outcome(held, another=another), tuple(parts))


def _outcome(held: Held, *, another: bool) -> str:
    if another:
        return "different speaker"
    standing_so = held.utterance.source.newest or held.verdict is Verdict.ALTERED
    return _OUTCOMES[held.verdict] if standing_so else "earlier wording"


_OUTCOMES = {
    Verdict.EXACT: "exact",
    Verdict.PUNCTUATION: "exact but for punctuation",
    Verdict.SPELLING: "exact but for spelling",
    Verdict.MARKED: "altered, marked",
    Verdict.ALTERED: "altered",
}


def _sentence(held: Held) -> str:
    """What it comes to: never that anything is true, only where the wording stands."""
    place = _place(held.utterance.source)
    if held.verdict is Verdict.ALTERED:
        return f"Altered: not the wording in {place}."
    part = ", as part of a longer quotation" if held.pull.marked else ""
    apart = held.comparison.apart and held.verdict is Verdict.PUNCTUATION
    return f"Matches the wording in {place}{part}{APART if apart else _BUT[held.verdict]}."


def _flagged(held: Held) -> list[Part]:
    told = " and ".join(flag.value for flag in held.comparison.flags)
    return [Note(f"The change touches {told}.", Tone.WARNING)] if told else []


def _run_together(claimed: Claimed, held: Sequence[Held]) -> Finding | None:
    both = joined(claimed, [_printed(one.utterance) for one in held])
    if both is None:
        return None
    pulls = [Held(held[number].utterance, comparison).pull for number, comparison in both]
    return Finding("joined from separate passages", (Note(RUN_TOGETHER, Tone.WARNING), *pulls))


def _unquoted(ask: Ask, claimed: Claimed) -> Finding | None:
    """Where the words stand in an article's own text, one after another."""
    sought = Words(phrases=(words_of(claimed.text),))
    hits = ask.archive.articles_matching(ask.newsroom, sought, Filters(), offset=0, limit=3, now=ask.now).items
    for hit in hits:
        comparison = compared(claimed, Printed((hit.passage,)))
        if hit.paragraph and comparison.verdict <= Verdict.SPELLING:
            shown = Passage(hit.passage, hit.paragraph, hit.source, tuple(spans_in(comparison.spans)))
            where = Note(f"Printed in {_place(hit.source)}.")
            return Finding("in an article, but not quoted", (Note(UNQUOTED, Tone.WARNING), shown, where))
    return None


def _nearest(held: Sequence[Held]) -> Finding:
    nearest = max(held, key=lambda one: one.comparison.kept, default=None)
    if nearest is None or nearest.comparison.kept < NEAR:
        return Finding("not in this archive", (Note(NOT_FOUND),))
    return Finding("not in this archive", (Note(NEAREST), *_flagged(nearest), nearest.diff, nearest.pull))


def _place(source: Source) -> str:
    printed = ", ".join(printed_in(source))
    known = source.outlet and not source.retold_from
    return printed if known else f"article {source.article_id} ({printed})"
