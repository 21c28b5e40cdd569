"""What is given to file is filed, whatever lies beside it; run again it is complete, without duplicates."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.archive import Archive, Filed, Submission, open_archive
from bot.fetching import Fetched, Unreachable
from bot.ingest import BATCH, ingest
from bot.model import Document
from bot.order import Input, Progress
from bot.reply import Filing
from bot.settings import Settings

NOW = datetime(2025, 6, 9, 12, tzinfo=UTC)
QUOTE = "“We could not wait another year,” said Council Leader Ines Okafor."
ARTICLE = f"Harbour bridge to close for a year\n\n{QUOTE}\n\nA ferry will run every quarter of an hour.\n"


class PaperTray:
    """An archive that keeps what it is given in a list, and may be told to stop at a batch."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.batches: list[list[Submission]] = []
        self.caught_up = 0
        self.stop_at = stop_at

    def file(self, newsroom: str, submissions: Sequence[Submission], *, now: datetime) -> list[Filed]:
        if len(self.batches) == self.stop_at:
            raise KeyboardInterrupt
        self.batches.append(list(submissions))
        return [Filed("article", n, n, 1) for n, _ in enumerate(submissions)]

    def settled_before(self, newsroom: str, document: Document, origin: str) -> Filed | None:
        return None

    def catch_up(self) -> int:
        self.caught_up += 1
        return 0

    @property
    def origins(self) -> list[str]:
        return [submission.origin for batch in self.batches for submission in batch]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return open_archive(Settings(tmp_path / "archive.db", "", tmp_path / "archive.index"))


def put(folder: Path, name: str, data: str | bytes = ARTICLE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def no_web(address: str) -> Fetched:
    raise Unreachable("There is no web here.")


def file_into(archive: Archive | PaperTray, *paths: Path, date_order: str | None = None) -> Filing:
    inputs = [Input(path.name, path) for path in paths]
    return ingest(archive, "desk", inputs, fetch=no_web, date_order=date_order, now=NOW)


def test_a_folder_is_filed_whole_so_that_one_command_fills_the_archive(archive: Archive, tmp_path: Path) -> None:
    put(tmp_path / "in", "a.txt")
    put(tmp_path / "in", "deep/er/b.txt", ARTICLE.replace("bridge", "tunnel"))
    filing = file_into(archive, tmp_path / "in")
    assert (filing.articles, filing.versions, filing.quotes) == (2, 0, 2)
    assert (filing.skipped, filing.failed) == ((), ())
    assert archive.holdings("desk", now=NOW).articles == 2


def test_the_same_bytes_again_change_nothing_so_that_a_command_may_be_repeated(
    archive: Archive, tmp_path: Path
) -> None:
    put(tmp_path / "in", "a.txt")
    file_into(archive, tmp_path / "in")
    again = file_into(archive, tmp_path / "in")
    assert (again.articles, again.versions, again.quotes, again.unchanged) == (0, 0, 0, 1)


def test_a_changed_text_at_the_same_path_is_a_new_version_so_that_the_old_one_stays_readable(
    archive: Archive, tmp_path: Path
) -> None:
    path = put(tmp_path / "in", "a.txt")
    file_into(archive, path)
    put(tmp_path / "in", "a.txt", ARTICLE.replace("another", "one more"))
    filing = file_into(archive, path)
    assert (filing.articles, filing.versions) == (0, 1)
    latest = archive.latest("desk", now=NOW)
    assert latest is not None
    assert "one more" in latest.document.text
    assert len(archive.versions("desk", latest.source.article_id, now=NOW)) == 2


def test_an_address_outranks_the_path_so_that_a_page_saved_twice_is_one_article(
    archive: Archive, tmp_path: Path
) -> None:
    text = f"---\ntitle: Bridge\nurl: https://post.example/bridge\n---\n\n{QUOTE}\n"
    put(tmp_path / "in", "a.md", text)
    put(tmp_path / "in", "b.md", text.replace("another", "one more"))
    filing = file_into(archive, tmp_path / "in")
    assert (filing.articles, filing.versions) == (1, 1)


def test_one_bad_file_never_stops_the_others_so_that_a_folder_may_hold_anything(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "a.txt")
    put(folder, "b-empty.txt", "")
    put(folder, "c-image.png", b"\x89PNG\r\n\x1a\n")
    put(folder, "d-table.csv", "1,2,3\n")
    put(folder, "e-bomb.json", "[" * 100_000)
    put(folder, "f-latin.txt", 'La alcaldesa no vino\n\n"Mañana será otro día", dijo José Núñez.\n'.encode("latin-1"))
    (folder / "g-gone.txt").symlink_to(folder / "nowhere.txt")
    put(folder, ".hidden/h.txt")
    filing = file_into(PaperTray(), folder)
    assert filing.articles == 2
    assert filing.failed == ()
    assert [Path(name).name for name, _ in filing.skipped] == [
        "b-empty.txt",
        "c-image.png",
        "d-table.csv",
        "e-bomb.json",
        "g-gone.txt",
    ]
    assert all(sentence.endswith(".") for _, sentence in filing.skipped)


def test_a_file_named_outright_that_cannot_be_read_has_failed_so_that_a_script_learns_of_it(tmp_path: Path) -> None:
    empty = put(tmp_path, "empty.txt", "")
    filing = file_into(PaperTray(), empty, tmp_path / "missing.txt", put(tmp_path, "a.txt"))
    assert filing.articles == 1
    assert filing.skipped == ()
    assert filing.failed == (
        ("empty.txt", "The file is empty."),
        ("missing.txt", "There is no such file, or not any more."),
    )


def test_a_huge_file_is_refused_unread_so_that_it_cannot_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(60 << 20)
    ((_, sentence),) = file_into(PaperTray(), path).failed
    assert "60 MB" in sentence


def test_a_file_that_vanishes_meanwhile_is_skipped_so_that_the_rest_is_filed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "a.txt")
    victim = put(folder, "b.txt")
    put(folder, "c.txt")

    def report(progress: Progress) -> None:
        if progress.done == 0:
            victim.unlink(missing_ok=True)

    filing = ingest(PaperTray(), "desk", [Input("in", folder)], fetch=no_web, date_order=None, now=NOW, report=report)
    assert filing.articles == 2
    assert [sentence for _, sentence in filing.skipped] == ["There is no such file, or not any more."]


def test_a_directory_loop_is_walked_once_so_that_it_ends(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "a.txt")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    put(folder, "sub/b.txt", ARTICLE)
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    tray = PaperTray()
    assert file_into(tray, folder, folder).articles == 2
    assert len(set(tray.origins)) == 2


def test_folders_that_all_link_to_one_another_are_each_walked_once_so_that_links_cannot_multiply(
    tmp_path: Path,
) -> None:
    folders = [tmp_path / "in" / str(number) for number in range(12)]
    for folder in folders:
        put(folder, "a.txt")
    for folder in folders:
        for other in folders:
            (folder / f"to-{other.name}").symlink_to(other, target_is_directory=True)
    assert file_into(PaperTray(), tmp_path / "in").articles == 12


@contextmanager
def nobody() -> Iterator[None]:
    """Without the superuser's rights, who may read everything."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


def test_what_may_not_be_read_is_said_so_that_one_can_mend_its_permissions() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        put(folder, "a.txt").chmod(0o644)
        file_into(PaperTray(), folder)  # loads what loads on first use, which nobody might not be allowed to
        put(folder, "b.txt").chmod(0)
        put(folder, "closed/c.txt").parent.chmod(0)
        put(folder, "listed/d.txt").parent.chmod(0o444)
        with nobody():
            filing = file_into(PaperTray(), folder)
        for closed in ("closed", "listed"):
            (folder / closed).chmod(0o700)
    assert filing.articles == 1
    assert [sentence for _, sentence in filing.skipped] == ["You have no permission to read it."] * 3


def test_a_pipe_is_not_opened_so_that_nothing_waits_for_ever(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    ((_, sentence),) = file_into(PaperTray(), tmp_path / "pipe").failed
    assert "pipe" in sentence


def test_bytes_from_elsewhere_are_known_by_their_content_so_that_standard_input_makes_no_duplicates(
    archive: Archive,
) -> None:
    def piped(data: bytes) -> Filing:
        return ingest(archive, "desk", [Input("standard input", data=data)], fetch=no_web, date_order=None, now=NOW)

    assert piped(ARTICLE.encode()).articles == 1
    assert piped(ARTICLE.encode()).unchanged == 1
    assert piped(ARTICLE.replace("bridge", "tunnel").encode()).articles == 1
    assert piped(b"").failed == (("standard input", "The file is empty."),)


def test_many_files_go_in_batches_so_that_an_interruption_loses_little(tmp_path: Path) -> None:
    for number in range(2 * BATCH + 7):
        put(tmp_path / "in", f"{number:04}.txt")
    tray = PaperTray()
    seen: list[Progress] = []
    filing = ingest(
        tray, "desk", [Input("in", tmp_path / "in")], fetch=no_web, date_order=None, now=NOW, report=seen.append
    )
    assert [len(batch) for batch in tray.batches] == [BATCH, BATCH, 7]
    assert filing.articles == 2 * BATCH + 7
    assert tray.caught_up == 1
    assert (seen[0].done, seen[-1].done, seen[-1].total) == (0, 2 * BATCH + 7, 2 * BATCH + 7)
    assert tray.origins == sorted(tray.origins)


def test_an_interruption_keeps_what_was_committed_so_that_running_again_completes_it(tmp_path: Path) -> None:
    for number in range(2 * BATCH):
        put(tmp_path / "in", f"{number:04}.txt")
    tray = PaperTray(stop_at=1)
    with pytest.raises(KeyboardInterrupt):
        file_into(tray, tmp_path / "in")
    assert len(tray.origins) == BATCH
    assert tray.caught_up == 1


def test_several_articles_in_one_file_are_kept_apart_so_that_none_becomes_a_version_of_another(tmp_path: Path) -> None:
    lines = [f'{{"@type": "NewsArticle", "headline": "Number {n}", "articleBody": "{QUOTE}"}}' for n in range(3)]
    tray = PaperTray()
    filing = file_into(tray, put(tmp_path, "list.jsonl", "\n".join([*lines, '{"x": 1}'])))
    assert filing.articles == 3
    assert len(set(tray.origins)) == 3
    assert filing.failed[0][1].startswith("1 of the 4 things")
    assert all(b"Number" in submission.raw for batch in tray.batches for submission in batch)


def test_what_should_be_known_is_noted_so_that_nobody_trusts_too_much(tmp_path: Path) -> None:
    untitled = put(tmp_path, "untitled.txt", f"07/06/2025\n\n{QUOTE}\n")
    lossy = "".join(f"<p>{'The harbour bridge will be closed to all traffic from Monday. ' * 3}</p>" for _ in range(4))
    page = f"<article><h1>Bridge</h1>{lossy}<div class='share-wrap'><p>“Nobody walks here,” said Tom Reed.</p></div></article>"
    notes = file_into(PaperTray(), untitled, put(tmp_path, "page.html", f"<html><body>{page}</body></html>")).notes
    assert [name for name, _ in notes] == ["untitled.txt", "untitled.txt", "page.html"]
    assert "No headline" in notes[0][1]
    assert "07/06/2025" in notes[1][1]
    assert "Extraction incomplete" in notes[2][1]
    assert len(file_into(PaperTray(), untitled, date_order="DMY").notes) == 1


def test_what_was_taken_down_is_not_filed_again_so_that_a_takedown_holds(archive: Archive, tmp_path: Path) -> None:
    path = put(tmp_path / "in", "a.txt")
    file_into(archive, path)
    latest = archive.latest("desk", now=NOW)
    assert latest is not None
    archive.remove("desk", latest.source.article_id, now=NOW)
    filing = file_into(archive, path)
    assert filing.articles == 0
    assert "taken down" in filing.skipped[0][1]
