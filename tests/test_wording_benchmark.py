"""The benchmark of wordings runs on any passages and names, says what it found, and leaves nothing behind."""

import json
import lzma
import random
from pathlib import Path

import pytest

from benchmarks.damage import FEWEST, KINDS
from benchmarks.wording import main
from bot.folding import words_of

WORDS = [first + second for first in ("ba", "ko", "mi", "tru", "sel") for second in ("lan", "der", "vo", "quist", "ne")]


def passages(count: int) -> list[str]:
    dice = random.Random(3)
    return [" ".join(dice.choices(WORDS, k=dice.randint(FEWEST, 20))) + "." for _ in range(count)]


def packed(file: Path, lines: list[str]) -> str:
    file.write_bytes(lzma.compress("\n".join(lines).encode()))
    return str(file)


def test_the_table_is_printed_and_kept_and_nothing_else_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = packed(tmp_path / "passages.xz", passages(300))
    names = packed(tmp_path / "names.xz", [f"{one.title()} {two.title()}\t1" for one in WORDS for two in WORDS[:4]])
    out = tmp_path / "out.json"
    sizes = ["--count", "300", "--asked", "2", "--articles", "3"]
    main(["--passages", texts, "--names", names, *sizes, "--peers", "--json", str(out)])
    rows = json.loads(out.read_text())
    assert rows["the archive"]["count"] == 240  # a fifth is kept out, to be looked for in vain
    assert {f"misquote: {kind}" for kind in KINDS} | {"not stored, whole", "stored, case", "three words, any"} < set(
        rows
    )
    assert {"reply p50", "index p99", "FTS5 / ours", "PostgreSQL / ours", "right %"} <= set(rows["misquote: all kinds"])
    assert "misquote: all kinds" in capsys.readouterr().out
    assert sorted(file.name for file in tmp_path.iterdir()) == ["names.xz", "out.json", "passages.xz"]


@pytest.mark.parametrize("kind", KINDS)
def test_damage_stands_for_a_stretch_of_the_passage(kind: str) -> None:
    dice = random.Random(5)
    for text in passages(50):
        misquote = KINDS[kind](text.split(), dice)
        assert misquote.span in text
        assert words_of(misquote.typed)
