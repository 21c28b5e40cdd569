"""The queue of jobs, on huey: in a file beside the archive's, or in its PostgreSQL database.

What is due stands in rows of the store (a source's next look, say), and a job names such a row and nothing else: so one that is
lost is begun again, and one that is done twice changes nothing. huey takes a job out of its queue before it is done; the record
that is kept of each job here says what became of it, also when the process ended over it.
"""

import json
import logging
import sqlite3
import traceback
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import psycopg
from huey import Huey
from huey.constants import EmptyData
from huey.exceptions import RetryTask
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import PostgresStorage, SqliteStorage
from sqlalchemy import make_url

from bot.errors import AskError, DeskError, QuotedeskError
from bot.settings import Settings

log = logging.getLogger(__name__)

TRIES = 6
"""How often a job is tried before it is parked: over nearly three hours, with the pauses below."""

FIRST, FACTOR = timedelta(seconds=30), 4
"""How long until a job that failed is tried again, and how many times longer each further pause is."""

State = Literal["waiting", "under way", "to be tried again", "parked"]

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Chore:
    """A kind of job.

    Attributes:
        name: What it is called: "look".
        due: The numbers of the rows that want it now.
        do: Does it for one of them, or for one that is gone nothing.
    """

    name: str
    due: Callable[[], Iterable[int]]
    do: Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Job:
    """A job that is not done.

    Attributes:
        name: Its chore and the row it is for: "look:5".
        state: How it stands.
        at: Since when it is so; of one to be tried again, when that will be. ISO 8601, UTC.
        tries: How often it was begun.
        reason: Why it failed the last time, in words of ours; "" where it did not.
    """

    name: str
    state: State
    at: str
    tries: int = 0
    reason: str = ""


class Queue:
    """Jobs, each once, until they are done or parked.

    Args:
        huey: Where they are kept.
        chores: The kinds that can be done here.
        clock: What time it is.
    """

    def __init__(self, huey: Huey, chores: Sequence[Chore], clock: Clock) -> None:
        self.huey = huey
        self._chores = {chore.name: chore for chore in chores}
        self._clock = clock
        self._task = huey.task(name="job")(self._do)

    def jobs(self) -> tuple[Job, ...]:
        """All that are not done, by name.

        Raises:
            DeskError: the queue can't be read.
        """
        with _explained():
            records = self.huey.storage.result_items()
        return tuple(_job(record) for _, record in sorted(records.items()))

    def fill(self) -> None:
        """Put in what is due and not there yet."""
        known = {job.name for job in self.jobs()}
        for chore in self._chores.values():
            for row in chore.due():
                if (name := f"{chore.name}:{row}") not in known:
                    self._put(Job(name, "waiting", self._now))

    def mend(self) -> None:
        """Put back what was under way when the worker ended. Only for the one worker, before it begins."""
        queued = {task.args[0] for task in (*self.huey.pending(), *self.huey.scheduled())}
        for job in self.jobs():
            if job.state == "under way":
                self._failed(job, "The worker ended while it did this.")
            if job.state != "parked" and job.name not in queued:
                self._enqueue(self._record(job.name) or job)

    def retry(self, name: str) -> Job:
        """Begin a job anew that failed; the job as it stands now.

        Raises:
            AskError: there is none of this name that failed.
        """
        job = self._record(name)
        if job is None or job.state not in {"parked", "to be tried again"}:
            raise AskError(f"No job {name!r} has failed.", "quotedesk jobs lists them.")
        self._put(again := Job(name, "waiting", self._now))
        return again

    @property
    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")

    def _record(self, name: str) -> Job | None:
        record: Any = self.huey.storage.peek_data(name)
        return None if record is EmptyData else _job(record)

    def _keep(self, job: Job) -> Job:
        self.huey.storage.put_data(job.name, json.dumps(asdict(job)).encode())
        return job

    def _put(self, job: Job) -> None:
        self._enqueue(self._keep(job))

    def _enqueue(self, job: Job) -> None:
        if job.state == "to be tried again":
            self._task.schedule((job.name,), eta=datetime.fromisoformat(job.at))
        else:
            self._task(job.name)

    def _do(self, name: str) -> None:
        """Do a job, for huey, which tries again when told so."""
        job = self._record(name)
        chore, _, row = name.partition(":")
        if job is None or job.state == "parked":
            return
        job = self._keep(replace(job, state="under way", at=self._now, tries=job.tries + 1))
        try:
            self._chore(chore).do(int(row))
        except Exception as error:  # noqa: BLE001 - whatever it was is told, and the other jobs go on
            self._fail(job, error)
        else:
            self.huey.storage.delete_data(name)

    def _chore(self, name: str) -> Chore:
        if name not in self._chores:
            raise DeskError(f"This Quotedesk does no job of the kind {name!r}.", "Is the worker of the same release?")
        return self._chores[name]

    def _fail(self, job: Job, error: Exception) -> None:
        """Note why a job failed: its message where that is ours, else its kind, since others' may quote what they read."""
        reason = f"It came to a {type(error).__name__}."
        if isinstance(error, QuotedeskError):
            reason = f"{error.message} {error.hint}".strip()
        place = "".join(traceback.format_tb(error.__traceback__))
        log.error("job %s failed: %s\n%s", job.name, reason, place)
        failed = self._failed(job, reason)
        if failed.state != "parked":
            raise RetryTask(eta=datetime.fromisoformat(failed.at)) from None

    def _failed(self, job: Job, reason: str) -> Job:
        if job.tries >= TRIES:
            log.error("job %s is parked: quotedesk jobs", job.name)
            return self._keep(replace(job, state="parked", at=self._now, reason=reason))
        again = self._clock() + FIRST * FACTOR ** (job.tries - 1)
        return self._keep(
            replace(job, state="to be tried again", at=again.isoformat(timespec="seconds"), reason=reason)
        )


@contextmanager
def open_queue(settings: Settings, chores: Sequence[Chore] = (), clock: Clock = _now) -> Generator[Queue]:
    """The queue beside the archive of the settings, closed when all is done.

    Raises:
        DeskError: it can't be opened.
    """
    with _explained():
        huey = Huey("quotedesk", results=False, serializer=_Plain(), **_storage(settings))
    try:
        yield Queue(huey, chores, clock)
    finally:
        huey.storage.close()


def _storage(settings: Settings) -> dict[str, Any]:
    if settings.database_url:
        address = make_url(settings.database_url.replace("postgres://", "postgresql://", 1))
        dsn = address.set(drivername="postgresql").render_as_string(hide_password=False)
        return {"storage_class": PostgresStorage, "dsn": dsn, "table_prefix": "jobs"}
    return {
        "storage_class": SqliteStorage,
        "filename": str(settings.archive.with_name(settings.archive.name + ".jobs")),
    }


class _Plain(Serializer):
    """Writes jobs as JSON. huey's own way is pickle, which runs what it reads: whoever could write the queue could do anything."""

    def _serialize(self, data: Message) -> bytes:
        eta = data.eta.isoformat() if data.eta else None
        return json.dumps({"id": data.id, "name": data.name, "eta": eta, "args": data.args}).encode()

    def _deserialize(self, data: bytes) -> Message:
        told = json.loads(data)
        eta = datetime.fromisoformat(told["eta"]) if told["eta"] else None
        return Message(told["id"], told["name"], eta, args=tuple(told["args"]))


def _job(record: bytes) -> Job:
    return Job(**json.loads(record))


@contextmanager
def _explained() -> Generator[None]:
    """Turns what the queue's database can't do into a sentence for its operator."""
    try:
        yield
    except (sqlite3.Error, psycopg.Error) as fault:
        raise DeskError(
            "The queue of jobs can't be read or written.", "It lies beside the archive: look there."
        ) from fault
