"""Rows, many at a time."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert

R = TypeVar("R")


def insert_all(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        # Asking for something back makes SQLAlchemy send many rows at once, where pg8000 would send each alone.
        connection.execute(insert(table).returning(next(iter(table.primary_key))), rows)
    else:
        connection.execute(insert(table), rows)


def inserted(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows; their ids, in the order of the rows."""
    if not rows:
        return []
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows))


def slices_of(items: Sequence[R], size: int = 500) -> Iterable[Sequence[R]]:
    """The items in slices that one statement can take."""
    return (items[at : at + size] for at in range(0, len(items), size))
