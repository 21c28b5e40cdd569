"""Reply -> rich renderables for a terminal. Pure.

Archive text enters as `Text`, never as markup, and through `visible`, so that nothing in it moves the cursor. What colour
says is said without it too: marked words are underlined, warnings begin with a word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from adapters.console.plain import Put
from bot import phrasing
from bot.phrasing import SEPARATOR, visible
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

WIDTH = 100
"""Columns beyond which lines of prose are hard to read."""

_STYLES = {
    "words": "bold",
    "marked": "bold underline",
    "dropped": "strike red",
    "added": "bold underline green",
    "the quotation": "bold underline cyan",
    "the speaker": "bold underline green",
    "the word of saying": "bold underline magenta",
    "who else it might have been": "underline yellow",
    "number": "cyan",
    "speaker": "bold cyan",
    "grade": "cyan",
    "reason": "italic",
    "headline": "",
    "source": "dim",
    "caveat": "yellow",
}
_TONES = {
    Tone.PLAIN: ("", ""),
    Tone.WARNING: ("Warning: ", "yellow"),
    Tone.HINT: ("→ ", "cyan"),
}


def terminal(reply: Reply, put: Put | None = None) -> RenderableType:
    """The whole reply, its parts an empty line apart.

    `put` makes of a question the words that put it here, which stand behind each way on; without it a number is typed.
    """
    drawn: list[RenderableType] = []
    number = 1
    for part in reply.parts:
        drawn += [_drawn(part, number, put), Text()]
        number += len(phrasing.ways(part))
    return Group(*drawn)


def _drawn(part: Part, number: int, put: Put | None) -> RenderableType:
    match part:
        case Heading():
            return _text(part.text, "bold")
        case Section():
            return Rule(_text(part.text, "bold yellow"), align="left", style="yellow")
        case Note():
            return _note(part)
        case Typed():
            return _text(phrasing.typed_text(part.text), "italic")
        case Pull():
            return _pull(part)
        case Passage():
            return _passage(part)
        case Diff():
            rows = _grid((_text(what, "dim"), _text(words)) for what, words in phrasing.diff_rows(part))
            return Group(_pieces(phrasing.diff_pieces(part)), rows)
        case Masthead():
            return Group(*_masthead(part), *_ways(part, number, put))
        case Facts():
            return _grid((_text(name, "dim"), _text(value)) for name, value in part.rows)
        case Choices():
            return Group(_text(part.prompt), *_ways(part, number, put))
        case Actions():
            return _text(phrasing.actions_text(part))
        case Pager():
            return Group(_text(phrasing.page_text(part), "dim"), *_ways(part, number, put))
        case Usage():
            return _usage(part)
        case Filing():
            return _filing(part)
        case Copy():
            return Group(_text(part.label, "dim"), _text(part.text))
        case Shared():
            return _text(phrasing.shared_text(part), "dim")
        case _:
            assert_never(part)


def _note(note: Note) -> Text:
    word, style = _TONES[note.tone]
    return _text(word + note.text, style)


def _pull(pull: Pull) -> RenderableType:
    lead_in = [_text(phrasing.lead_in_text(pull), "dim")] if pull.lead_in else []
    number = "" if pull.number is None else f"[{pull.number}] "
    words = Text.assemble((number, _STYLES["number"]), _pieces(phrasing.words_of(pull), _STYLES["words"]))
    return _Barred(Group(*lead_in, words, *_told(pull)), "yellow" if pull.reasons else "cyan")


def _told(pull: Pull) -> Iterator[Text]:
    speaker, grade, *rest = phrasing.told(pull)
    yield Text(SEPARATOR).join(_text(words, _STYLES[what]) for what, words in (speaker, grade))
    yield from (_text(words, _STYLES[what]) for what, words in rest)


def _passage(passage: Passage) -> Text:
    cut = phrasing.pieces(passage.text, passage.marked, passage.numbers)
    place = _text(f"  ({phrasing.paragraph_text(passage.paragraph)})", "dim")
    return Text.assemble(_pieces(_coloured(cut, passage.roles)), place)


def _coloured(cut: Iterable[tuple[str, str]], roles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pieces, those that are marked by what they are, where that is told."""
    told = iter(roles)
    for kind, words in cut:
        yield next(told, kind) if kind == "marked" else kind, words


def _masthead(head: Masthead) -> Iterator[Text]:
    yield _text(phrasing.headline_text(head.source), "bold")
    if head.standfirst:
        yield _text(head.standfirst, "italic")
    yield _text(SEPARATOR.join(phrasing.masthead_facts(head)), "dim")
    if head.source.url:
        yield _text(head.source.url, "dim")
    yield from (_text(caveat, _STYLES["caveat"]) for caveat in phrasing.caveats(head.source))


def _ways(part: Part, number: int, put: Put | None) -> Iterator[Text]:
    for order, way in enumerate(phrasing.ways(part), number):
        more = (way.hint, put(way.question) if put else "")
        line = Text.assemble((f"{order:>3}  ", _STYLES["number"]), _text(way.label, "bold"))
        yield line.append("".join(f"  {visible(words)}" for words in more if words), "dim")


def _usage(usage: Usage) -> RenderableType:
    options = _grid((_text(name, "cyan"), _text(meaning)) for name, meaning in usage.options)
    examples = [_text(f"for example: {example}", "dim") for example in usage.examples]
    return Group(_text(usage.form, "bold"), _text(usage.about), Padding(options, (0, 0, 0, 2)), *examples)


def _filing(filing: Filing) -> RenderableType:
    counts = _grid((_text(name, "dim"), _text(value)) for name, value in phrasing.filing_rows(filing))
    details = ((_text(what, "yellow"), _text(name), _text(why)) for what, name, why in phrasing.filing_details(filing))
    return Group(counts, _grid(details))


def _grid(rows: Iterable[tuple[Text, ...]]) -> Table:
    table = Table.grid(padding=(0, 2))
    for row in rows:
        table.add_row(*row)
    return table


def _pieces(cut: Iterable[tuple[str, str]], base: str = "") -> Text:
    drawn = Text(style=base)
    for kind, words in cut:
        drawn.append(f" {words}" if kind == "number" else visible(words), _STYLES.get(kind))
    return drawn


def _text(words: str, style: str = "") -> Text:
    return Text(visible(words), style)


@dataclass(frozen=True, slots=True)
class _Barred:
    """Something with a bar down its left side."""

    inside: RenderableType
    colour: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        bar = Segment("| " if options.ascii_only else "▌ ", Style(color=self.colour))
        for line in console.render_lines(self.inside, options.update_width(options.max_width - 2), pad=False):
            yield bar
            yield from line
            yield Segment.line()
