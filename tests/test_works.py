"""One article under several addresses of its outlet is one work; what only sets the same words otherwise is no version."""

from collections.abc import Iterator

import pytest

from bot.archive import Archive, open_archive
from bot.archive.records import Filed
from bot.archive.wording import as_typed
from bot.settings import Settings
from tests.archives import NOW, Line, Story, submissions
from tests.test_copies import OTHER, WORDS

ROOM = "city-desk"
PLAIN = "https://paper.example/harbour/bridge"
AMP = "https://amp.paper.example/bridge.html"


def story(url: str, *said: str, **changes: object) -> Story:
    lines = tuple(Line("Ana Ruiz", one) for one in said or WORDS)
    extra = {"url": url, **changes}
    return Story(lines, url, outlet="The Paper", headline="Tolls to rise", published="2025-06-07", extra=extra)


@pytest.fixture
def archive(archive_settings: Settings) -> Iterator[Archive]:
    opened = open_archive(archive_settings)
    yield opened
    opened.close()


def file(archive: Archive, one: Story) -> Filed:
    (filed,) = archive.file(ROOM, submissions([one]), now=NOW)
    return filed


def test_the_same_text_at_another_address_is_on_file(archive: Archive) -> None:
    first = file(archive, story(PLAIN))
    assert file(archive, story(AMP)) == Filed("same", first.article_id, first.version_id, 0)
    for url in (PLAIN, AMP):
        found = archive.article_at(ROOM, url, now=NOW)
        assert found
        assert found.source.url == PLAIN


def test_another_address_brings_a_version_where_words_changed(archive: Archive) -> None:
    first = file(archive, story(PLAIN))
    again = file(archive, story(AMP, *WORDS[:4], WORDS[4].replace("June", "July")))
    assert (again.outcome, again.article_id) == ("version", first.article_id)
    for url in (PLAIN, AMP):
        found = archive.article_at(ROOM, url, now=NOW)
        assert found
        assert found.source.version == 2


@pytest.mark.parametrize(
    "other",
    [
        story(AMP, *OTHER),
        story(AMP, *WORDS, *OTHER),
        story(AMP).but(published="2025-06-12"),
        story("https://times.example/bridge").but(outlet="The Times"),
        story(AMP).but(origin="/bridge.txt", extra={}),
    ],
    ids=["another text", "as much again", "another day", "another paper", "no address"],
)
def test_what_is_not_the_same_article_is_another(archive: Archive, other: Story) -> None:
    first = file(archive, story(PLAIN))
    assert file(archive, other).outcome == "article"
    found = archive.article_at(ROOM, PLAIN, now=NOW)
    assert found
    assert (found.source.article_id, found.source.version) == (first.article_id, 1)


def test_another_newsroom_s_article_is_none_of_it(archive: Archive) -> None:
    archive.file("elsewhere", submissions([story(PLAIN)]), now=NOW)
    assert file(archive, story(AMP)).outcome == "article"


@pytest.mark.parametrize("url", [PLAIN, AMP, "https://paper.example/moved"])
def test_what_was_taken_down_comes_back_under_no_address(archive: Archive, url: str) -> None:
    first = file(archive, story(PLAIN))
    file(archive, story(AMP))
    archive.remove(ROOM, first.article_id, now=NOW)
    assert file(archive, story(url)).outcome == "removed"


def test_setting_alone_is_no_version_and_a_word_is_one(archive: Archive) -> None:
    file(archive, story(PLAIN))
    assert file(archive, story(PLAIN, *(one.replace(" ", "\u00a0 ") for one in WORDS))).outcome == "same"
    assert file(archive, story(PLAIN, *WORDS[:4], WORDS[4] + ", too")).outcome == "version"


def test_a_headline_or_a_correction_is_a_version(archive: Archive) -> None:
    file(archive, story(PLAIN))
    assert file(archive, story(PLAIN).but(headline="Tolls may rise")).outcome == "version"
    corrected = story(PLAIN, correction="The month was wrong.").but(headline="Tolls may rise")
    assert file(archive, corrected).outcome == "version"


def test_kinds_of_marks_and_blanks_are_setting_and_case_and_commas_are_not() -> None:
    assert as_typed("“It’s\u00a0late — go,”  he\u200b said.\r\n\nYes.") == '"It\'s late - go," he said.\nYes.'
    assert len({as_typed(one) for one in ("We go, now", "we go, now", "We go now", "We go,\nnow")}) == 4
