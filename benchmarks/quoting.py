"""Predictions of quotations and speakers, to be scored against labels.

    python -m benchmarks.quoting predict ARTICLES.jsonl > PRED.jsonl

reads one article a line (`id` and `text`; anything else is passed over) and prints one line each:
`{"id", "quotes": [{"start", "end", "speaker_text", "speaker_start", "speaker_end", "speaker_name", "kind"}]}`.
"""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.model import Attribution, Extraction, Quotation, Reported
from bot.quoting import extract


def predictions(extraction: Extraction, text: str) -> list[dict[str, Any]]:
    """The quotations that are speech, and reported speech as "indirect", in the scorer's format."""
    quoted = [_prediction(quotation, text) for quotation in extraction.quotations if quotation.speech]
    return quoted + [_indirect(reported) for reported in extraction.reported]


def _indirect(reported: Reported) -> dict[str, Any]:
    where = {"start": reported.span.start, "end": reported.span.end}
    return {**where, **told_of(reported.attribution), "kind": "indirect"}


def _prediction(quotation: Quotation, text: str) -> dict[str, Any]:
    where = {"start": quotation.span.start, "end": quotation.span.end}
    return {**where, **told_of(quotation.attribution), "kind": _kind(quotation, text)}


def told_of(attribution: Attribution) -> dict[str, Any]:
    """The speaker in the scorer's format."""
    mention = attribution.mention
    return {
        "speaker_text": mention.text if mention else None,
        "speaker_start": mention.span.start if mention else None,
        "speaker_end": mention.span.end if mention else None,
        "speaker_name": attribution.name or (attribution.stands_for.text if attribution.stands_for else None),
    }


def _kind(quotation: Quotation, text: str) -> str:
    """A whole sentence is "direct", a part of one "mixed"."""
    words = quotation.span.cut(text)
    return "direct" if words[:1].isupper() and words[-1:] in ",.?!…" else "mixed"


def _predicted(articles: str) -> Iterator[str]:
    for article in articles_in(articles):
        found = predictions(extract(article["text"]), article["text"])
        yield json.dumps({"id": article["id"], "quotes": found}, ensure_ascii=False)


def articles_in(path: str) -> Iterator[dict[str, Any]]:
    """The articles of a file, or of standard input for "-"; ends the program at a line that is none."""
    with contextlib.nullcontext(sys.stdin) if path == "-" else Path(path).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _article(line, f"{path}, line {number}")


def _article(line: str, where: str) -> dict[str, Any]:
    try:
        article = json.loads(line)
        return {"id": article["id"], "text": str(article["text"])}
    except (ValueError, KeyError, TypeError):
        raise SystemExit(f"{where}: expected a JSON object with “id” and “text”.") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quoting", description="Predict who said what.")
    commands = parser.add_subparsers(dest="command", required=True)
    predict = commands.add_parser("predict", help="print one line of predictions for each article")
    predict.add_argument(
        "articles",
        metavar="ARTICLES.jsonl",
        help="one JSON object a line, with “id” and “text”; “-” reads standard input",
    )
    return parser


def main(arguments: list[str] | None = None) -> None:
    """Runs the command; a file that can't be read ends with a sentence and exit code 1."""
    asked = _parser().parse_args(arguments)
    try:
        for line in _predicted(asked.articles):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except (OSError, UnicodeDecodeError) as fault:
        raise SystemExit(
            f"{asked.articles} can’t be read: {getattr(fault, 'strerror', None) or 'it is not UTF-8 text'}."
        ) from None


if __name__ == "__main__":
    main()
