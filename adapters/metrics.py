"""What a process counts of itself, for Prometheus: answers, requests and their times, and how far the index is behind.

Questions are counted by their command, requests by their route: nothing that was typed, and no newsroom's name.
"""

import time
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from prometheus_client import GC_COLLECTOR, PLATFORM_COLLECTOR, PROCESS_COLLECTOR, CollectorRegistry, Histogram
from prometheus_client import start_http_server as listen
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.desk import Desk
from bot.errors import AskError, DeskError, QuotedeskError
from bot.settings import Settings

if TYPE_CHECKING:  # where Discord alone is asked there is no Starlette
    from starlette.types import ASGIApp, Receive, Scope, Send

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0)
"""Seconds: chats want to be acknowledged in 3. Source: platforms' own limits, docs/slack.md and docs/discord.md"""

PLATFORMS = ("slack", "discord")

NOWHERE = "none"
"""The route of a request that fits none."""


def metrics_for(core: Settings, desk: Desk) -> "Metrics | None":
    """The figures of this process, served where the settings say; None where they don't.

    Raises:
        DeskError: nothing can listen there.
    """
    if not core.metrics:
        return None
    metrics = Metrics(desk)
    metrics.serve(core.metrics)
    return metrics


class Metrics:
    """One process's figures.

    Attributes:
        registry: What Prometheus reads.
    """

    def __init__(self, desk: Desk) -> None:
        self.registry = CollectorRegistry()
        for collector in (PROCESS_COLLECTOR, PLATFORM_COLLECTOR, GC_COLLECTOR, _Behind(desk)):
            self.registry.register(collector)
        self._answers = Histogram(
            "quotedesk_answer_seconds",
            "Answers of chats, from the question to what is to be sent",
            ("question", "outcome"),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._requests = Histogram(
            "quotedesk_http_seconds",
            "Requests over HTTP, from the first byte to the last",
            ("route", "status"),
            buckets=BUCKETS,
            registry=self.registry,
        )

    @contextmanager
    def measure(self, command: str) -> Iterator[None]:
        """Count an answer: `answered`, `refused` where the question can't be answered as it was put, else `failed`."""
        began, outcome = time.perf_counter(), "failed"
        try:
            yield
            outcome = "answered"
        except AskError:
            outcome = "refused"
            raise
        finally:
            self._answers.labels(command, outcome).observe(time.perf_counter() - began)

    def counting(self, app: "ASGIApp") -> "ASGIApp":
        """The ASGI app, each of whose answers is counted by its route."""

        async def counted(scope: "Scope", receive: "Receive", send: "Send") -> None:
            began, status = time.perf_counter(), "500"

            async def sent(message: MutableMapping[str, Any]) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = str(message["status"])
                await send(message)

            try:
                await app(scope, receive, sent)
            finally:
                if scope["type"] == "http":
                    route = getattr(scope.get("route"), "path", NOWHERE)
                    self._requests.labels(route, status).observe(time.perf_counter() - began)

        return counted

    def serve(self, address: str) -> None:
        """Let Prometheus read the figures at HOST:PORT, in a thread, for as long as the process lives.

        Raises:
            DeskError: nothing can listen there.
        """
        host, _, port = address.rpartition(":")
        try:
            listen(int(port), host, self.registry)
        except OSError as error:
            hint = "Another process may have that port: each needs one of its own."
            raise DeskError(f"QUOTEDESK_METRICS: nothing can listen at {address}: {error.strerror}.", hint) from error


class _Behind(Collector):
    """What is still to be done about changes of the archive; nothing where the archive can't be read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            behind = self._desk.behind()
            overdue = {platform: self._desk.overdue(platform) for platform in PLATFORMS}
            waiting = {platform: self._desk.waiting(platform) for platform in PLATFORMS}
        except QuotedeskError:
            return
        if behind is not None:
            yield GaugeMetricFamily("quotedesk_index_behind", "Changed articles that the search index lacks", behind)
        yield _by_platform(
            "quotedesk_shares_overdue", "Shared messages that don't say yet how their article stands", overdue
        )
        yield _by_platform(
            "quotedesk_messages_due", "Messages to who follows or shared something that are due", waiting
        )


def _by_platform(name: str, told: str, numbers: Mapping[str, int]) -> GaugeMetricFamily:
    figure = GaugeMetricFamily(name, told, labels=("platform",))
    for platform, number in numbers.items():
        figure.add_metric((platform,), number)
    return figure
