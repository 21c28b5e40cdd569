"""Signing in with Slack or Discord: whoever proves to belong to a linked workspace or server reads its newsroom's pages, and nobody else."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from itertools import count
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.fernet import Fernet
from starlette.responses import JSONResponse, PlainTextResponse, Response

from adapters.entry import Keys
from adapters.web.calls import LARGEST, Unconfirmed, called
from adapters.web.guests import PAGES
from adapters.web.providers import App, Discord, Slack, read_providers
from adapters.web.sign_in import SignIn
from bot.errors import DeskError, SettingsError
from bot.order import Link, Unlink
from bot.settings import Settings
from tests.newsroom import ELSEWHERE, HARBOUR
from tests.sign_in_chats import CLIENT, SECRET, Chats, chats
from tests.web_newsroom import NEW, OLD, Site, filed, for_members
from tests.web_sites import Speech
from tests.web_sites import site as site_of

INES, OSKAR, BOTH = "slack:T024BE7LD", "discord:81384788765712384", "discord:41771983423143937"
TEAM = "https://slack.com/team_id"
ADDRESSES = count(1)
THEIRS = 7
"""The other newsroom's version."""


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("pages")
    return replace(
        filed(folder), proxies=1, web_key=Fernet.generate_key().decode(), web_address="http://localhost:8000"
    )


@pytest.fixture(scope="module")
def both(core: Settings) -> Iterator[Chats]:
    with chats(core.web_address) as both:
        yield both


@pytest.fixture(scope="module")
def pages(core: Settings, both: Chats) -> Iterator[Site]:
    with for_members(core, [both.slack, both.discord]) as pages:
        yield pages


@pytest.fixture
def chat(both: Chats) -> Chats:
    """The chats as they should be."""
    both.team, both.claims, both.forged, both.guilds, both.token_answer = {TEAM: "T024BE7LD"}, {}, "", (), None
    return both


@pytest.fixture
def site(pages: Site, chat: Chats) -> Site:
    """The pages, with one workspace and one server that are linked."""
    for tenant in (BOTH, "slack:E012345"):
        pages.desk.do(Unlink(tenant), newsroom=HARBOUR)
    pages.desk.do(Link(INES), newsroom=HARBOUR)
    pages.desk.do(Link(OSKAR), newsroom=ELSEWHERE)
    return pages


class Browser:
    """Somebody's browser before our pages, which go by the name that the settings give them."""

    def __init__(self, site: Site, core: Settings) -> None:
        self._pages = core.web_address
        own = {"X-Forwarded-For": f"192.0.2.{next(ADDRESSES)}"}
        self.client = httpx.Client(base_url=site.address.replace("127.0.0.1", "localhost"), headers=own)

    def close(self) -> None:
        self.client.close()

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def sent_back(self, name: str = "slack", to: str = "") -> str:
        """The path that a chat sends them back to, once they allowed it there."""
        begun = self.get(f"/sign-in/{name}" + (f"?to={to}" if to else ""))
        assert begun.status_code == 303, begun.text
        answer = httpx.get(begun.headers["location"])
        assert answer.status_code == 302, answer.text
        return str(answer.headers["location"]).removeprefix(self._pages)

    def signed_in(self, name: str = "slack", to: str = "") -> httpx.Response:
        return self.get(self.sent_back(name, to))

    def reads(self, version: int) -> bool:
        return self.get(f"/versions/{version}").status_code == 200


@pytest.fixture
def browser(site: Site, core: Settings) -> Iterator[Browser]:
    with closing(Browser(site, core)) as browser:
        yield browser


# --- in and out


def test_a_member_of_a_linked_workspace_reads_its_newsroom_s_pages_and_no_other(browser: Browser) -> None:
    answer = browser.signed_in()
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.reads(OLD)
    assert not browser.reads(THEIRS)


def test_a_member_of_a_linked_server_reads_its_newsroom_s_pages_and_no_other(browser: Browser, chat: Chats) -> None:
    chat.guilds = ("1", OSKAR.removeprefix("discord:"))
    assert browser.signed_in("discord").status_code == 303
    assert browser.reads(THEIRS)
    assert not browser.reads(OLD)


def test_a_member_of_several_newsrooms_chooses_one(browser: Browser, chat: Chats, site: Site) -> None:
    site.desk.do(Link(BOTH), newsroom=HARBOUR)
    chat.guilds = (OSKAR.removeprefix("discord:"), BOTH.removeprefix("discord:"))
    answer = browser.signed_in("discord", f"/versions/{OLD}")
    assert answer.status_code == 200
    assert not browser.reads(OLD)
    before, _, _ = answer.text.partition(f">{HARBOUR}<")
    opened = browser.get(before.rpartition('href="')[2].rstrip('"'))
    assert opened.headers["location"] == f"/versions/{OLD}"
    assert browser.reads(OLD)
    assert not browser.reads(THEIRS)


def test_the_organisation_decides_where_the_workspace_is_not_linked_itself(
    browser: Browser, chat: Chats, site: Site
) -> None:
    site.desk.do(Link("slack:E012345"), newsroom=ELSEWHERE)
    chat.team = {"https://slack.com/team_id": "T024BE7LD", "https://slack.com/enterprise_id": "E012345"}
    browser.signed_in()
    assert browser.reads(OLD)
    site.desk.do(Unlink(INES), newsroom=HARBOUR)
    browser.signed_in()
    assert browser.reads(THEIRS)


def test_who_wanted_an_article_is_led_to_it(browser: Browser) -> None:
    page = browser.get(f"/versions/{OLD}")
    assert page.status_code == 404
    assert f"/sign-in/slack?to=%2Fversions%2F{OLD}" in page.text
    assert browser.signed_in(to=f"/versions/{OLD}").headers["location"] == f"/versions/{OLD}"


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example", "/versions/1/../../..//evil.example", "/%2f%2fevil.example",
        "javascript:alert(1)", "/versions/1%0d%0aX: y", "/open/x", "/quote?name=ruiz", "/sign-in/slack", "/versions/0", "x" * 5_000,
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere(browser: Browser, to: str) -> None:
    assert browser.signed_in(to=to).headers["location"] == "/"


def test_signing_out_ends_the_session(browser: Browser) -> None:
    browser.signed_in()
    assert "Sign out" in browser.get("/").text
    answer = browser.client.post("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert not browser.reads(OLD)
    assert "Sign out" not in browser.get("/sign-in").text
    assert browser.get("/sign-out").status_code in {404, 405}


def test_a_page_of_somebody_else_s_signs_nobody_out(site: Site) -> None:
    assert "set-cookie" not in httpx.post(f"{site.address}/sign-out").headers


def test_a_session_ends_with_the_link_of_its_workspace(browser: Browser, site: Site) -> None:
    browser.signed_in()
    site.desk.do(Unlink(INES), newsroom=HARBOUR)
    assert not browser.reads(OLD)


# --- what is sent


def test_a_chat_is_asked_for_no_more_than_it_must_tell(browser: Browser, core: Settings) -> None:
    asked = parse_qs(urlsplit(browser.get("/sign-in/slack").headers["location"]).query)
    assert asked["scope"] == ["openid"]
    assert asked["redirect_uri"] == [f"{core.web_address}/sign-in/slack/back"]
    assert asked["code_challenge_method"] == ["S256"]
    assert parse_qs(urlsplit(browser.get("/sign-in/discord").headers["location"]).query)["scope"] == ["guilds"]


def test_each_sign_in_has_a_state_a_nonce_and_a_verifier_of_its_own(browser: Browser, chat: Chats) -> None:
    ways = [parse_qs(urlsplit(browser.get("/sign-in/slack").headers["location"]).query) for _ in range(3)]
    for name in ("state", "nonce", "code_challenge"):
        assert len({way[name][0] for way in ways}) == 3
    browser.signed_in()
    assert len(chat.forms[-1]["code_verifier"]) >= 43
    assert chat.forms[-1]["client_secret"] == SECRET


def test_what_is_kept_meanwhile_is_sealed_and_for_our_pages_alone(browser: Browser) -> None:
    begun = browser.get("/sign-in/slack")
    cookie = begun.headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=600"} <= {part.strip() for part in cookie.split(";")}
    assert parse_qs(urlsplit(begun.headers["location"]).query)["state"][0] not in cookie
    assert begun.headers["cache-control"] == "no-store"


def test_what_slack_and_discord_are_asked_is_fixed() -> None:
    slack, discord = Slack(App("a", "b")), Discord(App("a", "b"))
    for address in (slack.authorize, slack.token, slack.keys):
        assert address.startswith("https://slack.com/")
    for address in (discord.authorize, discord.token, discord.guilds):
        assert address.startswith("https://discord.com/")


# --- attacks


def refused(answer: httpx.Response, browser: Browser) -> None:
    assert answer.status_code == 403
    assert "<h1>" in answer.text
    assert "Traceback" not in answer.text
    assert "quotedesk=" not in answer.headers.get("set-cookie", "").replace("quotedesk-sign-in=", "")
    assert not browser.reads(OLD)


def test_a_state_that_is_another_s_signs_nobody_in(browser: Browser) -> None:
    back = browser.sent_back()
    code = parse_qs(urlsplit(back).query)["code"][0]
    for state in ("", "wrong", "ä", "%ff"):
        browser.sent_back()
        refused(browser.get(f"/sign-in/slack/back?code={code}&state={state}"), browser)


def test_nobody_ends_what_another_browser_began(browser: Browser, site: Site, core: Settings) -> None:
    with closing(Browser(site, core)) as attacker:
        theirs = attacker.sent_back()
    refused(browser.get(theirs), browser)
    browser.sent_back()
    refused(browser.get(theirs), browser)


def test_what_came_back_serves_once(browser: Browser, site: Site, core: Settings) -> None:
    back = browser.sent_back()
    kept = dict(browser.client.cookies)
    assert browser.get(back).status_code == 303
    with closing(Browser(site, core)) as again:
        refused(again.get(back), again)
        again.client.cookies.update(kept)
        refused(again.get(back), again)


def test_what_was_begun_with_one_chat_does_not_end_with_another(browser: Browser) -> None:
    refused(browser.get(browser.sent_back().replace("/slack/", "/discord/")), browser)


def test_a_code_that_was_put_in_place_of_another_is_refused_by_its_challenge(
    browser: Browser, site: Site, core: Settings
) -> None:
    with closing(Browser(site, core)) as victim:
        stolen = parse_qs(urlsplit(victim.sent_back()).query)["code"][0]
    state = parse_qs(urlsplit(browser.sent_back()).query)["state"][0]
    refused(browser.get(f"/sign-in/slack/back?code={stolen}&state={state}"), browser)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"}, {"nonce": None}, {"aud": "another.client"}, {"aud": None}, {"aud": ["another", "third"]}, {"aud": [CLIENT, "another"]},
        {"azp": "another.client"}, {"exp": 1_626_874_955}, {"exp": None}, {"exp": "soon"}, {"iss": "https://evil.example"}, {"iss": None},
        {"iat": None}, {"iat": 9_999_999_999}, {"sub": None}, {"nbf": 9_999_999_999}, {"https://slack.com/team_id": None},
        {"https://slack.com/team_id": "TNOBODY"},
    ],
)  # fmt: skip
def test_a_token_that_says_something_else_signs_nobody_in(
    browser: Browser, chat: Chats, claims: dict[str, object]
) -> None:
    chat.claims = claims
    refused(browser.signed_in(), browser)


@pytest.mark.parametrize("forged", ["none", "hmac", "other key", "unknown key", "changed"])
def test_a_token_that_slack_did_not_sign_signs_nobody_in(browser: Browser, chat: Chats, forged: str) -> None:
    chat.forged = forged
    refused(browser.signed_in(), browser)


@pytest.mark.parametrize("name", ["slack", "discord"])
@pytest.mark.parametrize(
    "answer",
    [
        lambda: JSONResponse({"ok": True}),
        lambda: JSONResponse({"ok": True, "access_token": "x", "id_token": "x.y.z"}),
        lambda: JSONResponse({"ok": True, "access_token": ["x"], "id_token": None}),
        lambda: JSONResponse(["x"]),
        lambda: PlainTextResponse("no JSON"),
        lambda: PlainTextResponse("[" * 100_000),
        lambda: PlainTextResponse("x" * (LARGEST + 1)),
        lambda: PlainTextResponse("", 500),
        lambda: PlainTextResponse("", 302, {"Location": "http://127.0.0.1:9/"}),
    ],
)
def test_an_answer_that_is_none_signs_nobody_in(
    browser: Browser, chat: Chats, name: str, answer: Callable[[], Response]
) -> None:
    chat.token_answer = answer()
    refused(browser.signed_in(name), browser)


@pytest.mark.parametrize("guilds", [None, {}, "x", [None], [{}], [{"id": 7}], [{"id": "7"}], [["x"]]])
def test_a_list_of_servers_that_has_none_of_ours_signs_nobody_in(browser: Browser, chat: Chats, guilds: object) -> None:
    chat.guilds = guilds
    refused(browser.signed_in("discord"), browser)


def test_a_chat_that_is_out_of_reach_is_told_and_asked_for_no_longer(core: Settings) -> None:
    away = Slack(App(CLIENT, SECRET), token="http://127.0.0.1:9/", authorize="http://127.0.0.1:9/")
    with for_members(core, [away]) as site, closing(Browser(site, core)) as browser:
        state = parse_qs(urlsplit(browser.get("/sign-in/slack").headers["location"]).query)["state"][0]
        answer = browser.get(f"/sign-in/slack/back?code=x&state={state}")
        assert "Slack could not confirm who you are." in answer.text
        refused(answer, browser)


def dripping(connection: socket.socket) -> None:
    """Says something every now and then, and never all of it."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    with suppress(OSError):
        while True:
            connection.sendall(b" ")
            time.sleep(0.01)


@pytest.mark.parametrize(
    "speech", [lambda connection: connection.recv(1), dripping, lambda connection: connection.close()]
)
async def test_a_chat_that_never_ends_its_answer_is_waited_for_no_longer_than_that(speech: Speech) -> None:
    with site_of({"/": speech}) as silent, pytest.raises(Unconfirmed):
        await called(f"http://127.0.0.1:{silent.port}/", seconds=0.3)


def test_who_says_no_at_the_chat_gets_a_sentence_and_may_try_again(browser: Browser) -> None:
    state = parse_qs(urlsplit(browser.sent_back()).query)["state"][0]
    answer = browser.get(f"/sign-in/slack/back?error=access_denied&state={state}")
    assert "Slack did not sign you in." in answer.text
    assert "/sign-in/slack" in answer.text
    refused(answer, browser)


def test_who_is_linked_to_no_newsroom_gets_a_sentence(browser: Browser, chat: Chats) -> None:
    chat.guilds = ("1", "2")
    answer = browser.signed_in("discord")
    assert "linked to a newsroom" in answer.text
    refused(answer, browser)


def test_a_session_a_link_and_a_sign_in_are_not_one_another(browser: Browser, core: Settings) -> None:
    kinds = {kind: Keys(core.web_key).sealed(kind, tenant=INES, path="/", name="slack") for kind in ("session", "link")}
    for sealed in kinds.values():
        browser.client.cookies.clear()
        browser.client.cookies.set("quotedesk-sign-in", sealed, domain="localhost.local")
        assert browser.get("/sign-in/slack/back?code=x&state=").status_code == 403
    kept = SignIn((Slack(App(CLIENT, SECRET)),), Keys(core.web_key), core.web_address).begun("slack", "/")
    assert kept
    assert browser.get(f"/open/{kept.kept}").status_code == 403


def test_the_way_in_is_there_by_the_pages_own_name_alone_and_not_without_end(browser: Browser, site: Site) -> None:
    assert httpx.get(f"{site.address}/sign-in/slack").status_code == 404
    assert browser.get("/sign-in/nobody").status_code == 404
    assert 429 in (browser.get("/sign-in/slack").status_code for _ in range(2 * PAGES))


def test_a_guest_of_a_public_article_is_shown_the_way_in(browser: Browser) -> None:
    assert f"to=%2Fversions%2F{NEW}" in browser.get(f"/versions/{NEW}").text
    assert "/sign-in/" not in browser.get("/sign-in?to=//evil.example").text.split("<main")[0]


# --- settings


def test_where_nobody_set_it_nobody_signs_in(core: Settings) -> None:
    assert read_providers({}) == ()
    with for_members(core) as site, closing(Browser(site, core)) as browser:
        assert browser.get("/sign-in/slack").status_code == 404
        assert "/sign-in/" not in browser.get("/sign-in").text
        assert "/desk pages" in browser.get("/sign-in").text


def test_all_that_is_wrong_with_the_settings_is_told_at_once_and_no_secret() -> None:
    given = {"QUOTEDESK_SLACK_SIGN_IN": "hush", "QUOTEDESK_DISCORD_SIGN_IN": "7:hush"}
    with pytest.raises(SettingsError) as told:
        read_providers(given)
    assert len(told.value.faults) == 2
    assert "hush" not in str(told.value)
    with pytest.raises(DeskError, match="QUOTEDESK_DISCORD_SIGN_IN"):
        read_providers({"QUOTEDESK_DISCORD_SIGN_IN": "7:hu sh", "QUOTEDESK_WEB_KEY": "x"})
    both = {"QUOTEDESK_SLACK_SIGN_IN": "1.2:hush", "QUOTEDESK_DISCORD_SIGN_IN": "7:hush", "QUOTEDESK_WEB_KEY": "x"}
    assert [one.name for one in read_providers(both)] == ["slack", "discord"]
    assert "hush" not in repr(read_providers(both))
