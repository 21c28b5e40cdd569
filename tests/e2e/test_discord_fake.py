"""The Discord of our own catches what Discord would: late, double and missing answers, bodies that it does not take, bad manners."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import discord as library
import pytest

from tests.discord_people import TOKEN, Discord, Person, discord
from tests.discord_world import Channel

Heard = Callable[[library.Interaction], Awaitable[None]]


class Bot(library.Client):
    """A bot that does one thing with every interaction."""

    def __init__(self, here: Discord, heard: Heard, intents: library.Intents | None = None) -> None:
        usual = library.Intents(guilds=True)
        super().__init__(intents=intents or usual, proxy=here.proxy, connector=here.connector(), max_messages=None)
        self._heard = heard
        self.failed: list[library.HTTPException] = []

    async def on_interaction(self, interaction: library.Interaction) -> None:
        try:
            await self._heard(interaction)
        except library.HTTPException as error:
            self.failed.append(error)


@asynccontextmanager
async def _visited(folder: Path, heard: Heard) -> AsyncIterator[tuple[Discord, Bot, Person, Channel]]:
    """A server with such a bot in it. What the fake found is left to the test."""
    try:
        async with discord(folder) as here:
            guild = here.guild("a server")
            channel, ines = here.channel(guild, "desk"), here.person("Ines", guild)
            bot = Bot(here, heard)
            async with bot:
                running = asyncio.create_task(bot.start(TOKEN))
                await here.ready()
                yield here, bot, ines, channel
                await bot.close()
                await running
    except AssertionError as error:
        raise Caught(str(error)) from error


class Caught(Exception):  # noqa: N818 - what the fake caught
    """What the fake found."""


async def _sends(interaction: library.Interaction, **more: Any) -> None:
    words: Any = {"content": "here", "allowed_mentions": library.AllowedMentions.none(), **more}
    await interaction.response.send_message(**words)


async def test_a_bot_with_manners_passes(tmp_path: Path) -> None:
    async def good(interaction: library.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content="here", allowed_mentions=library.AllowedMentions.none())

    async with _visited(tmp_path, good) as (_, bot, ines, channel):
        answer = await ines.slash(channel, "anything")
        assert answer.message.content == "here"
        assert answer.ephemeral
        assert bot.failed == []


async def _late(interaction: library.Interaction) -> None:
    await asyncio.sleep(0.1)
    await _sends(interaction)


async def _twice(interaction: library.Interaction) -> None:
    await _sends(interaction)
    interaction.response._response_type = None
    await _sends(interaction)


async def _never(interaction: library.Interaction) -> None:
    return None


async def _thinks(interaction: library.Interaction) -> None:
    await interaction.response.defer(thinking=True)


async def _mentions(interaction: library.Interaction) -> None:
    await interaction.response.send_message("@everyone")


async def _long_id(interaction: library.Interaction) -> None:
    button: library.ui.Button[Any] = library.ui.Button(label="press", custom_id="x" * 101)
    view = library.ui.LayoutView(timeout=None)
    view.add_item(library.ui.ActionRow(button))
    await interaction.response.send_message(view=view, allowed_mentions=library.AllowedMentions.none())


async def _too_long(interaction: library.Interaction) -> None:
    view = library.ui.LayoutView(timeout=None)
    view.add_item(library.ui.TextDisplay("x" * 4_001))
    await interaction.response.send_message(view=view, allowed_mentions=library.AllowedMentions.none())


async def _content_too_long(interaction: library.Interaction) -> None:
    await _sends(interaction, content="x" * 2_001)


async def _caught(folder: Path, heard: Heard, do: Callable[[Person, Channel], Awaitable[object]]) -> str:
    """What the fake finds wrong with a bot that hears of something."""
    try:
        async with _visited(folder, heard) as (here, _, ines, channel):
            here.server.patience = 0.05 if heard is _late else 60
            asking = asyncio.ensure_future(do(ines, channel))
            if heard is _never:
                await here.until(here.asked)
            elif heard is _thinks:
                await here.until(lambda: any(one.answer for one in here.asked()))
            else:
                await here.until_faulty()
            asking.cancel()
    except Caught as found:
        return str(found)
    return ""


@pytest.mark.parametrize(
    ("heard", "caught"),
    [
        (_late, "answered late"),
        (_twice, "answered twice"),
        (_never, "never answered"),
        (_thinks, "left standing"),
        (_mentions, "mentions are not forbidden"),
        (_long_id, "custom_id"),
        (_too_long, "4001 characters"),
        (_content_too_long, "content"),
    ],
)
async def test_a_bot_without_manners_is_caught(tmp_path: Path, heard: Heard, caught: str) -> None:
    assert caught in await _caught(tmp_path, heard, lambda ines, channel: ines.slash(channel, "anything"))


async def test_an_autocompletion_that_is_answered_with_a_message_is_caught(tmp_path: Path) -> None:
    found = await _caught(tmp_path, _sends, lambda ines, channel: ines.complete(channel, "quote", "name", "x"))
    assert "answered with 4" in found


async def test_more_follow_ups_than_a_user_install_takes_are_caught(tmp_path: Path) -> None:
    async def many(interaction: library.Interaction) -> None:
        await _sends(interaction)
        for _ in range(6):
            await interaction.followup.send("more", allowed_mentions=library.AllowedMentions.none())

    def asks(ines: Person, channel: Channel) -> Awaitable[object]:
        return ines.slash(channel, "anything", owners={"1": str(ines.user.id)})

    assert "more follow-ups" in await _caught(tmp_path, many, asks)


async def test_a_token_is_refused_after_a_quarter_of_an_hour(tmp_path: Path) -> None:
    heard: list[library.Interaction] = []

    async def keeps(interaction: library.Interaction) -> None:
        await _sends(interaction)
        heard.append(interaction)

    async with _visited(tmp_path, keeps) as (here, _, ines, channel):
        await ines.slash(channel, "anything")
        await here.until(lambda: heard)
        here.server.age = 15 * 60
        with pytest.raises(library.HTTPException, match="50027"):
            await heard[0].edit_original_response(content="later", allowed_mentions=library.AllowedMentions.none())


async def test_a_wrong_token_and_a_privileged_intent_are_refused(tmp_path: Path) -> None:
    async with discord(tmp_path) as here:
        async with Bot(here, _never) as bot:
            with pytest.raises(library.LoginFailure):
                await bot.start(TOKEN + "x")
        intents = library.Intents(guilds=True, message_content=True)
        async with Bot(here, _never, intents) as bot:
            with pytest.raises(library.PrivilegedIntentsRequired):
                await bot.start(TOKEN)
        here.server.faults.clear()


async def test_the_same_nonce_posts_once(tmp_path: Path) -> None:
    async with _visited(tmp_path, _never) as (_, bot, __, channel):
        there = bot.get_partial_messageable(channel.id)
        nobody = library.AllowedMentions.none()
        first = await there.send("once", nonce="n1", allowed_mentions=nobody)
        second = await there.send("once", nonce="n1", allowed_mentions=nobody)
        assert first.id == second.id
        assert len(channel.messages) == 1


async def test_a_call_that_is_not_known_here_is_caught(tmp_path: Path) -> None:
    found = ""
    try:
        async with _visited(tmp_path, _never) as (_, bot, __, channel):
            with suppress(library.NotFound):
                await bot.get_partial_messageable(channel.id).typing()
    except Caught as error:
        found = str(error)
    assert "no such call" in found


async def test_words_are_told_only_where_they_are_meant_for_the_bot(tmp_path: Path) -> None:
    heard: list[library.Message] = []
    async with discord(tmp_path) as here:
        guild = here.guild("a server")
        channel, ines = here.channel(guild, "desk"), here.person("Ines", guild)
        bot = Bot(here, _never, library.Intents(guilds=True, guild_messages=True, dm_messages=True))

        @bot.event
        async def on_message(message: library.Message) -> None:
            heard.append(message)

        async with bot:
            running = asyncio.create_task(bot.start(TOKEN))
            await here.ready()
            for place, words in ((channel, "aside"), (channel, "<bot> asked"), (here.direct(ines), "alone")):
                await ines.say(place, words)
            await here.until(lambda: len(heard) == 3)
            await bot.close()
            await running
    assert [message.content.split()[-1:] for message in heard] == [[], ["asked"], ["alone"]]
