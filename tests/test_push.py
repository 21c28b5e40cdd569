"""A newsroom's own system sends articles: signed, each once, and on file when it is answered; nobody else can."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from adapters.web.push import LARGEST
from bot.errors import AskError
from bot.model import Status
from bot.order import AddPush, PauseSource
from bot.reply import Facts
from bot.sources.pushing import WITHIN, is_signed, signature_of
from tests.newsroom import ELSEWHERE, HARBOUR, NOW, ask
from tests.web_newsroom import Site, on_loopback

KEY = Fernet.generate_key().decode()
OLDER = Fernet.generate_key().decode()
PLAIN = (
    "The harbour board met on Tuesday evening to talk about the breakwater, which has been planned for eleven years."
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with on_loopback(tmp_path, web_address="http://127.0.0.1:1", web_key=f"{KEY},{OLDER}") as site:
        yield site


def added(site: Site, newsroom: str = HARBOUR, key: str = KEY) -> tuple[str, str]:
    """Where a new system sends, and its secret."""
    reply = site.desk.do(AddPush(f"cms {key[:4]} {newsroom}", key, "The Ledger"), newsroom=newsroom)
    (facts,) = [part for part in reply.parts if isinstance(part, Facts)]
    (_, path), (_, secret) = facts.rows
    return path, secret


def item(said: str = "We will dredge it by spring", **more: Any) -> dict[str, Any]:
    return {
        "uri": "https://ledger.example/dredging",
        "headline": "Board to dredge the basin",
        "pubstatus": "usable",
        "body_html": f"<p>{PLAIN}</p><p>“{said},” said Perpetua Quill, who leads it.</p><p>{PLAIN}</p>",
        **more,
    }


def sent(site: Site, path: str, secret: str, told: object, **how: Any) -> httpx.Response:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    at = how.get("at", str(int(NOW.timestamp())))
    headers = {
        "X-Quotedesk-Timestamp": at,
        "X-Quotedesk-Signature": how.get("signature", f"sha256={signature_of(secret, at, body)}"),
    }
    return httpx.post(site.address + path, content=how.get("body", body), headers=headers)


def quoted(site: Site, newsroom: str = HARBOUR) -> int:
    return ask(site.desk, "/quote quill", newsroom).found


def test_what_is_answered_is_on_file_and_found(site: Site) -> None:
    path, secret = added(site)
    answer = sent(site, path, secret, item())
    assert (answer.status_code, answer.json()) == (200, {"articles": 1, "versions": 0, "quotes": 1, "unchanged": 0})
    assert quoted(site) == 1


def test_a_new_text_is_a_version_and_the_same_one_nothing(site: Site) -> None:
    path, secret = added(site)
    sent(site, path, secret, item())
    before = str(int(NOW.timestamp()) - 7)
    assert sent(site, path, secret, item(), at=before).json()["unchanged"] == 1
    assert sent(site, path, secret, item("We will not dredge it")).json()["versions"] == 1


def test_a_sending_that_is_taken_down_on_the_way_and_sent_again_is_refused(site: Site) -> None:
    path, secret = added(site)
    at = str(int(NOW.timestamp()))
    assert sent(site, path, secret, item(), at=at).status_code == 200
    sent(site, path, secret, item("We will not dredge it"))
    again = sent(site, path, secret, item(), at=at)
    assert again.status_code == 409
    assert "taken already" in again.json()["error"]


@pytest.mark.parametrize("status", ["canceled", "withheld"])
@pytest.mark.parametrize("with_text", [True, False])
def test_what_is_taken_back_is_shown_as_that_or_not_at_all(site: Site, status: str, with_text: bool) -> None:
    path, secret = added(site)
    sent(site, path, secret, item())
    notice = item(pubstatus=status, ednote="Killed: the board did not say this.")
    if not with_text:
        del notice["body_html"]
    assert sent(site, path, secret, notice).status_code == 200
    reply = ask(site.desk, "/quote quill", HARBOUR)
    if status == "withheld":
        assert reply.found == 0
    else:
        assert Status.RETRACTED in repr(reply.parts)


def test_a_notice_about_nothing_on_file_is_refused(site: Site) -> None:
    path, secret = added(site)
    notice = {"uri": "https://ledger.example/other", "pubstatus": "canceled", "headline": "Kill"}
    assert sent(site, path, secret, notice).status_code == 422


@pytest.mark.parametrize(
    "how",
    [
        {"signature": ""},
        {"signature": "sha256=" + "0" * 64},
        {"signature": "é"},
        {"at": "soon"},
        {"at": "-1"},
        {"at": "9" * 400},
        {"at": str(int((NOW - WITHIN - timedelta(minutes=1)).timestamp()))},
        {"at": str(int((NOW + WITHIN + timedelta(minutes=9)).timestamp()))},
        {"body": b'{"uri": "https://ledger.example/forged", "body_html": "<p>Forged.</p>"}'},
    ],
)
def test_what_is_not_signed_lately_is_refused_and_nothing_is_filed(site: Site, how: dict[str, Any]) -> None:
    path, secret = added(site)
    if how.get("signature") == "é":
        how = {"signature": "é".encode()}
    assert sent(site, path, secret, item(), **how).status_code == 401
    assert quoted(site) == 0


def test_one_newsroom_s_secret_opens_no_other_s_source(site: Site) -> None:
    (path, _), (_, theirs) = added(site), added(site, ELSEWHERE)
    assert sent(site, path, theirs, item()).status_code == 401
    assert sent(site, "/push/999", theirs, item()).status_code == 401


def test_an_article_goes_to_the_newsroom_of_its_source_alone(site: Site) -> None:
    path, secret = added(site, ELSEWHERE)
    assert sent(site, path, secret, item()).status_code == 200
    assert (quoted(site), quoted(site, ELSEWHERE)) == (0, 1)


def test_a_secret_made_of_an_older_key_holds_while_that_key_does(site: Site) -> None:
    path, secret = added(site, key=OLDER)
    assert sent(site, path, secret, item()).status_code == 200


@pytest.mark.parametrize(
    "told",
    [b"", b"{", b"\xff\xfe", [], [item(), item()], {"hello": "world"}, "text", 7, item(pubstatus="odd"), item(body_html="")],
)  # fmt: skip
def test_what_is_no_item_is_refused_with_a_sentence(site: Site, told: object) -> None:
    path, secret = added(site)
    answer = sent(site, path, secret, told)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert quoted(site) == 0


def test_too_much_is_refused(site: Site) -> None:
    path, secret = added(site)
    assert sent(site, path, secret, b" " * (LARGEST + 1)).status_code == 422


def test_a_paused_source_takes_nothing(site: Site) -> None:
    path, secret = added(site)
    site.desk.do(PauseSource(int(path.removeprefix("/push/"))), newsroom=HARBOUR)
    assert sent(site, path, secret, item()).status_code == 422
    assert quoted(site) == 0


def test_it_is_listed_and_looked_at_by_nobody(site: Site) -> None:
    added(site)
    assert "sends by itself" in repr(site.desk.sources(HARBOUR).parts)
    assert site.desk.sources_due() == ()


def test_a_name_is_needed(site: Site) -> None:
    with pytest.raises(AskError):
        site.desk.do(AddPush("", KEY), newsroom=HARBOUR)


@given(st.text(max_size=12), st.text(max_size=70), st.binary(max_size=50))
def test_nothing_but_the_secret_signs(timestamp: str, signature: str, body: bytes) -> None:
    assert not is_signed(["secret"], timestamp, signature, body, NOW)
