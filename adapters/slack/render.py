"""Reply -> Slack messages. Pure; what Slack can take is known here and in `blocks`, each limit with its source.

An answer for the asker has all its buttons; what a channel sees has two. The wording is that of every other surface.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count as counting
from typing import Any, assert_never

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, RichTextElement, RichTextElementParts

from adapters.slack.blocks import button, context, copied, header, lines, quoted, rich, rows, run
from adapters.slack.carry import Shareable, packed, packed_share
from bot import phrasing
from bot.commands import COMMANDS
from bot.commands.typed import as_typed
from bot.errors import QuotedeskError
from bot.phrasing import SEPARATOR, shortened_text, visible
from bot.reply import (
    Choice,
    Choices,
    Copy,
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

BLOCKS = 50
"""Blocks of a message. Source: https://docs.slack.dev/reference/block-kit/blocks"""

CHARACTERS = 12_000
"""Characters of all blocks of a message: near 13,200 Slack says msg_blocks_too_long.

Source: https://github.com/slackapi/bolt-js/issues/2509
"""

TEXT = 3_000
"""Characters of the words for notifications and screen readers: Slack takes 4,000 when a message is edited.

Source: https://docs.slack.dev/reference/methods/chat.update
"""

WORDS = 900
"""Characters of one quotation or passage: so eight of them, with their sources, fit one message."""

NOTE = 1_000
LINE = 400
ROWS = 40
"""Characters of a sentence of ours, of one line of facts, and rows of facts: longer than any but hostile ones."""

_STYLES: dict[str, tuple[str, ...]] = {
    "marked": ("bold",),
    "number": ("bold",),
    "speaker": ("bold",),
    "reason": ("italic",),
    "caveat": ("bold",),
}
_TONES = {Tone.PLAIN: "", Tone.WARNING: "Warning: ", Tone.HINT: ""}

_HEARD = {"speaker", "headline", "caveat"}

Message = dict[str, Any]


def message(reply: Reply) -> Message:
    """An answer for the asker alone, with every way on, and a button that takes it away."""
    drawing = _Drawing(reply, private=True)
    return _message(reply.parts, drawing.blocks())


def posted(reply: Reply) -> Message:
    """What a channel sees of what was shared: the words, who shared them, and how to see more or take it back."""
    return _message(reply.parts, _Drawing(reply, private=False).blocks())


def unfurl(reply: Reply) -> Message:
    """What unfolds under a link to one of our pages: the words and no buttons."""
    return {"blocks": [block.to_dict() for block in view_blocks(reply)]}


def view_blocks(reply: Reply) -> list[Block]:
    """An answer as a part of a view: the words and no buttons."""
    return _Drawing(reply, private=False, bare=True).blocks()


def fault(error: QuotedeskError) -> Message:
    """What was wrong, and what to do."""
    return notice(error.message, error.hint)


def notice(sentence: str, hint: str = "") -> Message:
    """A sentence of ours, and what to do next, for the asker alone."""
    return message(Reply((Note(sentence), *((Note(hint, Tone.HINT),) if hint else ()))))


def words_alone(shown: Message) -> Message:
    """A message without its blocks."""
    return {name: value for name, value in shown.items() if name != "blocks"}


def _message(parts: Iterable[Part], blocks: list[Block]) -> Message:
    return {"text": _escaped(parts), "blocks": [block.to_dict() for block in blocks]}


def _escaped(parts: Iterable[Part]) -> str:
    """The answer in plain words, for notifications and screen readers; whatever could begin markup is an entity.

    Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    said = shortened_text(" ".join(visible(words) for part in parts for words in spoken(part)), TEXT)
    escaped = ""
    for character in said or "An answer of the desk.":
        more = _ENTITIES.get(character, character)
        if len(escaped) + len(more) > TEXT:
            break
        escaped += more
    return escaped


_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
"""Slack has entities for three signs only; the four that make bold, italic, struck and code become their look-alikes."""


def spoken(part: Part) -> Iterator[str]:
    """A part as it is read out."""
    match part:
        case Pull():
            yield "".join(words for _, words in phrasing.words_of(part, WORDS))
            yield "; ".join(words.rstrip(".") for what, words in phrasing.told(part) if what in _HEARD) + "."
        case Passage():
            yield "".join(words for _, words in phrasing.passage_words(part, WORDS))
        case Masthead():
            yield f"{phrasing.headline_text(part.source)}, {SEPARATOR.join(phrasing.masthead_facts(part))}."
        case Heading() | Section():
            yield f"{part.text}."
        case Note():
            yield _TONES[part.tone] + part.text
        case Typed():
            yield f"{phrasing.typed_text(part.text)}."
        case Facts():
            yield from (f"{name}: {value}." for name, value in part.rows[:ROWS])
        case Choices():
            yield part.prompt
            yield from (f"{way.label}." for way in part.options)
        case Pager():
            yield f"{phrasing.page_text(part)}."
        case Usage():
            yield f"{part.form}: {part.about}."
        case Filing():
            yield from (f"{name}: {value}." for name, value in phrasing.filing_rows(part))
        case Copy():
            yield f"{part.label}: {part.text}"
        case Shared():
            yield "Shared from the desk:"
        case _:
            assert_never(part)


@dataclass
class _Drawing:
    """One answer being drawn: its actions are numbered through, since Slack wants each id once in a message."""

    reply: Reply
    private: bool
    bare: bool = False
    _numbers: Iterator[int] = field(default_factory=counting)

    def blocks(self) -> list[Block]:
        """The whole answer; parts that do not fit are left out, and that is said."""
        last = rows([button("Dismiss", "dismiss", "dismiss")]) if self.private else []
        drawn: list[Block] = []
        left = CHARACTERS - _size(last) - NOTE
        for order, part in enumerate(self.reply.parts):
            blocks = self._part(part)
            if len(drawn) + len(blocks) + len(last) + 1 > BLOCKS or _size(blocks) > left:
                return [*drawn, context(_left_out(len(self.reply.parts) - order)), *last]
            drawn += blocks
            left -= _size(blocks)
        return [*(drawn or [context("There is nothing to show.")]), *last]

    def _part(self, part: Part) -> list[Block]:
        match part:
            case Heading():
                return [header(part.text)]
            case Section():
                return [DividerBlock(), header(part.text)]
            case Note():
                styles = ("bold",) if part.tone is Tone.WARNING else ()
                words = shortened_text(_TONES[part.tone] + part.text, NOTE)
                return [context(words)] if part.tone is Tone.HINT else [rich([lines([[run(words, *styles)]])])]
            case Typed():
                return [context(shortened_text(phrasing.typed_text(part.text), NOTE))]
            case Pull():
                return [_pull(part), *self._beside(part)]
            case Passage():
                return [_passage(part)]
            case Masthead():
                return [_masthead(part), *self._heads(part)]
            case Facts():
                return _facts(part.rows)
            case Choices():
                return self._choices(part)
            case Pager():
                return [context(phrasing.page_text(part)), *self._ways(part, "turn")]
            case Usage():
                return [_usage(part)]
            case Filing():
                return _facts(_filing(part))
            case Copy():
                return [context(shortened_text(part.label, LINE)), rich([copied(shortened_text(part.text, NOTE * 3))])]
            case Shared():
                return self._shared(part)
            case _:
                assert_never(part)

    def _beside(self, pull: Pull) -> list[Block]:
        """What can be done with a quotation."""
        if self.bare:
            return []
        lead, source = pull.utterance.lead, pull.utterance.source
        which = f" quote {lead.id} by {phrasing.speaker_text(lead)}"
        seen = self._ask("Context", phrasing.context_of(pull), f"Context of{which}")
        if not self.private:
            return rows(seen)
        share = self._share(Shareable(source.version_id, lead.id), f"Share{which}")
        cite = self._ask("Copy citation", phrasing.citation_of(pull), f"Copy citation of{which}")
        whole = self._ask("More", phrasing.citation_of(pull), f"All of{which}") if _is_cut(pull) else []
        return rows([*share, *seen, *cite, *whole])

    def _heads(self, head: Masthead) -> list[Block]:
        if not self.private:
            return []
        share = self._share(Shareable(head.source.version_id), "Share this summary") if head.shareable else []
        opened = [one for way in phrasing.ways(head) for one in self._ask(way.label, way.question, "", kind="ask")]
        return rows([*share, *opened])

    def _choices(self, choices: Choices) -> list[Block]:
        """A prompt, a line for each way on that needs more words than its label, and a button for each."""
        told = [f"{way.label}: {way.hint}" for way in choices.options if way.hint]
        return [rich([lines([_cut(words)] for words in (choices.prompt, *told))]), *self._ways(choices, "turn")]

    def _ways(self, part: Part, kind: str) -> list[Block]:
        """A button for each way on; what no button can carry is written out, to be typed."""
        if not self.private:
            return []
        ways = phrasing.ways(part)
        buttons = [
            one for way in ways for one in self._ask(way.label, way.question, way.hint and _heard(way), kind=kind)
        ]
        typed = [way for way in ways if packed(way.question) is None]
        return [*rows(buttons), *(context(f"{way.label}: {_line(way.question)}") for way in typed)]

    def _ask(self, label: str, question: Question, heard: str, kind: str = "ask") -> list[ButtonElement]:
        value = packed(question)
        return [button(label, f"{kind}:{next(self._numbers)}", value, heard)] if value else []

    def _share(self, item: Shareable, heard: str) -> list[ButtonElement]:
        return [button("Share", f"share:{next(self._numbers)}", packed_share(item), heard)]

    def _shared(self, shared: Shared) -> list[Block]:
        """Who shared what follows. The one place where somebody is named as Slack names people."""
        by = lines([[run("Shared by ", "italic"), _person(shared.member)]])
        taken = [button("Take back", "unshare", str(shared.share), "Take back what was shared here")]
        return [rich([by]), *(rows(taken) if shared.share and not self.bare else [])]


def _person(member: str) -> RichTextElement:
    """Who shared it: known by the id that Slack itself gave us."""
    user = member.rpartition(":")[2]
    if member.startswith("slack:") and user.isascii() and user.isalnum() and user[:1] in {"U", "W"} and user.isupper():
        return RichTextElementParts.User(user_id=user)
    return run(member)


def _pull(pull: Pull) -> Block:
    before = [lines([[_cut(phrasing.lead_in_text(pull), "italic")]])] if pull.lead_in else []
    number = [run(f"[{pull.number}] ", "bold")] if pull.number is not None else []
    words = [run(piece, *_STYLES.get(kind, ())) for kind, piece in phrasing.words_of(pull, WORDS)]
    (_, speaker), (_, grade), *rest = phrasing.told(pull)
    who = [_cut(speaker, "bold"), run(SEPARATOR), _cut(grade)]
    return rich(
        [
            *before,
            quoted([*number, *words]),
            lines([who, *([_cut(said, *_STYLES.get(what, ()))] for what, said in rest)]),
        ]
    )


def _is_cut(pull: Pull) -> bool:
    return sum(len(words) for _, words in phrasing.words_of(pull)) > WORDS


def _passage(passage: Passage) -> Block:
    cut = phrasing.passage_words(passage, WORDS)
    words = [run(f" {piece}" if kind == "number" else piece, *_STYLES.get(kind, ())) for kind, piece in cut]
    return rich([quoted(words or [run(" ")]), lines([[run(phrasing.paragraph_text(passage.paragraph), "italic")]])])


def _masthead(head: Masthead) -> Block:
    told = [_cut(phrasing.headline_text(head.source), "bold")]
    told += [_cut(head.standfirst, "italic")] if head.standfirst else []
    told.append(_cut(SEPARATOR.join(phrasing.masthead_facts(head))))
    told += [_cut(head.source.url)] if head.source.url else []
    told += [_cut(caveat, "bold") for caveat in phrasing.caveats(head.source)]
    return rich([lines([one] for one in told)])


def _facts(facts: Sequence[tuple[str, str]]) -> list[Block]:
    told = [[_cut(name, "bold"), run("  "), _cut(value)] for name, value in facts[:ROWS]]
    return [rich([lines(told)])] if told else []


def _filing(filing: Filing) -> list[tuple[str, str]]:
    details = [(what, f"{name}: {why}") for what, name, why in phrasing.filing_details(filing)]
    return [*phrasing.filing_rows(filing), *details]


def _usage(usage: Usage) -> Block:
    options = [[_cut(name, "bold"), run("  "), _cut(meaning)] for name, meaning in usage.options[:ROWS]]
    examples = [[_cut(f"for example: {example}", "italic")] for example in usage.examples[:ROWS]]
    return rich([lines([[_cut(usage.form, "bold")], [_cut(usage.about)], *options, *examples])])


def _cut(words: str, *styles: str) -> RichTextElement:
    return run(shortened_text(visible(words), LINE), *styles)


def _heard(way: Choice) -> str:
    return f"{way.label}, {way.hint}"


def _line(question: Question) -> str:
    return as_typed(question) if question.command in COMMANDS else question.command


def _left_out(parts: int) -> str:
    return f"{phrasing.count(parts, 'part')} of this answer would not fit into one message. Ask for less at once, or for a page."


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(str(text)) for block in blocks for text in _texts(block.to_dict()))


def _texts(value: object) -> Iterator[str]:
    match value:
        case dict():
            for name, inner in value.items():
                if name in {"text", "accessibility_label"} and isinstance(inner, str):
                    yield inner
                else:
                    yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)
        case _:
            return
