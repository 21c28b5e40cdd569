"""A crowd at its keyboards: signed slash commands at a steady rate, and a Slack that takes their answers. A process of its own.

    python -m benchmarks.slack_load

prints the port of that Slack; then for each line of JSON it reads, a `Step`, one of what came of it.
A command goes out when its time has come, whatever became of the one before, and its acknowledgement is measured from
then on: a server that falls behind can't slow the crowd down and so look quick.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import random
import resource
import sys
import time
from dataclasses import asdict, dataclass, field
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from adapters.answering import BUSY, MUCH
from benchmarks.made_up_archive import people

SECRET = "between two on one machine"
PATH = "/slack/events"

SLACK_WAITS = 3.0
"""Seconds for an acknowledgement. Source: https://docs.slack.dev/interactivity/implementing-slash-commands#responding_basic_receipt"""

MEMBERS = 5_000
"""How many different people ask, so that the limit of one of them is not what is measured."""


@dataclass
class Step:
    """So many commands a second to an address, for so long; answers that are still to come are waited for afterwards."""

    address: str
    rate: float
    seconds: float
    patience: float = 20.0


@dataclass
class Tally:
    """What came of one step; times are in milliseconds, from when a command was due.

    Attributes:
        sent: Commands that went out; `refused` were answered with another status than 200, `failed` not at all.
        turned_away: Answers that say that the desk is too busy or that somebody asks too much.
        answering: Seconds from the first command to the last answer.
        seconds: What the step took; `cpu` is how much processor time the crowd itself took of it.
    """

    sent: int = 0
    refused: int = 0
    failed: int = 0
    acknowledged: list[float] = field(default_factory=list[float])
    answered: list[float] = field(default_factory=list[float])
    turned_away: int = 0
    answering: float = 0.0
    seconds: float = 0.0
    cpu: float = 0.0


class Crowd:
    """Asks, and takes the answers at its own port."""

    def __init__(self) -> None:
        self._tally, self._due, self._began = Tally(), dict[int, float](), 0.0
        self._names, self._dice, self._numbers = people(), random.Random(3), itertools.count()

    async def open(self) -> int:
        """The port at which it answers as Slack does."""
        app = web.Application()
        app.router.add_post("/hooks/{number}", self._answer)
        app.router.add_route("*", "/api/{method}", self._call)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._port = int(runner.addresses[0][1])
        return self._port

    async def ask(self, step: Step) -> Tally:
        """What came of one step."""
        self._tally, self._due = Tally(), {}
        self._began, cpu = time.perf_counter(), _cpu()
        connector, limit = aiohttp.TCPConnector(limit=0), aiohttp.ClientTimeout(SLACK_WAITS)
        async with aiohttp.ClientSession(step.address, connector=connector, timeout=limit) as self._client:
            await self._ask_all(step)
            await self._settled(step.patience)
        self._tally.seconds, self._tally.cpu = time.perf_counter() - self._began, _cpu() - cpu
        return self._tally

    async def _ask_all(self, step: Step) -> None:
        asking = list[asyncio.Task[None]]()
        for order in range(int(step.rate * step.seconds)):
            due = self._began + order / step.rate
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            asking.append(asyncio.create_task(self._ask(next(self._numbers), due)))
        await asyncio.gather(*asking)

    async def _ask(self, number: int, due: float) -> None:
        body = self._command(number)
        self._tally.sent, self._due[number] = self._tally.sent + 1, due
        try:
            async with self._client.post(PATH, data=body, headers=_signed(body)) as answer:
                said = await answer.text()
        except (aiohttp.ClientError, TimeoutError):
            self._tally.failed += 1
            self._due.pop(number, None)
            return
        self._tally.acknowledged.append(_milliseconds(due))
        if answer.status != 200:
            self._tally.refused += 1
            self._due.pop(number, None)
        elif BUSY.message in said:
            self._tally.turned_away += 1
            self._due.pop(number, None)

    def _command(self, number: int) -> bytes:
        name = self._names[int(self._dice.random() ** 2 * len(self._names))]
        command = {
            "command": "/quote",
            "text": name.split()[-1],
            "team_id": "TBENCH",
            "team_domain": "bench",
            "channel_id": "CBENCH",
            "channel_name": "bench",
            "user_id": f"U{number % MEMBERS:05}",
            "user_name": "somebody",
            "api_app_id": "ABENCH",
            "is_enterprise_install": "false",
            "trigger_id": f"{time.time_ns()}.{number}",
            "response_url": f"http://127.0.0.1:{self._port}/hooks/{number}",
        }
        return urlencode(command).encode()

    async def _answer(self, request: web.Request) -> web.Response:
        """Take an answer; one that says that it is too much counts as turned away."""
        number, payload = int(request.match_info["number"]), await request.json()
        due = self._due.pop(number, None)
        if due is None:
            return web.Response(text="ok")
        if str(payload.get("text", "")).startswith((BUSY.message, MUCH)):
            self._tally.turned_away += 1
        else:
            self._tally.answered.append(_milliseconds(due))
            self._tally.answering = time.perf_counter() - self._began
        return web.Response(text="ok")

    async def _call(self, _: web.Request) -> web.Response:
        scopes = {"x-oauth-scopes": "commands,chat:write,users:read"}
        told = {
            "ok": True,
            "team_id": "TBENCH",
            "team": "bench",
            "user_id": "UBOT",
            "bot_id": "BBOT",
            "user": "quotedesk",
        }
        return web.json_response(told, headers=scopes)

    async def _settled(self, patience: float) -> None:
        """Wait until every command has its answer, or the patience ends."""
        end = time.perf_counter() + patience
        while self._due and time.perf_counter() < end:
            await asyncio.sleep(0.05)


async def serve() -> None:
    """Say the port, then do step after step as they are read, until there are no more."""
    crowd, loop = Crowd(), asyncio.get_running_loop()
    print(await crowd.open(), flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(asdict(await crowd.ask(Step(**json.loads(line))))), flush=True)


def _signed(body: bytes) -> dict[str, str]:
    moment = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), b"v0:" + moment.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": moment,
        "X-Slack-Signature": f"v0={digest}",
    }


def _milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1_000


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    asyncio.run(serve())
