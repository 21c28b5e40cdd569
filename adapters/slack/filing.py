"""What is handed in on Slack: who asks is looked up, and the text or the files are fetched."""

from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answering import why
from adapters.slack.read import Asker
from bot.errors import AskError
from bot.order import Input
from bot.reading import LARGEST
from bot.request import Member, Upload

SECONDS = 30
"""How long a file may take to come."""


async def giver(client: AsyncWebClient, asker: Asker) -> Member:
    """The asker, their time zone, and whether Slack says that they administer their workspace; if that can't be known, they don't.

    Source: https://docs.slack.dev/reference/objects/user-object (is_admin, is_owner, tz)
    """
    try:
        told: Mapping[str, Any] = (await client.users_info(user=asker.user)).get("user") or {}
    except Exception:  # noqa: BLE001 - whatever it was, nobody knows
        return asker.member
    own = f"slack:{told.get('team_id')}" in asker.tenants
    admin = own and bool(told.get("is_admin") or told.get("is_owner"))
    return Member(asker.member.id, admin, str(told.get("tz") or ""))


async def inputs_from(
    client: AsyncWebClient, hosts: tuple[str, ...], text: str, files: Sequence[Mapping[str, Any]]
) -> tuple[Input, ...]:
    """What is to be read in.

    Raises:
        AskError: there is nothing, or a file can't be fetched.
    """
    pasted = (Input.written(text),) if text else ()
    fetched = [await fetched_file(client, hosts, file) for file in files]
    if not (pasted or fetched):
        raise AskError("There is no text and no file in it.", "Paste an article or its address, or choose a file.")
    return (*pasted, *(Input(one.name, data=one.data) for one in fetched))


async def fetched_file(client: AsyncWebClient, hosts: tuple[str, ...], file: Mapping[str, Any]) -> Upload:
    """A file's bytes, up to what can be read in, from Slack's own hosts alone, and never by way of another.

    Raises:
        AskError: it does not lie there, or can't be fetched.
    """
    name, address = str(file.get("name") or "a file"), str(file.get("url_private_download") or "")
    if not address.startswith(hosts):
        raise AskError(f"{name} does not lie with Slack, so it was not fetched.", "Upload the file itself.")
    headers = {"Authorization": f"Bearer {client.token}"}
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(headers=headers, timeout=timeout) as session,
            session.get(address, allow_redirects=False) as answer,
        ):
            if answer.status != 200:
                raise AskError(f"{name} can't be fetched: Slack answered with {answer.status}.", "Upload it again.")
            return Upload(name, await _read(answer.content))
    except (aiohttp.ClientError, TimeoutError) as error:
        raise AskError(f"{name} can't be fetched: {why(error)}.", "Try again in a minute.") from error


async def _read(content: aiohttp.StreamReader) -> bytes:
    """All of it, or a little more than can be read in, which is then refused with its own sentence."""
    pieces, size = [], 0
    async for piece in content.iter_chunked(65_536):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            break
    return b"".join(pieces)
