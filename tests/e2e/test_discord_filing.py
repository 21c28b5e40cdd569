"""Filing from Discord: who may is the operator's to say, by an attachment, a form, or a message's own menu."""

from pathlib import Path

from tests.discord_newsroom import Newsroom, newsroom
from tests.discord_world import Message
from tests.web_sites import page, site

ARTICLE = """Ferry to run all night

By Ines Okafor
Coast Courier, 30 June 2025

The soup bowl will run all night from July. "Nobody will be left on the quay," said Bo Lind, who steers it.
"""
SAID = "Nobody will be left on the quay"


async def _can_be_asked(here: Newsroom) -> None:
    assert SAID in (await here.ines.slash(here.desk, "quote", name="bo lind")).text


def _file(here: Newsroom, data: bytes = ARTICLE.encode()) -> Message:
    held = Message(here.desk, here.ines.user, files={"ferry.txt": data})
    here.discord.server.files[f"/attachments/{here.desk.id}/{held.id}/ferry.txt"] = data
    return held


async def test_a_manager_files_an_attachment(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        told = await here.ines.slash(here.desk, "ingest", file=_file(here))
        assert "new articles: 1" in told.text
        assert told.ephemeral
        await _can_be_asked(here)


async def test_a_manager_files_a_page_by_its_address(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        with site({"/ferry": page(ARTICLE.encode(), "Content-Type: text/plain")}) as press:
            address = f"http://127.0.0.1:{press.port}/ferry"
            assert "You may not file" in (await here.oskar.slash(here.desk, "ingest", address=address)).text
            assert not press.requests
            assert "new articles: 1" in (await here.ines.slash(here.desk, "ingest", address=address)).text
        await _can_be_asked(here)


async def test_what_is_no_page_is_told_with_its_reason(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        told = await here.ines.slash(here.desk, "ingest", address="http://10.0.0.1/ferry")
        assert "private network" in told.text
        assert "no address of a web page" in (await here.ines.slash(here.desk, "ingest", address="ferry")).text


async def test_a_form_takes_a_text(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        shown = (await here.ines.slash(here.desk, "ingest")).interaction.modal
        assert shown
        assert "new articles: 1" in (await here.ines.submit(here.desk, shown, ARTICLE)).text
        await _can_be_asked(here)


async def test_a_form_takes_files(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        shown = (await here.ines.slash(here.desk, "ingest")).interaction.modal
        assert shown
        told = await here.ines.submit(here.desk, shown, files={"ferry.txt": ARTICLE.encode()})
        assert "new articles: 1" in told.text


async def test_an_empty_form_says_what_is_missing(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        shown = (await here.ines.slash(here.desk, "ingest")).interaction.modal
        assert shown
        assert "There is no text and no file in it." in (await here.ines.submit(here.desk, shown)).text


async def test_a_message_gives_its_file_or_its_words(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        held = _file(here)
        assert "new articles: 1" in (await here.ines.menu(here.desk, "File this article", held)).text
        await _can_be_asked(here)
        said = await here.oskar.say(here.desk, ARTICLE.replace("Ferry", "Boat").replace("quay", "pier"))
        assert "new articles: 1" in (await here.ines.menu(here.desk, "File this article", said)).text


async def test_who_does_not_manage_the_server_files_nothing(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        told = await here.oskar.slash(here.desk, "ingest", file=_file(here))
        assert "You may not file articles from here." in told.text
        shown = (await here.oskar.slash(here.desk, "ingest")).interaction.modal
        assert shown
        assert "You may not file" in (await here.oskar.submit(here.desk, shown, ARTICLE)).text
        assert SAID not in (await here.ines.slash(here.desk, "quote", name="bo lind")).text


async def test_a_manager_files_from_a_direct_message(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        alone = here.discord.direct(here.ines)
        assert "new articles: 1" in (await here.ines.slash(alone, "ingest", file=_file(here))).text
        elsewhere = here.discord.direct(here.oskar)
        assert "You may not file" in (await here.oskar.slash(elsewhere, "ingest", file=_file(here))).text


async def test_a_file_that_is_gone_or_holds_nothing_is_told(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        gone = Message(here.desk, here.ines.user, files={"gone.txt": b"x"})
        assert "gone.txt can't be fetched" in (await here.ines.slash(here.desk, "ingest", file=gone)).text
        told = await here.ines.slash(here.desk, "ingest", file=_file(here, b"\x00\x01\x02" * 100))
        assert "failed: 1" in told.text or "ferry.txt" in told.text
