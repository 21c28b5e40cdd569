"""Sources: what is new is filed once, whatever a site does in between, and nobody is asked more than they want."""

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import Archive
from bot.errors import AskError
from bot.fetching import Fetcher
from bot.ledger import Kind, Ledger, Sighting, SourceRecord, open_ledger
from bot.model import Status
from bot.order import AddSource, LookAt, PauseSource, RemoveSource
from bot.settings import Settings
from bot.sources.feeds import feed
from bot.sources.listing import NotAList
from bot.sources.looking import EVERY, JITTER, LATEST, MOST, SOONEST, TRIES, Means, look
from bot.sources.minding import minded, sources_listed
from bot.sources.sitemaps import sitemap as sitemap_in
from bot.sources.trial import tried
from tests.source_sites import PLAIN, at, json_feed, post, rss, sitemap, story, whole_atom
from tests.web_sites import Site, leading_to, page, site

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROOM = "harbour"


@pytest.fixture
def news() -> Iterator[Site]:
    with site({}) as opened:
        yield opened


@pytest.fixture
def ledger(archive: Archive, archive_settings: Settings) -> Iterator[Ledger]:
    opened = open_ledger(archive_settings)
    yield opened
    opened.close()


@pytest.fixture
def means(archive: Archive, ledger: Ledger) -> Means:
    return Means(archive, ledger, web(), None)


def web() -> Fetcher:
    return Fetcher(loopback=True, resolve=lambda _name, _port: ["127.0.0.1"])


def source(means: Means, kind: Kind, place: str, outlet: str = "") -> int:
    return means.ledger.add_source(ROOM, kind, place, outlet, now=NOW)


def stands(means: Means, number: int) -> SourceRecord:
    record = means.ledger.source(number)
    assert record
    return record


def headlines(archive: Archive) -> list[str]:
    found = archive.listing(ROOM, offset=0, limit=1000, now=NOW).items
    return sorted(one.source.headline or "" for one in found)


def stories(*numbers: int) -> list[str]:
    return sorted(f"Harbour story {number}" for number in numbers)


# --- feeds


def test_a_feed_of_teasers_has_its_pages_filed_once(means: Means, archive: Archive, news: Site) -> None:
    news.answers |= {"/feed": page(rss(news, [1, 2])), "/1": story(1), "/2": story(2), "/3": story(3)}
    number = source(means, Kind.FEED, at(news, "/feed"))
    look(means, number, NOW)
    assert headlines(archive) == stories(1, 2)

    look(means, number, NOW)
    assert news.paths.count("/1") == 1

    news.answers["/feed"] = page(rss(news, [1, 2, 3]))
    look(means, number, NOW)
    assert headlines(archive) == stories(1, 2, 3)
    assert [news.paths.count(f"/{one}") for one in (1, 2, 3)] == [1, 1, 1]


def test_an_entry_that_changed_is_read_again_so_that_a_correction_comes(
    means: Means, archive: Archive, news: Site
) -> None:
    news.answers |= {"/feed": page(rss(news, [1])), "/1": story(1)}
    number = source(means, Kind.FEED, at(news, "/feed"))
    look(means, number, NOW)
    news.answers |= {"/feed": page(rss(news, [1], changed="after all")), "/1": story(1, "We will not build it")}
    filing = look(means, number, NOW)
    assert filing
    assert (filing.articles, filing.versions) == (0, 1)


def test_what_is_as_it_was_is_not_sent_again(means: Means, archive: Archive, news: Site) -> None:
    news.answers |= {"/feed": page(rss(news, [1]), 'ETag: "a"', "Last-Modified: Fri, 20 Nov 2026 10:00:00 GMT")}
    news.answers["/1"] = story(1)
    number = source(means, Kind.FEED, at(news, "/feed"))
    look(means, number, NOW)
    news.answers["/feed"] = page(b"", status="304 Not Modified")
    look(means, number, NOW)
    asked = news.requests[-1].lower()
    assert b'if-none-match: "a"' in asked
    assert b"if-modified-since: fri, 20 nov 2026 10:00:00 gmt" in asked
    assert stands(means, number).etag == '"a"'
    assert not stands(means, number).trouble


def test_a_feed_that_brings_whole_articles_is_believed_so_that_nobody_is_asked_for_them(
    means: Means, archive: Archive, news: Site
) -> None:
    news.answers["/feed"] = page(whole_atom([1, 2]), "Content-Type: application/atom+xml")
    look(means, source(means, Kind.FEED, at(news, "/feed"), "The Paper"), NOW)
    assert news.paths == ["/robots.txt", "/feed"]
    assert headlines(archive) == stories(1, 2)
    found = archive.article_at(ROOM, "https://paper.example/1", now=NOW)
    assert found is None or found.document.byline == "Mona Reyes"


def test_json_feeds_are_read(means: Means, archive: Archive, news: Site) -> None:
    news.answers |= {"/feed": page(json_feed(news, [1, 2])), "/1": story(1), "/2": story(2)}
    look(means, source(means, Kind.FEED, at(news, "/feed")), NOW)
    assert headlines(archive) == stories(1, 2)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_a_server_that_lies_about_the_encoding_is_not_believed_against_the_feed(
    means: Means, archive: Archive, news: Site, encoding: str
) -> None:
    news.answers |= {
        "/feed": page(rss(news, [1], encoding=encoding), "Content-Type: text/xml; charset=ascii"),
        "/1": story(1),
    }
    look(means, source(means, Kind.FEED, at(news, "/feed")), NOW)
    assert headlines(archive) == stories(1)


def test_outlets_that_are_not_stated_are_those_of_the_source(means: Means, archive: Archive, news: Site) -> None:
    news.answers |= {"/feed": page(rss(news, [1])), "/1": story(1)}
    look(means, source(means, Kind.FEED, at(news, "/feed"), "Harbour Times"), NOW)
    (found,) = archive.listing(ROOM, offset=0, limit=9, now=NOW).items
    assert found.source.outlet == "Harbour Times"


def test_many_entries_come_with_several_looks_and_the_list_is_wanted_until_all_are_here(
    means: Means, archive: Archive, news: Site
) -> None:
    many = range(1, MOST + 6)
    news.answers |= {"/feed": page(rss(news, many), 'ETag: "a"')} | {f"/{one}": story(one) for one in many}
    number = source(means, Kind.FEED, at(news, "/feed"))
    look(means, number, NOW)
    assert len(headlines(archive)) == MOST
    assert (stands(means, number).etag, stands(means, number).next_look) == ("", NOW)
    look(means, number, NOW)
    assert len(headlines(archive)) == len(many)
    assert stands(means, number).etag == '"a"'


# --- when to look again


@pytest.mark.parametrize(
    ("more", "headers", "least"),
    [
        ("", [], EVERY[Kind.FEED]),
        ("<ttl>60</ttl>", [], timedelta(hours=1)),
        ("<ttl>1</ttl>", [], SOONEST),
        ("<ttl>100000</ttl>", [], LATEST),
        ("<ttl>soon</ttl>", [], EVERY[Kind.FEED]),
        ("", ["Cache-Control: max-age=7200"], timedelta(hours=2)),
        ("<ttl>30</ttl>", ["Cache-Control: max-age=600"], timedelta(minutes=30)),
    ],
)
def test_the_publisher_says_how_often_within_bounds(
    means: Means, news: Site, more: str, headers: list[str], least: timedelta
) -> None:
    news.answers["/feed"] = page(rss(news, [], more), *headers)
    number = source(means, Kind.FEED, at(news, "/feed"))
    look(means, number, NOW)
    assert least <= stands(means, number).next_look - NOW <= least * (1 + JITTER)


def test_a_site_that_fails_is_asked_ever_later_and_as_before_once_it_answers(means: Means, news: Site) -> None:
    news.answers["/feed"] = page(b"", status="500 Internal Server Error")
    number = source(means, Kind.FEED, at(news, "/feed"))
    pause = SOONEST
    for failures in range(1, 12):
        look(means, number, NOW)
        record = stands(means, number)
        assert record.failures == failures
        assert "500" in record.trouble
        assert pause <= record.next_look - NOW <= pause * (1 + JITTER)
        pause = min(2 * pause, LATEST)
    news.answers["/feed"] = page(rss(news, []))
    look(means, number, NOW)
    assert (stands(means, number).failures, stands(means, number).trouble) == (0, "")


def test_a_site_that_asks_for_patience_gets_it(means: Means, news: Site) -> None:
    news.answers["/feed"] = page(b"", "Retry-After: 7200", status="429 Too Many Requests")
    number = source(means, Kind.FEED, at(news, "/feed"))
    look(means, number, NOW)
    assert stands(means, number).next_look - NOW >= timedelta(hours=2)


def test_a_feed_that_is_gone_is_left_alone_and_says_so(means: Means, news: Site) -> None:
    news.answers["/feed"] = page(b"", status="410 Gone")
    number = source(means, Kind.FEED, at(news, "/feed"))
    look(means, number, NOW)
    assert stands(means, number).paused
    assert "gone for good" in stands(means, number).trouble
    assert means.ledger.sources_due(now=NOW + timedelta(days=9)) == ()


def test_an_article_that_can_t_be_read_is_tried_a_few_times_and_stops_no_other(
    means: Means, archive: Archive, news: Site
) -> None:
    news.answers |= {"/feed": page(rss(news, [1, 2]), 'ETag: "a"'), "/2": story(2)}
    number = source(means, Kind.FEED, at(news, "/feed"))
    for _ in range(TRIES + 3):
        look(means, number, NOW)
    assert headlines(archive) == stories(2)
    assert news.paths.count("/1") == TRIES


def test_what_can_t_be_read_is_told_with_the_source(means: Means, news: Site) -> None:
    news.answers["/feed"] = page(rss(news, [1, 2]))
    number = source(means, Kind.FEED, at(news, "/feed"))
    look(means, number, NOW)
    trouble = stands(means, number).trouble
    assert at(news, "/1") in trouble
    assert "404" in trouble
    assert "And 1 other could not be read." in trouble


# --- sitemaps and WordPress


def test_an_index_of_maps_is_followed_packed_or_not_and_other_sites_are_none_of_its_business(
    means: Means, archive: Archive, news: Site
) -> None:
    index = f"<sitemapindex><sitemap><loc>{at(news, '/old.xml.gz')}</loc></sitemap><sitemap><loc>{at(news, '/new.xml')}</loc></sitemap></sitemapindex>"
    theirs = at(news, "/9", "elsewhere.example")
    news.answers |= {
        "/index.xml": page(index.encode()),
        "/old.xml.gz": page(gzip.compress(sitemap([(at(news, "/1"), "2026-11-01")]))),
        "/new.xml": page(sitemap([(at(news, "/2"), "2026-11-02"), (theirs, "2026-11-03")])),
        "/1": story(1),
        "/2": story(2),
        "/9": story(9),
    }
    number = source(means, Kind.SITEMAP, at(news, "/index.xml"))
    look(means, number, NOW)
    assert headlines(archive) == stories(1, 2)


def posts_since(moment: str) -> str:
    """The path at which posts are asked for that were changed since then."""
    asked = urlencode({"modified_after": moment, "orderby": "modified", "order": "asc", "per_page": 50, "page": 1})
    return f"/wp-json/wp/v2/posts?{asked}&_embed=author"


def test_wordpress_tells_what_was_changed_so_that_a_correction_comes_by_itself(
    means: Means, archive: Archive, news: Site
) -> None:
    first, then = posts_since("2026-11-13T12:00:00Z"), posts_since("2026-11-19T09:59:59Z")
    correction = "<p><em>Correction: An earlier version misstated the number.</em></p>"
    news.answers |= {
        first: page(json.dumps([post(1, "2026-11-19T10:00:00")]).encode()),
        then: page(json.dumps([post(1, "2026-11-20T10:00:00", correction)]).encode()),
    }
    number = source(means, Kind.WORDPRESS, at(news, "/wp-json/wp/v2/posts"))
    look(means, number, NOW)
    assert headlines(archive) == stories(1)
    filing = look(means, number, NOW)
    assert filing
    assert filing.versions == 1
    (found,) = archive.listing(ROOM, offset=0, limit=9, now=NOW).items
    assert found.source.status is Status.CORRECTED


# --- folders


def test_a_folder_gives_its_files_once_they_were_left_alone(means: Means, archive: Archive, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    (drop / "below").mkdir(parents=True)
    now = datetime.now(UTC)
    text = f"Harbour story 1\n\n{PLAIN}\n\n“We will build it,” said Ines Okafor.\n\n{PLAIN}\n"
    (drop / "below" / "one.txt").write_text(text)
    (drop / ".hidden.txt").write_text(text.replace("1", "2"))
    secret = tmp_path / "secret.txt"
    secret.write_text(text.replace("1", "3"))
    (drop / "link.txt").symlink_to(secret)
    os.mkfifo(drop / "pipe.txt")
    number = means.ledger.add_source(ROOM, Kind.FOLDER, str(drop), "", now=now)
    look(means, number, now)
    assert headlines(archive) == []
    look(means, number, now + timedelta(minutes=1))
    assert headlines(archive) == stories(1)
    assert not stands(means, number).trouble


def test_a_folder_that_is_gone_is_a_trouble_and_no_fault(means: Means, tmp_path: Path) -> None:
    number = source(means, Kind.FOLDER, str(tmp_path / "nowhere"))
    assert look(means, number, NOW) is None
    assert "can't be read" in stands(means, number).trouble


# --- hostile sources

BOMB = b'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
)


@pytest.mark.parametrize("kind", [Kind.FEED, Kind.SITEMAP])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no feed at all",
        b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [1, null, {"id": {}}, {"url": "javascript:alert(1)"}]}',
        BOMB + b"]><rss version='2.0'><channel><item><guid>1</guid><title>&m;</title></item></channel></rss>",
        BOMB + b"]><urlset><url><loc>&m;</loc></url></urlset>",
        b"<!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><urlset><url><loc>&x;</loc></url></urlset>",
        gzip.compress(b"\0" * 60_000_000),
        b"<rss version='2.0'><channel><item><link>file:///etc/passwd</link></item></channel></rss>",
        b"<urlset><url><loc>http://169.254.169.254/latest/meta-data/</loc></url></urlset>",
    ],
)
def test_a_list_made_to_do_harm_ends_with_a_sentence_or_nothing(
    means: Means, archive: Archive, news: Site, kind: Kind, body: bytes
) -> None:
    news.answers["/feed"] = page(body)
    number = source(means, kind, at(news, "/feed"))
    look(means, number, NOW)
    assert headlines(archive) == []
    assert "Traceback" not in stands(means, number).trouble


@given(st.binary(max_size=300), st.sampled_from([b"", b"<rss>", b"{", b"<urlset>", b"\x1f\x8b", b"<html>"]))
def test_any_bytes_are_a_list_or_refused(data: bytes, begun: bytes) -> None:
    for read in (feed, lambda body, where: sitemap_in(body, where, lambda _: b"")):
        with suppress(NotAList):
            read(begun + data, "https://paper.example/feed")


def test_a_feed_that_leads_inside_is_refused(means: Means, news: Site) -> None:
    news.answers["/feed"] = leading_to("http://169.254.169.254/latest/meta-data/")
    number = source(means, Kind.FEED, at(news, "/feed"))
    look(means, number, NOW)
    assert stands(means, number).failures == 1


# --- the operator


@pytest.mark.parametrize(
    ("head", "kind", "place"),
    [
        ('<link rel="alternate" type="application/rss+xml" href="/feed">', Kind.FEED, "/feed"),
        ('<link rel="https://api.w.org/" href="/wp-json/"><link rel="alternate" type="application/rss+xml" href="/feed">',
         Kind.WORDPRESS, "/wp-json/wp/v2/posts"),
    ],
)  # fmt: skip
def test_a_page_is_asked_for_the_source_it_names(means: Means, news: Site, head: str, kind: Kind, place: str) -> None:
    news.answers["/"] = page(f"<html><head>{head}</head><body>Harbour</body></html>".encode())
    minded(means, ROOM, AddSource(at(news, "/")), NOW, None)
    (record,) = means.ledger.sources(ROOM)
    assert (record.kind, record.place) == (kind, at(news, place))


@pytest.mark.parametrize("place", ["/story", "/nothing"])
def test_where_there_is_no_source_a_sentence_says_so(means: Means, news: Site, place: str) -> None:
    news.answers["/story"] = story(1)
    with pytest.raises(AskError):
        minded(means, ROOM, AddSource(at(news, place)), NOW, None)
    assert means.ledger.sources(ROOM) == ()


def test_a_source_is_its_newsroom_s_alone(means: Means, news: Site) -> None:
    number = source(means, Kind.FEED, at(news, "/feed"))
    for order in (PauseSource(number), RemoveSource(number), LookAt(number)):
        with pytest.raises(AskError):
            minded(means, "elsewhere", order, NOW, None)
    assert sources_listed(means.ledger, "elsewhere").found == 0
    assert not stands(means, number).paused


def test_a_source_is_there_once_and_is_paused_resumed_and_removed(means: Means, news: Site) -> None:
    news.answers |= {"/feed": page(rss(news, [1])), "/1": story(1)}
    number = source(means, Kind.FEED, at(news, "/feed"))
    with pytest.raises(AskError):
        source(means, Kind.FEED, at(news, "/feed"))
    minded(means, ROOM, PauseSource(number), NOW, None)
    assert means.ledger.sources_due(now=NOW) == ()
    minded(means, ROOM, PauseSource(number, paused=False), NOW, None)
    assert means.ledger.sources_due(now=NOW) == (number,)
    filing = minded(means, ROOM, LookAt(number), NOW, None)
    assert filing.found == 1
    minded(means, ROOM, RemoveSource(number), NOW, None)
    assert means.ledger.source(number) is None


def test_a_look_at_a_source_that_was_removed_meanwhile_changes_nothing(means: Means, news: Site) -> None:
    number = source(means, Kind.FEED, at(news, "/feed"))
    record = stands(means, number)
    means.ledger.remove_source(number)
    assert look(means, number, NOW) is None
    means.ledger.saw(number, [Sighting("a", "b")])
    means.ledger.looked(replace(record, trouble="late"))
    assert means.ledger.source(number) is None
    assert means.ledger.sightings(number, ["a"]) == {}


def test_a_trial_shows_the_quotes_and_writes_nothing(means: Means, archive: Archive, news: Site) -> None:
    news.answers |= {"/feed": page(rss(news, [1])), "/1": story(1)}
    reply = tried(web(), at(news, "/feed"), "", None, NOW)
    told = repr(reply.parts)
    assert "We will build it by spring, number 1" in told
    assert "Ines Okafor, named in the sentence" in told
    assert headlines(archive) == []
    assert means.ledger.sources(ROOM) == ()


# --- kills


def test_a_look_that_is_killed_anywhere_loses_and_doubles_nothing(
    means: Means, archive: Archive, archive_settings: Settings, news: Site
) -> None:
    many = range(1, 61)
    news.answers |= {"/feed": page(rss(news, many))} | {f"/{one}": story(one) for one in many}
    number = source(means, Kind.FEED, f"http://127.0.0.1:{news.port}/feed")
    news.answers["/feed"] = page(rss(news, many).replace(b"paper.example", b"127.0.0.1"))
    place = [str(archive_settings.archive), archive_settings.database_url, str(archive_settings.index), str(number)]
    chance = random.Random(20261123)
    for _ in range(5):
        before = len(news.requests)
        with subprocess.Popen([sys.executable, "-m", "tests.look_process", *place], cwd=ROOT) as process:
            until = time.monotonic() + 60
            while len(news.requests) == before and process.poll() is None and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.4))
            process.send_signal(signal.SIGKILL)
    while stands(means, number).next_look <= NOW:
        look(means, number, NOW)
    archive.catch_up()
    assert headlines(archive) == stories(*many)
    assert archive.state(ROOM, now=NOW).versions == len(many)
