"""Filing from Slack: who may is the operator's to say, a form takes a text or a file, a message gives its own."""

import pytest

from tests.slack import Slack
from tests.slack_newsroom import Paper, shortcut
from tests.slack_world import View
from tests.web_sites import page, site

ARTICLE = """Ferry to run all night

By Ines Okafor
Coast Courier, 30 June 2025

The soup bowl will run all night from July. "Nobody will be left on the quay," said Bo Lind, who steers it.
"""

pytestmark = pytest.mark.usefixtures("app")


async def _form(slack: Slack, user: str) -> View:
    await slack.slash("/desk", "ingest", user=user, channel="CDESK")
    return await slack.modal(user)


def _inputs(view: View) -> dict[str, str]:
    """The action of each input, by its type."""
    blocks = [block for block in view.payload["blocks"] if block["type"] == "input"]
    return {block["element"]["type"]: block["element"]["action_id"].replace(":", "_") for block in blocks}


async def _can_be_asked(slack: Slack, paper: Paper) -> None:
    await slack.slash("/quote", "bo lind", user="UINES", channel="CDESK")
    await slack.reads("UINES", "CDESK", "Nobody will be left on the quay")


async def test_an_admin_files_a_text_that_was_pasted(slack: Slack, paper: Paper) -> None:
    form = await _form(slack, "UADA")
    await slack.submit(form, **{_inputs(form)["plain_text_input"]: ARTICLE})
    await slack.until(lambda: "new articles" in _seen(slack, "UADA"), lambda: "what was filed")
    await _can_be_asked(slack, paper)


async def test_an_admin_files_a_file(slack: Slack, paper: Paper) -> None:
    form = await _form(slack, "UADA")
    file = slack.upload("TBRACK", "ferry.txt", ARTICLE.encode())
    await slack.submit(form, **{_inputs(form)["file_input"]: [file]})
    await slack.until(lambda: "new articles" in _seen(slack, "UADA"), lambda: "what was filed")
    await _can_be_asked(slack, paper)


async def test_an_admin_files_a_page_by_its_address(slack: Slack, paper: Paper) -> None:
    with site({"/ferry": page(ARTICLE.encode(), "Content-Type: text/plain")}) as press:
        await slack.slash("/desk", f"ingest http://127.0.0.1:{press.port}/ferry", user="UADA", channel="CDESK")
        await slack.reads("UADA", "CDESK", "new articles")
    await _can_be_asked(slack, paper)


async def test_a_form_takes_an_address(slack: Slack, paper: Paper) -> None:
    with site({"/ferry": page(ARTICLE.encode(), "Content-Type: text/plain")}) as press:
        form = await _form(slack, "UADA")
        await slack.submit(form, **{_inputs(form)["plain_text_input"]: f"http://127.0.0.1:{press.port}/ferry\n"})
        await slack.until(lambda: "new articles" in _seen(slack, "UADA"), lambda: "what was filed")
    await _can_be_asked(slack, paper)


async def test_who_may_not_file_has_nothing_fetched(slack: Slack, paper: Paper) -> None:
    with site({}) as press:
        await slack.slash("/desk", f"ingest http://127.0.0.1:{press.port}/ferry", user="UINES", channel="CDESK")
        await slack.reads("UINES", "CDESK", "You may not file")
        assert not press.requests


async def test_a_message_gives_its_file(slack: Slack, paper: Paper) -> None:
    file = slack.upload("TBRACK", "ferry.txt", ARTICLE.encode())
    message = slack.say("UOSKAR", "CDESK", "here it is", files=[file])
    await slack.shortcut(shortcut("File this article"), user="UADA", message=message)
    await slack.until(lambda: "new articles" in _seen(slack, "UADA"), lambda: "what was filed")
    await _can_be_asked(slack, paper)


async def test_who_is_no_admin_is_told_so_and_files_nothing(slack: Slack, paper: Paper) -> None:
    await slack.slash("/desk", "ingest", user="UINES", channel="CDESK")
    await slack.until(lambda: _seen(slack, "UINES"), lambda: "a refusal")
    assert not slack.views


async def test_a_form_that_another_sends_files_nothing(slack: Slack, paper: Paper) -> None:
    """The form is no pass: whoever sends it is asked again who they are."""
    form = await _form(slack, "UADA")
    form.person = "UINES"
    await slack.submit(form, **{_inputs(form)["plain_text_input"]: ARTICLE})
    await slack.slash("/quote", "bo lind", user="UINES", channel="CDESK")
    await slack.reads("UINES", "CDESK")
    assert "Nobody will be left on the quay" not in _seen(slack, "UINES")


async def test_a_message_without_a_file_says_so(slack: Slack, paper: Paper) -> None:
    message = slack.say("UOSKAR", "CDESK", "nothing here")
    await slack.shortcut(shortcut("File this article"), user="UADA", message=message)
    await slack.until(lambda: _seen(slack, "UADA"), lambda: "a sentence")


async def test_a_form_without_text_or_file_is_sent_back(slack: Slack, paper: Paper) -> None:
    form = await _form(slack, "UADA")
    assert (await slack.submit(form)).answer["response_action"] == "errors"


def _seen(slack: Slack, person: str) -> str:
    """All that the bot told a person alone, in the channel or between the two."""
    own = [seen for seen in slack.messages.values() if seen.reader == person or seen.channel == f"D{person}"]
    return "\n".join(seen.words for seen in own)
