"""The Discord bot, in a Discord in process: questions, completion, buttons and shares, each for the asker alone."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import simcord
from simcord import ChannelHandle, MemberActor

from adapters.discord.app import DiscordApp
from adapters.discord.settings import DiscordSettings
from bot.desk import Desk
from bot.ledger import open_vault
from bot.order import Link
from bot.request import Question
from tests.newsroom import HARBOUR, opened, settings

FIRST = "“The harbour comes first,”"


@dataclass
class Server:
    """A server with the bot in it, one channel, and two people."""

    app: DiscordApp
    desk: Desk
    channel: ChannelHandle
    ines: MemberActor
    oskar: MemberActor


@asynccontextmanager
async def server(folder: Path, *, linked: bool = True) -> AsyncIterator[Server]:
    desk = opened(folder)
    vault = open_vault(settings(folder))
    app = DiscordApp(desk, DiscordSettings("token"), vault)
    async with simcord.run(app, shard_count=1) as env:
        guild = env.create_guild("brackwater")
        people = [guild.add_member(env.create_user(name)) for name in ("ines", "oskar")]
        if linked:
            desk.do(Link(f"discord:{guild.id}"), newsroom=HARBOUR)
        yield Server(app, desk, guild.create_text_channel("desk"), *people)
    vault.close()
    desk.close()


def words(shown: Any) -> str:
    """What a message says, all its components together."""
    return json.dumps(shown.components, ensure_ascii=False).replace("\\", "")


def _label(shown: Any, beginning: str) -> str:
    """The label of the first button that begins so."""
    labels: list[str] = re.findall(r'"label": "([^"]*)"', words(shown))
    return next(label for label in labels if label.startswith(beginning))


def seen(channel: ChannelHandle) -> str:
    """What everybody sees in a channel."""
    said = [[component.to_dict() for component in message.components] for message in channel.history()]
    return json.dumps(said, ensure_ascii=False).replace("\\", "")


async def test_a_slash_command_is_answered_for_the_asker_alone(tmp_path: Path) -> None:
    async with server(tmp_path) as here:
        answer = await here.ines.slash(here.channel, "quote", name="ana ruiz")
        assert answer.response
        assert answer.ephemeral
        assert FIRST in words(answer.response)
        assert here.channel.history() == []


async def test_a_server_that_is_not_linked_gets_a_sentence_and_no_data(tmp_path: Path) -> None:
    async with server(tmp_path, linked=False) as here:
        answer = await here.ines.slash(here.channel, "quote", name="ana ruiz")
        assert "quotedesk link discord:" in words(answer.response)
        assert "harbour" not in words(answer.response)
        assert await here.ines.autocomplete(here.channel, "quote", "name", "rui") == []


async def test_names_complete_while_one_types_and_their_values_are_numbers(tmp_path: Path) -> None:
    async with server(tmp_path) as here:
        here.desk.offers(HARBOUR, "name", "rui")
        offered = await here.ines.autocomplete(here.channel, "quote", "name", "rui")
        assert offered
        assert all(choice["value"].startswith("#") for choice in offered)
        assert offered[0]["name"].startswith("Ana Ruiz")


async def test_a_mistake_is_told_with_its_remedy(tmp_path: Path) -> None:
    async with server(tmp_path) as here:
        answer = await here.ines.slash(here.channel, "quote", name="ana ruiz", page="none")
        assert "page: takes the number of a page." in words(answer.response)


async def test_a_page_turns_in_place(tmp_path: Path) -> None:
    async with server(tmp_path) as here:
        first = await here.ines.slash(here.channel, "quote", name="østby")
        assert first.response
        turned = await here.ines.click(first.response, label="Older")
        assert turned.response
        assert turned.response.id == first.response.id
        assert "5–8 of 13" in words(turned.response)


async def test_a_shared_quote_stands_in_the_channel_until_its_sharer_takes_it_back(tmp_path: Path) -> None:
    async with server(tmp_path) as here:
        answer = await here.ines.slash(here.channel, "quote", name="ana ruiz")
        assert answer.response
        await here.ines.click(answer.response, label=_label(answer.response, "Share"))
        assert FIRST in seen(here.channel)
        post = here.channel.last_message
        assert post
        await here.oskar.click(post, label="Take back")
        assert FIRST in seen(here.channel)
        await here.ines.click(post, label="Take back")
        assert FIRST not in seen(here.channel)


async def test_a_mention_shows_its_answer_to_the_asker_alone(tmp_path: Path) -> None:
    async with server(tmp_path) as here:
        assert here.app.user
        await here.ines.send(here.channel, f"{here.app.user.mention} /quote ana ruiz")
        waiting = here.channel.last_message
        assert waiting
        assert "ruiz" not in seen(here.channel).replace("/quote ana ruiz", "")
        other = await here.oskar.click(waiting, label="Show my answer")
        assert "Only who asked" in words(other.response)
        own = await here.ines.click(waiting, label="Show my answer")
        assert own.ephemeral
        assert FIRST in words(own.response)


async def test_a_long_question_is_kept_sealed_and_read_back(tmp_path: Path) -> None:
    async with server(tmp_path) as here:
        question = Question("lookup", {"words": "“Øl 🍺” " * 400})
        name = here.app.carrier.packed(question, 98, now=_now())
        assert len(name) <= 98
        assert here.app.carrier.question_of(name, now=_now()) == question


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)
