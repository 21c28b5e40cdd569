"""`python -m benchmarks.quoting predict` prints what ingest would find. It is so that …"""

import json
from pathlib import Path

import pytest

from benchmarks.quoting import HARD, main, speed

ARTICLE = {"id": "one", "text": "“Hold the line,” said Amy Ross. The so-called “freedom tax” stays."}


def test_each_article_gets_one_line_in_the_scorers_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_text(json.dumps(ARTICLE) + "\n\n", "utf-8")
    main(["predict", str(source)])
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "id": "one",
        "quotes": [
            {
                "start": 1,
                "end": 15,
                "speaker_text": "Amy Ross",
                "speaker_start": 22,
                "speaker_end": 30,
                "speaker_name": "Amy Ross",
                "kind": "direct",
            }
        ],
    }


@pytest.mark.parametrize("line", ["no json", "[1]", '{"id": "one"}'])
def test_a_line_that_is_no_article_is_named_in_a_sentence(line: str, tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_text(line + "\n", "utf-8")
    with pytest.raises(SystemExit, match="line 1: expected a JSON object"):
        main(["predict", str(source)])


def test_a_missing_file_ends_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="can’t be read"):
        main(["predict", str(tmp_path / "nothing.jsonl")])


def test_speed_shows_each_kind_of_text_and_how_its_time_grows(tmp_path: Path) -> None:
    source = tmp_path / "articles.jsonl"
    source.write_text(json.dumps(ARTICLE) + "\n", "utf-8")
    lines = list(speed(str(source), sizes=(200, 400)))
    assert lines[0].startswith("1 articles, 66 characters each:")
    assert [line[:16].strip() for line in lines[2:]] == list(HARD)
