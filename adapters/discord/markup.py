"""Words as Discord's markdown: the one place where what is stored or typed is escaped, and where markup of ours is made. Pure.

A backslash before a sign makes it a word of its own; no mention, emoji, link, time or style begins where its first sign is one.
Source: https://discord.com/developers/docs/reference#message-formatting,
https://support.discord.com/hc/en-us/articles/210298617-Markdown-Text-101
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Literal
from unicodedata import normalize

from adapters.addresses import host_of
from bot.phrasing import visible

Style = Literal["", "bold", "italic", "strike", "raw"]
Kind = Literal["line", "title", "subtitle", "small", "quoted", "item", "copied"]

_SIGNS = re.compile(r"[\\`*_~|<>#@:/\[\]()-]|(?<=\d)\.(?=\s|$)")
"""What may begin or end markup anywhere; a full stop behind a number begins a list."""

_AROUND: dict[Style, str] = {"bold": "**", "italic": "*", "strike": "~~"}
_BEFORE: dict[Kind, str] = {"title": "## ", "subtitle": "### ", "small": "-# ", "quoted": "> ", "item": "- "}
_FENCE = "```"

_USER = re.compile(r"discord:\d+:(?P<id>\d{1,20})", re.ASCII)
_ENDING = re.compile(r"""[()<>\[\]"'`]""")


@dataclass(frozen=True, slots=True)
class Run:
    """A few words in one style, as they read; `markup` is how they are written where that says more, as in a link."""

    text: str
    style: Style = ""
    markup: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on a line of their own."""

    runs: Sequence[Run]
    kind: Kind = "line"


def plain(text: str) -> str:
    """The text on one line, its letters composed, without anything that hides or moves words."""
    return normalize("NFC", visible(text))


def escaped(text: str) -> str:
    """Words that Discord shows as they stand."""
    return _SIGNS.sub(r"\\\g<0>", plain(text))


def person(member: str) -> Run:
    """Somebody, by the name that they have in Discord; `member` is "discord:41771983423143937:80351110224678912"."""
    known = _USER.fullmatch(member)
    return Run(member, "raw", f"<@{known['id']}>") if known else Run(member)


def address(url: str) -> Run:
    """A link that shows the host it leads to and unfolds nothing; the bare words where it is no plain address of the web.

    A host has no sign that is markup inside a link, where Discord shows backslashes.
    Source: https://github.com/discord/discord-api-docs/issues/6185
    """
    host = host_of(url)
    return Run(host, "raw", f"[{host}](<{_ENDING.sub(_encoded, url)}>)") if host else Run(url)


def _encoded(sign: re.Match[str]) -> str:
    """A sign that would end a link, as RFC 3986 writes it."""
    return f"%{ord(sign[0]):02X}"


def written(line: Line) -> str:
    """A line with its markup; a dash where there are no words."""
    if line.kind == "copied":
        return _copied("".join(run.text for run in line.runs))
    runs = "".join(_styled(style, list(runs)) for style, runs in groupby(line.runs, attrgetter("style")))
    return _BEFORE.get(line.kind, "") + (runs.strip() or "–")


def read(line: Line) -> str:
    """A line as it reads, without markup."""
    return "".join(plain(run.text) for run in line.runs).strip() or "–"


def _styled(style: Style, runs: Iterable[Run]) -> str:
    if style == "raw":
        return "".join(run.markup for run in runs)
    words = escaped("".join(run.text for run in runs))
    inner = words.strip()
    around = _AROUND.get(style, "")
    return words.replace(inner, f"{around}{inner}{around}", 1) if inner else words


def _copied(text: str) -> str:
    """Words in a box, to be copied in one piece; without the box where they would end it themselves."""
    words = plain(text)
    return f"> {escaped(text)}" if _FENCE in words or not words.strip() else f"{_FENCE}\n{words}\n{_FENCE}"
