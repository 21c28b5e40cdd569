"""Asking on Discord over real sockets: the same answers as everywhere, for the asker alone, in every way there is to ask."""

import json
from pathlib import Path

import pytest

from bot.order import Link, Unlink
from tests.discord_newsroom import FIRST, newsroom
from tests.discord_people import text_of
from tests.newsroom import ELSEWHERE, HARBOUR

FOREIGN = "“Not for Brackwater,”"


async def test_a_slash_command_is_answered_for_the_asker_alone(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        answer = await here.ines.slash(here.desk, "quote", name="ana ruiz")
        assert FIRST in answer.text
        assert answer.ephemeral
        assert FIRST not in here.oskar.sees(here.desk)


async def test_a_question_in_a_thread_is_answered_there(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        thread = here.discord.thread(here.desk, "the bridge")
        await here.discord.server.tell("THREAD_CREATE", thread.json, here.guild)
        answer = await here.ines.slash(thread, "quote", name="ana ruiz")
        assert FIRST in answer.text


async def test_names_titles_and_outlets_complete_with_numbers_for_values(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        names = await here.ines.complete(here.desk, "quote", "name", "rui")
        assert [one["name"].split(" – ")[0] for one in names] == ["Ana Ruiz", "Tomas Ruiz"]
        assert all(one["value"].startswith("#") for one in names)
        titles = await here.ines.complete(here.desk, "summary", "article", "harbour br")
        assert titles[0]["name"].startswith("Harbour bridge to close for a year")
        outlets = await here.ines.complete(here.desk, "lookup", "outlet", "coast")
        assert [one["value"] for one in outlets] == ["Coast Courier"]
        chosen = await here.ines.slash(here.desk, "quote", name=names[0]["value"])
        assert FIRST in chosen.text


async def test_a_server_that_is_not_linked_gets_a_sentence_and_no_data(tmp_path: Path) -> None:
    async with newsroom(tmp_path, linked=False) as here:
        answer = await here.ines.slash(here.desk, "quote", name="ana ruiz")
        assert f"quotedesk link discord:{here.guild.id} NEWSROOM" in answer.text
        assert "harbour" not in answer.text.casefold().replace("newsroom", "")
        assert await here.ines.complete(here.desk, "quote", "name", "rui") == []


async def test_one_newsroom_never_sees_another_ones_rows(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        there = here.discord.guild("The Other Post")
        channel = here.discord.channel(there, "desk")
        eve = here.discord.person("Eve", there)
        here.quotedesk.do(Link(f"discord:{there.id}"), newsroom=ELSEWHERE)
        await here.discord.server.tell("GUILD_CREATE", there.json(here.discord.server.bot), there)
        answer = await eve.slash(channel, "quote", name="ana ruiz")
        assert FOREIGN in answer.text
        assert FIRST not in answer.text
        assert [one["name"].split(" – ")[0] for one in await eve.complete(channel, "quote", "name", "rui")] == [
            "Ana Ruiz"
        ]


async def test_a_message_gives_its_quotations_to_be_found_and_checked(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        said = await here.oskar.say(here.desk, "She said: “We will not raise the tolls. Not this year and not next.”")
        found = await here.ines.menu(here.desk, "Find this quote", said)
        assert "We will not raise the tolls" in found.text
        checked = await here.ines.menu(here.desk, "Quotes in this message", said)
        assert "Ana Ruiz" in checked.text
        assert checked.ephemeral


async def test_a_mention_gets_a_button_that_shows_the_answer_to_the_asker_alone(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        said = await here.ines.say(here.desk, "<bot> /quote ana ruiz")
        waiting = await here.ines.answered(said)
        assert "ruiz" not in text_of(waiting)
        assert (await here.oskar.press(waiting, "Show my answer")).text.startswith("Only who asked")
        own = await here.ines.press(waiting, "Show my answer")
        assert FIRST in own.text
        assert own.ephemeral
        assert FIRST not in here.oskar.sees(here.desk)


async def test_a_mention_that_is_delivered_twice_is_answered_once(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        said = await here.ines.say(here.desk, "<bot> ana ruiz", again=True)
        await here.ines.answered(said)
        await here.ines.slash(here.desk, "help")
        assert len([one for one in here.desk.messages if one.answers is said]) == 1


async def test_what_others_write_to_each_other_is_not_answered(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        await here.ines.say(here.desk, "ana ruiz")
        said = await here.ines.say(here.desk, "<bot> ana ruiz")
        answer = await here.ines.answered(said)
        reply = await here.oskar.say(here.desk, "a fine find")
        reply.answers, reply.mentions = answer, (here.discord.server.bot,)
        await here.discord.server.tell("MESSAGE_CREATE", reply.json(), here.guild)
        await here.ines.slash(here.desk, "help")
        assert [one.answers for one in here.desk.messages if one.answers and one.author.bot] == [said]


async def test_a_setting_answers_mentions_in_the_open(tmp_path: Path) -> None:
    async with newsroom(tmp_path, public=True) as here:
        said = await here.ines.say(here.desk, "<bot> /quote ana ruiz")
        answer = await here.ines.answered(said)
        assert FIRST in here.oskar.sees(here.desk)
        assert "Only who asked" in (await here.oskar.press(answer, "Dismiss")).text
        await here.ines.press(answer, "Dismiss")
        assert FIRST not in here.oskar.sees(here.desk)


async def test_where_anybody_reads_along_no_mention_is_answered_in_the_open(tmp_path: Path) -> None:
    async with newsroom(tmp_path, public=True, features=("COMMUNITY",)) as here:
        said = await here.ines.say(here.desk, "<bot> /quote ana ruiz")
        assert FIRST not in text_of(await here.ines.answered(said))
        safe = here.discord.channel(here.guild, "editors", hidden=True)
        await here.discord.server.tell("CHANNEL_CREATE", safe.json, here.guild)
        told = await here.ines.say(safe, "<bot> /quote ana ruiz")
        assert FIRST in text_of(await here.ines.answered(told))


async def test_a_page_of_an_answer_in_the_open_is_turned_for_whoever_turns_it(tmp_path: Path) -> None:
    async with newsroom(tmp_path, public=True) as here:
        said = await here.ines.say(here.desk, "<bot> /quote østby")
        answer = await here.ines.answered(said)
        turned = await here.oskar.press(answer, "Older")
        assert turned.ephemeral
        assert "5–8 of 13" in turned.text
        assert "1–4 of 13" in text_of(answer)


class TestInADirectMessage:
    """The linked server that the asker belongs to answers."""

    async def test_a_message_and_a_command_are_answered_from_it(self, tmp_path: Path) -> None:
        async with newsroom(tmp_path) as here:
            alone = here.discord.direct(here.ines)
            said = await here.ines.say(alone, "/quote ana ruiz")
            assert FIRST in text_of(await here.ines.answered(said))
            assert FIRST in (await here.ines.slash(alone, "quote", name="ana ruiz")).text

    async def test_names_complete_once_discord_has_said_where_the_asker_belongs(self, tmp_path: Path) -> None:
        async with newsroom(tmp_path) as here:
            alone = here.discord.direct(here.ines)
            assert await here.ines.complete(alone, "quote", "name", "rui") == []
            await here.discord.until(lambda: any("/members/" in call.path for call in here.discord.server.calls))
            await here.ines.slash(alone, "help")
            assert await here.ines.complete(alone, "quote", "name", "rui")

    async def test_who_belongs_to_no_linked_server_gets_a_sentence_and_no_data(self, tmp_path: Path) -> None:
        async with newsroom(tmp_path) as here:
            noa = here.discord.person("Noa")
            alone = here.discord.direct(noa)
            answer = await noa.slash(alone, "quote", name="ana ruiz")
            assert "None of the servers that you and I share" in answer.text
            assert await noa.complete(alone, "quote", "name", "rui") == []

    async def test_who_belongs_to_two_newsrooms_chooses_and_is_kept_to_it(self, tmp_path: Path) -> None:
        async with newsroom(tmp_path) as here:
            other = here.discord.guild("The Other Post")
            here.quotedesk.do(Link(f"discord:{other.id}"), newsroom=ELSEWHERE)
            await here.discord.server.tell("GUILD_CREATE", other.json(here.discord.server.bot), other)
            eve = here.discord.person("Eve", here.guild, other)
            alone = here.discord.direct(eve)
            asked = await eve.slash(alone, "quote", name="ana ruiz")
            assert {"Harbour Post", "The Other Post"} < set(asked.labels)
            chosen = await eve.press(asked.message, "The Other Post")
            assert FOREIGN in chosen.text
            assert FIRST not in chosen.text
            assert FOREIGN in (await eve.slash(alone, "quote", name="ana ruiz")).text
            again = await eve.slash(alone, "newsroom")
            await eve.press(again.message, "Harbour Post")
            assert FIRST in (await eve.slash(alone, "quote", name="ana ruiz")).text

    async def test_who_left_a_server_can_choose_it_no_more(self, tmp_path: Path) -> None:
        async with newsroom(tmp_path) as here:
            other = here.discord.guild("The Other Post")
            here.quotedesk.do(Link(f"discord:{other.id}"), newsroom=ELSEWHERE)
            await here.discord.server.tell("GUILD_CREATE", other.json(here.discord.server.bot), other)
            eve = here.discord.person("Eve", here.guild, other)
            asked = await eve.slash(here.discord.direct(eve), "quote", name="ana ruiz")
            here.quotedesk.do(Unlink(f"discord:{here.guild.id}"), newsroom=HARBOUR)
            told = await eve.press(asked.message, "Harbour Post")
            assert "You don't belong to that server" in told.text
            assert FIRST not in told.text


class TestBroughtAlong:
    """Somebody installed the bot for themselves and uses it where it is no member."""

    async def test_it_answers_from_their_own_linked_server(self, tmp_path: Path) -> None:
        async with newsroom(tmp_path) as here:
            far = here.discord.guild("A café", bot=False)
            far.members[here.ines.user.id] = here.ines.user
            table = here.discord.channel(far, "table")
            owners = {"1": str(here.ines.user.id)}
            answer = await here.ines.slash(table, "quote", name="ana ruiz", owners=owners)
            assert FIRST in answer.text
            assert answer.ephemeral
            assert await here.ines.complete(table, "quote", "name", "rui", owners=owners)

    async def test_nothing_can_be_shared_there(self, tmp_path: Path) -> None:
        async with newsroom(tmp_path) as here:
            group = here.discord.group(here.ines, here.oskar)
            answer = await here.ines.slash(group, "quote", name="ana ruiz")
            told = await here.ines.press(answer.message, "Share")
            assert "I am no member here, so nothing was shared." in told.text
            assert FIRST not in here.oskar.sees(group)

    async def test_a_newsroom_can_be_chosen_from_within_its_server(self, tmp_path: Path) -> None:
        async with newsroom(tmp_path) as here:
            told = await here.ines.slash(here.desk, "newsroom")
            assert "From now on" in told.text


async def test_commands_are_told_once_with_words_in_four_languages(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        commands = {one["name"]: one for one in here.discord.server.commands}
        quote = commands["quote"]
        assert set(quote["description_localizations"]) == {"de", "fr", "es-ES", "es-419"}
        assert quote["integration_types"] == [0, 1]
        assert quote["contexts"] == [0, 1, 2]
        puts = [call for call in here.discord.server.calls if call.method == "PUT"]
        assert len(puts) == 1
        assert len(json.dumps(puts[0].body, ensure_ascii=False)) < 60_000


@pytest.mark.parametrize("command", ["quote", "summary", "lookup", "article", "cite", "check", "help"])
async def test_every_question_is_answered(tmp_path: Path, command: str) -> None:
    given = {
        "quote": {"name": "ana ruiz"},
        "summary": {"article": "harbour bridge"},
        "lookup": {"words": "tolls"},
        "article": {"article": "harbour bridge"},
        "cite": {"quote": "1"},
        "check": {"text": "“We will not raise the tolls,” Ruiz said."},
        "help": {},
    }
    async with newsroom(tmp_path) as here:
        answer = await here.ines.slash(here.desk, command, **given[command])
        assert len(answer.text) > 60
        assert answer.ephemeral
        assert here.quotedesk.newsroom_of(f"discord:{here.guild.id}") == HARBOUR
