"""Pressing on Discord: pages turn in place, buttons outlast a restart, and what is too long for one is kept sealed."""

from pathlib import Path

from bot.ledger import open_vault
from bot.order import Ingest, Input, Link, Unlink
from tests.discord_newsroom import newsroom, running
from tests.discord_people import discord, text_of
from tests.newsroom import HARBOUR, opened, settings

LONG = "“We will not raise the tolls,” she said 🍺. " * 75
"""Some 3,000 characters."""


async def test_a_page_turns_in_place(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        first = await here.ines.slash(here.desk, "quote", name="østby")
        turned = await here.ines.press(first.message, "Older")
        assert turned.message is first.message
        assert "5–8 of 13" in turned.text
        assert "1–4 of 13" in (await here.ines.press(turned.message, "Newer")).text


async def test_context_and_citation_come_beside_the_answer(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        first = await here.ines.slash(here.desk, "quote", name="ana ruiz")
        context = await here.ines.press(first.message, "Context")
        assert context.message is not first.message
        assert "Brackwater" in context.text
        listed = next((label for label in first.labels if label.startswith("Copy citation")), "")
        citation = await here.ines.press(first.message, listed)
        assert "```" in citation.text
        assert all(one.ephemeral for one in (context, citation))


async def test_an_answer_is_dismissed(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        answer = await here.ines.slash(here.desk, "quote", name="ana ruiz")
        await here.ines.press(answer.message, "Dismiss")
        assert answer.message.deleted


async def test_what_is_pressed_twice_at_once_is_answered_once(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        first = await here.ines.slash(here.desk, "quote", name="østby")
        turned = await here.ines.press(first.message, "Older", again=True)
        await here.ines.slash(here.desk, "help")
        assert "5–8 of 13" in turned.text
        assert first.message.edited == 1


async def test_a_long_question_with_emoji_is_asked_again_after_a_restart(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    async with discord(tmp_path) as here:
        guild = here.guild("Harbour Post")
        channel, ines = here.channel(guild, "desk"), here.person("Ines", guild)
        desk.do(Link(f"discord:{guild.id}"), newsroom=HARBOUR)
        async with running(tmp_path, here, desk):
            said = await ines.say(channel, f"<bot> /check {LONG}")
            waiting = await ines.answered(said)
        assert "🍺" not in text_of(waiting)
        async with running(tmp_path, here, desk):
            own = await ines.press(waiting, "Show my answer")
            assert "We will not raise the tolls" in own.text
            assert own.ephemeral
    _nothing_typed_is_kept(tmp_path)
    desk.close()


async def test_a_button_that_is_too_old_says_to_ask_again(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        said = await here.ines.say(here.desk, f"<bot> /check {LONG}")
        waiting = await here.ines.answered(said)
        vault = open_vault(settings(tmp_path))
        vault.drop("discord question", "")
        vault.close()
        told = await here.ines.press(waiting, "Show my answer")
        assert told.text.startswith("This button can't be read any more.")


async def test_a_very_long_answer_goes_along_as_a_file(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        words = " ".join(f"We asked for pier number {number} and got none." for number in range(150))
        page = f"Piers\n\nBy Ines Okafor\n\n“{words}” said Bo Lind, who steers the ferry.\n"
        here.quotedesk.do(Ingest((Input.pasted(page),)), newsroom=HARBOUR)
        found = await here.ines.slash(here.desk, "quote", name="bo lind")
        answer = await here.ines.press(found.message, "Copy citation")
        (held,) = answer.message.files.values()
        assert f"“{words}”" in held.decode()
        assert "The file below holds all of it." in answer.text


async def test_where_the_link_is_gone_a_page_turns_no_more(
    tmp_path: Path,
) -> None:
    async with newsroom(tmp_path) as here:
        first = await here.ines.slash(here.desk, "quote", name="østby")
        here.quotedesk.do(Unlink(f"discord:{here.guild.id}"), newsroom=HARBOUR)
        turned = await here.ines.press(first.message, "Older")
        assert "5–8 of 13" not in text_of(first.message)
        assert turned.interaction.answer


def _nothing_typed_is_kept(folder: Path) -> None:
    """Who has the database can't read what was asked."""
    for file in folder.rglob("*"):
        if file.is_file():
            assert "she said 🍺".encode() not in file.read_bytes(), file
