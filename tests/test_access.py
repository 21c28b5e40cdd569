"""Who may be shown an article is said once for all its versions: by the operator, else by the newest version of it."""

from bot.archive import Archive
from bot.model import Access, Source
from tests.archives import NOW, Line, Story

HERE, THERE = "here", "there"
OPEN = Story((Line("Ada Okafor", "The bridge opens in spring."),), extra={"access": Access.PUBLIC})
CLOSED = OPEN.but(lines=(Line("Ada Okafor", "The bridge opens in autumn."),), extra={"access": Access.NEWSROOM})


def filed(archive: Archive, *stories: Story) -> int:
    """The number of the article that the stories are versions of."""
    return [each.article_id for each in archive.file(HERE, [story.submission for story in stories], now=NOW)][-1]


def sources(archive: Archive, article: int) -> list[Source]:
    """Every source that the archive gives for an article, of each of its versions, whichever way it is asked."""
    found = list(archive.versions(HERE, article, now=NOW))
    for number in (source.version_id for source in archive.versions(HERE, article, now=NOW)):
        version = archive.version(HERE, number, now=NOW)
        assert version
        found.append(version.source)
        for quote in version.quotes:
            utterance = archive.utterance(HERE, quote.id, now=NOW)
            assert utterance
            found.append(utterance.source)
    return found


def access(archive: Archive, article: int) -> set[Access]:
    return {source.access for source in sources(archive, article)}


def test_an_article_is_the_newsroom_s_own_unless_it_says_otherwise(archive: Archive) -> None:
    assert access(archive, filed(archive, OPEN.but(extra={}))) == {Access.NEWSROOM}
    assert access(archive, filed(archive, OPEN.but(origin="/articles/two.txt"))) == {Access.PUBLIC}


def test_a_version_that_closes_the_article_closes_the_older_ones_too(archive: Archive) -> None:
    assert access(archive, filed(archive, OPEN, CLOSED)) == {Access.NEWSROOM}


def test_a_version_that_opens_the_article_opens_the_older_ones_too(archive: Archive) -> None:
    assert access(archive, filed(archive, CLOSED, OPEN)) == {Access.PUBLIC}


def test_what_the_operator_says_holds_over_every_version_earlier_or_later(archive: Archive) -> None:
    article = filed(archive, OPEN)
    source = archive.set_access(HERE, article, Access.NEWSROOM, now=NOW)
    assert source
    assert source.access is Access.NEWSROOM
    assert filed(archive, CLOSED, OPEN) == article
    assert access(archive, article) == {Access.NEWSROOM}
    archive.set_access(HERE, article, Access.PUBLIC, now=NOW)
    assert filed(archive, CLOSED) == article
    assert access(archive, article) == {Access.PUBLIC}


def test_another_newsroom_can_neither_open_an_article_nor_learn_that_it_is_there(archive: Archive) -> None:
    article = filed(archive, CLOSED)
    archive.file(THERE, [OPEN.but(origin="/articles/two.txt").submission], now=NOW)
    before = archive.last_change()
    assert archive.set_access(THERE, article, Access.PUBLIC, now=NOW) is None
    assert archive.set_access(HERE, 2**70, Access.PUBLIC, now=NOW) is None
    assert archive.last_change() == before
    assert access(archive, article) == {Access.NEWSROOM}


def test_saying_who_may_be_shown_an_article_is_a_change_so_that_shared_words_follow_it(archive: Archive) -> None:
    article = filed(archive, CLOSED)
    before = archive.last_change()
    archive.set_access(HERE, article, Access.PUBLIC, now=NOW)
    assert archive.last_change() > before
