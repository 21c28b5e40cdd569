"""Every button of an answer in Slack: pages and choices change the answer, what opens something answers beside it."""

import pytest

from tests.slack import Slack
from tests.slack_world import Message

TOLLS, FIRST = "“We will not raise the tolls,”", "“The harbour comes first,”"

pytestmark = pytest.mark.usefixtures("app")


async def _answer(slack: Slack, text: str, words: str) -> Message:
    await slack.slash("/quote", text, user="UINES", channel="CDESK")
    return await slack.reads("UINES", "CDESK", words)


async def test_choosing_who_was_meant_changes_the_answer(slack: Slack) -> None:
    asked = await _answer(slack, "ruiz", "Which Ruiz?")
    await slack.press(asked, "Ana Ruiz")
    answer = await slack.reads("UINES", "CDESK", FIRST)
    assert answer.ts == asked.ts


async def test_pages_turn_in_place_and_back_again(slack: Slack) -> None:
    first = await _answer(slack, "østby", "1–4 of 13")
    await slack.press(first, "Older")
    second = await slack.reads("UINES", "CDESK", "5–8 of 13")
    await slack.press(second, "Newer")
    assert (await slack.reads("UINES", "CDESK", "1–4 of 13")).ts == first.ts == second.ts


async def test_context_shows_the_paragraphs_around_beside_the_answer(slack: Slack) -> None:
    answer = await _answer(slack, "ana ruiz", FIRST)
    await slack.press(answer, "Context")
    beside = await slack.reads("UINES", "CDESK", "Brackwater’s mayor kept to her word on Wednesday.")
    assert beside.ts != answer.ts
    assert beside.reader == "UINES"


async def test_a_citation_comes_in_one_piece_to_copy(slack: Slack) -> None:
    answer = await _answer(slack, "ana ruiz", FIRST)
    await slack.press(answer, "Copy citation")
    await slack.reads("UINES", "CDESK", "Mayor keeps her word on tolls")


async def test_an_answer_can_be_dismissed(slack: Slack) -> None:
    answer = await _answer(slack, "ana ruiz", FIRST)
    await slack.press(answer, "Dismiss")
    await slack.until(lambda: answer.gone, lambda: "the answer to go")


def _answered(slack: Slack, before: set[str]) -> Message | None:
    """What only Ines sees, and did not see before."""
    own = [message for message in slack.sees("UINES", "CDESK") if message.reader == "UINES"]
    return next((message for message in own if message.ts not in before), None)


async def test_every_button_of_every_answer_is_answered(slack: Slack) -> None:
    """Whatever can be pressed does something: the message changes, goes, or another one comes."""
    for command, text in (("/quote", "ana ruiz"), ("/quote", "østby"), ("/summary", "#1"), ("/lookup", "tolls")):
        seen = {message.ts for message in slack.sees("UINES", "CDESK")}
        await slack.slash(command, text, user="UINES", channel="CDESK")
        answer = await slack.until(lambda seen=seen: _answered(slack, seen), lambda: "an answer")  # type: ignore[misc]
        for name in sorted(set(answer.labels) - {"Dismiss"}):
            if name not in answer.labels:
                continue  # another button has changed the answer that it stood in
            before = slack.happened.count("response_url used") + len(slack.called("chat.postMessage"))
            assert (await slack.press(answer, name)).acknowledged
            await slack.until(
                lambda before=before: (
                    before  # type: ignore[misc]
                    < slack.happened.count("response_url used") + len(slack.called("chat.postMessage"))
                ),
                lambda name=name: f"{name} to be answered",  # type: ignore[misc]
            )


async def test_a_button_asks_as_whoever_presses_it_and_answers_them(slack: Slack) -> None:
    """Only the payload says who asks: a button that was made up with options of its own asks no other newsroom."""
    answer = await _answer(slack, "østby", "1–4 of 13")
    await slack.press(answer, "Older", team={"id": "TBRACK", "domain": "brackwater"})
    await slack.reads("UINES", "CDESK", "5–8 of 13")


async def test_a_button_that_was_tampered_with_gets_a_sentence(slack: Slack) -> None:
    answer = await _answer(slack, "østby", "1–4 of 13")
    block = answer.payload["blocks"][-1]["block_id"]
    made_up = {"type": "button", "action_id": "turn:0", "block_id": block, "value": "{not what we packed"}
    assert (await slack.act(answer, made_up)).acknowledged
    await slack.until(lambda: slack.happened.count("response_url used") > 1, lambda: "an answer")
