"""Following on Discord: what is new is told once, where it was asked for, whoever is started anew meanwhile."""

from pathlib import Path

from bot.order import Ingest, Input
from tests.discord_newsroom import Newsroom, newsroom
from tests.discord_people import text_of
from tests.discord_server import Trouble
from tests.discord_world import Channel, Message
from tests.newsroom import HARBOUR

NEWS = "“The quay will be rebuilt,”"
POSTING = r"/channels/\d+/messages"


def _file(here: Newsroom, name: str = "quay", words: str = NEWS) -> None:
    text = f"---\nheadline: {name}\nurl: https://ledger.example/{name}\n---\n\n{words} Ana Ruiz said.\n"
    here.quotedesk.do(Ingest((Input(f"{name}.md", data=text.encode()),)), newsroom=HARBOUR)
    here.quotedesk.evaluate()


async def _follow(here: Newsroom, label: str, channel: Channel | None = None) -> str:
    shown = await here.ines.slash(channel or here.desk, "follow", name="ana ruiz", when="now")
    return (await here.ines.press(shown.message, label)).text


def _told(here: Newsroom) -> list[Message]:
    everywhere = [one for channel in here.discord.server.channels.values() for one in channel.messages]
    return [one for one in everywhere if one.author.bot and one.to is None and NEWS in text_of(one)]


async def _once(here: Newsroom) -> Message:
    await here.discord.until(lambda: _told(here))
    await here.ines.slash(here.desk, "help")
    [message] = _told(here)
    return message


async def test_news_come_to_who_follows_alone(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        here.discord.direct(here.ines)
        assert "told to you alone" in await _follow(here, "Follow for me")
        _file(here)
        message = await _once(here)
        assert message not in here.desk.messages


async def test_news_come_to_a_channel(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        await _follow(here, "Follow in this channel")
        _file(here)
        assert await _once(here) in here.desk.messages


async def test_a_channel_where_the_bot_may_not_write_can_not_follow(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        quiet = here.discord.channel(here.guild, "quiet", silent=True)
        assert "I may not write in this channel." in await _follow(here, "Follow in this channel", quiet)


async def test_what_is_followed_is_listed_and_ended_with_a_button(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        await _follow(here, "Follow for me")
        listed = await here.ines.slash(here.desk, "following")
        assert "Followed no more: Ana Ruiz." in (await here.ines.press(listed.message, "#1 Ana Ruiz")).text
        assert "You follow nothing of that" in (await here.ines.slash(here.desk, "following")).text


async def test_who_dies_after_discord_took_it_says_nothing_twice(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        await _follow(here, "Follow in this channel")
        _file(here)
        saying = here.quotedesk.due("discord")
        assert saying
        first = await here.app.telling.say(saying)  # and here the process ends, and another one says it again
        assert await here.app.telling.say(saying) == first
        await _once(here)


async def test_what_discord_took_without_saying_so_is_said_once(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        await _follow(here, "Follow in this channel")
        here.discord.server.trouble[POSTING] = [Trouble(502, done=True)]
        _file(here)
        await _once(here)


async def test_a_channel_that_the_bot_was_shut_out_of_ends_what_it_follows(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        await _follow(here, "Follow in this channel")
        here.discord.server.trouble[POSTING] = [Trouble(403, 50013)]
        _file(here)
        await here.discord.until(lambda: not here.discord.server.trouble[POSTING])
        listed = await here.ines.slash(here.desk, "following")
        assert "ended: Discord does not let me write there" in listed.text
