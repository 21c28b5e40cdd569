"""The articles that ship with the bot: retold in our own words, every quotation as printed and in the right mouth."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.model import Document, PrintedDate, Quotation
from bot.quoting import extract
from bot.reading import read

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ("trump-musk-alliance.md", "trump-musk-stargate.md")
"""In the order of the originals they retell."""

OWN_RUN = 8
"""Words in a row, outside quotation marks, that a retelling may share with its original: names and titles are this long."""


@cache
def _retold(name: str) -> Document:
    (document,) = read((ROOT / "seeds" / name).read_bytes(), name=name)
    return document


@cache
def _gold() -> list[dict[str, Any]]:
    file = ROOT.parent / "shared" / "seeds" / "gold.json"
    if not file.exists():
        pytest.skip("the originals are not beside the project (../shared/seeds)")
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["articles"]
    return found


def _quotations(document: Document) -> dict[str, Quotation]:
    found = extract(document.text, byline=document.byline, headline=document.headline).quotations
    return {quotation.span.cut(document.text): quotation for quotation in found}


@pytest.mark.parametrize("name", SEEDS)
def test_a_retelling_names_whom_it_retells(name: str) -> None:
    document = _retold(name)
    assert document.byline == "Retold by Quotedesk"
    assert document.retold_from
    assert document.retold_from.author


def test_a_retelling_is_dated_by_the_printing_of_the_words_it_quotes() -> None:
    assert [_retold(name).published for name in SEEDS] == [PrintedDate("2025-06-07"), None]


@pytest.mark.parametrize(("number", "name"), list(enumerate(SEEDS)))
def test_every_quotation_stands_in_it_as_printed_and_in_the_right_mouth(number: int, name: str) -> None:
    found = _quotations(_retold(name))
    told = {quote["text"]: (quote["speech"], quote.get("speaker")) for quote in _gold()[number]["quotes"]}
    assert {text: _spoken(quotation) for text, quotation in found.items()} == told


def _spoken(quotation: Quotation) -> tuple[bool, str | None]:
    said = quotation.attribution
    return quotation.speech, (said.name or (said.mention.text if said.mention else None)) if quotation.speech else None


@pytest.mark.parametrize(("number", "name"), list(enumerate(SEEDS)))
def test_the_rest_of_it_is_in_our_own_words(number: int, name: str) -> None:
    original = _runs((ROOT.parent / "shared" / "seeds" / _gold()[number]["file"]).read_text(encoding="utf-8"))
    assert not _runs(re.sub(r"“[^”]*”", " … ", _retold(name).text)) & original


def _runs(text: str) -> set[str]:
    """Every run of words that is longer than a retelling may share, each as one text."""
    words = re.findall(r"[\w’'-]+|…", text.casefold())
    return {" ".join(words[at : at + OWN_RUN]) for at in range(len(words) - OWN_RUN + 1)}
