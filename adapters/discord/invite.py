"""The addresses at which people install the app: on a server, or for themselves. Pure.

Source: https://discord.com/developers/docs/topics/oauth2#bot-authorization-flow,
https://discord.com/developers/docs/resources/application#installation-context
"""

import binascii
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from urllib.parse import urlencode

from adapters.discord.settings import GUIDE
from bot.errors import DeskError
from bot.reply import Facts, Heading, Note, Reply

AUTHORIZE = "https://discord.com/oauth2/authorize"
"""Source: https://discord.com/developers/docs/topics/oauth2#shared-resources-oauth2-urls"""

SCOPES = ("bot", "applications.commands")
"""What a server is asked for. Source: https://discord.com/developers/docs/topics/oauth2#shared-resources-oauth2-scopes"""

GUILD_INSTALL, USER_INSTALL = 0, 1
"""Source: https://discord.com/developers/docs/resources/application#application-object-application-integration-types"""


@dataclass(frozen=True, slots=True)
class Permission:
    """What the bot may do in a server, by Discord's own name and bit, and what for."""

    name: str
    bit: int
    why: str


PERMISSIONS = (
    Permission("View Channels", 1 << 10, "to see the channel in which it is mentioned"),
    Permission("Send Messages", 1 << 11, "to answer a mention, and to post what somebody shares"),
    Permission("Embed Links", 1 << 14, "so that Discord shows what an article's link leads to"),
    Permission("Attach Files", 1 << 15, "to send an answer that is too long for a message as a file"),
    Permission("Read Message History", 1 << 16, "to reply to the message in which it is mentioned"),
    Permission("Send Messages in Threads", 1 << 38, "to do the same in a thread"),
)
"""The least that it needs. Source: https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags"""


def invitation(token: str) -> Reply:
    """Both addresses, and what they ask for.

    Raises:
        DeskError: the token holds no application's id.
    """
    application = application_of(token)
    return Reply(
        (
            Heading("Where Quotedesk is installed on Discord"),
            Facts((("on a server", server_address(application)), ("for oneself", user_address(application)))),
            Note("On a server it asks for no more than this:"),
            Facts(tuple((permission.name, permission.why) for permission in PERMISSIONS)),
        ),
        found=2,
    )


def server_address(application: int) -> str:
    """Where somebody who may manage a server installs the app on it."""
    asked = sum(permission.bit for permission in PERMISSIONS)
    return _address(application, GUILD_INSTALL, scope=" ".join(SCOPES), permissions=str(asked))


def user_address(application: int) -> str:
    """Where anybody installs the app for themselves, to use it wherever they are."""
    return _address(application, USER_INSTALL, scope="applications.commands")


def _address(application: int, context: int, **asked: str) -> str:
    return f"{AUTHORIZE}?{urlencode({'client_id': application, 'integration_type': context, **asked})}"


def application_of(token: str) -> int:
    """The application's id, from the first part of its bot's token: the bot's id in base64, which is the application's too.

    Source: https://discord.com/developers/docs/reference#authentication (the example reads so)

    Raises:
        DeskError: there is none in it.
    """
    first = token.partition(".")[0]
    try:
        read = urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        read = ""
    if not (read.isdigit() and len(read) <= 20):
        raise DeskError("DISCORD_TOKEN holds no application's id.", f"Copy it again. {GUIDE}")
    return int(read)
