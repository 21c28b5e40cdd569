"""Programs ask what people ask: the same questions and answers as JSON, of the newsroom whose key they send."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import jsonschema
import pytest
import schemathesis
from hypothesis import given
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from adapters.web.openapi import ASK, DESCRIPTION, description
from bot.commands import COMMANDS
from bot.commands.command import URL_LIMIT
from bot.errors import DeskError
from bot.reply import as_data
from bot.request import Question
from bot.settings import read_settings
from tests.newsroom import ELSEWHERE, HARBOUR, put
from tests.replies import SAMPLES
from tests.web_newsroom import Site, on_loopback

KEYS = {HARBOUR: "k" * 31 + "1", ELSEWHERE: "k" * 31 + "2"}
RUIZ: dict[str, Any] = {"command": "quote", "options": {"name": "ana ruiz"}}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    keys = tuple((key, newsroom) for newsroom, key in KEYS.items())
    with on_loopback(tmp_path_factory.mktemp("api"), api_keys=keys) as site:
        yield site


def asked(site: Site, question: object, key: str = KEYS[HARBOUR], **how: Any) -> httpx.Response:
    return httpx.post(site.address + ASK, json=question, headers={"Authorization": f"Bearer {key}", **how})


def test_an_answer_is_the_desks_own(site: Site) -> None:
    answer = asked(site, RUIZ)
    assert answer.status_code == 200
    assert answer.json() == as_data(put(site.desk, Question("quote", {"name": "ana ruiz"})))


def test_a_way_on_is_sent_back_as_it_stands(site: Site) -> None:
    (choices,) = [
        part
        for part in asked(site, {"command": "quote", "options": {"name": "ruiz"}}).json()["parts"]
        if part["part"] == "choices"
    ]
    on = asked(site, choices["options"][0]["question"]).json()
    assert on["parts"][0] == {"part": "heading", "text": "Ana Ruiz"}


def test_the_key_tells_whose_archive_is_asked(site: Site) -> None:
    theirs = asked(site, RUIZ, KEYS[ELSEWHERE])
    assert "Not for Brackwater," in theirs.text
    assert "raise the tolls" not in theirs.text
    assert "Not for Brackwater," not in asked(site, RUIZ).text


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer x", KEYS[HARBOUR], f"Basic {KEYS[HARBOUR]}", f"Bearer {KEYS[HARBOUR]}x"]
)
def test_without_a_key_nothing_is_told(site: Site, authorization: str) -> None:
    answer = httpx.post(site.address + ASK, json=RUIZ, headers={"Authorization": authorization})
    assert answer.status_code == 401
    assert set(answer.json()) == {"error", "hint"}


@pytest.mark.parametrize(
    "sent",
    [b"", b"{", b"[]", b"7", b'"quote"', b"\xff", b"[" * 60_000, b'{"command": "nonsense"}', b'{"command": ["quote"]}', b" " * 70_000,
     b'{"command": "quote", "options": {"name": 7}}', b'{"command": "quote", "options": {"nonsense": "x"}}',
     b'{"command": "quote", "newsroom": "elsewhere"}', b'{"command": "quote", "options": ["name"]}'],
)  # fmt: skip
def test_what_is_no_question_gets_a_sentence(site: Site, sent: bytes) -> None:
    answer = httpx.post(site.address + ASK, content=sent, headers={"Authorization": f"Bearer {KEYS[HARBOUR]}"})
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_part_of_an_answer_is_described(name: str) -> None:
    schema = {"$ref": "#/components/schemas/Reply", "components": description()["components"]}
    jsonschema.Draft202012Validator(schema).validate(as_data(SAMPLES[name]))


def test_an_option_that_is_too_long_is_refused_whether_the_question_reads_it_or_not(site: Site) -> None:
    for longest, status in ((URL_LIMIT, 200), (URL_LIMIT + 1, 400)):
        options = {"quote": "#1", "article": "x" * longest}
        assert asked(site, {"command": "article", "options": options}).status_code == status
    assert "may have 2,000" in asked(site, {"command": "article", "options": options}).json()["error"]


def test_every_question_is_described_with_its_options() -> None:
    body = description()["paths"][ASK]["post"]["requestBody"]["content"]["application/json"]["schema"]["oneOf"]
    assert [one["properties"]["command"]["const"] for one in body] == list(COMMANDS)


def test_where_there_are_no_keys_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with on_loopback(tmp_path) as site:
        assert httpx.get(site.address + DESCRIPTION).status_code == 404
        assert asked(site, RUIZ).status_code in {404, 405}


def test_keys_are_read_with_their_newsrooms() -> None:
    settings = read_settings({"QUOTEDESK_API_KEYS": f"harbour:{KEYS[HARBOUR]}; a:b:{KEYS[ELSEWHERE]}"})
    assert settings.api_keys == ((KEYS[HARBOUR], "harbour"), (KEYS[ELSEWHERE], "a:b"))
    assert KEYS[HARBOUR] not in repr(replace(settings))


@pytest.mark.parametrize("value", ["harbour", "harbour:short", f":{KEYS[HARBOUR]}", f"harbour:{KEYS[HARBOUR]} x"])
def test_a_key_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(DeskError, match="QUOTEDESK_API_KEYS"):
        read_settings({"QUOTEDESK_API_KEYS": value})


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_it_answers_as_it_is_described(site: Site, mode: GenerationMode) -> None:
    checks = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
        negative_data_rejection,
        ignored_auth,
    ]
    described = schemathesis.openapi.from_url(site.address + DESCRIPTION)

    @given(case=described[ASK]["POST"].as_strategy(generation_mode=mode))
    @hypothesis.settings(max_examples=60, suppress_health_check=list(hypothesis.HealthCheck))
    def answers(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {KEYS[HARBOUR]}"}, checks=checks)

    answers()
