"""The app's manifest, made from COMMANDS, so that Slack knows what the desk can be asked. Pure.

Source: https://docs.slack.dev/reference/app-manifest
"""

from typing import Any
from urllib.parse import urlsplit

from adapters.slack.read import ASK, CHECK, DESK, FILE, FIND, QUOTES
from adapters.slack.scopes import scopes_for
from adapters.slack.settings import EVENTS, REDIRECT
from bot.commands import COMMANDS
from bot.commands.command import Command
from bot.phrasing import shortened_text

NAME = "Quotedesk"
ABOUT = "What was said, by whom, and where it was printed: your archive's quotes, to the word."
LONG = (
    "Quotedesk answers from your newsroom's own archive: what somebody said, and apart from it what others said about "
    "them, each with article, date and passage. Every word that it shows in quotation marks is a verbatim span of an "
    "article on file; where the archive does not know, it says so. Answers are for the asker alone until they press Share."
)

DESCRIBED = 2_000
"""Characters of a slash command's description. Source: https://docs.slack.dev/reference/app-manifest#features"""

HINTED = 1_000
"""Characters of a usage hint. Source: https://docs.slack.dev/reference/app-manifest#features"""

SHORTCUTS = (
    ("message", FIND, "Find this quote", "Where these words stand in the archive."),
    (
        "message",
        QUOTES,
        "Quotes in this message",
        "Whether each quotation in this message, or its file, is what was printed.",
    ),
    ("message", FILE, "File this article", "File the article in this message's file."),
    ("global", ASK, "Ask the desk", "Ask for a person's words or an article, completed while you type."),
    ("global", CHECK, "Check a draft", "Whether each quotation of a draft is what was printed; nothing of it is kept."),
)
"""Kind, callback_id, name (24 characters) and description (150) of each shortcut."""

EVENTS_HEARD = ("app_home_opened", "app_mention", "app_uninstalled", "link_shared", "message.im", "tokens_revoked")
"""Source: https://docs.slack.dev/reference/events"""


def manifest(address: str = "", prefix: str = "", web: str = "", *, many: bool = False) -> dict[str, Any]:
    """The manifest, as JSON that Slack takes.

    Args:
        address: Where Slack finds the app over HTTP ("https://quotes.example.org"); "" for Socket Mode.
        prefix: Stands before the name of every slash command but /desk.
        web: Where the article pages are, whose links unfold; "" for none.
        many: Whether workspaces install the app themselves.
    """
    where = {"url": f"{address}{EVENTS}"} if address else {}
    return {
        "display_information": {
            "name": NAME,
            "description": ABOUT,
            "long_description": LONG,
            "background_color": "#1f2a44",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME.lower(), "always_online": True},
            "shortcuts": [
                {"name": name, "type": kind, "callback_id": callback, "description": about}
                for kind, callback, name, about in SHORTCUTS
            ],
            "slash_commands": _commands(prefix, where),
            **({"unfurl_domains": [urlsplit(web).hostname]} if web else {}),
        },
        "oauth_config": {
            "scopes": {"bot": list(scopes_for(web))},
            **({"redirect_urls": [f"{address}{REDIRECT}"]} if many and address else {}),
        },
        "settings": {
            "event_subscriptions": {**_request(address), "bot_events": _heard(web)},
            "interactivity": {"is_enabled": True, **_request(address), **_options(address)},
            "org_deploy_enabled": many,
            "socket_mode_enabled": not address,
            "token_rotation_enabled": many,
        },
    }


def _commands(prefix: str, where: dict[str, str]) -> list[dict[str, Any]]:
    desk = {
        "command": f"/{DESK}",
        "description": "Ask the desk anything; alone, it tells what can be asked",
        "usage_hint": f"{' | '.join(COMMANDS)} | ingest",
        "should_escape": False,
        **where,
    }
    own = [
        {
            "command": f"/{prefix}{command.name}",
            "description": shortened_text(command.about, DESCRIBED),
            "usage_hint": shortened_text(_hint(command), HINTED),
            "should_escape": False,
            **where,
        }
        for command in COMMANDS.values()
        if command.name != "help"
    ]
    return [desk, *own]


def _heard(web: str) -> list[str]:
    return [event for event in EVENTS_HEARD if web or event != "link_shared"]


def _hint(command: Command) -> str:
    return command.form.removeprefix(f"/{command.name} ")


def _request(address: str) -> dict[str, str]:
    return {"request_url": f"{address}{EVENTS}"} if address else {}


def _options(address: str) -> dict[str, str]:
    return {"message_menu_options_url": f"{address}{EVENTS}"} if address else {}
