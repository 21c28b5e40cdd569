"""`python -m benchmarks.quoting predict` prints what ingest would find. It is so that …"""

import json
from pathlib import Path

import pytest

from benchmarks.quoting import main
from benchmarks.quoting_speed import PIECES, exponent, measured, table

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


def test_speed_shows_articles_a_second_and_a_curve_for_each_kind_of_text() -> None:
    found = measured([ARTICLE["text"]], sizes=(200, 400), long=False)
    assert found["articles"]["articles"] == 1
    assert list(found) == ["articles", *PIECES]
    assert all(list(found[name]) == ["200", "400", "exponent"] for name in PIECES)
    assert len(list(table(found))) == len(found)


def test_time_that_grows_as_fast_as_length_has_the_exponent_one() -> None:
    assert exponent((100, 200, 400), (1.0, 2.0, 4.0)) == 1.0
    assert exponent((100, 200, 400), (1.0, 4.0, 16.0)) == 2.0
