"""Who may read: on this machine whoever sits at it, elsewhere who came from a chat; and nobody another newsroom's page."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet

from adapters.entry import LINK, SESSION, Entry, Keys
from adapters.site import site as site_of
from adapters.web.doors import Closed, Loopback, Members, door_for
from adapters.web.guests import PAGES
from adapters.web.headers import HEADERS
from bot.desk import open_desk
from bot.errors import AskError, DeskError
from bot.model import Access, Status
from bot.order import Link, SetAccess, SetStatus, Unlink
from bot.reading import LARGEST
from bot.settings import Settings, read_settings
from tests.browsers import served
from tests.newsroom import BRIDGE, ELSEWHERE, HARBOUR, NOW, settings
from tests.web_newsroom import HARMFUL, NEW, OLD, Site, filed, for_members, on_loopback

INES, OSKAR = "slack:T024BE7LD", "discord:81384788765712384"
"""A workspace of Brackwater's newsroom, and a server of the other one."""

THEIRS = 7
"""The other newsroom's version."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with on_loopback(tmp_path_factory.mktemp("pages")) as site:
        yield site


@pytest.fixture
def core(tmp_path: Path) -> Settings:
    """Settings under which members of chats read; the address is this machine's, since no other can be reached here."""
    return replace(filed(tmp_path), web_key=Fernet.generate_key().decode(), web_address="http://localhost:8000")


@pytest.fixture
def members(core: Settings) -> Iterator[Site]:
    with for_members(core) as site:
        site.desk.do(Link(INES), newsroom=HARBOUR)
        site.desk.do(Link(OSKAR), newsroom=ELSEWHERE)
        yield site


def reader(members: Site, core: Settings, tenant: str) -> httpx.Client:
    """Somebody who opened a link from a chat."""
    client = httpx.Client(base_url=members.address.replace("127.0.0.1", "localhost"))
    answer = client.get(Entry.of(core).link(members.desk, [tenant]).removeprefix(core.web_address))
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == "/"
    return client


# --- on this machine


def test_every_answer_says_what_it_may_load_and_that_nobody_is_told(site: Site) -> None:
    for path in ("/", f"/versions/{OLD}", "/nowhere", "/healthz", "/static/none.css", "/quote?name=ana+ruiz"):
        answer = httpx.get(site.address + path)
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "set-cookie" not in answer.headers


def test_a_page_is_known_again_by_its_tag_as_long_as_it_is_the_same(site: Site) -> None:
    first = httpx.get(f"{site.address}/versions/{OLD}")
    again = httpx.get(f"{site.address}/versions/{OLD}", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "private, no-cache"
    assert first.headers["vary"] == "Cookie"


@pytest.mark.parametrize(
    "path", ["/quote?name=ana+ruiz", "/verify?sentence=We+will+not+raise+the+tolls", "/check", "/"]
)
def test_what_was_typed_is_in_no_tag_and_is_not_kept(site: Site, path: str) -> None:
    answer = httpx.get(site.address + path)
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8000"},
        {"Host": ""},
        {"X-Forwarded-For": "203.0.113.9"},
        {"Via": "1.1 proxy"},
    ],
)
def test_whoever_comes_by_another_name_or_a_proxy_reads_nothing(site: Site, headers: dict[str, str]) -> None:
    answer = httpx.get(f"{site.address}/versions/{OLD}", headers=headers)
    assert answer.status_code == 404
    assert "Harbour" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        f"/versions/{THEIRS}", "/versions/999", "/versions/0", "/versions/-1", "/versions/1e3", "/versions/٣", "/versions/" + "9" * 400,
        f"/versions/{THEIRS}/changes", f"/versions/{OLD}/changes", "/speakers/7", "/speakers/999", "/speakers/x", "/articles?page=9",
        "/articles?page=x", "/versions/%2e%2e/%2e%2e/etc/passwd", "/static/..%2f..%2fapp.py", "/open/x", "/.env", "/admin",
    ],
)  # fmt: skip
def test_what_others_own_is_told_as_little_as_what_does_not_exist(site: Site, path: str) -> None:
    nothing, answer = httpx.get(f"{site.address}/nowhere"), httpx.get(site.address + path)
    assert answer.status_code in {403, 404}
    if answer.status_code == 404:
        assert answer.text == nothing.text


@pytest.mark.parametrize(
    "path",
    [
        "/quote?name=ruiz&nonsense=1",
        "/quote?name=a&name=b",
        "/quote",
        "/article?article=%231&page=x",
        "/ask?q=%2Fnonsense",
    ],
)
def test_an_address_that_asks_nonsense_gets_a_sentence(site: Site, path: str) -> None:
    answer = httpx.get(site.address + path)
    assert answer.status_code == 400
    assert "<h1>" in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_are_read_and_nothing_else(site: Site, method: str) -> None:
    assert httpx.request(method, f"{site.address}/versions/{OLD}").status_code == 405


def test_a_draft_never_comes_into_an_address(site: Site) -> None:
    answer = httpx.get(f"{site.address}/ask", params={"q": "/check “We sail on Friday,” Noa Berg said."})
    assert (answer.status_code, answer.headers["location"]) == (303, "/check")


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"files": {"text": (None, "")}}, "Which draft?"),
        ({"data": {"text": "“We sail,” she said."}}, "the form on its page"),
        ({"files": {"file": ("a.txt", b"x" * (LARGEST + 20_000))}}, "A draft may have"),
        ({"files": {"file": ("a.docx", b"PK\x03\x04broken")}}, "<strong>"),
        ({"content": b"--x\r\nbroken", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, "<strong>"),
    ],
)
def test_a_draft_that_is_none_gets_a_sentence(site: Site, sent: dict[str, object], told: str) -> None:
    answer = httpx.post(f"{site.address}/check", **sent)  # type: ignore[arg-type]
    assert answer.status_code == 400
    assert told in answer.text


def test_how_it_is_may_be_asked_by_anybody_and_tells_no_more(site: Site) -> None:
    for path in ("/healthz", "/readyz"):
        answer = httpx.get(site.address + path, headers={"Host": "evil.example"})
        assert (answer.status_code, answer.text) == (200, "ok\n")


def test_the_other_newsroom_sees_its_own_pages_alone(tmp_path: Path) -> None:
    with on_loopback(tmp_path, ELSEWHERE) as site:
        assert httpx.get(f"{site.address}/versions/{THEIRS}").status_code == 200
        for path in (f"/versions/{OLD}", f"/versions/{NEW}", f"/versions/{HARMFUL}", "/speakers/1"):
            assert httpx.get(site.address + path).status_code == 404
        assert "<h1>1 article</h1>" in httpx.get(f"{site.address}/articles").text
        assert "Brackwater Ledger" not in httpx.get(f"{site.address}/quote?name=ana+ruiz").text


# --- away from it


def test_without_a_key_the_pages_are_closed_beyond_this_machine(tmp_path: Path) -> None:
    desk = open_desk(filed(tmp_path), lambda: NOW)
    plain = settings(tmp_path)
    assert isinstance(door_for(plain, desk, "127.0.0.1"), Loopback)
    assert isinstance(door_for(plain, desk, "0.0.0.0"), Closed)
    assert isinstance(door_for(replace(plain, web_address="https://quotes.example.org"), desk, "127.0.0.1"), Closed)
    keyed = replace(plain, web_key=Fernet.generate_key().decode(), web_address="https://quotes.example.org")
    assert isinstance(door_for(keyed, desk, "127.0.0.1"), Members)


@pytest.mark.parametrize(
    "given", [{"QUOTEDESK_WEB_KEY": "no key"}, {"QUOTEDESK_WEB_KEY": Fernet.generate_key().decode()}]
)
def test_a_key_that_is_none_or_opens_nothing_is_told_at_the_start(given: dict[str, str]) -> None:
    with pytest.raises(DeskError, match="QUOTEDESK_WEB_KEY"):
        read_settings(given)


# --- what anybody may read


def guest(members: Site, path: str, **headers: str) -> httpx.Response:
    """What somebody without a session gets, who asks by the pages' own name."""
    return httpx.get(members.address.replace("127.0.0.1", "localhost") + path, headers=headers)


def opened_to_all(members: Site, newsroom: str = HARBOUR, version: int = NEW) -> int:
    """Let anybody be shown an article; its number."""
    page = members.desk.article_page(newsroom, version)
    assert page
    members.desk.do(SetAccess(page.source.article_id, Access.PUBLIC), newsroom=newsroom)
    return page.source.article_id


def test_a_guest_reads_what_anybody_may_and_nothing_that_leads_on(members: Site) -> None:
    assert guest(members, f"/versions/{NEW}").status_code == 404
    opened_to_all(members)
    page = guest(members, f"/versions/{NEW}")
    assert page.status_code == 200
    assert "Harbour bridge to close for two years" in page.text
    assert "until the ferries are ready" in page.text
    assert not [
        way for way in ("/ask", "/speakers/", "/explain", "/articles", "/check", "/changes") if way in page.text
    ]


def test_what_was_taken_out_of_an_article_is_public_no_more(members: Site, core: Settings) -> None:
    opened_to_all(members)
    with closing(reader(members, core, INES)) as ines:
        assert "We will not raise the tolls," in ines.get(f"/versions/{NEW}").text
    assert "We will not raise the tolls," not in guest(members, f"/versions/{NEW}").text
    assert guest(members, f"/versions/{OLD}").status_code == 404


def test_a_guest_reads_no_other_page_whatever_is_public(members: Site) -> None:
    opened_to_all(members)
    closed = [guest(members, path) for path in (f"/versions/{HARMFUL}", f"/versions/{THEIRS}", "/versions/999999")]
    closed += [guest(members, path) for path in ("/", "/articles", "/speakers/1", f"/versions/{NEW}/changes", "/check")]
    closed += [guest(members, "/quote?name=ana+ruiz"), guest(members, "/lookup?words=bridge")]
    assert {(answer.status_code, answer.text) for answer in closed} == {(404, closed[0].text)}


def test_what_is_withheld_is_shown_to_no_guest_and_a_retraction_is_told(members: Site) -> None:
    article = opened_to_all(members)
    members.desk.do(SetStatus(article, Status.RETRACTED, "The letter was forged."), newsroom=HARBOUR)
    assert "The letter was forged." in guest(members, f"/versions/{NEW}").text
    members.desk.do(SetStatus(article, Status.WITHHELD), newsroom=HARBOUR)
    assert guest(members, f"/versions/{NEW}").status_code == 404


def test_it_is_closed_again_when_the_newsroom_says_so(members: Site) -> None:
    article = opened_to_all(members)
    tag = guest(members, f"/versions/{NEW}").headers["etag"]
    members.desk.do(SetAccess(article, Access.NEWSROOM), newsroom=HARBOUR)
    assert guest(members, f"/versions/{NEW}", **{"If-None-Match": tag}).status_code == 404


def test_a_member_s_page_and_a_guest_s_have_tags_of_their_own(members: Site, core: Settings) -> None:
    opened_to_all(members)
    stranger = guest(members, f"/versions/{NEW}")
    with closing(reader(members, core, INES)) as ines, closing(reader(members, core, OSKAR)) as oskar:
        member = ines.get(f"/versions/{NEW}")
        assert "Ask" in member.text
        assert member.headers["etag"] != stranger.headers["etag"]
        assert oskar.get(f"/versions/{NEW}").status_code == 404


def test_a_preview_is_told_of_public_articles_alone(members: Site, core: Settings) -> None:
    with closing(reader(members, core, INES)) as ines:
        assert "og:" not in ines.get(f"/versions/{NEW}").text
        opened_to_all(members)
        assert (
            'property="og:title" content="Harbour bridge to close for two years"' in ines.get(f"/versions/{NEW}").text
        )
    assert "og:title" in guest(members, f"/versions/{NEW}").text


def test_guests_are_let_in_by_the_pages_own_name_alone_and_not_without_end(members: Site) -> None:
    opened_to_all(members)
    assert httpx.get(f"{members.address}/versions/{NEW}").status_code == 404
    assert 429 in (guest(members, "/versions/0").status_code for _ in range(3 * PAGES))


def test_a_guest_who_asks_too_much_takes_nothing_from_others(core: Settings) -> None:
    with for_members(replace(core, proxies=2)) as site:
        ask = partial(guest, site, "/versions/0")
        assert 429 in (
            ask(**{"X-Forwarded-For": f"10.0.0.{n}, 192.0.2.1, 10.9.9.9"}).status_code for n in range(3 * PAGES)
        )
        assert ask(**{"X-Forwarded-For": "192.0.2.2, 10.9.9.9"}).status_code == 404
        assert 429 in (ask(**{"X-Forwarded-For": f"2001:db8::{n:x}, 10.9.9.9"}).status_code for n in range(3 * PAGES))
        assert ask(**{"X-Forwarded-For": "2001:db8:0:1::1, 10.9.9.9"}).status_code == 404


def test_where_no_proxy_is_told_of_nobody_is_believed_where_they_come_from(members: Site) -> None:
    asked = (guest(members, "/versions/0", **{"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(3 * PAGES))
    assert 429 in (answer.status_code for answer in asked)


def test_where_the_pages_are_closed_they_are_closed_to_guests_too(tmp_path: Path) -> None:
    desk = open_desk(filed(tmp_path), lambda: NOW)
    with served(site_of(desk, settings(tmp_path), Closed())) as address:
        opened_to_all(Site(address, desk))
        assert httpx.get(f"{address}/versions/{NEW}").status_code == 404
    desk.close()


def test_nothing_is_read_of_a_draft_that_a_stranger_sends(members: Site) -> None:
    answer = httpx.post(f"{members.address}/check", files={"text": (None, "“We sail,” she said.")})
    assert answer.status_code == 404
    assert "draft" not in answer.text.split("<main")[1]


def test_a_link_from_a_chat_opens_the_pages_and_leaves_no_signature_in_the_address(
    members: Site, core: Settings
) -> None:
    assert httpx.get(f"{members.address}/versions/{OLD}").status_code == 404
    with closing(reader(members, core, INES)) as ines:
        assert str(BRIDGE.headline) in ines.get(f"/versions/{OLD}").text
        assert "6 quotes" in ines.get(f"/versions/{OLD}").text


def test_the_session_is_for_our_pages_alone(core: Settings) -> None:
    secure = replace(core, web_address="https://quotes.example.org")
    with for_members(secure) as site:
        site.desk.do(Link(INES), newsroom=HARBOUR)
        link = Entry.of(secure).link(site.desk, ["slack:TNOBODY", INES])
        answer = httpx.get(site.address + link.removeprefix(secure.web_address))
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-quotedesk=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert f"Max-Age={int(SESSION.total_seconds())}" in cookie
    assert "T024BE7LD" not in cookie


def test_whose_pages_they_are_comes_from_the_link_and_is_asked_each_time(members: Site, core: Settings) -> None:
    with closing(reader(members, core, INES)) as ines, closing(reader(members, core, OSKAR)) as oskar:
        assert ines.get(f"/versions/{THEIRS}").status_code == 404
        assert oskar.get(f"/versions/{OLD}").status_code == 404
        assert oskar.get(f"/versions/{THEIRS}").status_code == 200
        members.desk.do(Unlink(INES), newsroom=HARBOUR)
        assert ines.get(f"/versions/{OLD}").status_code == 404


def test_a_page_has_another_tag_for_another_newsroom(members: Site, core: Settings) -> None:
    with closing(reader(members, core, INES)) as ines, closing(reader(members, core, OSKAR)) as oskar:
        tag = ines.get("/articles").headers["etag"]
        assert oskar.get("/articles", headers={"If-None-Match": tag}).status_code == 200


def test_who_is_linked_to_no_newsroom_gets_no_link_and_nobody_where_there_are_no_pages(
    members: Site, core: Settings
) -> None:
    with pytest.raises(AskError, match="not linked"):
        Entry.of(core).link(members.desk, ["slack:TNOBODY"])
    with pytest.raises(AskError, match="no pages"):
        Entry.of(replace(core, web_key="")).link(members.desk, [INES])


@pytest.mark.parametrize("link", ["", "x", "a" * 5_000, "%00", "..%2f..", "gAAAAA=="])
def test_a_link_that_is_not_ours_opens_nothing(members: Site, link: str) -> None:
    answer = httpx.get(f"{members.address}/open/{link}")
    assert answer.status_code in {403, 404}
    assert "set-cookie" not in answer.headers


def test_a_session_is_no_link_and_a_link_is_no_session(members: Site, core: Settings) -> None:
    keys = Keys(core.web_key)
    session = keys.sealed("session", tenant=INES)
    link = keys.sealed("link", tenant=INES, path="/")
    assert httpx.get(f"{members.address}/open/{session}").status_code == 403
    answer = httpx.get(f"{members.address.replace('127.0.0.1', 'localhost')}/", cookies={"quotedesk": link})
    assert answer.status_code == 404


def test_links_and_sessions_end(core: Settings) -> None:
    keys = Keys(core.web_key)
    old = Fernet(core.web_key).encrypt_at_time(b'{"kind": "link", "tenant": "x", "path": "/"}', 1_000_000).decode()
    assert keys.opened("link", old, LINK) is None
    assert keys.opened("link", keys.sealed("link", tenant="x", path="/"), LINK)
    assert timedelta(0) < LINK < SESSION <= timedelta(days=1)


def test_a_key_can_be_changed_without_throwing_anybody_out(core: Settings) -> None:
    sealed = Keys(core.web_key).sealed("session", tenant=INES)
    assert Keys(f"{Fernet.generate_key().decode()}, {core.web_key}").opened("session", sealed, SESSION)
    assert Keys(Fernet.generate_key().decode()).opened("session", sealed, SESSION) is None


def test_who_opens_more_than_anybody_reads_has_to_wait_and_others_have_not(members: Site, core: Settings) -> None:
    with closing(reader(members, core, INES)) as ines, closing(reader(members, core, INES)) as ada:
        answers = (ines.get("/nowhere") for _ in range(3 * PAGES))
        assert "Ask again in" in next(one.text for one in answers if one.status_code == 429)
        assert ada.get("/").status_code == 200


def test_what_is_withheld_or_embargoed_stays_hidden_from_members(members: Site, core: Settings, tmp_path: Path) -> None:
    with closing(reader(members, core, INES)) as ines:
        members.desk.do(SetStatus(1, Status.WITHHELD), newsroom=HARBOUR)
        for path in (f"/versions/{OLD}", f"/versions/{NEW}", f"/versions/{NEW}/changes"):
            assert ines.get(path).status_code == 404
        assert "<h1>6 articles</h1>" in ines.get("/articles").text
