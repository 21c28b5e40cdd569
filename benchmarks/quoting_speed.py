"""How many articles quoting reads in a second, and how its time grows with length.

    python -m benchmarks.quoting_speed [ARTICLES.jsonl] [--largest 400000] [--json OUT]

prints first, if there are articles (`id` and `text`, one a line), how many one core reads in a second; then for each
text made to be slow the seconds at four sizes, each twice the one before, and the exponent of the growth (1.0 is
linear); last a transcript of 5 MB and 100,000 quotation marks. Processor time of this process, in seconds.
"""

import argparse
import json
import math
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quoting import articles_in
from bot.quoting import extract

PIECES = {
    "transcript": "ANN LEE, HOST: We are on air now, and he said “no” to us.\n\nBOB RAY: Was it so?\n\n",
    "turns that go on": "ANN LEE: We are on air now.\n\nThe bridge is shut.\n\nBOB RAY: Was it so?\n\n",
    "live blog": "10:42 a.m. “We are ready,” said Ann Lee.\n\nHe left.\n\n",
    "news": "“We are ready,” said Ann Lee, the mayor. He told Bob Ray that it was “a gift to us all.” She left.\n\n",
    "one paragraph": "“We are ready,” said Ann Lee, the mayor. He told Bob Ray that it was “a gift.” ",
    "quotations only": '"a" ',
    "opening marks": "“",
    "straight marks": '"',
    "apostrophes": "'a ",
    "names": "Ann Lee said to Bob Ray, and ",
    "brackets": "(",
    "asterisks": "*",
    "French": "« Nous partons », a dit Paul Roy de la ville. ",
}
"""What is repeated to fill a text; some are prose, some an attack."""

LONG = {"a transcript of 5 MB": (PIECES["transcript"], 5_000_000), "100,000 quotation marks": ('"a b" ', 300_000)}
"""Single texts: what is repeated, and how many characters it fills."""


def seconds(text: str) -> float:
    """What reading a text takes."""
    began = time.process_time()
    extract(text)
    return time.process_time() - began


def filled(piece: str, size: int) -> str:
    """A text of about `size` characters."""
    return piece * (size // len(piece))


def exponent(sizes: Sequence[int], taken: Sequence[float]) -> float:
    """With which power of its length the time of a text grows, from the smallest to the largest."""
    return math.log(max(taken[-1], 1e-4) / max(taken[0], 1e-4)) / math.log(sizes[-1] / sizes[0])


def curve(piece: str, sizes: Sequence[int]) -> list[float]:
    """Seconds at each size."""
    return [seconds(filled(piece, size)) for size in sizes]


def articles_a_second(texts: Sequence[str]) -> float:
    """How many one core reads, once the words they share are known."""
    seconds(texts[0])
    return len(texts) / max(sum(map(seconds, texts)), 1e-4)


def measured(texts: Sequence[str], sizes: Sequence[int], long: bool = True) -> dict[str, dict[str, float]]:
    """Everything, by name: figures for the articles, a curve for each piece, seconds for each long text."""
    found: dict[str, dict[str, float]] = {}
    if texts:
        characters = sum(map(len, texts)) / len(texts)
        found["articles"] = {"articles": len(texts), "characters": characters, "a second": articles_a_second(texts)}
    for name, piece in PIECES.items():
        taken = curve(piece, sizes)
        found[name] = {str(size): one for size, one in zip(sizes, taken, strict=True)}
        found[name]["exponent"] = exponent(sizes, taken)
    if long:
        found.update({name: {"seconds": seconds(filled(piece, size))} for name, (piece, size) in LONG.items()})
    return found


def table(found: dict[str, dict[str, float]]) -> Iterator[str]:
    """The lines that are printed."""
    for name, figures in found.items():
        yield f"{name:26}" + "".join(f"  {key} {figure:,.2f}" for key, figure in figures.items())


def main(arguments: list[str] | None = None) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quoting_speed", description="How fast quoting reads.")
    parser.add_argument("articles", nargs="?", metavar="ARTICLES.jsonl", help="one JSON object a line: “id” and “text”")
    parser.add_argument("--largest", type=int, default=400_000, help="characters of the largest text of each curve")
    parser.add_argument("--json", type=Path, help="where the figures go as well")
    asked = parser.parse_args(arguments)
    try:
        texts = [article["text"] for article in articles_in(asked.articles)] if asked.articles else []
    except (OSError, UnicodeDecodeError):
        raise SystemExit(f"{asked.articles} can’t be read.") from None
    found = measured(texts, [asked.largest // part for part in (8, 4, 2, 1)])
    sys.stdout.writelines(line + "\n" for line in table(found))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
