"""`python -m adapters.discord`, as an operator runs it: behind a proxy, with processes that answer, until it is told to end."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.model import Status
from bot.order import Link, SetStatus
from tests.discord_newsroom import FIRST
from tests.discord_people import TOKEN, Discord, Person, discord, text_of
from tests.discord_world import Channel
from tests.newsroom import HARBOUR, opened

PATIENCE = 60


@dataclass
class Paper:
    """A newsroom's server, and what its operator sets."""

    discord: Discord
    quotedesk: Desk
    channel: Channel
    ines: Person
    environment: dict[str, str]


@asynccontextmanager
async def paper(folder: Path) -> AsyncIterator[Paper]:
    desk = opened(folder)
    async with discord(folder) as here:
        guild = here.guild("Harbour Post")
        desk.do(Link(f"discord:{guild.id}"), newsroom=HARBOUR)
        environment = {
            "DISCORD_TOKEN": TOKEN,
            "HTTPS_PROXY": here.proxy,
            "SSL_CERT_FILE": str(here.trust.authority),
            "QUOTEDESK_ARCHIVE": str(folder / "archive.db"),
            "QUOTEDESK_INDEX": str(folder / "index"),
            "PATH": "",
            "PYTHONWARNINGS": "",
        }
        yield Paper(here, desk, here.channel(guild, "desk"), here.person("Ines", guild), environment)
    desk.close()


@asynccontextmanager
async def process(there: Paper) -> AsyncIterator[Process]:
    """The bot; what it wrote to stderr may hold no word that was typed, and no secret."""
    command = [sys.executable, "-m", "adapters.discord"]
    begun = await asyncio.create_subprocess_exec(*command, env=there.environment, stderr=PIPE)
    try:
        await there.discord.ready()
        yield begun
    finally:
        if begun.returncode is None:
            begun.send_signal(signal.SIGTERM)
        _, told = await asyncio.wait_for(begun.communicate(), PATIENCE)
        assert b"Traceback" not in told, told.decode()
        assert not any(secret in told.decode() for secret in (TOKEN, "token-of-", "ana ruiz"))


async def test_it_answers_and_ends_when_told_to(tmp_path: Path) -> None:
    async with paper(tmp_path) as there, process(there) as begun:
        answer = await there.ines.slash(there.channel, "quote", name="ana ruiz")
        assert FIRST in answer.text
        assert await there.ines.complete(there.channel, "quote", "name", "rui")
        begun.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(begun.wait(), PATIENCE) == 0


async def test_whoever_asked_is_answered_before_it_ends(tmp_path: Path) -> None:
    async with paper(tmp_path) as there, process(there) as begun:
        asking = [asyncio.create_task(there.ines.slash(there.channel, "quote", name="ana ruiz")) for _ in range(6)]
        await there.discord.until(lambda: len(there.discord.asked()) == 6)
        begun.send_signal(signal.SIGTERM)
        for answer in await asyncio.gather(*asking):
            assert FIRST in answer.text or "started anew" in answer.text
        assert await asyncio.wait_for(begun.wait(), PATIENCE) == 0


async def test_buttons_and_posts_outlast_a_restart(tmp_path: Path) -> None:
    async with paper(tmp_path) as there:
        async with process(there):
            pages = await there.ines.slash(there.channel, "quote", name="østby")
            answer = await there.ines.slash(there.channel, "quote", name="ana ruiz")
            await there.ines.press(answer.message, "Share")
        post = next(one for one in there.channel.messages if one.to is None)
        there.quotedesk.do(SetStatus(2, Status.RETRACTED, "The mayor was misheard."), newsroom=HARBOUR)
        async with process(there):
            assert "5–8 of 13" in (await there.ines.press(pages.message, "Older")).text
            await there.discord.until(lambda: "The mayor was misheard." in text_of(post))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"DISCORD_TOKEN": ""}, "DISCORD_TOKEN is not set."),
        ({"DISCORD_TOKEN": "abc"}, "DISCORD_TOKEN is no bot's token."),
        ({"DISCORD_TOKEN": TOKEN + "x"}, "Discord does not take DISCORD_TOKEN."),
        ({"QUOTEDESK_DISCORD_PUBLIC": "perhaps"}, "QUOTEDESK_DISCORD_PUBLIC is either yes or no."),
        ({"HTTPS_PROXY": "http://127.0.0.1:9"}, "Discord can't be reached."),
    ],
)
async def test_what_is_set_wrong_is_one_sentence(tmp_path: Path, changed: dict[str, str], told: str) -> None:
    async with paper(tmp_path) as there:
        environment = there.environment | changed
        begun = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "adapters.discord", env=environment, stderr=PIPE
        )
        _, said = await asyncio.wait_for(begun.communicate(), PATIENCE)
        assert told in said.decode()
        assert "Traceback" not in said.decode()
        assert begun.returncode == 3
