"""The words that stand before a quote in its article, so that a reader knows of whom and what it speaks."""

from collections.abc import Sequence

from bot.commands.command import Ask
from bot.model import Span, Utterance
from bot.summary import Sentence, sentences

_OPENING = " \n\"'“”„‟«»‹›‘’‚"


def lead_in(ask: Ask, utterance: Utterance) -> str:
    """The sentence before an utterance, and what its own sentence says before it; verbatim, "" where nothing stands there.

    Where the utterance begins its paragraph, it is the last sentence of the paragraph before; a subheading is passed over.
    """
    version = ask.archive.version(ask.newsroom, utterance.source.version_id, now=ask.now)
    if version is None:
        return ""
    text, start = version.document.text, utterance.lead.span.start
    said = [one for one in sentences(text) if one.span.start < start]
    return _before(text, said, start).rstrip(_OPENING)


def _before(text: str, said: Sequence[Sentence], start: int) -> str:
    """The stretch before `start`, of the sentences that begin before it; the last of them is the quote's own."""
    if not said:
        return ""
    own, earlier = said[-1], said[:-1]
    begun = Span(own.span.start, start).cut(text).strip(_OPENING)
    if earlier and earlier[-1].paragraph == own.paragraph:
        return Span(earlier[-1].span.start, start).cut(text)
    if begun:
        return Span(own.span.start, start).cut(text)
    told = (one.span.cut(text) for one in reversed(earlier))
    return next((sentence for sentence in told if sentence.rstrip(_OPENING).endswith((".", "!", "?", "…"))), "")
