"""Drafts on Slack: a form takes a text or a file, a message gives its document or its words, and nothing of them stays."""

from pathlib import Path

import pytest

from tests.pdf_files import locked, pdf_file, set_lines
from tests.slack import Slack
from tests.slack_newsroom import Paper, shortcut
from tests.slack_world import View
from tests.word_files import paragraph, run, word_file

SAID = "“We will not raise the tolls,” Mayor Ana Ruiz said."
CHANGED = "“We will now raise the tolls for every zeppelinade,” Mayor Ana Ruiz said."

pytestmark = pytest.mark.usefixtures("app")


def _word(*paragraphs: str) -> bytes:
    return word_file(*(paragraph(run(words)) for words in paragraphs))


def _inputs(view: View) -> dict[str, str]:
    blocks = [block for block in view.payload["blocks"] if block["type"] == "input"]
    return {block["element"]["type"]: block["element"]["action_id"].replace(":", "_") for block in blocks}


def _told(slack: Slack, person: str) -> str:
    own = [seen for seen in slack.messages.values() if seen.reader == person or seen.channel == f"D{person}"]
    return "\n".join(seen.words for seen in own)


async def _reads(slack: Slack, person: str, words: str) -> str:
    await slack.until(lambda: words in _told(slack, person), lambda: f"{words!r} in {_told(slack, person)!r}")
    return _told(slack, person)


@pytest.mark.parametrize(("command", "text"), [("/check", ""), ("/desk", "check")])
async def test_a_command_alone_opens_a_form_for_a_draft(slack: Slack, paper: Paper, command: str, text: str) -> None:
    await slack.slash(command, text, user="UINES", channel="CDESK")
    form = await slack.modal("UINES")
    await slack.submit(form, **{_inputs(form)["plain_text_input"]: f"{SAID}\n\n{CHANGED}"})
    told = await _reads(slack, "UINES", "2 quotations in this text")
    assert told.index("Quotation 2, paragraph 2: not in this archive") < told.index("Quotation 1, paragraph 1: exact")


async def test_the_shortcut_opens_the_form_and_a_word_document_is_read(slack: Slack, paper: Paper) -> None:
    await slack.shortcut(shortcut("Check a draft"), user="UINES", team="TBRACK")
    form = await slack.modal("UINES")
    file = slack.upload("TBRACK", "draft.docx", _word("The tolls", SAID))
    await slack.submit(form, **{_inputs(form)["file_input"]: [file]})
    assert "paragraph 2: exact" in await _reads(slack, "UINES", "1 quotation in draft.docx")


async def test_a_form_takes_a_text_or_a_file_and_not_both_or_neither(slack: Slack, paper: Paper) -> None:
    await slack.slash("/check", user="UINES", channel="CDESK")
    form = await slack.modal("UINES")
    inputs = _inputs(form)
    file = slack.upload("TBRACK", "draft.docx", _word(SAID))
    both = {inputs["plain_text_input"]: SAID, inputs["file_input"]: [file]}
    assert (await slack.submit(form)).answer["response_action"] == "errors"
    assert (await slack.submit(form, **both)).answer["response_action"] == "errors"


async def test_a_message_gives_its_document_and_else_its_words(slack: Slack, paper: Paper) -> None:
    picture = slack.upload("TBRACK", "quay.png", b"\x89PNG")
    document = slack.upload("TBRACK", "draft.docx", _word(SAID))
    said = slack.say("UOSKAR", "CDESK", CHANGED, files=[picture])
    await slack.shortcut(shortcut("Quotes in this message"), user="UINES", message=said)
    await _reads(slack, "UINES", "Quotation 1, paragraph 1: not in this archive")
    sent = slack.say("UOSKAR", "CDESK", "the draft", files=[picture, document])
    await slack.shortcut(shortcut("Quotes in this message"), user="UINES", message=sent)
    await _reads(slack, "UINES", "1 quotation in draft.docx")
    several = slack.say("UOSKAR", "CDESK", "two drafts", files=[document, document])
    await slack.shortcut(shortcut("Quotes in this message"), user="UINES", message=several)
    await _reads(slack, "UINES", "There are several files.")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("bomb.docx", word_file(document=b" " * 200_000_000), "far larger than any article or draft"),
        ("locked.pdf", locked(pdf_file(set_lines(SAID)), "secret"), "locked with a password"),
        ("empty.txt", b"\n", "There are no words in this draft."),
        ("marks.txt", "“…” — “!”".encode(), "There are no words in this draft."),
        (
            "finnish.txt",
            "Kaupunki kertoi asiasta perjantaina, eikä kukaan tiedä miksi.".encode(),
            "No quotation in finnish.txt",
        ),
    ],
)
async def test_whatever_the_file_is_the_asker_is_told(
    slack: Slack, paper: Paper, name: str, data: bytes, told: str
) -> None:
    await slack.slash("/check", user="UINES", channel="CDESK")
    form = await slack.modal("UINES")
    await slack.submit(form, **{_inputs(form)["file_input"]: [slack.upload("TBRACK", name, data)]})
    await _reads(slack, "UINES", told)


async def test_nothing_of_a_draft_stays(
    slack: Slack, paper: Paper, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await slack.slash("/check", user="UINES", channel="CDESK")
    form = await slack.modal("UINES")
    file = slack.upload("TBRACK", "draft.docx", _word(CHANGED))
    await slack.submit(form, **{_inputs(form)["file_input"]: [file]})
    await _reads(slack, "UINES", "zeppelinade")
    assert "zeppelinade" not in caplog.text
    assert not [one for one in tmp_path.rglob("*") if one.is_file() and b"zeppelinade" in one.read_bytes()]
