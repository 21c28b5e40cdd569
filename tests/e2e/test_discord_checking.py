"""Drafts on Discord: /check takes a text or a file, alone it shows a form, a message gives its document or its words."""

from pathlib import Path

import pytest

from tests.discord_newsroom import Newsroom, newsroom
from tests.discord_world import Message
from tests.pdf_files import locked, pdf_file, set_lines
from tests.word_files import paragraph, run, word_file

SAID = "“We will not raise the tolls,” Mayor Ana Ruiz said."
CHANGED = "“We will now raise the tolls for every zeppelinade,” Mayor Ana Ruiz said."


def _word(*paragraphs: str) -> bytes:
    return word_file(*(paragraph(run(words)) for words in paragraphs))


def _held(here: Newsroom, text: str = "", **files: bytes) -> Message:
    """A message with files, which lie with Discord."""
    named = {name.replace("_", "."): data for name, data in files.items()}
    held = Message(here.desk, here.ines.user, text, files=named)
    for name, data in named.items():
        here.discord.server.files[f"/attachments/{here.desk.id}/{held.id}/{name}"] = data
    return held


async def test_a_text_is_checked_and_the_gravest_comes_first(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        told = await here.ines.slash(here.desk, "check", text=f"{SAID} {CHANGED}")
        assert told.ephemeral
        assert told.text.index("Quotation 2, paragraph 1: not in this archive") < told.text.index("Quotation 1,")


async def test_a_file_is_checked(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        told = await here.ines.slash(here.desk, "check", file=_held(here, draft_docx=_word("The tolls", SAID)))
        assert told.ephemeral
        assert "1 quotation in draft.docx" in told.text
        assert "Quotation 1, paragraph 2: exact" in told.text


async def test_alone_it_shows_a_form_for_either(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        shown = (await here.ines.slash(here.desk, "check")).interaction.modal
        assert shown
        assert "Quotation 1, paragraph 2: exact" in (await here.ines.submit(here.desk, shown, f"Draft\n\n{SAID}")).text
        shown = (await here.ines.slash(here.desk, "check")).interaction.modal
        assert shown
        pages = pdf_file(set_lines("The tolls"), set_lines(SAID.replace("“", '"').replace("”", '"')))
        told = await here.ines.submit(here.desk, shown, files={"draft.pdf": pages})
        assert "Quotation 1, page 2," in told.text


async def test_a_text_and_a_file_at_once_or_neither_is_told(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        for text, files, told in (
            (SAID, {"draft.txt": SAID.encode()}, "There is a text, and a file."),
            ("", {}, "Which text?"),
        ):
            shown = (await here.ines.slash(here.desk, "check")).interaction.modal
            assert shown
            assert told in (await here.ines.submit(here.desk, shown, text, files=files)).text


async def test_a_message_gives_its_document_and_else_its_words(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        menu = "Quotes in this message"
        said = _held(here, CHANGED, quay_png=b"\x89PNG")
        assert "paragraph 1: not in this archive" in (await here.ines.menu(here.desk, menu, said)).text
        sent = _held(here, "the draft", quay_png=b"\x89PNG", draft_docx=_word(SAID))
        assert "1 quotation in draft.docx" in (await here.ines.menu(here.desk, menu, sent)).text
        several = _held(here, "two drafts", a_txt=b"one", b_txt=b"two")
        assert "There are several files." in (await here.ines.menu(here.desk, menu, several)).text


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("bomb_docx", word_file(document=b" " * 200_000_000), "far larger than any article or draft"),
        ("locked_pdf", locked(pdf_file(set_lines(SAID)), "secret"), "locked with a password"),
        ("marks_txt", "“…” — “!”".encode(), "There are no words in this draft."),
    ],
)
async def test_whatever_the_file_is_the_asker_is_told(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    async with newsroom(tmp_path) as here:
        assert told in (await here.ines.slash(here.desk, "check", file=_held(here, "", **{name: data}))).text


async def test_nothing_of_a_draft_stays(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with newsroom(tmp_path) as here:
        told = await here.ines.slash(here.desk, "check", file=_held(here, draft_docx=_word(CHANGED)))
        assert "zeppelinade" in told.text
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith(("aiohttp", "asyncio"))]
    assert not [line for line in ours if "zeppelinade" in line]
    assert not [one for one in tmp_path.rglob("*") if one.is_file() and b"zeppelinade" in one.read_bytes()]
