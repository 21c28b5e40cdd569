"""The playground in a real Chromium: a question is typed, both chats' answers are drawn, and what can be pressed works."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from adapters.playground import buttons_kept, desk_for, playground
from bot.archive import open_archive
from bot.commands import COMMANDS
from bot.desk import open_desk
from bot.model import Document, PrintedDate
from tests.browsers import chromium, served
from tests.newsroom import HARBOUR, NOW, article, said, settings
from tests.web_newsroom import filed

ROOT = Path(__file__).resolve().parents[2]

MARKUP = Document(
    text="“*Bold* <@U123> <https://evil.example|click> :smile: https://evil.example @everyone **so**,” Ana Ruiz said.",
    format="plain",
    headline="*Tolls* <https://evil.example|rise> [so](https://evil.example) &lt;b&gt; <@&1> :smile:",
    byline="Ines <!here> Okafor",
    outlet="https://evil.example",
    published=PrintedDate("2025-06-30"),
)
"""What would be markup in a chat, and must not be drawn as any."""

LINES = (
    "/quote ana ruiz",
    "/quote ruiz",
    "/quote kane",
    "/lookup bridge",
    "/article bridge",
    "/article latest",
    "/article twelve questions",
    "/summary bridge",
    "/verify We will raise the tolls this year",
    "/check “We will raise the tolls,” Ana Ruiz said.",
    "/cite #1",
    "/explain #1",
    "/help quote",
    "/nonsense",
    f"/check {' '.join(f'“Answer number {number} is about herring and not about tolls.”' for number in range(1, 10))}",
    f"/check {' '.join(f'“We will raise the tolls {number} times.”' for number in range(1, 40))}",
)
"""What is asked of every page; the last two have lists to choose from, and more than a message holds."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The playground over Brackwater's newsroom, with articles that were made to do harm."""
    folder = tmp_path_factory.mktemp("playground")
    archive = open_archive(filed(folder))
    quoted = MARKUP.text[1 : MARKUP.text.index("”")]
    archive.file(HARBOUR, [article(MARKUP, said(quoted, by="Ana Ruiz"))], now=NOW)
    archive.catch_up()
    archive.close()
    with ExitStack() as stack:
        desk = open_desk(settings(folder), lambda: NOW)
        stack.callback(desk.close)
        vault = stack.enter_context(buttons_kept())
        yield stack.enter_context(served(playground(desk, HARBOUR, vault, "Asks Brackwater’s newsroom.")))


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(address)
        yield page


def ask(page: Page, line: str) -> None:
    """Type a line and wait for what comes of it."""
    page.fill("#line", line)
    with page.expect_response("**/ask"):
        page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(1)


def chats(page: Page) -> tuple[Locator, Locator]:
    """The panes of the last answer."""
    last = page.locator(".answer").last
    return last.locator(".pane.slack"), last.locator(".pane.discord")


def payloads(page: Page) -> list[dict[str, Any]]:
    """What the last answer has to copy: to Slack, to Discord, the reply."""
    return [json.loads(one.text_content() or "") for one in page.locator(".answer").last.locator(".payload pre").all()]


# --- asking


def test_an_answer_is_drawn_as_either_chat_would(page: Page) -> None:
    ask(page, "/quote ana ruiz")
    expect(page.get_by_role("heading", name="/quote ana ruiz")).to_be_visible()
    for pane in chats(page):
        expect(pane).to_contain_text("“The harbour comes first,”")
        expect(pane).to_contain_text("Only you can see this message")
        expect(pane.get_by_role("button", name="Context").first).to_be_visible()


def test_it_listens_for_a_question_at_once_and_takes_an_example_with_one_press(page: Page) -> None:
    expect(page.locator("#line")).to_be_focused()
    page.get_by_role("button", name="/help", exact=True).click()
    expect(page.locator("#line")).to_have_value("/help")
    for pane in chats(page):
        expect(pane).to_contain_text("What was said, by whom, and where it was printed")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_question_is_one_of_the_examples(page: Page, name: str) -> None:
    example = COMMANDS[name].examples[0]
    page.get_by_role("button", name=example, exact=True).click()
    expect(page.locator(".pane.slack")).to_be_visible()
    expect(page.locator(".pane.discord .container")).to_be_visible()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "Nothing was typed."),
        ("/nonsense", "There is no such question."),
        ("/quote since:", "since: is given without a value."),
        ("/ingest", "Nothing is filed from the playground."),
        ("/desk ingest", "Nothing is filed from the playground."),
        ("/desk pages", "In a chat this opens your newsroom's pages."),
        ("/newsroom", "On Discord this chooses whose archive is asked."),
    ],
)
def test_what_can_not_be_answered_is_said_where_an_answer_would_stand(page: Page, line: str, told: str) -> None:
    ask(page, line)
    for pane in chats(page):
        expect(pane).to_contain_text(told)


def test_what_is_typed_reads_as_in_slack(page: Page) -> None:
    ask(page, "/desk quote kane")
    expect(page.get_by_role("heading", name="/quote kane")).to_be_visible()
    ask(page, "/desk")
    expect(page.get_by_role("heading", name="/help")).to_be_visible()
    ask(page, "the tolls")
    expect(page.get_by_role("heading", name="/lookup the tolls")).to_be_visible()


def test_without_an_answer_the_page_says_why(page: Page) -> None:
    page.route("**/ask", lambda route: route.abort())
    page.fill("#line", "/help")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text(
        "The desk does not answer. Does quotedesk playground still run?"
    )
    expect(page.locator(".wrong")).to_be_visible()


# --- pressing


@pytest.mark.parametrize("chat", ["slack", "discord"])
def test_context_brings_another_answer_below(page: Page, chat: str) -> None:
    ask(page, "/cite #1")
    page.locator(f".pane.{chat}").get_by_role("button", name="Context").click()
    expect(page.locator(".answer")).to_have_count(2)
    expect(page.locator(".answer > h2").last).to_be_focused()
    for pane in chats(page):
        expect(pane).to_contain_text("Harbour bridge to close for a year")


@pytest.mark.parametrize("chat", ["slack", "discord"])
def test_a_pager_turns_the_answer_in_its_place_and_back(page: Page, chat: str) -> None:
    ask(page, "/quote østby")
    page.locator(f".pane.{chat}").get_by_role("button", name="Older").click()
    expect(page.locator(".answer > h2")).to_have_text("/quote østby page:2")
    expect(page.locator(".answer")).to_have_count(1)
    page.locator(f".pane.{chat}").get_by_role("button", name="Newer").click()
    expect(page.locator(".answer > h2")).to_have_text("/quote østby")


@pytest.mark.parametrize("chat", ["slack", "discord"])
def test_a_reading_of_a_name_is_chosen(page: Page, chat: str) -> None:
    ask(page, "/quote ruiz")
    page.locator(f".pane.{chat}").get_by_role("button", name="Tomas Ruiz").click()
    for pane in chats(page):
        expect(pane).to_contain_text("“The tolls are a tax on the poor,”")


def test_what_a_list_of_discords_offers_is_chosen(page: Page) -> None:
    answers = (f"“Answer number {number} is about herring and not about tolls.”" for number in range(1, 10))
    ask(page, f"/check {' '.join(answers)}")
    page.get_by_text("More about a quotation").first.click()
    page.get_by_role("button", name="Context of #14").click()
    expect(page.locator(".answer")).to_have_count(2)
    for pane in chats(page):
        expect(pane).to_contain_text("Twelve questions for a fisherman")


@pytest.mark.parametrize("chat", ["slack", "discord"])
def test_an_answer_is_dismissed_in_both(page: Page, chat: str) -> None:
    ask(page, "/cite #1")
    page.locator(f".pane.{chat}").get_by_role("button", name="Dismiss").click()
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.locator("#line")).to_be_focused()


@pytest.mark.parametrize("chat", ["slack", "discord"])
def test_sharing_says_that_there_is_no_channel(page: Page, chat: str) -> None:
    ask(page, "/cite #1")
    page.locator(f".pane.{chat}").get_by_role("button", name="Share").click()
    expect(page.locator(".answer")).to_have_count(2)
    for pane in chats(page):
        expect(pane).to_contain_text("There is no channel to share with here.")


def test_a_question_that_is_too_long_for_a_button_of_discords_is_asked_all_the_same(page: Page) -> None:
    ask(page, f"/lookup answer number {'herring ' * 12}")
    page.locator(".pane.discord").get_by_role("button", name="Next page").click()
    expect(page.locator(".answer > h2")).to_contain_text("quotes-page:2")


def test_everything_can_be_done_by_keyboard(page: Page) -> None:
    page.keyboard.type("/cite #1")
    page.keyboard.press("Enter")
    context = page.locator(".pane.discord").get_by_role("button", name="Context")
    expect(context).to_be_visible()
    for _ in range(40):
        if context.evaluate("button => button.matches(':focus')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(2)


# --- copying


def test_what_either_chat_is_sent_and_the_reply_can_be_copied(page: Page) -> None:
    ask(page, "/cite #1")
    page.get_by_text("JSON of this answer").click()
    for name, holds in {"To Slack": '"blocks"', "To Discord": '"components"', "The reply itself": '"parts"'}.items():
        pane = page.get_by_label(name, exact=True)
        pane.get_by_role("button").click()
        expect(pane.get_by_role("status")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert holds in copied
        assert json.loads(copied) == json.loads(pane.locator("pre").text_content() or "")


def test_the_json_is_what_the_chats_are_sent(page: Page) -> None:
    ask(page, "/cite #1")
    slack, discord, reply = payloads(page)
    assert set(slack) == {"text", "blocks"}
    assert discord["components"][0]["type"] == 17
    assert reply["question"] == {"command": "cite", "options": {"quote": "#1"}}


# --- safety


def test_hostile_text_stays_text(page: Page) -> None:
    for line in ("/quote ana ruiz", "/article latest", "/lookup evil", "/lookup script", "/cite #28"):
        ask(page, line)
        for pane in chats(page):
            assert pane.locator("script, iframe, b, i, img:not([alt=Quotedesk])").count() == 0
            assert not [
                link.get_attribute("href")
                for link in pane.locator("a").all()
                if not (link.get_attribute("href") or "").startswith(("https://ledger.example", "https://evil.example"))
            ]


def test_what_would_be_markup_is_drawn_as_it_is_printed(page: Page) -> None:
    ask(page, "/lookup everyone")
    for pane in chats(page):
        expect(pane).to_contain_text(MARKUP.text[1 : MARKUP.text.index("”")])
        expect(pane).to_contain_text(MARKUP.headline or "")
        assert pane.locator("a").count() == 0


@pytest.mark.parametrize("line", LINES)
def test_nothing_is_loaded_from_elsewhere_and_nothing_is_refused(browser: Browser, address: str, line: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[str] = []
        wrong: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(address, wait_until="networkidle")
        ask(page, line)
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if not url.startswith((address, "data:"))]
        assert not wrong


def test_another_page_can_ask_nothing(address: str) -> None:
    body = {"line": "/help"}
    ours = {"Origin": address}
    assert httpx.post(f"{address}/ask", json=body, headers=ours).status_code == 200
    for headers in (
        {},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": address.replace("127.0.0.1", "localhost")},
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {**ours, "X-Forwarded-For": "10.0.0.1"},
    ):
        for path in ("/ask", "/press"):
            refused = httpx.post(f"{address}{path}", json=body, headers=headers)
            assert refused.status_code == 403
            assert "messages" not in refused.json()
    assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 403
    assert httpx.get(f"{address}/ask").status_code == 405


def test_a_page_elsewhere_in_the_same_browser_reads_nothing(browser: Browser, address: str) -> None:
    with served(_blank) as elsewhere, browser.new_context() as context:
        page = context.new_page()
        page.goto(elsewhere)
        send = "([url, mode]) => fetch(url, {method: 'POST', mode, body: JSON.stringify({line: '/quote ana ruiz'})}).then(a => a.text(), () => 'refused')"
        assert page.evaluate(send, [f"{address}/ask", "cors"]) == "refused"
        assert page.evaluate(send, [f"{address}/ask", "no-cors"]) in {"refused", ""}
        framed = "url => new Promise(done => { const frame = document.createElement('iframe'); frame.onload = () => done(frame.contentDocument === null || frame.contentDocument.body.innerText === ''); frame.src = url; document.body.append(frame); })"
        assert page.evaluate(framed, address)


async def _blank(scope: Any, receive: Any, send: Any) -> None:
    """A site with an empty page."""
    if scope["type"] == "lifespan":
        while (await receive())["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
    await send({"type": "http.response.body", "body": b"<!doctype html><title>elsewhere</title>"})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"line": 1}',
        b'{"chat": "slack"}',
        b'{"chat": "irc", "id": "ask:1", "value": ""}',
        b"[" * 60_000,
        b'"' + b"x" * 70_000 + b'"',
    ],
)
def test_what_is_no_question_is_refused_with_a_sentence(address: str, body: bytes) -> None:
    for path in ("/ask", "/press"):
        refused = httpx.post(f"{address}{path}", content=body, headers={"Origin": address})
        assert refused.status_code in {200, 400}
        assert "Traceback" not in refused.text


@pytest.mark.parametrize("chat", ["slack", "discord"])
@pytest.mark.parametrize(
    ("button", "value"), [("ask:1", "junk"), ("t|junk", ""), ("a|~junk", ""), ("", ""), ("open", "x")]
)
def test_a_button_that_we_did_not_draw_does_nothing(address: str, chat: str, button: str, value: str) -> None:
    pressed = {"chat": chat, "id": button, "value": value}
    told = httpx.post(f"{address}/press", json=pressed, headers={"Origin": address}).json()
    assert told["stands"] == "below"
    assert not [part for part in told["reply"]["parts"] if part["part"] != "note"]


def test_half_a_character_is_answered_like_any_other(address: str) -> None:
    told = httpx.post(f"{address}/ask", content=rb'{"line": "/quote \ud800"}', headers={"Origin": address})
    assert told.status_code == 200


def test_the_policy_allows_what_the_page_needs_and_no_more(address: str) -> None:
    policy = httpx.get(address).headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy


# --- for everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("line", LINES)
def test_axe_finds_nothing(browser: Browser, address: str, line: str, scheme: Any) -> None:
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(address)
        ask(page, line)
        page.get_by_text("JSON of this answer").click()
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
        assert not found, json.dumps([(one["id"], [node["target"] for node in one["nodes"]]) for one in found])


@pytest.mark.parametrize("line", LINES)
def test_on_a_phone_nothing_has_to_be_pushed_aside(browser: Browser, address: str, line: str) -> None:
    width = 320
    with browser.new_context(viewport={"width": width, "height": 700}) as context:
        page = context.new_page()
        page.goto(address)
        ask(page, line)
        page.get_by_text("JSON of this answer").click()
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_it_turns_dark_while_it_is_open(page: Page) -> None:
    ask(page, "/cite #1")
    expect(page.locator(".pane.light")).to_have_count(2)
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".pane.dark")).to_have_count(2)


def test_without_javascript_it_says_what_does_without(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_text("needs JavaScript")).to_be_visible()


# --- the command


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}


def started(home: dict[str, str], *words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "adapters", "playground", *words]
    return subprocess.Popen(command, env=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_where_nothing_is_on_file_it_asks_the_bundled_articles_and_leaves_nothing(
    home: dict[str, str], tmp_path: Path
) -> None:
    with started(home, "--no-open") as process:
        assert process.stdout
        assert "the articles that ship with Quotedesk" in process.stdout.readline()
        address = process.stdout.readline().strip()
        told = httpx.post(f"{address}/ask", json={"line": "/summary latest"}, headers={"Origin": address}).json()
        assert told["reply"]["found"]
        process.send_signal(signal.SIGINT)
        _, wrong = process.communicate(timeout=60)
    assert process.returncode == 0
    assert wrong == ""
    assert not list(tmp_path.glob("quotedesk-*"))


def test_it_opens_a_browser_at_its_address(home: dict[str, str], tmp_path: Path) -> None:
    seen, program = tmp_path / "seen", tmp_path / "browser"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {seen}\n')
    program.chmod(0o755)
    with started({**home, "BROWSER": str(program)}) as process:
        assert process.stdout
        address = [process.stdout.readline() for _ in range(2)][1].strip()
        while process.poll() is None and not (seen.exists() and seen.read_text()):
            time.sleep(0.05)
        process.terminate()
        process.communicate(timeout=60)
    assert seen.read_text() == address


def test_a_port_that_is_taken_is_said_to_be(home: dict[str, str], address: str) -> None:
    port = address.rpartition(":")[2]
    ended = subprocess.run(
        [sys.executable, "-m", "adapters", "playground", "--port", port],
        env=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 3
    assert f"Port {port} can't be used: Address already in use" in ended.stderr


def test_an_archive_with_articles_is_asked_itself(tmp_path: Path) -> None:
    with desk_for(filed(tmp_path)) as (desk, asked):
        assert asked == f"Asks the archive of the newsroom {HARBOUR}."
        page = desk.list_page(HARBOUR, 1)
        assert page
        assert page.total == 7
