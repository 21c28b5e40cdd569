"""Asking on Discord over real sockets: the same answers as everywhere, for the asker alone, once, and in time."""

from pathlib import Path

from tests.discord_newsroom import FIRST, newsroom


async def test_a_slash_command_is_answered_for_the_asker_alone(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as here:
        answer = await here.ines.slash(here.desk, "quote", name="ana ruiz")
        assert FIRST in answer.text
        assert answer.ephemeral
        assert FIRST not in here.oskar.sees(here.desk)
