"""The reader's pages in a real Chromium: read, walked through by keyboard, printed, on a phone, and without JavaScript."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography.fernet import Fernet
from playwright.sync_api import Browser, FilePayload, Page, expect

from adapters.entry import Keys
from adapters.web.providers import App, Discord, Slack
from bot.model import Access, Status
from bot.order import Link, SetAccess, SetStatus
from tests.browsers import chromium
from tests.newsroom import BRIDGE, HARBOUR
from tests.web_newsroom import HARMFUL, NEW, OLD, Site, filed, for_members, on_loopback

EVERY = (
    "/",
    "/articles",
    "/check",
    "/quote?name=ana+ruiz",
    "/quote?name=ruiz",
    "/lookup?words=bridge",
    "/verify?sentence=We+will+raise+the+tolls+this+year",
    "/summary?article=%231",
    "/cite?quote=%231",
    "/explain?quote=%231",
    "/speakers/1",
    f"/versions/{OLD}",
    f"/versions/{NEW}",
    f"/versions/{NEW}/changes",
    f"/versions/{HARMFUL}",
    "/versions/3",
    "/versions/4",
    "/nowhere",
)
INES, KEY = "slack:T024BE7LD", Fernet.generate_key().decode()
GUESTS = (
    f"/versions/{NEW}",
    "/versions/3",
    "/nowhere",
    "/sign-in",
    f"/sign-in?to=/versions/{NEW}",
    "/sign-in/slack/back?code=x",
)
"""What somebody without a session sees: an article that anybody may read, and the way in."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with on_loopback(tmp_path_factory.mktemp("pages")) as site:
        yield site


@pytest.fixture(scope="module")
def guests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Pages for members, with two public articles; by the name that they have for themselves."""
    core = replace(filed(tmp_path_factory.mktemp("guests")), web_address="http://localhost", web_key=KEY)
    with for_members(
        replace(core, own_outlets=(BRIDGE.outlet or "",)), [Slack(App("1", "2")), Discord(App("1", "2"))]
    ) as site:
        site.desk.do(Link(INES), newsroom=HARBOUR)
        for article in (1, 3):
            site.desk.do(SetAccess(article, Access.PUBLIC), newsroom=HARBOUR)
        yield Site(site.address.replace("127.0.0.1", "localhost"), site.desk)


@pytest.fixture(
    params=[*(("site", path) for path in EVERY), *(("guests", path) for path in GUESTS)],
    ids="".join,
)
def address(request: pytest.FixtureRequest) -> str:
    """Every page, as somebody at the machine and as a guest sees it."""
    kind, path = request.param
    site: Site = request.getfixturevalue(kind)
    return f"{site.address}{path}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def opened(browser: Browser, address: str, **how: Any) -> Page:
    page = browser.new_context(**how).new_page()
    page.goto(address)
    return page


# --- reading


def test_the_quotation_asked_for_is_ringed_and_in_sight(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 900, "height": 320})
    page.goto(f"{site.address}/versions/{OLD}#quote-5")
    ringed = page.locator("mark.asked")
    expect(ringed).to_have_text("The bridge must stay open until the ferries are ready,")
    expect(ringed).to_be_in_viewport()
    assert ringed.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"


def test_j_and_k_go_from_quotation_to_quotation_and_stop_at_the_ends(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/versions/{OLD}")
    for _ in range(9):
        page.keyboard.press("j")
    expect(page.locator("mark.asked")).to_have_text("nothing is settled yet.")
    page.keyboard.press("k")
    expect(page.locator("mark.asked")).to_have_text("The bridge must stay open until the ferries are ready,")


def test_keys_that_are_typed_into_the_question_stay_there(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/versions/{OLD}")
    page.keyboard.press("/")
    page.keyboard.type("jk")
    expect(page.locator("#q")).to_have_value("jk")
    assert page.url.endswith(f"/versions/{OLD}")


def test_a_citation_and_a_link_are_copied_with_one_press(browser: Browser, site: Site) -> None:
    page = opened(browser, f"{site.address}/versions/{OLD}", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#note-1 summary").click()
    page.get_by_role("button", name="Copy citation").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith("“We will not raise the tolls,” — Ana Ruiz; ")
    page.get_by_role("link", name="Link to this quotation").first.click()
    expect(page.get_by_role("link", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.address}/versions/{OLD}#quote-1"


def test_the_original_is_linked_at_the_words(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/versions/{OLD}")
    page.locator("#note-5 summary").click()
    link = page.locator("#note-5 a.out")
    assert link.get_attribute("href") == (
        "https://ledger.example/bridge#:~:text=The%20bridge%20must%20stay,the%20ferries%20are%20ready%2C"
    )
    assert "noreferrer" in (link.get_attribute("rel") or "")


def test_a_voice_is_told_by_its_name_and_its_line_not_by_colour_alone(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/versions/{OLD}")
    lines = {
        mark.evaluate("mark => getComputedStyle(mark).borderBottomStyle") for mark in page.locator("mark.quote").all()
    }
    assert len(lines) == 4
    assert page.locator(".told li").count() == page.locator(".anchor").count() == 6
    expect(page.locator("#note-3")).to_contain_text("one former harbour official")


def test_words_that_no_longer_stand_are_said_to_on_either_page(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/versions/{OLD}")
    expect(page.locator("#note-1")).to_contain_text("no longer in the newest version")
    page.goto(f"{site.address}/versions/{NEW}")
    expect(page.locator(".gone")).to_contain_text("“We will not raise the tolls,”")
    expect(page.locator("article")).to_contain_text("An earlier version said that the bridge closes for one year.")


def test_what_changed_is_struck_out_and_underlined(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/versions/{NEW}")
    page.get_by_role("link", name="what changed in version 2").click()
    assert page.locator(".changes del").first.inner_text().strip() == "a year from September,"
    assert page.locator(".changes ins").first.inner_text().strip() == "two years from October,"
    assert (
        page.locator(".changes del").first.evaluate("one => getComputedStyle(one).textDecorationLine") == "line-through"
    )


def test_a_retraction_stands_at_the_head(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/versions/3")
    expect(page.locator(".note.warning")).to_contain_text("The senator was misheard.")
    expect(page.locator(".status")).to_have_text("retracted")


def test_without_javascript_everything_can_be_read_and_followed(browser: Browser, site: Site) -> None:
    page = opened(browser, f"{site.address}/versions/{OLD}#quote-3", java_script_enabled=False)
    expect(page.locator(".anchor:target + mark")).to_have_text("She was not amused,")
    page.locator("#note-1 summary").click()
    expect(page.locator("#note-1 .citation")).to_be_visible()
    expect(page.locator("button.copy").first).to_be_hidden()
    page.fill("#q", "/quote ana ruiz since:2025")
    page.click("form.ask button")
    assert page.url == f"{site.address}/quote?name=ana+ruiz&since=2025"
    page.locator("a.headline").first.click()
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_nothing_has_to_be_pushed_aside(browser: Browser, address: str, width: int) -> None:
    page = opened(browser, address, viewport={"width": width, "height": 700})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    page.context.close()


def test_printed_it_is_the_article_with_its_voices_and_nothing_to_press(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/versions/{OLD}")
    page.emulate_media(media="print")
    for hidden in (".top", "details", ".keys"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#note-3")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, address: str, scheme: Any) -> None:
    page = opened(browser, address, color_scheme=scheme)
    rules = {
        "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    }
    found = Axe().run(page, options=rules).response["violations"]
    assert not found, json.dumps([(one["id"], [node["target"] for node in one["nodes"]]) for one in found])
    page.context.close()


# --- as a guest


def test_a_guest_walks_through_an_article_by_keyboard(page: Page, guests: Site) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{guests.address}/versions/{NEW}")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Sign in")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("mark.asked")).to_be_in_viewport()
    page.keyboard.press("/")
    assert not faults


def test_a_guest_reads_an_article_without_javascript_and_finds_the_way_in(browser: Browser, guests: Site) -> None:
    page = opened(browser, f"{guests.address}/versions/{NEW}", java_script_enabled=False)
    expect(page.locator("h1")).to_have_text("Harbour bridge to close for two years")
    expect(page.locator("mark.quote").first).to_be_visible()
    page.get_by_role("link", name="Sign in").click()
    assert page.url == f"{guests.address}/sign-in?to=%2Fversions%2F{NEW}"
    ways = [link.get_attribute("href") for link in page.locator(".accounts a").all()]
    assert ways == [f"/sign-in/{name}?to=%2Fversions%2F{NEW}" for name in ("slack", "discord")]


def test_a_member_signs_out_with_one_press(page: Page, guests: Site) -> None:
    page.goto(f"{guests.address}/open/{Keys(KEY).sealed('link', tenant=INES, path='/articles')}")
    expect(page.locator("h1")).to_have_text("7 articles")
    page.get_by_role("button", name="Sign out").click()
    assert page.url == f"{guests.address}/sign-in"
    page.goto(f"{guests.address}/articles")
    expect(page.locator("h1")).to_have_text("There is no such page, or it may not be shown to you.")


# --- asking


def test_a_name_that_is_typed_leads_to_an_address_that_can_be_shared(page: Page, site: Site) -> None:
    page.goto(site.address)
    page.fill("#q", "ana ruiz")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/quote?name=ana+ruiz")
    expect(page.locator("h1")).to_have_text("Ana Ruiz")
    expect(page.locator("#q")).to_have_value("/quote ana ruiz")


def test_the_way_to_an_article_and_to_a_quotes_context_ends_on_its_page(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/article?article=latest")
    assert "/versions/" in page.url
    page.goto(f"{site.address}/article?quote=%233")
    assert page.url == f"{site.address}/versions/{OLD}#quote-3"


def test_a_speaker_has_a_page_with_quotes_over_time(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/quote?name=ana+ruiz")
    page.locator(".pull .speaker a").first.click()
    assert page.url == f"{site.address}/speakers/1"
    assert page.locator(".chart rect.by").count() >= 2
    page.get_by_text("As a table").click()
    expect(page.locator(".chart table")).to_contain_text("2025-06")


def test_the_list_leads_to_every_article(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/articles")
    expect(page.locator("h1")).to_have_text("7 articles")
    page.get_by_role("link", name="Mayor keeps her word on tolls").click()
    assert page.url == f"{site.address}/versions/2"


def test_a_draft_is_checked_as_text_and_as_a_file(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/check")
    page.fill("#text", "“We will raise the tolls,” Ana Ruiz said.")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".answer")).to_contain_text("The change touches a negation.")
    assert page.url == f"{site.address}/check"
    expect(page.locator("#text")).to_have_value("“We will raise the tolls,” Ana Ruiz said.")
    page.fill("#text", "")
    draft = FilePayload(
        name="draft.md", mimeType="text/markdown", buffer="“The harbour comes first,” Ruiz said.".encode()
    )
    page.set_input_files("#file", draft)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator(".answer")).to_contain_text("Matches the wording in Coast Courier")


def test_a_copy_with_remarks_can_be_taken_away(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/check")
    page.fill("#text", "“We will raise the tolls,” Ana Ruiz said.")
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="get a copy").click()
    assert downloaded.value.suggested_filename == "checked.html"
    assert "The change touches a negation." in downloaded.value.path().read_text(encoding="utf-8")


# --- safety


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_refused(browser: Browser, address: str) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(address, wait_until="networkidle")
    own = "/".join(address.split("/")[:3])
    assert not [url for url in asked if not url.startswith((own, "data:,"))]
    assert not [line for line in said if not re.search("status of 40[34]", line)]
    page.context.close()


def test_hostile_text_stays_text(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/versions/{HARMFUL}")
    assert "<script>alert(1)</script>" in page.locator("h1").inner_text()
    assert page.locator("script").count() == 1
    assert page.locator("article img, article b, article i, article script, article a[href^=javascript]").count() == 0
    assert "\u202e" not in page.content()
    assert "{{ 7 * 7 }}" in page.locator(".facts").first.inner_text()


def test_an_article_of_600_words_weighs_less_than_60_kilobytes(site: Site) -> None:
    page = httpx.get(f"{site.address}/versions/{OLD}")
    assets = [part.split('"')[0] for part in page.text.split('="') if part.startswith("/static/")]
    assert len(assets) == 2
    once = sum(len(httpx.get(site.address + asset).content) for asset in assets)
    words = len(page.text.split("<main")[1].split())
    assert once < 20_000
    assert once + len(page.content) * max(1, 600 / words) < 60_000


def test_what_is_withheld_meanwhile_is_gone(page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    with on_loopback(tmp_path_factory.mktemp("withheld")) as site:
        site.desk.do(SetStatus(1, Status.WITHHELD), newsroom=HARBOUR)
        answer = page.goto(f"{site.address}/versions/{OLD}")
        assert answer
        assert answer.status == 404
        expect(page.locator("body")).not_to_contain_text("Harbour bridge")
