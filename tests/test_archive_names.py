"""Names and titles are found while they are typed, from files that any process reads and that can always be made anew."""

import fcntl
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import Archive, open_archive
from bot.archive.apart import names_brought_up
from bot.archive.index import Watermark
from bot.archive.name_files import NameFiles
from bot.archive.name_index import Bearer, Spelling
from bot.archive.name_segment import LONG
from bot.archive.roster import MUCH
from bot.folding import words_of
from bot.model import Status
from bot.settings import Settings
from tests.archives import NOW, Line, Story, submissions

ROOM, OTHER = "city-desk", "sports-desk"
MARK = Watermark("store", 1, 1)
ROOT = Path(__file__).resolve().parents[1]


def bearer(number: int, *names: str, room: int = 1, weight: int = 1, since: int = 0) -> Bearer:
    return Bearer(number, room, weight, tuple(Spelling(name, since) for name in names), names[0].encode())


def held(folder: Path, *bearers: Bearer) -> NameFiles:
    index = NameFiles(folder)
    put(index, *bearers, anew=True)
    return index


def put(index: NameFiles, *bearers: Bearer, anew: bool = False) -> None:
    with index.writing() as writer:
        assert writer
        writer.replace(bearers, MARK, anew=anew)


def begun(index: NameFiles, typed: str, *, room: int = 1, now: int = 1, limit: int = 9) -> list[str]:
    return [found.facts.decode() for found in index.begun(room, words_of(typed), now=now, limit=limit)]


def near(index: NameFiles, typed: str, *, room: int = 1) -> list[str]:
    return [found.facts.decode() for found in index.near(room, words_of(typed), now=1, limit=9)]


def story(who: str, number: int = 0, **more: object) -> Story:
    return Story((Line(who, f"We said so {number}."),), f"/{number}", headline=f"Tale {number} of ferries", extra=more)


def file(archive: Archive, *some: Story, room: str = ROOM) -> list[int]:
    return [filed.article_id for filed in archive.file(room, submissions(some), now=NOW)]


def offered(archive: Archive, typed: str, room: str = ROOM, later: int = 0) -> list[tuple[str, int]]:
    hits = archive.names_begun(room, [typed], limit=9, now=NOW + timedelta(days=later))
    return [(hit.speaker.name, hit.by) for hit in hits]


def in_time(ask: Callable[[], object], wanted: object) -> None:
    """Wait until it is answered so: the store is followed by a thread."""
    until = time.monotonic() + 30
    while (answer := ask()) != wanted and time.monotonic() < until:
        time.sleep(0.05)
    assert answer == wanted


# --- the files


def test_the_weightiest_come_first_so_that_one_letter_offers_whom_most_people_mean(tmp_path: Path) -> None:
    index = held(tmp_path, *(bearer(number, f"Jo Ali{number}", weight=number) for number in range(1, 3 * LONG)))
    assert (
        begun(index, "j", limit=2) == begun(index, "al", limit=2) == [f"Jo Ali{3 * LONG - 1}", f"Jo Ali{3 * LONG - 2}"]
    )
    assert len(begun(index, "j", limit=9 * LONG)) == 3 * LONG - 1
    assert begun(index, "jo ali7")[0] == "Jo Ali7"


@pytest.mark.parametrize("typed", ["adaokafor", "ada oka for", "adaxokafor", "adao kafor", "okfaor ada", "adaokfor"])
def test_a_slip_on_the_space_is_a_slip_like_others_so_that_two_words_run_together_are_found(
    tmp_path: Path, typed: str
) -> None:
    assert near(held(tmp_path, bearer(1, "Ada Okafor"), bearer(2, "Bo Brandt")), typed) == ["Ada Okafor"]


def test_a_slip_in_a_short_word_needs_a_longer_one_beside_it_so_that_may_alone_is_not_ray(tmp_path: Path) -> None:
    index = held(tmp_path, bearer(1, "Wen Fortunez"), bearer(2, "Jan M. Stindl"))
    assert near(index, "we fortunez") == near(index, "wan fortunez") == ["Wen Fortunez"]
    assert near(index, "jag m stindl") == ["Jan M. Stindl"]
    assert near(index, "wan") == near(index, "ban fortunez") == []


def test_the_nearest_comes_before_the_weightiest_so_that_a_rare_name_can_be_meant(tmp_path: Path) -> None:
    index = held(tmp_path, bearer(1, "Jon Brandt", weight=9), bearer(2, "Jona Brand", weight=1))
    assert near(index, "jona brande") == ["Jona Brand", "Jon Brandt"]


TITLE = "A neutral rule not related to substance"


@pytest.mark.parametrize(
    "typed",
    [
        "a neutralrule not related",
        "a neutralxrule not related",
        "a neutra lrule not related",
        "a neutral rule not rel ated",
        "a neutral rul enot related",
        "an eutral rule not",
    ],
)
def test_a_slip_on_a_space_among_many_words_is_a_slip_like_others_so_that_titles_are_found_as_names_are(
    tmp_path: Path, typed: str
) -> None:
    others = [bearer(number, f"A neutral ruling not related to case {number}") for number in range(2, 9)]
    assert near(held(tmp_path, bearer(1, TITLE), *others), typed)[0] == TITLE


def test_a_letter_left_out_is_likelier_than_a_wrong_one_unless_the_other_is_much_weightier(tmp_path: Path) -> None:
    index = held(tmp_path, bearer(1, "Ashli Quinones", weight=9), bearer(2, "Ashlee Quinones", weight=1))
    assert near(index, "ashle quinones") == ["Ashlee Quinones", "Ashli Quinones"]
    put(index, bearer(1, "Ashli Quinones", weight=900))
    assert near(index, "ashle quinones") == ["Ashli Quinones", "Ashlee Quinones"]


def test_letters_of_any_script_are_found_so_that_no_language_is_left_out(tmp_path: Path) -> None:
    index = held(tmp_path, bearer(1, "Лев Толстой"), bearer(2, "Žižek Ångström"), bearer(3, "王小明"))
    assert begun(index, "толст") == ["Лев Толстой"]
    assert near(index, "толстй") == ["Лев Толстой"]
    assert begun(index, "angs") == ["Žižek Ångström"]
    assert begun(index, "王") == ["王小明"]


NAMES = st.lists(st.text("abcdé ", min_size=1, max_size=12).filter(words_of), min_size=1, max_size=12, unique=True)


@given(NAMES, st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_order_of_filing_does_not_show_so_that_every_machine_offers_the_same(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], size: int, chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("names")
    bearers = [bearer(number, name, weight=number, room=number % 2 + 1) for number, name in enumerate(names, 1)]
    whole = held(folder / "whole", *bearers)
    shuffled = chance.sample(bearers, len(bearers))
    parted = held(folder / "parted")
    for at in range(0, len(shuffled), size):
        put(parted, *shuffled[at : at + size])
    for room, name in ((1, names[0]), (2, names[0])):
        theirs = {each.facts.decode() for each in bearers if each.newsroom == room}
        for ask in (begun, near):
            found = ask(whole, name, room=room)
            assert found == ask(parted, name, room=room)
            assert set(found) <= theirs
            assert (name in found) is (name in theirs)


def test_what_is_held_last_counts_so_that_a_name_that_went_is_not_found_in_an_older_file(tmp_path: Path) -> None:
    index = held(tmp_path, *(bearer(number, f"Ann Lee{number}") for number in range(1, 60)))
    put(index, bearer(7, "Bo Brandt"))
    put(index, Bearer(8, 1, 0, ()))
    assert begun(index, "lee7") == begun(index, "lee8") == []
    assert begun(index, "brandt") == ["Bo Brandt"]
    assert len(list(tmp_path.glob("*.names"))) <= 2


def _cut_off(folder: Path) -> None:
    for path in folder.glob("*.names"):
        path.write_bytes(path.read_bytes()[:40])


def _lose(folder: Path) -> None:
    for path in folder.glob("*.names"):
        path.unlink()


def _older(folder: Path) -> None:
    kept = (folder / "names.json").read_text()
    (folder / "names.json").write_text(kept.replace('"format": ', '"format": 9'))


def _garble(folder: Path) -> None:
    (folder / "names.json").write_text("[")


HARMS = [_cut_off, _lose, _older, _garble]


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("reopened", [False, True])
def test_harmed_files_are_made_anew_so_that_everybody_is_found_again(
    tmp_path: Path, harm: Callable[[Path], None], reopened: bool
) -> None:
    settings = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    archive = open_archive(settings)
    file(archive, story("Ada Okafor"))
    archive.catch_up()
    harm(settings.index / "names")
    harm(settings.index / "titles")
    if reopened:
        archive.close()
        archive = open_archive(settings)
    in_time(lambda: offered(archive, "oka"), [("Ada Okafor", 1)])
    in_time(lambda: len(archive.titles_begun(ROOM, ["ferr"], limit=9, now=NOW)), 1)
    archive.close()


def test_a_byte_that_the_disk_got_wrong_is_noticed_so_that_nobody_is_offered_by_a_damaged_name(tmp_path: Path) -> None:
    held(tmp_path, bearer(1, "Ada Okafor"))
    [path] = tmp_path.glob("*.names")
    path.write_bytes(path.read_bytes().replace(b"okafor", b"okafir"))
    index = NameFiles(tmp_path)
    assert index.watermark() is None
    assert begun(index, "oka") == []


# --- the archive over them


def test_who_was_just_filed_is_offered_with_how_much_is_on_file(archive: Archive) -> None:
    file(archive, story("Ada Okafor"), story("Ada Okafor", 1))
    in_time(lambda: offered(archive, "oka"), [("Ada Okafor", 2)])
    file(archive, story("Bo Okapi", 2))
    in_time(lambda: offered(archive, "oka"), [("Ada Okafor", 2), ("Bo Okapi", 1)])
    assert offered(archive, "oka", OTHER) == []


def test_an_embargo_ends_by_the_clock_so_that_its_names_and_titles_are_offered_from_then_on(archive: Archive) -> None:
    file(archive, story("Ada Okafor"), story("Ada Okafor", 1, embargo_until=NOW + timedelta(days=1)))
    file(archive, story("Bo Brandt", 2, embargo_until=NOW + timedelta(days=1)))
    in_time(lambda: offered(archive, "oka"), [("Ada Okafor", 1)])
    assert offered(archive, "brandt") == []
    assert offered(archive, "oka", later=2) == [("Ada Okafor", 2)]
    assert offered(archive, "brandt", later=2) == [("Bo Brandt", 1)]
    assert [source.headline for source in archive.titles_begun(ROOM, ["tale"], limit=9, now=NOW)] == [
        "Tale 0 of ferries"
    ]
    assert len(archive.titles_begun(ROOM, ["tale"], limit=9, now=NOW + timedelta(days=2))) == 3


def test_what_is_withheld_is_not_offered_from_that_moment_so_that_no_keystroke_gives_it_away(archive: Archive) -> None:
    article_id, _ = file(archive, story("Ada Okafor"), story("Bo Brandt", 1))
    in_time(lambda: offered(archive, "oka"), [("Ada Okafor", 1)])
    archive.set_status(ROOM, article_id, Status.WITHHELD, "", now=NOW)
    assert offered(archive, "oka") == []
    assert len(archive.titles_begun(ROOM, ["ferries"], limit=9, now=NOW)) == 1


def held_in(folder: Path) -> bytes:
    """All that stands in the files of a folder."""
    while True:
        try:
            return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file()).lower()
        except FileNotFoundError:  # made anew meanwhile
            continue


def test_a_takedown_leaves_no_name_or_title_in_the_files(archive: Archive, archive_settings: Settings) -> None:
    article_id, _ = file(archive, story("Ada Okafor"), story("Bo Brandt", 1))
    archive.catch_up()
    archive.remove(ROOM, article_id, now=NOW)
    kept = held_in(archive_settings.index)
    assert b"okafor" not in kept
    assert b"tale 0" not in kept
    assert b"brandt" in kept


def test_an_offer_says_what_the_answer_will_say_so_that_the_two_agree(archive: Archive) -> None:
    lines = (Line("Ada Okafor", "We said so.", about=("Bo Brandt",)), Line("Bo Brandt", "She did."))
    aliases: dict[str, tuple[str, ...]] = {"Ada Okafor": ("Mayor Okafor",)}
    file(archive, Story(lines, "/1", aliases=aliases, published="2025-06-07", outlet="The Ledger"))
    in_time(lambda: len(offered(archive, "okafor")), 1)
    for typed in ("okafor", "bran", "mayor"):
        for hit in archive.names_begun(ROOM, [typed], limit=9, now=NOW):
            assert hit == archive.speaker(ROOM, hit.speaker.id, now=NOW)
    [source] = archive.titles_begun(ROOM, ["head"], limit=9, now=NOW)
    version = archive.article(ROOM, source.article_id, now=NOW)
    assert version
    assert source == version.source


@contextmanager
def somebody_else_writing(folder: Path) -> Iterator[None]:
    with (folder / "names" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_names_that_are_late_are_checked_or_left_out_so_that_nothing_withheld_shows(tmp_path: Path) -> None:
    archive = open_archive(Settings(tmp_path / "archive.db", "", tmp_path / "index"), patience=0.1)
    article_id, _ = file(archive, story("Ada Okafor"), story("Bo Brandt", 1))
    archive.catch_up()
    with somebody_else_writing(tmp_path / "index"):
        archive.set_status(ROOM, article_id, Status.WITHHELD, "", now=NOW)
        assert offered(archive, "oka") == []
        assert offered(archive, "brandt") == [("Bo Brandt", 1)]
        assert archive.speakers_named(ROOM, ["okafor"], slips=False, now=NOW) == ()
        assert len(archive.speakers_named(ROOM, ["brandt"], slips=False, now=NOW)) == 1
    archive.close()


def test_a_keystroke_does_not_wait_for_who_is_making_the_files_and_offers_nothing_until_then(
    archive_settings: Settings,
) -> None:
    archive = open_archive(archive_settings)
    file(archive, story("Ada Okafor"))
    (archive_settings.index / "names").mkdir(parents=True)
    with somebody_else_writing(archive_settings.index):
        assert offered(archive, "oka") == offered(archive, "oka") == []
    in_time(lambda: offered(archive, "oka"), [("Ada Okafor", 1)])
    archive.close()


def test_what_is_taken_down_is_offered_by_no_process_even_while_another_one_keeps_the_files_for_itself(
    archive_settings: Settings,
) -> None:
    archive, other = (open_archive(archive_settings, patience=0.1) for _ in range(2))
    article_id, _ = file(archive, story("Ada Okafor"), story("Bo Brandt", 1))
    archive.catch_up()
    in_time(lambda: offered(other, "oka"), [("Ada Okafor", 1)])
    with somebody_else_writing(archive_settings.index):
        archive.remove(ROOM, article_id, now=NOW)
        for each in (archive, other):
            assert offered(each, "oka") == []
            assert "Tale 0 of ferries" not in str(each.titles_begun(ROOM, ["ferries"], limit=9, now=NOW))
    in_time(lambda: "okafor" in str(held_in(archive_settings.index)), False)
    in_time(lambda: offered(other, "brandt"), [("Bo Brandt", 1)])
    archive.close()
    other.close()


def test_files_that_are_up_answer_the_first_keystroke_of_a_process(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    archive = open_archive(settings)
    file(archive, story("Ada Okafor"))
    archive.catch_up()
    archive.close()
    archive = open_archive(settings)
    assert offered(archive, "oka") == [("Ada Okafor", 1)]
    archive.close()


def test_closing_ends_the_thread_that_follows_so_that_no_connection_is_left_open(archive: Archive) -> None:
    before = set(threading.enumerate())
    file(archive, story("Ada Okafor"))
    in_time(lambda: offered(archive, "oka"), [("Ada Okafor", 1)])
    archive.close()
    assert set(threading.enumerate()) <= before


def test_so_many_names_that_threads_would_wait_are_made_by_a_process_of_their_own(tmp_path: Path) -> None:
    archive = open_archive(Settings(tmp_path / "archive.db", "", tmp_path / "index"))
    crowd = story("Ada Okafor").but(named=tuple(f"Speaker Number{number}" for number in range(MUCH)))
    file(archive, crowd)
    last = f"Number{MUCH - 1}"
    in_time(lambda: offered(archive, last), [(f"Speaker {last}", 0)])
    archive.close()


def test_such_a_process_is_told_where_the_archive_is_and_ends_when_nobody_waits_for_it(
    archive: Archive, archive_settings: Settings
) -> None:
    file(archive, story("Ada Okafor"))
    closed = threading.Event()
    assert names_brought_up(archive_settings, closed)
    assert b"okafor" in held_in(archive_settings.index)
    closed.set()
    assert not names_brought_up(archive_settings, closed)


def test_very_many_names_are_made_by_another_process_and_are_there_when_the_archive_has_caught_up(
    archive: Archive,
) -> None:
    file(archive, story("Ada Okafor").but(named=tuple(f"Speaker Number{number}" for number in range(MUCH))))
    archive.catch_up(whole=True)
    assert archive.state(now=NOW).whole
    in_time(lambda: offered(archive, "okafor"), [("Ada Okafor", 1)])


def test_a_process_that_was_asked_ends_by_itself(archive_settings: Settings) -> None:
    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path;"
        "from bot.archive import open_archive; from bot.settings import Settings;"
        "settings = Settings(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]));"
        "open_archive(settings).names_begun('city-desk', ['oka'], limit=1, now=datetime.now(UTC))"
    )
    where = [str(archive_settings.archive), archive_settings.database_url, str(archive_settings.index)]
    command = [sys.executable, "-c", program, *where]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_another_process_offers_the_same_from_the_same_files(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "archive.db", "", tmp_path / "index")
    archive = open_archive(settings)
    file(archive, story("Ada Okafor"))
    archive.catch_up()
    archive.close()
    program = (
        "import sys; from pathlib import Path; from bot.archive.name_files import NameFiles;"
        "index = NameFiles(Path(sys.argv[1])); assert index.watermark();"
        "print(*(each.id for each in index.begun(1, ['oka'], now=1, limit=9)))"
    )
    command = [sys.executable, "-c", program, str(settings.index / "names")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1"]
