"""An address of ours names one version and perhaps one quote; an address that only looks like ours names nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.permalinks import page_at, path_of

BASE = "https://quotes.example.org"
IDS = st.integers(1, 10**18 - 1)


@given(IDS, st.none() | IDS, st.sampled_from([BASE, f"{BASE}/", f"{BASE}/desk", "http://127.0.0.1:8000"]))
def test_an_address_leads_back_to_what_it_was_made_of(version: int, quote: int | None, base: str) -> None:
    assert page_at(base.rstrip("/") + path_of(version, quote), base) == (version, quote)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (f"{BASE}/versions/4", (4, None)),
        (f"{BASE}/versions/4/", (4, None)),
        (f"{BASE}/versions/4?utm_source=mail#quote-57", (4, 57)),
        (f"{BASE}:443/versions/4", (4, None)),
        ("https://QUOTES.example.org/versions/4", (4, None)),
        (f"{BASE}/versions/4#top", (4, None)),
        (f"{BASE}/versions/4#quote-0", (4, None)),
    ],
)
def test_an_address_is_known_as_people_post_it(address: str, page: tuple[int, int | None]) -> None:
    assert page_at(address, BASE) == page


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/versions/4",
        "https://quotes.example.org.evil.example/versions/4",
        "https://quotes.example.org@evil.example/versions/4",
        "https://user@quotes.example.org/versions/4",
        "https://evil.example/versions/4#https://quotes.example.org/versions/4",
        "https://quotes.example.org\\@evil.example/versions/4",
        "http://quotes.example.org/versions/4",
        "javascript:https://quotes.example.org/versions/4",
        f"{BASE}:8443/versions/4",
        f"{BASE}/versions/0",
        f"{BASE}/versions/04",
        f"{BASE}/versions/-4",
        f"{BASE}/versions/٤",
        f"{BASE}/versions/4/..",
        f"{BASE}/versions/../versions/4",
        f"{BASE}//versions/4",
        f"{BASE}/versions/4%2F5",
        f"{BASE}/versions/{'9' * 30}",
        f"{BASE}/ver\nsions/4",
        f"{BASE}/versions/4\t",
        f"{BASE}/versions/4?{'a' * 3_000}",
        "https://[::1/versions/4",
    ],
)
def test_an_address_that_only_looks_like_ours_is_none(address: str) -> None:
    assert page_at(address, BASE) is None


def test_where_there_are_no_pages_no_address_is_one() -> None:
    assert page_at("https://quotes.example.org/versions/4", "") is None
    assert page_at("/versions/4", "") is None


@given(st.text(max_size=80), st.sampled_from([BASE, "", "nonsense", "https://[", f"{BASE}/desk"]))
def test_any_text_is_one_of_our_addresses_or_none(address: str, base: str) -> None:
    page = page_at(address, base)
    assert page is None or page[0] > 0
