"""Which workspace or server asks which newsroom's archive."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.archive.documents import micros
from bot.archive.filing import newsroom_id
from bot.archive.rows import insert_all
from bot.archive.schema import links, newsrooms
from bot.errors import AskError

_TENANT = re.compile(r"slack:[TE][A-Z0-9]{1,30}|discord:[0-9]{1,20}")
"""Source: docs.slack.dev, object ids begin with T (workspace) or E (organisation); Discord's snowflakes are 64 bits."""


def checked(tenant: str) -> str:
    """The tenant, if it is one.

    Raises:
        AskError: it is neither a Slack workspace or organisation nor a Discord server.
    """
    if not _TENANT.fullmatch(tenant):
        raise AskError("That is no workspace or server.", "Write it like slack:T024BE7LD or discord:81384788765712384.")
    return tenant


def link(connection: Connection, tenant: str, newsroom: str, now: datetime) -> None:
    """Link a tenant to a newsroom, which is made if it is new; again changes nothing.

    Raises:
        AskError: it is linked to another newsroom.
    """
    held = newsroom_of(connection, (tenant,))
    if held not in {None, newsroom}:
        raise AskError(f"{tenant} is linked to the newsroom {held}.", f"First: quotedesk unlink {tenant}")
    if held is None:
        room = newsroom_id(connection, newsroom)
        insert_all(connection, links, [{"tenant": tenant, "newsroom_id": room, "since": micros(now)}])


def unlink(connection: Connection, tenant: str) -> bool:
    """Let a tenant ask no more; whether it could before."""
    return connection.execute(delete(links).where(links.c.tenant == tenant)).rowcount > 0


def newsroom_of(connection: Connection, tenants: Sequence[str]) -> str | None:
    """The newsroom of the first of the tenants that is linked; None where none is."""
    query = select(links.c.tenant, newsrooms.c.name).join(newsrooms, newsrooms.c.id == links.c.newsroom_id)
    held = {row.tenant: row.name for row in connection.execute(query.where(links.c.tenant.in_(tenants)))}
    return next((held[tenant] for tenant in tenants if tenant in held), None)


def all_links(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Every linked tenant with its newsroom, in order."""
    query = select(links.c.tenant, newsrooms.c.name).join(newsrooms, newsrooms.c.id == links.c.newsroom_id)
    return tuple((row.tenant, row.name) for row in connection.execute(query.order_by(links.c.tenant)))
