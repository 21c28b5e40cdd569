"""The order of an answer comes from what was printed, never from the order of filing: in however many pieces the index grew, and built anew."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.archive import Archive, Filters, Words, open_archive
from bot.archive.index import COUNTED, Entry, Saying, Sight, Watermark
from bot.archive.tantivy_index import TantivyIndex
from bot.settings import Settings
from tests.archives import NOW, Line, Story, submissions

ROOM = "city-desk"
WORDS = ("toll", "bridge", "ferry", "winter")
Seen = list[tuple[str, ...]]

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
people = st.sampled_from(["Ada Okafor", "Tom Brandt"])
days = st.sampled_from([None, "2025-06-07", "2025-06-08"])
stories = st.builds(
    lambda lines, title, day: Story(tuple(lines), headline=title, published=day),
    st.lists(st.builds(Line, people, sentences), min_size=1, max_size=3, unique_by=lambda line: line.words),
    sentences,
    days,
)
many_stories = st.lists(stories, min_size=2, max_size=8).map(
    lambda found: [story.but(origin=f"/{number}", outlet=f"Paper {number}") for number, story in enumerate(found)]
)


def opened(folder: str, pieces: Sequence[Sequence[Story]]) -> Archive:
    archive = open_archive(Settings(Path(folder) / "archive.db", "", Path(folder) / "index"))
    for piece in pieces:
        archive.file(ROOM, submissions(piece), now=NOW)
        archive.catch_up()
    return archive


def seen(archive: Archive) -> Seen:
    """What each question finds, in order, each with where it was printed."""
    found: Seen = []
    for every in (True, False):
        words = Words(WORDS[:2] if not every else WORDS[:1], every=every)
        hits = archive.utterances_matching(ROOM, words, Filters(), offset=0, limit=99, now=NOW)
        found.append(tuple(f"{hit.utterance.lead.exact} {hit.utterance.source.outlet}" for hit in hits.items))
        titled = archive.articles_matching(ROOM, Words(WORDS[:1]), Filters(), offset=0, limit=99, now=NOW)
        found.append(tuple(str(hit.source.outlet) for hit in titled.items))
    for typed in ("toll", "the toll on the bridge in winter", "bridge ferry"):
        near = archive.utterances_near(ROOM, typed, limit=5, now=NOW)
        found.append(tuple(f"{hit.utterance.lead.exact} {hit.utterance.source.outlet}" for hit in near))
        likely = archive.headlines(ROOM, typed.split(), limit=2, now=NOW)
        found.append(tuple(str(source.outlet) for source in likely))
    for name in ("okafor", "brandt"):
        ids = [hit.speaker.id for hit in archive.speakers_named(ROOM, [name], slips=False, now=NOW)]
        said = archive.utterances_by(ROOM, ids, Filters(), offset=0, limit=99, now=NOW) if ids else None
        found.append(
            tuple(f"{hit.utterance.lead.exact} {hit.utterance.source.outlet}" for hit in said.items) if said else ()
        )
    return found


@given(many_stories, st.randoms())
@settings(max_examples=20, phases=[Phase.generate])  # an example takes half a second
def test_the_order_does_not_depend_on_the_order_of_filing(some: list[Story], chance: Random) -> None:
    shuffled = chance.sample(some, len(some))
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        at_once, piecemeal = opened(one, [some]), opened(other, [[story] for story in shuffled])
        assert seen(at_once) == seen(piecemeal)
        piecemeal.catch_up(whole=True)
        assert seen(at_once) == seen(piecemeal)


def entry(number: int) -> Entry:
    saying = Saying(number, None, (), (f"The toll number{number}.",))
    day = 20_250_000 + number
    return Entry(number, 1, number, 0, day, day, None, None, None, (), (saying,))


@pytest.mark.parametrize("backwards", [False, True])
def test_of_more_wordings_as_good_as_each_other_than_are_told_the_newest_are(tmp_path: Path, backwards: bool) -> None:
    last = 3 * COUNTED
    numbers = range(1, last + 1)
    index = TantivyIndex(tmp_path)

    def read(article_ids: Sequence[int]) -> list[Entry]:
        return [entry(number) for number in article_ids]

    with index.writing() as writer:
        assert writer is not None
        writer.begin_anew(len(numbers[::500]))
        for start in range(1, last, 500):
            some = numbers[start - 1 : start + 499]
            writer.replace([last + 1 - number for number in some] if backwards else some, read)
        writer.commit(Watermark("store", last, 0))
    found = index.sayings(Sight(1, 0), (("toll",),))
    assert (list(found.numbers), found.more) == (list(range(last, last - COUNTED, -1)), True)
    assert index.near(Sight(1, 0), ("toll", "the"), 5) == list(range(last, last - 5, -1))
