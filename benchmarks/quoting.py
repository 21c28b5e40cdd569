"""Predictions of quotations and speakers, to be scored against labels.

    python -m benchmarks.quoting predict ARTICLES.jsonl > PRED.jsonl

reads one article a line (`id` and `text`; anything else is passed over) and prints one line each:
`{"id", "quotes": [{"start", "end", "speaker_text", "speaker_start", "speaker_end", "speaker_name", "kind"}]}`.

    python -m benchmarks.quoting speed [ARTICLES.jsonl]

prints how many articles a second one core reads, if there are any, and how time grows with length: for text made to
be slow, the seconds for each of four sizes and the growth from the smallest to the largest (1.0 is linear).
"""

import argparse
import contextlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
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
    for article in _articles(articles):
        found = predictions(extract(article["text"]), article["text"])
        yield json.dumps({"id": article["id"], "quotes": found}, ensure_ascii=False)


def _articles(path: str) -> Iterator[dict[str, Any]]:
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


SIZES = (50_000, 100_000, 200_000, 400_000)
"""Characters of the texts that show how time grows."""

HARD = {
    "transcript": "ANN LEE, HOST: We are on air now, and he said “no” to us.\n\nBOB RAY: Was it so?\n\n",
    "news": "“We are ready,” said Ann Lee, the mayor. He told Bob Ray that it was “a gift to us all.” She left.\n\n",
    "one paragraph": "“We are ready,” said Ann Lee, the mayor. He told Bob Ray that it was “a gift.” ",
    "quotations only": '"a" ',
    "opening marks": "“",
    "straight marks": '"',
    "apostrophes": "'a ",
    "names": "Ann Lee said to Bob Ray, and ",
    "brackets": "(",
    "French": "« Nous partons », a dit Paul Roy de la ville. ",
}
"""What is repeated to fill a text; the last five are no prose but an attack."""


def seconds(text: str) -> float:
    """What reading a text takes, in seconds of this process."""
    began = time.process_time()
    extract(text)
    return time.process_time() - began


def growth(piece: str, sizes: Sequence[int] = SIZES) -> tuple[list[float], float]:
    """Seconds at each size, and how much more than in proportion the largest takes (1.0 is linear)."""
    taken = [seconds(piece * (size // len(piece))) for size in sizes]
    return taken, taken[-1] / max(taken[0], 1e-3) / (sizes[-1] / sizes[0])


def speed(articles: str | None, sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """The lines that tell how fast it reads."""
    if articles is not None:
        texts = [article["text"] for article in _articles(articles)]
        whole = seconds("") + sum(map(seconds, texts))
        yield f"{len(texts)} articles, {sum(map(len, texts)) / len(texts):,.0f} characters each: {len(texts) / whole:.0f} a second"
    yield f"{'':16}" + "".join(f"{size // 1000:>7}k" for size in sizes) + "  growth"
    for name, piece in HARD.items():
        taken, grown = growth(piece, sizes)
        yield f"{name:16}" + "".join(f"{one:7.2f}s" for one in taken) + f"  {grown:6.1f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quoting", description="Predict who said what.")
    commands = parser.add_subparsers(dest="command", required=True)
    predict = commands.add_parser("predict", help="print one line of predictions for each article")
    predict.add_argument(
        "articles",
        metavar="ARTICLES.jsonl",
        help="one JSON object a line, with “id” and “text”; “-” reads standard input",
    )
    timed = commands.add_parser("speed", help="print how fast it reads, and how time grows with length")
    timed.add_argument("articles", nargs="?", metavar="ARTICLES.jsonl", help="articles to read, as for predict")
    return parser


def main(arguments: list[str] | None = None) -> None:
    """Runs the command; a file that can't be read ends with a sentence and exit code 1."""
    asked = _parser().parse_args(arguments)
    lines = speed(asked.articles) if asked.command == "speed" else _predicted(asked.articles)
    try:
        for line in lines:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except (OSError, UnicodeDecodeError) as fault:
        raise SystemExit(
            f"{asked.articles} can’t be read: {getattr(fault, 'strerror', None) or 'it is not UTF-8 text'}."
        ) from None


if __name__ == "__main__":
    main()
