"""A small reader of Discord's markdown, written from its documentation and from nothing of ours: what a text shows, and what is markup in it.

Source: https://support.discord.com/hc/en-us/articles/210298617-Markdown-Text-101,
https://discord.com/developers/docs/reference#message-formatting,
https://github.com/discord/discord-api-docs/issues/6185 (backslashes show inside a link)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """Words as they show, what they are written as ("bold", "link", "user" …), and where a link or a mention leads."""

    words: str
    marks: frozenset[str] = frozenset()
    leads: str = ""


@dataclass(frozen=True)
class Block:
    """A line, or a box of code, and what it is: "line", "title 1" to "title 3", "small", "quoted", "item", "code"."""

    kind: str
    seen: tuple[Seen, ...]

    @property
    def words(self) -> str:
        """As it reads."""
        return "".join(one.words for one in self.seen)


_INSIDE = r"(?:\\.|[^\\])+?"
_STYLES = (
    ("bold italic", r"\*\*\*", r"\*\*\*(?!\*)"),
    ("bold", r"\*\*", r"\*\*(?!\*)"),
    ("underlined", "__", "__(?!_)"),
    ("italic", r"\*(?=\S)", r"(?<!\s)\*(?!\*)"),
    ("italic", r"_", r"_(?![0-9A-Za-z_])"),
    ("struck", "~~", "~~"),
    ("spoiler", r"\|\|", r"\|\|"),
)
_STYLED = [(name, re.compile(f"{begin}({_INSIDE}){end}", re.DOTALL)) for name, begin, end in _STYLES]
_WHOLE = [
    (name, re.compile(form, re.DOTALL | re.IGNORECASE))
    for name, form in (
        ("code", r"(`+)([^`](?:.*?[^`])?)\1(?!`)"),
        ("user", r"<@!?(\d+)>"),
        ("role", r"<@&(\d+)>"),
        ("channel", r"<#(\d+)>"),
        ("command", r"</[^<>:]+:(\d+)>"),
        ("emoji", r"<a?:\w+:(\d+)>"),
        ("emoji", r":([^\s:]+):"),
        ("time", r"<t:(-?\d+)(?::\w)?>"),
        ("place", r"<id:([^>]+)>"),
        ("address", r"<((?:https?|mailto|tel|sms|discord):[^>]+)>"),
        ("address", r"((?:https?|discord)://[^\s<]+)"),
        ("address", r"(discord(?:\.gg|(?:app)?\.com/invite)/[\w-]+)"),
        ("everybody", r"@(everyone|here)"),
    )
]
_LINK = re.compile(rf"\[({_INSIDE})\]\(\s*<?([^\s<>]+?)>?\s*\)", re.DOTALL)
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_BEGINNINGS = (
    ("small", re.compile(r" *-# +(?=\S)")),
    ("title 3", re.compile(r" *### +(?=\S)")),
    ("title 2", re.compile(r" *## +(?=\S)")),
    ("title 1", re.compile(r" *# +(?=\S)")),
    ("quoted", re.compile(r" *>(?:>>)? ")),
    ("item", re.compile(r" *(?:[-*]|\d+\.) +(?=\S)")),
)
_BOX = re.compile(r"```(?:[\w+.#-]*\n)?(.*?)\n?```\n?", re.DOTALL)


def blocks(text: str) -> Iterator[Block]:
    """What a text shows, from the top."""
    while text:
        if box := _BOX.match(text):
            yield Block("code", (Seen(box[1]),))
            text = text[box.end() :]
            continue
        line, _, text = text.partition("\n")
        yield _block(line)


def _block(line: str) -> Block:
    for kind, beginning in _BEGINNINGS:
        if begins := beginning.match(line):
            rest = line[begins.end() :]
            inner = _block(rest) if kind in {"quoted", "item"} else Block("line", tuple(_seen(rest)))
            return Block(kind if inner.kind == "line" else f"{kind} {inner.kind}", inner.seen)
    return Block("line", tuple(_seen(line)))


def _seen(text: str, marks: frozenset[str] = frozenset()) -> Iterator[Seen]:
    at, words = 0, ""
    while at < len(text):
        found, end = _markup(text, at, marks)
        if found is None:
            words, at = words + text[at], at + 1
            continue
        if not found[0].marks - marks:
            words += found[0].words
        else:
            yield from ([Seen(words, marks)] if words else [])
            yield from found
            words = ""
        at = end
    yield from [Seen(words, marks)] if words else []


def _markup(text: str, at: int, marks: frozenset[str]) -> tuple[tuple[Seen, ...] | None, int]:
    """The markup that begins here, if any, and where it ends."""
    if sign := _ESCAPED.match(text, at):
        return (Seen(sign[1], marks),), sign.end()
    if link := _LINK.match(text, at):
        return (Seen(link[1], marks | {"link"}, link[2]),), link.end()
    for name, form in _WHOLE:
        if whole := form.match(text, at):
            return (Seen(whole[0], marks | {name}, whole[whole.lastindex or 0]),), whole.end()
    for name, form in _STYLED:
        if styled := form.match(text, at):
            return tuple(_seen(styled[1], marks | {name})), styled.end()
    return None, at
