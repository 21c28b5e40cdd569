"""How quickly keystrokes and commands from Discord are answered, through the gateway on loopback. `make bench-discord`.

    python -m benchmarks.discord [--quotes N] [--seconds S] [--rate R]

The bot is `python -m adapters.discord` in a process of its own, over an archive made for the purpose; Discord is the one that the
tests have (tests/discord_server.py), in this process, and shares the machine with it. A bare discord.py bot that says the same to
everybody is asked in the same run. What is asked goes out when its time has come, whatever became of the one before. It ends by itself.
"""

import argparse
import asyncio
import gc
import os
import random
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.answering import BUSY
from benchmarks.made_up_archive import archive_of, people
from bot.desk import open_desk
from bot.order import Link
from bot.settings import Settings
from tests.discord_people import TOKEN, Discord, Person, discord, text_of
from tests.discord_world import AUTOCOMPLETE, COMMAND, Channel, Interaction, snowflake

NEWSROOM, MEMBERS, PATIENCE = "bench", 200, 30.0
HEAD = "bot         asked/s              kind   first p50   first p99   first max   whole p50   whole p99  turned away  silent"


@dataclass(frozen=True)
class Mix:
    """What is asked each second: keystrokes in a name, and commands."""

    keystrokes: float
    commands: float

    @property
    def rate(self) -> float:
        return self.keystrokes + self.commands


class Crowd:
    """People at their keyboards in one server."""

    def __init__(self, here: Discord, channel: Channel, members: Sequence[Person]) -> None:
        self._here, self._channel, self._members = here, channel, members
        self._dice, self._names = random.Random(5), people()

    async def ask(self, mix: Mix, seconds: float) -> list[Interaction]:
        """All that was asked, when it was answered or the patience ended."""
        began, asked = time.monotonic(), list[Interaction]()
        sending = list[asyncio.Task[None]]()
        for order in range(int(mix.rate * seconds)):
            due = began + order / mix.rate
            if (early := due - time.monotonic()) > 0:
                await asyncio.sleep(early)
            made = self._made(self._dice.random() * mix.rate < mix.commands)
            made.began = due
            asked.append(made)
            sending.append(asyncio.create_task(self._send(made)))
        await asyncio.gather(*sending)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not all(one.settled for one in asked):
            await asyncio.sleep(0.05)
        return asked

    async def _send(self, made: Interaction) -> None:
        server = self._here.server
        server.interactions[made.token] = made
        await server.tell("INTERACTION_CREATE", made.json(server.bot.id, "en-GB"), self._channel.guild)

    def _made(self, command: bool) -> Interaction:
        name = self._names[int(self._dice.random() ** 2 * len(self._names))]
        typed = name.split()[-1] if command else name[: self._dice.randint(1, len(name))]
        option = {"type": 3, "name": "name", "value": typed, **({} if command else {"focused": True})}
        data = {"id": str(snowflake()), "type": 1, "name": "quote", "options": [option]}
        guild = self._channel.guild
        assert guild
        kind = COMMAND if command else AUTOCOMPLETE
        return Interaction(kind, self._dice.choice(self._members).user, self._channel, data, {"0": str(guild.id)})


@asynccontextmanager
async def bot(here: Discord, command: Sequence[str], more: Mapping[str, str]) -> AsyncIterator[None]:
    """A bot in a process of its own, once it is there."""
    environment = {**os.environ, "HTTPS_PROXY": here.proxy, "SSL_CERT_FILE": str(here.trust.authority), **more}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", *command, env=environment, stderr=DEVNULL)
    try:
        await here.ready()
        yield
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), PATIENCE)


def told(who: str, mix: Mix, asked: Sequence[Interaction]) -> str:
    """A line of the table for each kind of what was asked; times in milliseconds from when it was due."""
    kinds = (("keystroke", AUTOCOMPLETE), ("command", COMMAND))
    return "\n".join(
        _line(who, mix, name, [one for one in asked if one.kind == kind])
        for name, kind in kinds
        if any(one.kind == kind for one in asked)
    )


def _line(who: str, mix: Mix, name: str, asked: Sequence[Interaction]) -> str:
    first = sorted((one.heard - one.began) * 1_000 for one in asked if one.heard)
    answered = [one for one in asked if one.settled]
    turned = sum(
        bool(one.original) and text_of(one.original).startswith(BUSY.message) for one in answered if one.original
    )
    whole = sorted((one.settled - one.began) * 1_000 for one in answered)
    return (
        f"{who:10} {mix.rate:8.0f} {name:>17} {_at(first, 0.5):8.1f} ms {_at(first, 0.99):8.1f} ms {_at(first, 1.0):8.0f} ms "
        f"{_at(whole, 0.5):8.1f} ms {_at(whole, 0.99):8.1f} ms {turned:12} {len(asked) - len(answered):7}"
    )


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


async def measure(settings: Settings, mixes: Sequence[Mix], seconds: float) -> None:
    """Ask both bots, and print a table and the ratio."""
    limits = {"QUOTEDESK_NEWSROOM_LIMIT": "1000000", "QUOTEDESK_PERSON_LIMIT": "1000000"}
    where = {"QUOTEDESK_ARCHIVE": str(settings.archive), "QUOTEDESK_INDEX": str(settings.index)}
    with tempfile.TemporaryDirectory() as folder:
        async with discord(Path(folder)) as here:
            here.server.checking, here.server.patience = False, PATIENCE
            guild = here.guild("bench")
            channel = here.channel(guild, "desk")
            crowd = Crowd(here, channel, [here.person(f"Member {number}", guild) for number in range(MEMBERS)])
            desk = open_desk(settings)
            desk.do(Link(f"discord:{guild.id}"), newsroom=NEWSROOM)
            desk.close()
            bare = ["benchmarks.discord_peer", TOKEN, here.proxy]
            ours = {"DISCORD_TOKEN": TOKEN, **limits, **where}
            middle = list[float]()
            for who, command, more in (("bare", bare, {}), ("Quotedesk", ["adapters.discord"], ours)):
                async with bot(here, command, more):
                    await crowd.ask(Mix(20, 2), 2)
                    for mix in mixes:
                        asked = await crowd.ask(mix, seconds)
                        print(told(who, mix, asked), flush=True)
                        if not mix.commands:
                            middle.append(_at(sorted((one.heard - one.began) * 1_000 for one in asked), 0.99))
            here.server.interactions.clear()
    print(f"At {mixes[0].rate:.0f} keystrokes a second, p99 is {middle[1] / middle[0]:.1f} times that of the bare bot.")


def main() -> None:
    """Measure, and print the table and the ratio."""
    parser = argparse.ArgumentParser(description="How the Discord bot does under load.")
    parser.add_argument("--quotes", type=int, default=100_000, help="how large the archive is")
    parser.add_argument("--rate", type=float, default=200, help="keystrokes and commands a second")
    parser.add_argument("--seconds", type=float, default=20, help="how long each mix is asked")
    given = parser.parse_args()
    settings = archive_of(given.quotes, Path("build/bench") / str(given.quotes), NEWSROOM)
    gc.disable()  # what is measured must not wait while this process, which keeps all it was told, looks through it
    mixes = [Mix(given.rate, 0), Mix(given.rate * 0.9, given.rate * 0.1), Mix(given.rate / 2, given.rate / 2)]
    print(
        f"{given.quotes:,} quotes; Python {sys.version.split()[0]}; {os.cpu_count()} processors, shared with the load\n{HEAD}"
    )
    asyncio.run(measure(settings, mixes, given.seconds))


if __name__ == "__main__":
    main()
