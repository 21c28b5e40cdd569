"""Reply -> Slack messages. Pure.

Each part is drawn with the words of every other surface; what can be pressed stands below it. What does not fit into
one message is first shortened, then left out with a sentence that says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, assert_never

from slack_sdk.models.blocks import Block, DividerBlock

from adapters.entry import OPENED
from adapters.slack import buttons, spoken
from adapters.slack.blocks import (
    SMALL,
    Piece,
    Run,
    address,
    copied,
    header,
    joined,
    line,
    listed,
    person,
    plain,
    quoted,
    run,
    small,
    words_in,
)
from bot import phrasing
from bot.errors import QuotedeskError
from bot.phrasing import SEPARATOR, count, shortened_text
from bot.reply import (
    Actions,
    Choices,
    Copy,
    Diff,
    Facts,
    Filing,
    Heading,
    Masthead,
    Note,
    Pager,
    Part,
    Passage,
    Pull,
    Reply,
    Section,
    Shared,
    Tone,
    Typed,
    Usage,
)

BLOCKS = 50
"""Blocks of a message. Source: https://docs.slack.dev/reference/block-kit/blocks"""

CHARACTERS = 10_500
"""Characters of a message's blocks. Slack counts up to 12,000, with what holds them: one of 11,341 was refused.

Source: https://github.com/slackapi/bolt-js/issues/2509, https://github.com/slackapi/bolt-js/issues/2867
"""

LINE = 500
"""Characters of one line of ours or of an article's head; what is longer was made to disturb."""

Message = dict[str, Any]
"""What Slack is sent: `text` and `blocks`."""

Blocks = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Fit:
    """How closely an answer is drawn: characters of one quotation, and whether lines in small letters stand apart."""

    words: int
    roomy: bool


FITS = (Fit(3_000, True), Fit(1_200, True), Fit(600, True), Fit(600, False), Fit(240, False))
"""The ways to draw an answer; the first that fits into a message is taken."""

_STYLES: dict[str, tuple[str, ...]] = {
    "marked": ("bold",),
    "number": ("bold",),
    "speaker": ("bold",),
    "reason": ("italic",),
    "dropped": ("strike",),
    "added": ("bold",),
}


def message(reply: Reply) -> Message:
    """An answer for the asker alone, with every way on, and a button that takes it away."""
    return {"text": spoken.text(reply.parts), "blocks": _fitted(reply.parts, buttons.dismiss())}


def posted(reply: Reply) -> Message:
    """What a channel sees of what was shared: the words, who shared them, and how to see more or take it back."""
    last = buttons.below_post(reply.parts, buttons.numbers())
    return {"text": spoken.text(reply.parts), "blocks": _fitted(reply.parts, last, pressed=False)}


def unfurl(reply: Reply) -> Message:
    """What unfolds under a link to one of our pages: the words, and nothing to press."""
    return {"blocks": _fitted(reply.parts, [], pressed=False)}


def entry(address: str) -> Message:
    """A button that opens our pages for whoever asked. It is no link in the text, since that would be copied and passed on."""
    said = Reply((Note(OPENED),))
    blocks = _fitted(said.parts, [*buttons.entry(address), *buttons.dismiss()])
    return {"text": spoken.text(said.parts), "blocks": blocks}


def view_blocks(reply: Reply) -> list[Block]:
    """An answer as a part of a view: the words, and nothing to press."""
    return joined(_drawn(reply.parts, FITS[1], pressed=False))


def fault(error: QuotedeskError) -> Message:
    """What was wrong, and what to do."""
    return notice(error.message, error.hint)


def notice(sentence: str, hint: str = "") -> Message:
    """A sentence of ours, and what to do next, for the asker alone."""
    return message(Reply((Note(sentence), *((Note(hint, Tone.HINT),) if hint else ()))))


def words_alone(shown: Message) -> Message:
    """A message with its words alone, in the one block that Slack drew from the first day; still no markup."""
    words = spoken.unescaped(str(shown["text"]))
    return {"text": shown["text"], "blocks": [{"type": "section", "text": plain(words, SMALL).to_dict()}]}


def _fitted(parts: tuple[Part, ...], last: Sequence[Piece], *, pressed: bool = True) -> Blocks:
    """The parts as blocks within a message's limits, `last` below them."""
    whole = (_blocks([*_drawn(parts, fit, pressed=pressed), *last]) for fit in FITS)
    return next(blocks for blocks in chain(whole, _beginnings(parts, last, pressed=pressed)) if _fits(blocks))


def _beginnings(parts: tuple[Part, ...], last: Sequence[Piece], *, pressed: bool) -> Iterator[Blocks]:
    """The answer with ever fewer of its parts, and a sentence on how many are left out."""
    for end in range(len(parts) - 1, -1, -1):
        yield _blocks([*_drawn(parts[:end], FITS[-1], pressed=pressed), *_left_out(len(parts) - end), *last])


def _left_out(parts: int) -> list[Piece]:
    told = f"Not shown, because it does not fit into one message of Slack’s: {count(parts, 'part')} of this answer."
    return [line(run(told)), small("Ask for less at once: narrow the question, or put it in two.")]


def _blocks(pieces: Iterable[Piece]) -> Blocks:
    return [block.to_dict() for block in joined(pieces)]


def _fits(blocks: Blocks) -> bool:
    return len(blocks) <= BLOCKS and words_in(blocks) <= CHARACTERS


def _drawn(parts: tuple[Part, ...], fit: Fit, *, pressed: bool) -> list[Piece]:
    """Every part, with what can be pressed below it."""
    taken = buttons.numbers()
    cited = any(isinstance(part, Copy) for part in parts)
    pieces: list[Piece] = []
    for part in parts:
        pieces += _shown(part, fit)
        if pressed:
            pieces += buttons.below(part, taken, shortened=_is_cut(part, fit), cited=cited)
    return pieces or [small("There is nothing to show.")]


def _is_cut(part: Part, fit: Fit) -> bool:
    return isinstance(part, Pull) and list(phrasing.words_of(part, fit.words)) != list(phrasing.words_of(part))


def _shown(part: Part, fit: Fit) -> Iterable[Piece]:
    match part:
        case Heading():
            return [header(part.text)]
        case Section():
            return [*([DividerBlock()] if fit.roomy else []), header(part.text)]
        case Note():
            return [_note(part)]
        case Typed():
            return [line(_said(phrasing.typed_text(part.text), "italic"))]
        case Pull():
            return _pull(part, fit)
        case Passage():
            return _passage(part, fit)
        case Diff():
            return [quoted(_runs(phrasing.diff_pieces(part, fit.words))), *_facts(list(phrasing.diff_rows(part)))]
        case Masthead():
            return _masthead(part, fit)
        case Facts():
            return _facts(part.rows)
        case Choices() | Actions():
            return _choices(part)
        case Pager():
            return [_quiet(phrasing.page_text(part), fit)]
        case Usage():
            return joined(_usage(part))
        case Filing():
            return [*_facts(phrasing.filing_rows(part)), *_details(part)]
        case Copy():
            return [line(_said(part.label, "bold")), copied(part.text)]
        case Shared():
            return [line(run("Shared by "), person(part.member))]
        case _:
            assert_never(part)


def _note(note: Note) -> Piece:
    match note.tone:
        case Tone.PLAIN:
            return line(run(note.text))
        case Tone.WARNING:
            return _warning(note.text)
        case Tone.HINT:
            return small(note.text)


def _pull(pull: Pull, fit: Fit) -> Iterator[Piece]:
    if pull.lead_in:
        yield line(_said(phrasing.lead_in_text(pull), "italic"))
    number = "" if pull.number is None else f"[{pull.number}] "
    yield quoted([run(number, "bold"), *_runs(phrasing.words_of(pull, fit.words))])
    (_, speaker), (_, grade), *rest = phrasing.told(pull)
    yield line(_said(speaker, "bold"), run(SEPARATOR), _said(grade))
    for what, words in rest:
        match what:
            case "headline":
                yield line(_said(words), *_at(pull.utterance.source.url))
            case "source":
                yield _quiet(words, fit)
            case "caveat":
                yield _warning(words)
            case _:
                yield line(_said(words, *_STYLES.get(what, ())))


def _at(url: str | None) -> list[Run]:
    """Where a page lies, behind its headline."""
    return [run(SEPARATOR), address(url)] if url else []


def _passage(passage: Passage, fit: Fit) -> Iterator[Piece]:
    yield quoted(_runs(phrasing.passage_words(passage, fit.words)))
    yield _quiet(phrasing.paragraph_text(passage.paragraph), fit)


def _masthead(head: Masthead, fit: Fit) -> Iterator[Piece]:
    yield line(_said(phrasing.headline_text(head.source), "bold"), *_at(head.source.url))
    if head.standfirst:
        yield line(_said(head.standfirst, "italic"))
    yield _quiet(SEPARATOR.join(phrasing.masthead_facts(head)), fit)
    yield from (_warning(caveat) for caveat in phrasing.caveats(head.source))


def _facts(facts: Sequence[tuple[str, str]]) -> list[Piece]:
    return [line(_said(f"{name}: ", "bold"), _said(value)) for name, value in facts]


def _details(filing: Filing) -> list[Piece]:
    items = [
        [_said(f"{what}: ", "bold"), _said(f"{name}: {why}")] for what, name, why in phrasing.filing_details(filing)
    ]
    return [listed(items)] if items else []


def _choices(choices: Choices | Actions) -> Iterator[Piece]:
    yield line(_said(choices.prompt, "bold"))
    hints = [[_said(way.label), run(f": {shortened_text(way.hint, LINE)}")] for way in choices.options if way.hint]
    if hints:
        yield listed(hints)


def _usage(usage: Usage) -> Iterator[Piece]:
    yield line(_said(usage.form, "bold"))
    yield line(_said(usage.about))
    if usage.options:
        yield listed([_said(f"{name}: ", "bold"), _said(meaning)] for name, meaning in usage.options)
    yield from (line(run("for example: "), _said(example, "code")) for example in usage.examples)


def _runs(words: Iterable[tuple[str, str]]) -> list[Run]:
    return [run(f" {piece}" if kind == "number" else piece, *_STYLES.get(kind, ())) for kind, piece in words]


def _warning(words: str) -> Piece:
    return line(run("Warning: ", "bold"), _said(words))


def _quiet(words: str, fit: Fit) -> Piece:
    return small(words) if fit.roomy else line(_said(words))


def _said(words: str, *styles: str) -> Run:
    return run(shortened_text(words, LINE), *styles)
