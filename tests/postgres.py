"""A PostgreSQL server of the tests' own: made in a folder that is thrown away, heard on this machine only."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import NullPool, create_engine, make_url

DEBIAN = Path("/usr/lib/postgresql")


def server_programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None where no server is installed."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(DEBIAN.glob("*/bin"), key=lambda folder: folder.parent.name)
    return folders[-1] if folders and (folders[-1] / "pg_ctl").exists() else None


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """A running server's address, without a database's name. The server refuses to run as root, so root starts it as `postgres`."""
    folder = Path(tempfile.mkdtemp(prefix="quotedesk-postgres-"))
    port = _free_port()
    _hand_over(folder)
    data, log = folder / "data", folder / "log"
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=40"
    try:
        _run(programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
        _run(programs / "pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "start")
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        if (data / "postmaster.pid").exists():
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(address: str) -> str:
    """The address of an empty database on the server."""
    name = f"quotedesk_{uuid4().hex}"
    _execute(f"{address}/postgres", f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    return f"{address}/{name}"


def empty(database: str, tables: Iterable[str]) -> None:
    """Take all rows out of the tables, and begin numbering anew."""
    _execute(database, f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")


def _execute(database: str, statement: str) -> None:
    url = make_url(database).set(drivername="postgresql+pg8000")
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _hand_over(folder: Path) -> None:
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


def _run(*command: object) -> None:
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    words = [*as_postgres, *map(str, command)]
    with tempfile.TemporaryFile() as told:
        done = subprocess.run(words, stdout=told, stderr=told, cwd="/", check=False)
        told.seek(0)
        assert done.returncode == 0, told.read().decode("utf-8", "replace")
