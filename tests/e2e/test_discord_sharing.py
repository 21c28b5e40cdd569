"""Sharing on Discord: a channel sees who shared what, it can be undone, and what changed is said in the post."""

from pathlib import Path

from bot.model import Access, Status
from bot.order import Link, Remove, SetAccess, SetStatus
from tests.discord_newsroom import FIRST, Newsroom, newsroom, running
from tests.discord_people import discord, text_of
from tests.discord_server import Trouble
from tests.discord_world import Channel, Message
from tests.newsroom import HARBOUR, opened

POSTING = r"/channels/\d+/messages"


def _post(channel: Channel) -> Message:
    return [one for one in channel.messages if one.author.bot and one.to is None][-1]


async def _shared(here: Newsroom, channel: Channel | None = None) -> Message:
    answer = await here.ines.slash(channel or here.desk, "quote", name="ana ruiz")
    share = next(label for label in answer.labels if label.startswith("Share"))
    told = await here.ines.press(answer.message, share)
    assert told.text.startswith("Shared with the channel."), told.text
    return _post(channel or here.desk)


async def test_a_shared_quote_stands_in_the_channel_with_who_shared_it(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        post = await _shared(here)
        assert f"<@{here.ines.user.id}>" in text_of(post)
        assert FIRST in here.oskar.sees(here.desk)


async def test_only_its_sharer_and_who_manages_the_server_can_take_it_back(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        post = await _shared(here)
        assert "Only who shared it" in (await here.oskar.press(post, "Take back")).text
        assert FIRST in text_of(post)
        await here.ines.press(post, "Take back")
        assert FIRST not in here.oskar.sees(here.desk)
        again = await _shared(here)
        managing = here.discord.person("Ada", here.guild, manages=True)
        await managing.press(again, "Take back")
        assert FIRST not in here.oskar.sees(here.desk)


async def test_others_may_see_the_context_of_what_was_shared(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        context = await here.oskar.press(await _shared(here), "Context")
        assert context.ephemeral
        assert "Brackwater" in context.text


async def test_pressed_twice_it_is_shared_once(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        answer = await here.ines.slash(here.desk, "quote", name="ana ruiz")
        await here.ines.press(answer.message, "Share", again=True)
        await here.ines.slash(here.desk, "help")
        assert here.oskar.sees(here.desk).count(FIRST) == 1


async def test_where_the_bot_may_not_write_it_says_so_and_nothing_is_recorded(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        quiet = here.discord.channel(here.guild, "quiet", silent=True)
        answer = await here.ines.slash(quiet, "quote", name="ana ruiz")
        told = await here.ines.press(answer.message, "Share")
        assert told.text.startswith("I may not write in this channel, so nothing was shared.")
        assert told.ephemeral
        assert here.quotedesk.shares_of(HARBOUR, f"discord:{here.guild.id}:{here.ines.user.id}") == ()


async def test_where_anybody_reads_along_only_public_articles_are_shared(tmp_path: Path) -> None:
    async with newsroom(tmp_path, features=("COMMUNITY",)) as here:
        answer = await here.ines.slash(here.desk, "quote", name="ana ruiz")
        told = await here.ines.press(answer.message, "Share")
        assert FIRST not in here.oskar.sees(here.desk), told.text
        here.quotedesk.do(SetAccess(2, Access.PUBLIC), newsroom=HARBOUR)
        await _shared(here)
        assert FIRST in here.oskar.sees(here.desk)


async def test_in_a_server_that_is_not_linked_only_public_articles_are_shared(tmp_path: Path) -> None:
    """Ines installed the bot for herself and uses it in a server where it is a member, but which has no newsroom."""
    async with newsroom(tmp_path) as here:
        far = here.discord.guild("A café")
        far.members[here.ines.user.id] = here.ines.user
        table = here.discord.channel(far, "table")
        await here.discord.server.tell("GUILD_CREATE", far.json(here.discord.server.bot), far)
        owners = {"0": str(far.id), "1": str(here.ines.user.id)}
        answer = await here.ines.slash(table, "quote", name="ana ruiz", owners=owners)
        assert FIRST in answer.text
        assert answer.ephemeral
        told = await here.ines.press(answer.message, "Share", owners=owners)
        assert "Shared with the channel." not in told.text
        assert not any(one.to is None for one in table.messages)


async def test_a_post_whose_confirmation_is_lost_stands_there_once(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        here.discord.server.trouble[POSTING] = [Trouble(502, done=True)]
        await _shared(here)
        assert here.oskar.sees(here.desk).count(FIRST) == 1


async def test_patience_that_discord_asks_for_is_had(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        here.discord.server.trouble[POSTING] = [Trouble(429), Trouble(429)]
        await _shared(here)
        assert (
            len([call for call in here.discord.server.calls if call.method == "POST" and "/channels/" in call.path])
            == 3
        )


async def test_a_post_says_so_when_its_article_is_corrected_or_taken_down_even_after_a_restart(tmp_path: Path) -> None:
    desk = opened(tmp_path)
    async with discord(tmp_path) as here:
        guild = here.guild("Harbour Post")
        channel, ines = here.channel(guild, "desk"), here.person("Ines", guild)
        desk.do(Link(f"discord:{guild.id}"), newsroom=HARBOUR)
        async with running(tmp_path, here, desk):
            answer = await ines.slash(channel, "quote", name="ana ruiz")
            await ines.press(answer.message, "Share")
        post = _post(channel)
        desk.do(SetStatus(2, Status.RETRACTED, "The mayor was misheard."), newsroom=HARBOUR)
        assert "misheard" not in text_of(post)
        async with running(tmp_path, here, desk):
            await here.until(lambda: "The mayor was misheard." in text_of(post))
            desk.do(Remove(2), newsroom=HARBOUR)
            await here.until(lambda: FIRST not in text_of(post))
    desk.close()


async def test_a_post_that_somebody_deleted_keeps_no_other_one_from_being_corrected(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        first, second = await _shared(here), await _shared(here)
        first.deleted = True
        here.quotedesk.do(SetStatus(2, Status.CORRECTED, "One word was wrong."), newsroom=HARBOUR)
        await here.discord.until(lambda: "One word was wrong." in text_of(second))


async def test_in_a_direct_message_a_quote_is_shared_with_oneself(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        alone = here.discord.direct(here.ines)
        post = await _shared(here, alone)
        await here.ines.press(post, "Take back")
        assert FIRST not in text_of(post)


async def test_a_retraction_is_said_once_in_answer_to_what_was_shared(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        post = await _shared(here)
        here.quotedesk.do(SetStatus(2, Status.RETRACTED, "The mayor was misheard."), newsroom=HARBOUR)
        here.quotedesk.evaluate()
        await here.discord.until(lambda: _post(here.desk) is not post)
        told = _post(here.desk)
        assert "What was shared here is retracted" in text_of(told)
        assert FIRST not in text_of(told)
        here.quotedesk.evaluate()
        assert here.quotedesk.due("discord") is None
