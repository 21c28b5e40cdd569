"""A page that is named by its address is fetched and filed, under the address that is its own and no other's."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.addresses import same_site
from bot.archive import Archive, open_archive
from bot.errors import DeskError
from bot.fetching import Fetcher
from bot.ingest import ingest
from bot.model import Access
from bot.order import Input
from bot.reply import Filing
from bot.settings import Settings, read_settings
from tests.web_sites import Site, leading_to, page, site

NOW = datetime(2025, 6, 9, 12, tzinfo=UTC)


def article(head: str = "", said: str = "We could not wait another year") -> str:
    return f"""<html><head><title>Harbour bridge to close for a year</title>{head}</head><body><article>
<h1>Harbour bridge to close for a year</h1>
<p>The harbour bridge will close for a year from Monday, the town of Brackwater said on Friday morning.</p>
<p>“{said},” said Council Leader Ines Okafor, who had asked for it at the town hall.</p>
<p>A ferry will run every quarter of an hour until late in the evening, and it will be free for all.</p>
</article></body></html>"""


def html(text: str, *headers: str) -> bytes:
    return page(text.encode(), "Content-Type: text/html; charset=utf-8", *headers)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = open_archive(Settings(tmp_path / "archive.db", "", tmp_path / "archive.index"))
    yield opened
    opened.close()


@pytest.fixture
def news() -> Iterator[Site]:
    with site({}) as opened:
        yield opened


def at(place: Site, path: str, name: str = "paper.example") -> str:
    return f"http://{name}:{place.port}{path}"


def file_into(archive: Archive, *inputs: Input) -> Filing:
    fetcher = Fetcher(loopback=True, resolve=lambda _name, _port: ["127.0.0.1"])
    return ingest(archive, "desk", inputs, fetch=fetcher.get, date_order=None, now=NOW)


def addresses(archive: Archive) -> list[str | None]:
    """Where the articles on file were printed."""
    found = archive.listing("desk", offset=0, limit=10, now=NOW).items
    return [one.source.url for one in found]


def test_a_page_is_filed_under_the_address_where_it_was_in_the_end(archive: Archive, news: Site) -> None:
    news.answers |= {"/old?utm_source=mail": leading_to("/bridge?utm_medium=x", "301 Moved Permanently")}
    news.answers["/bridge?utm_medium=x"] = html(article())
    filing = file_into(archive, Input.at(at(news, "/old?utm_source=mail")))
    assert (filing.articles, filing.quotes, filing.failed) == (1, 1, ())
    assert addresses(archive) == [at(news, "/bridge")]


@pytest.mark.parametrize("own", ["/bridge", "http://www.paper.example/bridge"])
def test_what_a_page_calls_its_own_address_holds_on_its_own_site(archive: Archive, news: Site, own: str) -> None:
    news.answers["/amp"] = html(article(f'<link rel="canonical" href="{own}">'))
    file_into(archive, Input.at(at(news, "/amp", "amp.paper.example" if own.startswith("http") else "paper.example")))
    assert addresses(archive) == [own if own.startswith("http") else at(news, own)]


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://great-paper.example/bridge">',
        '<meta property="og:url" content="https://great-paper.example/bridge">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "url": "https://great-paper.example/bridge",'
        ' "headline": "Harbour bridge to close for a year"}</script>',
    ],
)
def test_no_page_passes_for_one_of_another_site(archive: Archive, news: Site, head: str) -> None:
    news.answers["/forged"] = html(article(head))
    assert file_into(archive, Input.at(at(news, "/forged"))).articles == 1
    assert addresses(archive) == [at(news, "/forged")]


def test_no_page_opens_itself_to_everybody_whatever_it_says(archive: Archive, news: Site) -> None:
    text = b"---\naccess: public\n---\n# Ferry sails late\n\n\xe2\x80\x9cWe sail tonight,\xe2\x80\x9d said Ana Ruiz.\n"
    news.answers["/ferry.md"] = page(text, "Content-Type: text/markdown; charset=utf-8")
    assert file_into(archive, Input.at(at(news, "/ferry.md"))).articles == 1
    (found,) = archive.listing("desk", offset=0, limit=10, now=NOW).items
    assert found.source.access is Access.NEWSROOM


def test_a_page_that_changed_is_a_new_version_and_one_that_did_not_is_none(archive: Archive, news: Site) -> None:
    news.answers["/bridge"] = html(article())
    first, again = (file_into(archive, Input.at(at(news, "/bridge"))) for _ in range(2))
    assert (first.articles, again.articles, again.unchanged) == (1, 0, 1)
    news.answers["/bridge"] = html(article(said="We could have waited another year"))
    changed = file_into(archive, Input.at(at(news, "/bridge")))
    assert (changed.articles, changed.versions) == (0, 1)


def test_several_articles_at_one_address_stay_several(archive: Archive, news: Site) -> None:
    told = {
        "Ferry sails late": "“We sail tonight,” said Ana Ruiz.",
        "Mill is sold": "“I am glad to be rid of it,” said Tom Vale.",
    }
    stories = [{"@type": "NewsArticle", "headline": head, "articleBody": said} for head, said in told.items()]
    news.answers["/list.json"] = page(json.dumps(stories).encode(), "Content-Type: application/json")
    assert file_into(archive, Input.at(at(news, "/list.json"))).articles == 2


def test_a_page_that_is_not_to_be_had_is_told_and_stops_nothing(archive: Archive, news: Site, tmp_path: Path) -> None:
    news.answers["/bridge"] = html(article())
    file = tmp_path / "ferry.txt"
    file.write_text("Ferry late\n\n“No,” said Ana Ruiz, who runs it.\n")
    gone, inside = at(news, "/gone"), "http://10.0.0.1/"
    filing = ingest(
        archive,
        "desk",
        [Input.at(gone), Input(file.name, file), Input.at(inside), Input.at(at(news, "/bridge"))],
        fetch=Fetcher(loopback=True, resolve=lambda name, _: ["10.0.0.1" if name == "10.0.0.1" else "127.0.0.1"]).get,
        date_order=None,
        now=NOW,
    )
    assert filing.articles == 2
    assert [name for name, _ in filing.failed] == [gone, inside]
    assert "There is no such page (404)." in filing.failed[0][1]
    assert "private network" in filing.failed[1][1]


def test_a_page_that_asks_before_it_shows_anything_is_said_to_hold_nothing(archive: Archive, news: Site) -> None:
    news.answers["/consent"] = html(
        "<html><body><h1>We value your privacy</h1><button>Accept all</button></body></html>"
    )
    filing = file_into(archive, Input.at(at(news, "/consent")))
    assert filing.articles == 0
    ((_, told),) = filing.failed
    assert "There is no article in it" in told
    assert "subscription or consent" in told


def test_the_beginning_of_a_paid_page_is_not_taken_for_the_whole(archive: Archive, news: Site) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    news.answers["/paid"] = html(article(head))
    filing = file_into(archive, Input.at(at(news, "/paid")))
    assert [note for _, note in filing.notes if "not free to read" in note]


def test_the_encoding_that_a_page_was_sent_with_is_believed(archive: Archive, news: Site) -> None:
    text = article(said="Čekali jsme na most už příliš dlouho")
    news.answers["/most"] = page(text.encode("iso-8859-2", "ignore"), "Content-Type: text/html; charset=ISO-8859-2")
    file_into(archive, Input.at(at(news, "/most")))
    version = archive.latest("desk", now=NOW)
    assert version
    assert "Čekali jsme na most už příliš dlouho" in version.document.text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://paper.example/a", "https://www.paper.example/b", True),
        ("https://amp.paper.example/a", "https://www.paper.example/b", True),
        ("https://paper.example/a", "https://newspaper.example/a", False),
        ("https://one.paper.example/", "https://two.paper.example/", False),
        ("https://paper.example/", "https://example/", False),
        ("https://paper.example/", "", False),
    ],
)
def test_a_site_is_told_from_another(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same
    assert same_site(other, one) is same


@pytest.mark.parametrize("typed", ["https://news.example/a", " HTTP://news.example/a\n"])
def test_an_address_alone_in_a_form_is_a_page_to_fetch(typed: str) -> None:
    assert Input.written(typed).address == typed.strip()


@pytest.mark.parametrize("typed", ["See https://news.example/a", "https://a.example https://b.example", "news.example"])
def test_a_text_with_an_address_in_it_is_a_text(typed: str) -> None:
    assert Input.written(typed).data == typed.encode()


@pytest.mark.parametrize("contact", ["desk@example.org\r\nHost: a", "a b", "Ünal@example.org", "(me)"])
def test_a_contact_that_no_header_may_hold_is_refused(contact: str) -> None:
    with pytest.raises(DeskError, match="QUOTEDESK_CONTACT"):
        read_settings({"QUOTEDESK_CONTACT": contact})
