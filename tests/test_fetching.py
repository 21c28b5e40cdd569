"""An address that anybody gives is fetched only where it leads to the public web, within limits, as a polite guest."""

import gzip
import os
import socket
import threading
import tracemalloc
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fetching import Fetcher, Refused, Unreachable
from bot.fetching.address import following, target_of
from bot.fetching.caching import fresh_for, seconds_until
from bot.fetching.places import is_public
from tests.web_sites import Site, Speech, certified, leading_to, page, site

MEGABYTE = 1 << 20
INSIDE = {"inside.example": "10.0.0.7", "metadata.example": "169.254.169.254", "six.example": "::ffff:127.0.0.1"}


def resolve(name: str, _port: int) -> Sequence[str]:
    """A name server: some names lie in private networks, all others on this machine, and one nowhere."""
    if name == "nowhere.example":
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return [INSIDE.get(name, name if _is_place(name) else "127.0.0.1")]


def _is_place(name: str) -> bool:
    try:
        return bool(ip_address(name))
    except ValueError:
        return False


def fetcher(seconds: float = 30) -> Fetcher:
    return Fetcher("desk@example.org", loopback=True, resolve=resolve, seconds=seconds)


@pytest.fixture
def news() -> Iterator[Site]:
    with site({}) as opened:
        yield opened
        assert opened.left(), "a connection was left open"


def at(place: Site, path: str = "/", name: str = "news.example") -> str:
    return f"http://{name}:{place.port}{path}"


def dripping(*pieces: bytes, forever: bytes) -> Speech:
    """Sends the pieces, then one more every twentieth of a second until nobody listens."""

    def speak(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)
        pause = threading.Event()
        while not pause.wait(0.05):
            connection.sendall(forever)

    return speak


def flooding(sent: list[int], head: bytes, forever: bytes) -> Speech:
    """Sends without an end, and counts."""

    def speak(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(forever)
            sent.append(len(forever))

    return speak


# --- what an address may be


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://News.Example/Story?id=1#top", "https://news.example/Story?id=1"),
        (" http://news.example:80 ", "http://news.example/"),
        ("https://news.example.:443/a b".replace(" ", "%20"), "https://news.example/a%20b"),
        ("https://bücher.example/straße", "https://xn--bcher-kva.example/stra%C3%9Fe"),
        ("https://news。example/", "https://news.example/"),
        ("http://[2606:4700:0:0::1111]/", "http://[2606:4700::1111]/"),
        ("http://１２７。0.0.1/", "http://127.0.0.1/"),
    ],
)
def test_an_address_has_one_spelling(typed: str, address: str) -> None:
    assert target_of(typed).address == address
    assert target_of(address).address == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "news.example",
        "ftp://news.example/",
        "file:///etc/passwd",
        "gopher://news.example/",
        "javascript:alert(1)",
        "https:///story",
        "http://user@news.example/",
        "http://user:secret@news.example/",
        "http://news.example@10.0.0.1/",
        "http://@news.example/",
        "http://news.example\\@10.0.0.1/",
        "http://news.example:65536/",
        "http://news.example:８０/",
        "http://news.example:-1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1.2/",
        "http://%31%32%37.0.0.1/",
        "http://127.0.0.1%00.news.example/",
        "http://[fe80::1%eth0]/",
        "http://[::1/",
        "http://[v1.a]/",
        "http://-news.example/",
        "http://news..example/",
        "http://news.example../",
        "http://news\u200b.example/",
        "http://ne\tws.example/",
        "http://news.example/\r\nHost: inside.example",
        "http://news example/",
        f"http://{'a' * 64}.example/",
        "http://news.example/" + "a" * 2048,
    ],
)
def test_what_could_be_read_in_two_ways_is_no_address(address: str) -> None:
    with pytest.raises(Refused):
        target_of(address)


@given(st.one_of(st.text(), st.text().map("http://{}/".format), st.text().map("http://news.example/{}".format)))
def test_whatever_is_typed_is_an_address_in_its_one_spelling_or_refused(typed: str) -> None:
    try:
        target = target_of(typed)
    except Refused:
        return
    assert target.address.isascii()
    assert target_of(target.address) == target
    assert urlsplit(target.address).hostname == target.host


@pytest.mark.parametrize(
    "place",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "168.63.129.16", "169.254.169.254",
        "172.16.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "224.0.0.1", "239.1.1.1",
        "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::808:808",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1",
        "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_what_is_not_public_is_told_apart(place: str) -> None:
    assert not is_public(ip_address(place))


@pytest.mark.parametrize("place", ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1"])
def test_what_is_public_may_be_fetched_from(place: str) -> None:
    assert is_public(ip_address(place))


@pytest.mark.parametrize("place", ["127.0.0.1", "::1", "fe80::1%eth0", "10.0.0.1"])
def test_nothing_but_the_public_web_is_connected_to(place: str, news: Site) -> None:
    guarded = Fetcher(resolve=lambda _name, _port: [place])
    with pytest.raises(Refused, match="private network"):
        guarded.get(at(news))
    assert not news.requests


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Refused, match="private network"):
        Fetcher(resolve=lambda _name, _port: ["1.1.1.1", "10.0.0.1"]).get("http://news.example/")


def test_only_the_ports_of_the_web_are_fetched_from() -> None:
    with pytest.raises(Refused, match="80 and 443"):
        Fetcher(resolve=lambda _name, _port: ["1.1.1.1"]).get("http://news.example:22/")


def test_this_machine_is_closed_unless_a_test_opens_it_and_then_nothing_else_is_open(news: Site) -> None:
    with pytest.raises(Refused):
        Fetcher().get(f"http://127.0.0.1:{news.port}/")
    with pytest.raises(Refused):
        fetcher().get("http://inside.example/")


def test_a_name_that_leads_elsewhere_the_second_time_is_looked_up_once(news: Site) -> None:
    news.answers["/"] = page(b"the page")
    asked: list[str] = []

    def rebinding(name: str, _port: int) -> Sequence[str]:
        asked.append(name)
        return ["127.0.0.1" if len(asked) == 1 else "10.0.0.1"]

    found = Fetcher(loopback=True, resolve=rebinding).get(at(news), polite=False)
    assert (found.data, asked) == (b"the page", ["news.example"])
    assert f"Host: news.example:{news.port}".encode() in news.requests[0]


def test_a_name_that_does_not_exist_is_said_to() -> None:
    with pytest.raises(Unreachable, match="no such site"):
        fetcher().get("http://nowhere.example/")


def test_no_proxy_of_the_environment_is_gone_by_and_nothing_of_us_is_sent(news: Site) -> None:
    news.answers["/"] = page(b"x", "Set-Cookie: a=b")
    os.environ["http_proxy"] = "http://127.0.0.1:9"
    try:
        one = fetcher()
        one.get(at(news))
        one.get(at(news))
    finally:
        del os.environ["http_proxy"]
    last = news.requests[-1].lower()
    assert b"user-agent: quotedesk/0.1 (+desk@example.org)" in last
    assert b"cookie" not in last
    assert b"authorization" not in last


# --- where it leads


def test_a_page_that_moved_is_fetched_from_where_it_is(news: Site) -> None:
    news.answers |= {"/old": leading_to("/new?a=1", "301 Moved"), "/new?a=1": page(b"here")}
    found = fetcher().get(at(news, "/old"))
    assert (found.address, found.data) == (at(news, "/new?a=1"), b"here")


@pytest.mark.parametrize(
    "place",
    [
        "http://inside.example/",
        "http://metadata.example/latest/meta-data/",
        "http://six.example/",
        "http://192.168.1.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://user@news.example/",
        "ftp://news.example/",
        "file:///etc/passwd",
        "//0x7f.1/",
        "http://[/",
    ],
)
def test_each_place_that_it_leads_on_to_is_checked_again(place: str, news: Site) -> None:
    news.answers["/"] = leading_to(place)
    with pytest.raises(Refused):
        fetcher().get(at(news))


def test_a_loop_ends(news: Site) -> None:
    news.answers |= {"/": leading_to("/b"), "/b": leading_to("/")}
    with pytest.raises(Refused, match="never to an end"):
        fetcher().get(at(news))
    assert len(news.paths) == 7  # robots.txt, the page, and five that it leads on to


def test_an_encrypted_page_leads_to_no_other_kind() -> None:
    with pytest.raises(Refused, match="https to http"):
        following(target_of("https://news.example/"), "http://news.example/")


def test_the_certificate_bears_the_name_that_was_asked_for(tmp_path: Path) -> None:
    serving, believing = certified("news.example", tmp_path)
    with site({"/": page(b"sealed")}, serving) as opened:
        one = Fetcher(loopback=True, resolve=resolve, tls=believing)
        assert one.get(f"https://news.example:{opened.port}/").data == b"sealed"
        with pytest.raises(Unreachable, match="certificate"):
            one.get(f"https://other.example:{opened.port}/")
        with pytest.raises(Unreachable, match="certificate"):
            fetcher().get(f"https://news.example:{opened.port}/")
        assert opened.left()


# --- what a server may do to us


@pytest.mark.parametrize(
    "speech",
    [
        dripping(forever=b"H"),
        dripping(b"HTTP/1.1 200 OK\r\n", forever=b"a: b\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\n\r\n", forever=b"x"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", forever=b"1\r\nx\r\n"),
        dripping(forever=b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda connection: connection.recv(1),
    ],
    ids=["status", "headers", "body", "chunks", "continue", "silence"],
)
def test_who_drips_is_left(speech: Speech, news: Site) -> None:
    news.answers["/"] = speech
    with pytest.raises(Unreachable, match="too long"):
        fetcher(seconds=0.5).get(at(news), polite=False)


def test_a_site_that_accepts_and_never_shakes_hands_is_left(news: Site) -> None:
    with pytest.raises(Unreachable, match="too long"):
        fetcher(seconds=0.5).get(f"https://news.example:{news.port}/", polite=False)


@pytest.mark.parametrize(
    ("head", "forever"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65_536),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\n", b"a: " + b"x" * 65_536 + b"\r\n"),
        (b"HTTP/1.1 200 OK\r\nA: ", b"x" * 65_536),
    ],
    ids=["body", "chunks", "headers", "header"],
)
def test_what_never_ends_is_left_early(head: bytes, forever: bytes, news: Site) -> None:
    sent: list[int] = []
    news.answers["/"] = flooding(sent, head, forever)
    with pytest.raises((Refused, Unreachable)):
        fetcher().get(at(news), polite=False, largest=MEGABYTE)
    assert news.left()
    assert sum(sent) < 32 * MEGABYTE  # what was kept, and what the sockets hold


def test_a_page_that_says_it_is_too_large_is_not_read(news: Site) -> None:
    news.answers["/"] = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
    with pytest.raises(Refused, match="too large"):
        fetcher().get(at(news), polite=False)


def test_a_bomb_is_not_unpacked(news: Site) -> None:
    news.answers["/"] = page(gzip.compress(bytes(200 * MEGABYTE)), "Content-Encoding: gzip")
    tracemalloc.start()
    with pytest.raises(Refused, match="too large"):
        fetcher().get(at(news), polite=False, largest=MEGABYTE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * MEGABYTE


def test_what_was_packed_is_unpacked(news: Site) -> None:
    news.answers["/"] = page(gzip.compress(b"words" * 1000), "Content-Encoding: gzip")
    assert fetcher().get(at(news)).data == b"words" * 1000


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip, gzip", "bomb"])
def test_what_was_packed_otherwise_is_refused(coding: str, news: Site) -> None:
    news.answers["/"] = page(zlib.compress(bytes(1000)), f"Content-Encoding: {coding}")
    with pytest.raises(Refused, match="not asked for"):
        fetcher().get(at(news), polite=False)


WHOLE = gzip.compress(b"words" * 1000)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nContent-Length: 11\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: minus\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwor",
        b"HTTP/1.1 200 OK\r\nNo colon\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"",
        page(WHOLE[:-20], "Content-Encoding: gzip"),
        page(WHOLE + WHOLE, "Content-Encoding: gzip"),
        page(b"not packed at all", "Content-Encoding: gzip"),
    ],
)
def test_a_broken_answer_gives_no_half_page(answer: bytes, news: Site) -> None:
    news.answers["/"] = answer
    with pytest.raises(Unreachable, match="broke off"):
        fetcher().get(at(news), polite=False)


def test_a_closed_port_is_said_to_be_out_of_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(Unreachable, match="can't be reached"):
        fetcher().get(f"http://news.example:{port}/")


# --- what a page says of itself


def test_a_page_that_did_not_change_is_not_sent_again(news: Site) -> None:
    marks = ('ETag: "v1"', "Last-Modified: Sat, 07 Jun 2025 10:00:00 GMT")
    news.answers["/"] = page(b"x", *marks, "Content-Type: text/html; charset=ISO-8859-1", "Cache-Control: max-age=600")
    one = fetcher()
    first = one.get(at(news))
    assert (first.etag, first.modified) == ('"v1"', "Sat, 07 Jun 2025 10:00:00 GMT")
    assert (first.media_type, first.charset, first.fresh_for) == ("text/html", "iso-8859-1", 600)
    news.answers["/"] = page(b"", *marks, status="304 Not Modified")
    again = one.get(at(news), etag=first.etag, modified=first.modified)
    assert again.not_modified
    assert b'If-None-Match: "v1"' in news.requests[-1]
    assert b"If-Modified-Since: Sat, 07 Jun 2025" in news.requests[-1]


def test_a_mark_with_a_line_end_adds_no_header(news: Site) -> None:
    news.answers["/"] = page(b"x")
    fetcher().get(at(news), etag='"a"\r\nHost: inside.example')
    assert b"inside" not in news.requests[-1]


@pytest.mark.parametrize(
    ("status", "gone"), [("404 Not Found", False), ("410 Gone", True), ("403 Forbidden", False), ("500 Oops", False)]
)
def test_what_is_not_there_is_said_with_its_status(status: str, gone: bool, news: Site) -> None:
    news.answers["/"] = page(b"nothing", status=status)
    with pytest.raises(Unreachable) as told:
        fetcher().get(at(news))
    assert (told.value.status, told.value.gone) == (int(status[:3]), gone)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=60"}, 60),
        ({"cache-control": "max-age=60", "age": "20"}, 40),
        ({"cache-control": "s-maxage=60, no-store"}, 0),
        ({"cache-control": "max-age=999999999"}, 31_536_000),
        ({"cache-control": "max-age=60", "expires": "0"}, 60),
        ({"expires": "0"}, 0),
        ({"expires": "Sat, 07 Jun 2025 10:10:00 GMT", "date": "Sat, 07 Jun 2025 10:00:00 GMT"}, 600),
        ({"expires": "Sat, 07 Jun 2025 09:00:00 GMT", "date": "Sat, 07 Jun 2025 10:00:00 GMT"}, 0),
    ],
)
def test_the_publisher_says_how_long_a_page_is_fresh(headers: dict[str, str], seconds: float | None) -> None:
    assert fresh_for(headers) == seconds


def test_a_moment_that_has_passed_is_no_reason_to_wait() -> None:
    assert seconds_until("Sat, 07 Jun 2025 10:00:00 GMT") == 0
    assert (seconds_until("Thu, 07 Jun 2525 10:00:00 GMT") or 0) > 86_400
    assert seconds_until("Sat, 99 Jun 2025 10:00:00 GMT") is None


# --- manners


def test_a_page_that_robots_may_not_read_is_not_fetched(news: Site) -> None:
    news.answers |= {"/robots.txt": page(b"User-agent: *\nDisallow: /drafts/*.html$"), "/drafts/a.html": page(b"x")}
    one = fetcher()
    with pytest.raises(Refused, match=r"robots\.txt"):
        one.get(at(news, "/drafts/a.html"))
    with pytest.raises(Refused, match=r"robots\.txt"):
        one.get(at(news, "/drafts/a.html"))
    assert news.paths == ["/robots.txt"]  # asked once
    assert one.get(at(news, "/drafts/a.html"), polite=False).data == b"x"


def test_rules_for_us_go_before_those_for_all(news: Site) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: Quotedesk\nAllow: /\n"
    news.answers |= {"/robots.txt": page(rules), "/": page(b"x")}
    assert fetcher().get(at(news)).data == b"x"


def test_a_site_that_cannot_tell_what_may_be_fetched_is_not_fetched_from(news: Site) -> None:
    news.answers |= {"/robots.txt": page(b"", status="500 Oops"), "/": page(b"x")}
    with pytest.raises(Unreachable, match=r"robots\.txt"):
        fetcher().get(at(news))


def test_rules_that_lead_into_a_private_network_are_not_followed_there(news: Site) -> None:
    news.answers |= {"/robots.txt": leading_to("http://inside.example/"), "/": page(b"x")}
    assert fetcher().get(at(news)).data == b"x"


def test_the_place_that_a_page_leads_on_to_has_its_say_too(news: Site) -> None:
    with site({"/robots.txt": page(b"User-agent: *\nDisallow: /"), "/": page(b"x")}) as other:
        news.answers["/"] = leading_to(at(other, name="other.example"))
        with pytest.raises(Refused, match=r"robots\.txt"):
            fetcher().get(at(news))
        assert other.paths == ["/robots.txt"]


def test_a_site_is_asked_for_one_page_at_a_time(news: Site) -> None:
    def slowly(connection: socket.socket) -> None:
        threading.Event().wait(0.05)
        connection.sendall(page(b"x"))

    news.answers["/"] = slowly
    one = fetcher()
    with ThreadPoolExecutor(8) as crowd:
        found = list(crowd.map(lambda _: one.get(at(news)).data, range(8)))
    assert found == [b"x"] * 8
    assert news.most_open <= 2  # the next may come while the last one's end is still on its way


def test_a_site_that_wants_to_be_left_alone_is(news: Site) -> None:
    news.answers |= {"/": page(b"x"), "/busy": page(b"", "Retry-After: 120", status="429 Too Many Requests")}
    now = [0.0]
    one = Fetcher(loopback=True, resolve=resolve, clock=lambda: now[0])
    with pytest.raises(Unreachable) as told:
        one.get(at(news, "/busy"))
    assert (told.value.status, told.value.retry_after) == (429, 120)
    asked = len(news.requests)
    with pytest.raises(Unreachable, match="left alone") as told:
        one.get(at(news))
    assert (told.value.retry_after, len(news.requests)) == (120, asked)
    now[0] = 121.0
    assert one.get(at(news)).data == b"x"


@pytest.mark.parametrize(("said", "seconds"), [("999999999", 86_400), ("0", 1), ("soon", 60), ("-5", 60)])
def test_how_long_a_site_is_left_alone_has_bounds(said: str, seconds: float, news: Site) -> None:
    news.answers["/"] = page(b"", f"Retry-After: {said}", status="503 Busy")
    with pytest.raises(Unreachable) as told:
        fetcher().get(at(news))
    assert told.value.retry_after == seconds


def test_the_time_a_site_wants_between_two_pages_is_waited_but_not_for_ever(news: Site) -> None:
    news.answers |= {"/robots.txt": page(b"User-agent: *\nCrawl-delay: 86400"), "/": page(b"x")}
    one = fetcher(seconds=5)
    one.get(at(news))
    with pytest.raises(Unreachable, match="between two requests") as told:
        one.get(at(news))
    assert (told.value.retry_after or 0) <= 10


def test_who_waits_is_let_go_at_the_end(news: Site) -> None:
    news.answers |= {"/robots.txt": page(b"User-agent: *\nCrawl-delay: 10"), "/": page(b"x")}
    one = fetcher()
    one.get(at(news))
    with ThreadPoolExecutor(1) as waiting:
        kept = waiting.submit(one.get, at(news))
        one.close()
        with pytest.raises(Unreachable, match="being ended"):
            kept.result()
