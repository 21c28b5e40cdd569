"""The two databases the store runs on: how they are opened, how a write begins, and what their faults mean."""

import ssl
import time
from collections.abc import Generator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, inspect, make_url, text
from sqlalchemy.pool import ConnectionPoolEntry

from bot.archive.locks import locked
from bot.archive.schema import REVISION
from bot.errors import DeskError
from bot.settings import Settings

PATIENCE = 10_000
"""Milliseconds that a write waits for another one to end."""

ANSWER = 60
"""Seconds that PostgreSQL may take to be reached, or for one statement: more than a write waits for its turn."""

TURN = 5_641_204_417
"""The advisory lock that PostgreSQL's writers take in turn. Any number does that nobody else on the database uses."""


class Post(NamedTuple):
    """What one process does at a time: its advisory lock, and how the file ends that is locked beside an archive in a file."""

    lock: int
    ending: str


REREADING = Post(TURN + 1, "reread")
"""Whoever reads the whole archive again."""

WORKING = Post(TURN + 2, "worker")
"""The worker."""


def engine_for(settings: Settings, patience: int = PATIENCE, *, hasty: bool = False) -> Engine:
    """An engine for the database of the settings; nothing is opened yet.

    A hasty one does not wait for SQLite's disk: what it wrote last may be lost, and nothing else, when the power fails.
    """
    engine = _postgres(settings.database_url) if settings.database_url else _sqlite(settings.archive, patience)
    if hasty and engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _hurry)
    return engine.execution_options(quotedesk_patience=patience, quotedesk_settings=settings)


@contextmanager
def writing(engine: Engine) -> Generator[Connection]:
    """A transaction that writes, one at a time over all processes: changes are numbered in the order they commit."""
    with explained(engine), engine.execution_options(quotedesk_writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(
                text("SELECT set_config('lock_timeout', :wait, true)"),
                {"wait": str(engine.get_execution_options()["quotedesk_patience"])},
            )
            connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
        yield connection


@contextmanager
def reading(engine: Engine) -> Generator[Connection]:
    """A transaction that sees one moment of the store throughout."""
    with explained(engine), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        yield connection


@contextmanager
def alone(engine: Engine, post: Post) -> Generator[bool]:
    """Whether nobody else holds this post on the store meanwhile; whoever dies lets go of it by itself."""
    with _alone_on_postgres(engine, post) if engine.dialect.name == "postgresql" else _alone_beside(engine, post) as so:
        yield so


@contextmanager
def _alone_on_postgres(engine: Engine, post: Post) -> Generator[bool]:
    ask, end = text("SELECT pg_try_advisory_lock(:turn)"), text("SELECT pg_advisory_unlock(:turn)")
    with explained(engine), engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        so = bool(connection.scalar(ask, {"turn": post.lock}))
        try:
            yield so
        finally:
            if so:
                connection.execute(end, {"turn": post.lock})


@contextmanager
def _alone_beside(engine: Engine, post: Post) -> Generator[bool]:
    """A lock on a file beside the archive's: the system lets go of it with the process."""
    archive = Path(engine.url.database or "")
    with locked(archive.with_name(f"{archive.name}-{post.ending}")) as so:
        yield so


def migrate_engine(engine: Engine) -> tuple[str, ...]:
    """Bring the tables up to this Quotedesk; the migrations that ran, none where they were up already.

    Raises:
        DeskError: not an archive, made by a newer Quotedesk, or not to be written.
    """
    revision = _revision(engine)
    if revision == REVISION:
        return ()
    if revision is None and engine.dialect.name == "sqlite":
        _let_read_while_writing(engine)
    with writing(engine) as connection:
        return _upgrade(connection)


def _revision(engine: Engine) -> str | None:
    """The migration that the tables are at; None for a database without any table."""
    with reading(engine) as connection:
        return _checked_revision(connection)


def _checked_revision(connection: Connection) -> str | None:
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables and "facts" in tables:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    if tables and connection.dialect.name == "sqlite":
        raise DeskError(f"{connection.engine.url.database} is a database, but not an archive.", _NAME_ANOTHER)
    return None


def _upgrade(connection: Connection) -> tuple[str, ...]:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    before = _checked_revision(connection)
    with as_file(files("bot.archive") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        script = ScriptDirectory.from_config(config)
        if before is not None and before not in {each.revision for each in script.walk_revisions()}:
            raise DeskError(
                "This archive was made by a newer Quotedesk.", "Install the newest Quotedesk: pip install -U quotedesk"
            )
        command.upgrade(config, "head")
        applied = [each.revision for each in script.iterate_revisions("head", before or "base")]
    return tuple(reversed(applied))


def place(engine: Engine) -> str:
    """Where the store is, without a password."""
    return (
        str(engine.url.database) if engine.dialect.name == "sqlite" else engine.url.render_as_string(hide_password=True)
    )


def size(connection: Connection) -> int:
    """Bytes that the store takes on disk."""
    if connection.dialect.name == "postgresql":
        return connection.scalar(text("SELECT pg_database_size(current_database())")) or 0
    file = Path(connection.engine.url.database or "")
    parts = (file, *(file.with_name(file.name + ending) for ending in ("-wal", "-shm")))
    return sum(part.stat().st_size for part in parts if part.exists())


def scrub(engine: Engine) -> None:
    """Let nothing deleted linger in SQLite's write-ahead log. PostgreSQL's own vacuum reuses what was deleted there."""
    if engine.dialect.name == "sqlite":
        _outside_transactions(engine, "PRAGMA wal_checkpoint(TRUNCATE)")


def _let_read_while_writing(engine: Engine) -> None:
    """Put a fresh file in WAL mode. SQLite does not wait here for another process that opens it too, so this does."""
    until = time.monotonic() + PATIENCE / 1000
    while True:
        try:
            return _outside_transactions(engine, "PRAGMA journal_mode=WAL")
        except DeskError:
            if time.monotonic() > until:
                raise
        time.sleep(0.02)


def _outside_transactions(engine: Engine, statement: str) -> None:
    with explained(engine), engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.exec_driver_sql(statement)


# --- SQLite


def _sqlite(file: Path, patience: int) -> Engine:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise DeskError(f"The folder {file.parent} can't be made: {fault.strerror}.", _NAME_ANOTHER) from fault
    url = URL.create("sqlite+pysqlite", database=str(file))
    engine = create_engine(url, connect_args={"timeout": patience / 1000})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # sqlite3 begins nothing by itself; `_begin` does
    for pragma in ("foreign_keys=ON", "secure_delete=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _hurry(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("quotedesk_writes") else "BEGIN")


# --- PostgreSQL


def _postgres(address: str) -> Engine:
    try:
        url = make_url(address.replace("postgres://", "postgresql://", 1))
    except (exc.ArgumentError, ValueError) as fault:
        raise DeskError("DATABASE_URL is not a database address.", _LIKE_THIS) from fault
    if url.get_backend_name() != "postgresql":
        raise DeskError("DATABASE_URL names a database that Quotedesk does not speak.", _LIKE_THIS)
    mode = url.query.get("sslmode")
    url = url.set(drivername="postgresql+pg8000").difference_update_query(["sslmode"])
    secure = {"ssl_context": _tls(str(mode))} if mode in {"require", "verify-ca", "verify-full"} else {}
    return create_engine(url, pool_pre_ping=True, connect_args={"timeout": ANSWER, **secure})


def _tls(mode: str) -> ssl.SSLContext:
    """Source: libpq, sslmode: `require` encrypts without asking whose certificate it is."""
    context = ssl.create_default_context()
    context.check_hostname = mode == "verify-full"
    if mode == "require":
        context.verify_mode = ssl.CERT_NONE
    return context


# --- faults

_NAME_ANOTHER = "Name another file: quotedesk --archive FILE …, or in QUOTEDESK_ARCHIVE."
_LIKE_THIS = "Write it like postgresql://user:password@host:5432/name, or leave it out to keep the archive in a file."
_ASK_AGAIN = "Is it there and running? Then ask again."
_FAULTS = (
    ("file is not a database", "The file {place} is not an archive.", _NAME_ANOTHER),
    ("unable to open database file", "The file {place} can't be opened.", _NAME_ANOTHER),
    ("readonly", "The archive {place} can't be written.", "Make the file and its folder writable. " + _NAME_ANOTHER),
    ("read-only", "The archive {place} can't be written.", "Let the database user write to it."),
    ("database is locked", "Another program has been writing to the archive for too long.", "Try again in a minute."),
    ("lock timeout", "Another program has been writing to the archive for too long.", "Try again in a minute."),
    ("disk is full", "There is no room left where the archive is: {place}.", "Make room, and run it again."),
    ("malformed", "The archive {place} is damaged.", "Put back its last backup."),
    ("password authentication", "The database does not accept the password.", "Look at DATABASE_URL."),
    (
        "does not exist",
        "The database or something in it does not exist.",
        "Look at DATABASE_URL; then: quotedesk migrate",
    ),
    ("permission denied", "The database user may not do that.", "Let the user of DATABASE_URL make tables and write."),
)


@contextmanager
def explained(engine: Engine) -> Generator[None]:
    """Turns what a database can't do into a sentence for its operator."""
    try:
        yield
    except TimeoutError as fault:  # the driver's own, raised as it is
        raise DeskError(f"The database did not answer within {ANSWER} seconds: {place(engine)}.", _ASK_AGAIN) from fault
    except exc.DBAPIError as fault:
        raise _in_words(engine, fault) from fault


def _in_words(engine: Engine, fault: exc.DBAPIError) -> Exception:
    told = str(fault.orig).casefold()
    for sign, sentence, hint in _FAULTS:
        if sign in told:
            return DeskError(sentence.format(place=place(engine)), hint)
    if isinstance(fault, exc.InterfaceError | exc.OperationalError) or fault.connection_invalidated:
        return DeskError(f"The archive can't be reached: {place(engine)}.", _ASK_AGAIN)
    return fault
