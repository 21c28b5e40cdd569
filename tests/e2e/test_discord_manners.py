"""Manners on Discord: in time or promised, once, within limits, through dropped connections, and no word of it in a log."""

import asyncio
import logging
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.discord.app import DiscordApp
from adapters.discord.settings import DiscordSettings
from bot.order import Link
from bot.reply import Reply
from bot.request import Request
from tests.discord_newsroom import FIRST, newsroom, running
from tests.discord_people import TOKEN, discord, text_of
from tests.discord_server import Trouble
from tests.newsroom import HARBOUR, opened

CALLBACK = r"/interactions/\d+/[^/]+/callback"
ORIGINAL = r"/webhooks/\d+/[^/]+/messages/@original"


class Gate:
    """Holds every answer back until it is opened."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self.waiting = 0

    def __call__(self, request: Request, reply: Reply) -> Reply:
        self.waiting += 1
        assert self._open.wait(60)
        return reply

    def open(self) -> None:
        self._open.set()


async def test_an_answer_that_takes_long_is_promised_and_then_given(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        here.quotedesk.then = gate = Gate()
        asking = asyncio.create_task(here.ines.slash(here.desk, "quote", name="ana ruiz"))
        server = here.discord.server
        await here.discord.until(lambda: any(one.answer == 5 for one in server.interactions.values()))
        gate.open()
        answer = await asking
        assert FIRST in answer.text
        assert answer.ephemeral
        assert not answer.message.loading


async def test_a_page_that_takes_long_is_turned_in_place_all_the_same(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        first = await here.ines.slash(here.desk, "quote", name="østby")
        here.quotedesk.then = gate = Gate()
        turning = asyncio.create_task(here.ines.press(first.message, "Older"))
        await here.discord.until(lambda: any(one.answer == 6 for one in here.discord.server.interactions.values()))
        gate.open()
        assert "5–8 of 13" in (await turning).text
        assert text_of(first.message) == (await turning).text


async def test_a_fault_that_nobody_foresaw_is_a_sentence_and_no_word_of_it_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(request: Request, reply: Reply) -> Reply:
        raise ValueError(str(request))

    caplog.set_level(logging.DEBUG)
    async with newsroom(tmp_path) as here:
        here.quotedesk.then = failing
        answer = await here.ines.slash(here.desk, "quote", name="a secret source")
        assert "Something went wrong that we did not foresee" in answer.text
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("discord", "asyncio"))]
    assert any("ValueError" in message for message in ours)
    assert not any("secret source" in message for message in ours)


async def test_what_discord_does_not_take_is_told_in_its_place(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        here.discord.server.trouble[CALLBACK] = [Trouble(400, 50035)]
        answer = await here.ines.slash(here.desk, "quote", name="ana ruiz")
        assert "Something went wrong that we did not foresee" in answer.text


async def test_patience_that_discord_asks_for_is_had(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        here.discord.server.trouble[CALLBACK] = [Trouble(429)]
        assert FIRST in (await here.ines.slash(here.desk, "quote", name="ana ruiz")).text


async def test_a_command_that_is_delivered_twice_is_answered_once(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        answer = await here.ines.slash(here.desk, "quote", name="ana ruiz", again=True)
        await here.ines.slash(here.desk, "help")
        assert FIRST in answer.text


@pytest.mark.parametrize("code", [0, 4000, 1012])
async def test_what_was_asked_while_the_connection_was_lost_is_answered_when_it_is_back(
    tmp_path: Path, code: int
) -> None:
    async with newsroom(tmp_path) as here:
        server = here.discord.server
        server.patience = 60
        await server.drop(code)
        answer = await here.ines.slash(here.desk, "quote", name="ana ruiz")
        assert FIRST in answer.text
        assert [session.resumed for session in server.sessions.values()] == [1]


async def test_a_bot_that_is_asked_to_come_back_goes_on_where_it_was(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        await here.discord.server.reconnect()
        await here.discord.until(lambda: all(one.resumed for one in here.discord.server.sessions.values()))
        assert FIRST in (await here.ines.slash(here.desk, "quote", name="ana ruiz")).text


async def test_a_session_that_discord_forgot_is_begun_anew(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        server = here.discord.server
        await server.drop()
        server.sessions.clear()
        await here.discord.ready()
        assert FIRST in (await here.ines.slash(here.desk, "quote", name="ana ruiz")).text


async def test_one_person_may_ask_only_so_much_and_a_newsroom_so_much(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    async with discord(tmp_path) as here:
        guild = here.guild("Harbour Post")
        channel = here.channel(guild, "desk")
        ines, oskar = here.person("Ines", guild), here.person("Oskar", guild)
        desk.do(Link(f"discord:{guild.id}"), newsroom=HARBOUR)
        few = DiscordSettings(TOKEN, proxy=here.proxy, person_limit=2, newsroom_limit=3)
        async with running(tmp_path, here, desk, few):
            told = [(await ines.slash(channel, "quote", name="ana ruiz")).text for _ in range(3)]
            assert [FIRST in text for text in told] == [True, True, False]
            assert "Ask again in" in told[2]
            assert FIRST in (await oskar.slash(channel, "quote", name="ana ruiz")).text
            assert "Ask again in" in (await oskar.slash(channel, "quote", name="ana ruiz")).text
            await ines.say(channel, "<bot> ana ruiz")
            await oskar.slash(channel, "help")
            assert not any(one.author.bot and one.to is None for one in channel.messages)
    desk.close()


async def test_discord_is_told_of_the_commands_only_when_they_changed(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    async with discord(tmp_path) as here:
        here.guild("Harbour Post")
        for _ in range(3):
            async with running(tmp_path, here, desk):
                pass
        told = [call for call in here.server.calls if call.method == "PUT"]
        assert len(told) == 1
        here.server.commands.pop()
        async with running(tmp_path, here, desk):
            pass
        assert here.server.commands[-1]["name"] == told[0].body[-1]["name"]
    desk.close()


async def test_an_older_command_than_ours_is_told_to_be_reloaded(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        assert (
            "Your Discord still shows an older form" in (await here.ines.slash(here.desk, "interview", with_="x")).text
        )


async def test_keystrokes_are_answered_while_answers_are_worked_out(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        here.quotedesk.then = gate = Gate()
        asking = [asyncio.create_task(here.ines.slash(here.desk, "quote", name="ana ruiz")) for _ in range(4)]
        await here.discord.until(lambda: gate.waiting == 2)
        assert await here.oskar.complete(here.desk, "quote", "name", "rui")
        gate.open()
        await asyncio.gather(*asking)


async def test_answers_under_way_are_given_before_it_ends(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        here.quotedesk.then = gate = Gate()
        asking = asyncio.create_task(here.ines.slash(here.desk, "quote", name="ana ruiz"))
        await here.discord.until(lambda: gate.waiting)
        closing = asyncio.create_task(here.app.close())
        gate.open()
        assert FIRST in (await asking).text
        await closing


@pytest.mark.parametrize("back", ["while it listens", "while nobody listens", "never"])
async def test_a_server_that_removed_the_bot_is_forgotten_unless_it_comes_back(tmp_path: Path, back: str) -> None:
    desk = opened(tmp_path)
    async with discord(tmp_path) as here:
        guild, other = here.guild("Harbour Post"), here.guild("The Other Post")
        channel, ines = here.channel(other, "desk"), here.person("Ines", other)
        tenant = f"discord:{guild.id}"
        for one in (guild, other):
            desk.do(Link(f"discord:{one.id}"), newsroom=HARBOUR)
        async with running(tmp_path, here, desk, grace=timedelta(0)):
            await here.until(lambda: tenant in desk.kept)
            await here.server.tell("GUILD_DELETE", {"id": str(guild.id)}, guild)
            if back == "while it listens":
                joined = guild.json(here.server.bot)
                del joined["unavailable"]  # Discord leaves it out where a bot is added
                await here.server.tell("GUILD_CREATE", joined, guild)
                await here.until(lambda: desk.kept.count(tenant) == 2)
            await ines.slash(channel, "help")
        if back == "while nobody listens":
            async with running(tmp_path, here, desk, grace=timedelta(0)):
                await here.until(lambda: desk.kept.count(tenant) == 2)
        desk.purge()
        assert (desk.newsroom_of(tenant) is None) == (back == "never")
    desk.close()


async def test_two_shards_share_the_servers(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    async with discord(tmp_path, shards=2) as here:
        guilds = [here.guild(f"Post {number}") for number in range(4)]
        people = [here.person("Ines", guild) for guild in guilds]
        channels = [here.channel(guild, "desk") for guild in guilds]
        for guild in guilds:
            desk.do(Link(f"discord:{guild.id}"), newsroom=HARBOUR)
        async with running(tmp_path, here, desk) as app:
            assert isinstance(app, DiscordApp)
            for person, channel in zip(people, channels, strict=True):
                assert FIRST in (await person.slash(channel, "quote", name="ana ruiz")).text
        assert app.shard_count == 2
    desk.close()
