"""Reply -> Discord messages. Pure.

Each part is drawn with the words of every other surface; what can be pressed stands below it. What does not fit into
one message is first shortened, then left out with a sentence that says so, and the whole answer goes along as a file.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import assert_never

from adapters.discord import buttons
from adapters.discord.buttons import Pressed
from adapters.discord.layout import (
    CHARACTERS,
    COMPONENTS,
    Beside,
    Component,
    Drawn,
    Opener,
    Option,
    Row,
    Separator,
    Text,
    length,
    size,
)
from adapters.discord.markup import Line, Run, Style, address, person, read, written
from adapters.entry import LABEL, OPENED
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
from bot.request import Question

ROOM = COMPONENTS - 2
"""Components of an answer, beside the container around it and a file."""

FILE = "answer.txt"

_INK, _AMBER = 0x1D4D4F, 0xD9822B
"""The bar beside an answer, and beside one that warns."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How closely an answer is drawn: characters of one quotation and of one line, and whether every button has its place."""

    words: int
    line: int
    rows: bool


_SIZES = ((3_000, 500), (1_200, 500), (600, 300), (450, 300), (300, 200), (200, 200), (150, 120))

FITS = tuple(Fit(words, line, rows) for words, line in _SIZES for rows in (True, False))
"""The ways to draw an answer; the first that fits into a message is taken."""

WHOLE = Fit(1_000_000, 1_000_000, rows=True)
"""The way that a file is written: nothing is shortened."""

_STYLES: dict[str, Style] = {
    "marked": "bold",
    "number": "bold",
    "speaker": "bold",
    "reason": "italic",
    "dropped": "strike",
    "added": "bold",
}


def message(reply: Reply) -> Drawn:
    """An answer for the asker alone, with every way on, and a button that takes it away."""
    shown, left = _fitted(reply.parts, buttons.dismiss(), pressed=True)
    return Drawn(shown, _accent(reply.parts), (FILE, text(reply.parts).encode()) if left else None)


def posted(reply: Reply) -> Drawn:
    """What a channel sees of what was shared: the words, who shared them, and how to see more or take it back."""
    shown, _ = _fitted(reply.parts, buttons.below_post(reply.parts), pressed=False)
    return Drawn(shown, _accent(reply.parts))


def long_file(reply: Reply) -> tuple[str, bytes] | None:
    """A very long answer as a text file, its name and content in UTF-8; None where the message shows all its parts."""
    return message(reply).file


def waiting(user: int, question: Question) -> Drawn:
    """What everybody sees where somebody asks in the open: nothing of the question, and a button for the asker alone."""
    return Drawn(
        [_texts([_line(Run("Your answer is ready; only you will see it."))]), *buttons.mine(user, question)], _INK
    )


def which(servers: Sequence[tuple[int, str]], question: Question) -> Drawn:
    """The servers (their id and name) to choose from, where somebody belongs to several newsrooms, and a way to answer there."""
    asked = _line(Run("Whose archive shall I ask?", "bold"))
    kept = _small("I keep to your choice wherever you write to me; /newsroom changes it.")
    return Drawn([_texts([asked, kept]), *buttons.chosen(servers, question), *buttons.dismiss()], _INK)


def entry(address: str) -> Drawn:
    """A button that opens our pages for whoever asked. It is no link in the text, since that would be copied and passed on."""
    return Drawn([_texts([_line(Run(OPENED))]), Row([Opener(LABEL, address)]), *buttons.dismiss()], _INK)


def fault(error: QuotedeskError) -> Drawn:
    """What was wrong, and what to do."""
    return notice(error.message, error.hint)


def notice(sentence: str, hint: str = "") -> Drawn:
    """A sentence of ours, and what to do next, for the asker alone."""
    return message(Reply((Note(sentence), *((Note(hint, Tone.HINT),) if hint else ()))))


def text(parts: Sequence[Part]) -> str:
    """All words of an answer, without markup, a line each."""
    return "".join(f"{read(line)}\n" for part in parts for line in _shown(part, WHOLE))


def _accent(parts: Sequence[Part]) -> int:
    warned = any(isinstance(part, Note) and part.tone is Tone.WARNING for part in parts)
    return _AMBER if warned else _INK


def _fitted(parts: tuple[Part, ...], last: Sequence[Component], *, pressed: bool) -> tuple[Sequence[Component], int]:
    """The parts within a message's limits, `last` below them, and how many of them are left out."""
    whole = (([*_drawn(parts, fit, pressed=pressed), *last], 0) for fit in FITS)
    beginnings = _beginnings(parts, last, pressed=pressed)
    return next((shown, left) for shown, left in chain(whole, beginnings) if _fits(shown))


def _beginnings(
    parts: tuple[Part, ...], last: Sequence[Component], *, pressed: bool
) -> Iterator[tuple[Sequence[Component], int]]:
    """The answer with ever fewer of its parts, and a sentence on how many are left out."""
    for left in range(1, len(parts) + 1):
        shown = _drawn(parts[: len(parts) - left], FITS[-1], pressed=pressed)
        yield [*shown, _texts(_left_out(left, filed=pressed)), *last], left


def _left_out(parts: int, *, filed: bool) -> list[Line]:
    told = f"Not shown, because it does not fit into one message of Discord’s: {count(parts, 'part')} of this answer."
    hint = (
        "The file below holds all of it." if filed else "Ask for less at once: narrow the question, or put it in two."
    )
    return [_line(Run(told)), _small(hint)]


def _fits(shown: Sequence[Component]) -> bool:
    return size(shown) <= ROOM and length(shown) <= CHARACTERS


def _drawn(parts: tuple[Part, ...], fit: Fit, *, pressed: bool) -> list[Component]:
    """Every part, with what can be pressed below it."""
    known = Pressed.among(parts)
    cited = any(isinstance(part, Copy) for part in parts)
    shown: list[Component] = []
    listed: list[Option] = []
    for part in parts:
        shown += [Separator()] if isinstance(part, Section) and shown else []
        lines = _shown(part, fit)
        if pressed and isinstance(part, Pull) and not fit.rows:
            shown += [Beside(_texts(lines), one) for one in buttons.beside(part, known)] or [_texts(lines)]
            listed += buttons.listed(part, known, cited=cited)
        else:
            shown += [_texts(lines)] if lines else []
            shown += _below(part, known, fit, cited=cited) if pressed else []
    nothing = [] if shown else [_texts([_small("There is nothing to show.")])]
    return [*_joined(shown), *nothing, *buttons.selects("More about a quotation", listed)]


def _below(part: Part, known: Pressed, fit: Fit, *, cited: bool) -> list[Component]:
    match part:
        case Pull():
            return buttons.rows(buttons.of_pull(part, known, shortened=_is_cut(part, fit), cited=cited))
        case Masthead():
            return buttons.rows(buttons.of_article(part, known))
        case Choices() | Actions() if not fit.rows:
            return buttons.selects(part.prompt, buttons.picked(part, known))
        case Actions():
            return buttons.rows(buttons.of_deeds(part, known))
        case Choices() | Pager():
            return buttons.rows(buttons.of_list(part, known))
        case _:
            return []


def _is_cut(pull: Pull, fit: Fit) -> bool:
    return list(phrasing.words_of(pull, fit.words)) != list(phrasing.words_of(pull))


def _joined(shown: Iterable[Component]) -> list[Component]:
    """Texts that follow one another are one."""
    joined: list[Component] = []
    for one in shown:
        if isinstance(one, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = replace(one, content=f"{joined[-1].content}\n{one.content}")
        else:
            joined.append(one)
    return joined


def _texts(lines: Iterable[Line]) -> Text:
    return Text("\n".join(written(line) for line in lines))


def _shown(part: Part, fit: Fit) -> list[Line]:
    return list(_lines(part, fit))


def _lines(part: Part, fit: Fit) -> Iterable[Line]:
    match part:
        case Heading():
            return [Line([_said(part.text, fit)], "title")]
        case Section():
            return [Line([_said(part.text, fit)], "subtitle")]
        case Note():
            return [_note(part)]
        case Typed():
            return [_line(_said(phrasing.typed_text(part.text), fit, "italic"))]
        case Pull():
            return _pull(part, fit)
        case Passage():
            return _passage(part, fit)
        case Diff():
            shown = Line(_runs(phrasing.diff_pieces(part, fit.words)), "quoted")
            return [shown, *_facts(list(phrasing.diff_rows(part)), fit)]
        case Masthead():
            return _masthead(part, fit)
        case Facts():
            return _facts(part.rows, fit)
        case Choices() | Actions():
            return _choices(part, fit)
        case Pager():
            return [_small(phrasing.page_text(part))]
        case Usage():
            return _usage(part, fit)
        case Filing():
            return [*_facts(phrasing.filing_rows(part), fit), *_details(part, fit)]
        case Copy():
            return [_line(_said(part.label, fit, "bold")), Line([Run(part.text)], "copied")]
        case Shared():
            return [_line(Run("Shared by "), person(part.member))]
        case _:
            assert_never(part)


def _note(note: Note) -> Line:
    match note.tone:
        case Tone.PLAIN:
            return _line(Run(note.text))
        case Tone.WARNING:
            return _warning(Run(note.text))
        case Tone.HINT:
            return _small(note.text)


def _pull(pull: Pull, fit: Fit) -> Iterator[Line]:
    if pull.lead_in:
        yield _line(_said(phrasing.lead_in_text(pull), fit, "italic"))
    number = "" if pull.number is None else f"[{pull.number}] "
    yield Line([Run(number, "bold"), *_runs(phrasing.words_of(pull, fit.words))], "quoted")
    (_, speaker), (_, grade), *rest = phrasing.told(pull)
    yield _line(_said(speaker, fit, "bold"), Run(SEPARATOR), _said(grade, fit))
    for what, words in rest:
        match what:
            case "headline":
                yield _line(_said(words, fit), *_at(pull.utterance.source.url))
            case "source":
                yield _small(shortened_text(words, fit.line))
            case "caveat":
                yield _warning(_said(words, fit))
            case _:
                yield _line(_said(words, fit, _STYLES.get(what, "")))


def _at(url: str | None) -> list[Run]:
    """Where a page lies, behind its headline."""
    return [Run(SEPARATOR), address(url)] if url else []


def _passage(passage: Passage, fit: Fit) -> Iterator[Line]:
    yield Line(_runs(phrasing.passage_words(passage, fit.words)), "quoted")
    yield _small(phrasing.paragraph_text(passage.paragraph))


def _masthead(head: Masthead, fit: Fit) -> Iterator[Line]:
    yield _line(_said(phrasing.headline_text(head.source), fit, "bold"), *_at(head.source.url))
    if head.standfirst:
        yield _line(_said(head.standfirst, fit, "italic"))
    yield _small(shortened_text(SEPARATOR.join(phrasing.masthead_facts(head)), fit.line))
    yield from (_warning(_said(caveat, fit)) for caveat in phrasing.caveats(head.source))


def _facts(facts: Sequence[tuple[str, str]], fit: Fit) -> list[Line]:
    return [_line(_said(f"{name}: ", fit, "bold"), _said(value, fit)) for name, value in facts]


def _details(filing: Filing, fit: Fit) -> Iterator[Line]:
    for what, name, why in phrasing.filing_details(filing):
        yield Line([_said(f"{what}: ", fit, "bold"), _said(f"{name}: {why}", fit)], "item")


def _choices(choices: Choices | Actions, fit: Fit) -> Iterator[Line]:
    yield _line(_said(choices.prompt, fit, "bold"))
    for way in choices.options:
        if way.hint:
            yield Line([_said(way.label, fit), Run(": "), _said(way.hint, fit)], "item")


def _usage(usage: Usage, fit: Fit) -> Iterator[Line]:
    yield _line(_said(usage.form, fit, "bold"))
    yield _line(_said(usage.about, fit))
    for name, meaning in usage.options:
        yield Line([_said(f"{name}: ", fit, "bold"), _said(meaning, fit)], "item")
    yield from (_line(Run("for example: "), _said(example, fit)) for example in usage.examples)


def _runs(words: Iterable[tuple[str, str]]) -> list[Run]:
    return [Run(f" {piece}" if kind == "number" else piece, _STYLES.get(kind, "")) for kind, piece in words]


def _warning(words: Run) -> Line:
    return _line(Run("Warning: ", "bold"), words)


def _small(words: str) -> Line:
    return Line([Run(words)], "small")


def _line(*runs: Run) -> Line:
    return Line(runs)


def _said(words: str, fit: Fit, style: Style = "") -> Run:
    return Run(shortened_text(words, fit.line), style)
