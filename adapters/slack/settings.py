"""What the operator sets for Slack, read once from the environment. `.env.example` lists every name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from adapters.allowance import NEWSROOM, NEWSROOM_LIMIT, PERSON, PERSON_LIMIT, limit
from adapters.slack.seal import Seal
from bot.errors import DeskError
from bot.settings import Faults

SLACK = "https://slack.com/api/"
"""Source: https://docs.slack.dev/apis/web-api"""

HOOKS = ("https://hooks.slack.com/", "https://hooks.slack-gov.com/")
"""How a response_url begins. Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""

FILES = ("https://files.slack.com/", "https://files.slack-gov.com/")
"""How the address of a file begins. Source: https://docs.slack.dev/reference/objects/file-object (url_private_download)"""

EVENTS = "/slack/events"
INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
"""Paths of the app. Source: https://docs.slack.dev/tools/bolt-python/concepts/authenticating-oauth (Bolt's own)"""

GUIDE = "docs/slack.md says how to get it."

_HTTPS = re.compile(r"https://[^\s/?#@]+(?:/[^\s?#]*)?")
_LOOPBACK = re.compile(r"http://127\.0\.0\.1(?::\d{1,5})?/")
_PREFIX = re.compile(r"[a-z0-9_-]{1,20}")


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """One Slack app's settings.

    Attributes:
        bot_token: "xoxb-…" where one workspace is asked; "" where workspaces install the app themselves.
        app_token: "xapp-…", for Socket Mode.
        signing_secret: For HTTP.
        client_id: With `client_secret` and `key`, for workspaces that install the app themselves.
        key: One or more Fernet keys, separated by commas, that seal what is kept of installations; the first seals.
        app_id: "A…", with `config_token` ("xoxe.xoxp-…") for comparing the manifest that Slack has.
        prefix: Stands before the name of every slash command but /desk.
        person_limit: Questions that one person may ask in a minute; `newsroom_limit` the same for a newsroom.
        api: Where Slack's Web API is, ending in a slash: Slack, or this machine.
    """

    bot_token: str = ""
    app_token: str = ""
    signing_secret: str = ""
    client_id: str = ""
    client_secret: str = ""
    key: str = ""
    app_id: str = ""
    config_token: str = ""
    prefix: str = ""
    person_limit: int = PERSON
    newsroom_limit: int = NEWSROOM
    api: str = SLACK

    @property
    def many(self) -> bool:
        """Whether workspaces install the app themselves."""
        return bool(self.client_id)

    @property
    def hooks(self) -> tuple[str, ...]:
        """How an address begins to which an answer may go."""
        return self._own or HOOKS

    @property
    def files(self) -> tuple[str, ...]:
        """How an address begins from which a file may be fetched."""
        return self._own or FILES

    @property
    def _own(self) -> tuple[str, ...]:
        """This machine, where a Slack of our own is on it."""
        found = _LOOPBACK.match(self.api)
        return (found[0],) if found else ()


def read_slack_settings(
    environment: Mapping[str, str], fit: Callable[[SlackSettings], SlackSettings] = lambda settings: settings
) -> SlackSettings:
    """Slack's settings from the environment, as `fit` (`for_sockets`, `for_http`) wants them.

    Raises:
        DeskError: a value that is none, or is missing; says which and what it may be, of all such values.
    """
    value = {name: environment.get(name, "").strip() for name in NAMES}
    faults = Faults()
    for name, beginning in BEGINNINGS.items():
        faults.of(None, _begins, name, value[name], beginning)
    settings = SlackSettings(
        bot_token=value["SLACK_BOT_TOKEN"],
        app_token=value["SLACK_APP_TOKEN"],
        signing_secret=value["SLACK_SIGNING_SECRET"],
        client_id=value["SLACK_CLIENT_ID"],
        client_secret=value["SLACK_CLIENT_SECRET"],
        key=value["SLACK_KEY"],
        app_id=value["SLACK_APP_ID"],
        config_token=value["SLACK_CONFIG_TOKEN"],
        prefix=faults.of("", _prefix, value["QUOTEDESK_SLACK_PREFIX"]),
        person_limit=faults.of(PERSON, limit, environment, PERSON_LIMIT, PERSON),
        newsroom_limit=faults.of(NEWSROOM, limit, environment, NEWSROOM_LIMIT, NEWSROOM),
        api=faults.of(SLACK, _api, value["SLACK_API_URL"]),
    )
    faults.of(None, _one_way, settings)
    faults.of(settings, fit, settings)
    faults.tell()
    return settings


BEGINNINGS = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-", "SLACK_CONFIG_TOKEN": "xoxe"}
"""How each kind of token begins. Source: https://docs.slack.dev/authentication/tokens"""

NAMES = (
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_KEY",
    "SLACK_APP_ID",
    "SLACK_CONFIG_TOKEN",
    "SLACK_API_URL",
    "QUOTEDESK_SLACK_PREFIX",
    PERSON_LIMIT,
    NEWSROOM_LIMIT,
)
"""Every setting that this room reads."""


def for_sockets(settings: SlackSettings) -> SlackSettings:
    """The settings, if Socket Mode can run with them.

    Raises:
        DeskError: what is missing.
    """
    if settings.many:
        raise DeskError(
            "Workspaces that install the app themselves are answered over HTTP only.",
            "Run quotedesk serve, or leave SLACK_CLIENT_ID out and set SLACK_BOT_TOKEN.",
        )
    faults = Faults()
    faults.of(None, _there, "SLACK_BOT_TOKEN", settings.bot_token, "It begins with xoxb-.")
    faults.of(None, _there, "SLACK_APP_TOKEN", settings.app_token, "It begins with xapp-.")
    faults.tell()
    return settings


def for_http(settings: SlackSettings) -> SlackSettings:
    """The settings, if Slack's requests can be taken over HTTP with them.

    Raises:
        DeskError: what is missing.
    """
    faults = Faults()
    faults.of(None, _there, "SLACK_SIGNING_SECRET", settings.signing_secret, "It is among the app's basic information.")
    if settings.many:
        faults.of(
            None, _there, "SLACK_CLIENT_SECRET", settings.client_secret, "It is among the app's basic information."
        )
        faults.of(None, _sealing, settings.key)
    else:
        faults.of(None, _there, "SLACK_BOT_TOKEN", settings.bot_token, "It begins with xoxb-.")
    faults.tell()
    return settings


def _sealing(key: str) -> None:
    _there("SLACK_KEY", key, "quotedesk slack key makes one.")
    Seal(key)


def _there(name: str, value: str, hint: str) -> None:
    if not value:
        raise DeskError(f"{name} is not set.", f"{hint} {GUIDE}")


def _begins(name: str, value: str, beginning: str) -> None:
    if value and not value.startswith(beginning):
        raise DeskError(f"{name} is another kind of token.", f"It begins with {beginning}. {GUIDE}")


def _prefix(value: str) -> str:
    if value and not _PREFIX.fullmatch(value):
        raise DeskError(
            "QUOTEDESK_SLACK_PREFIX can't stand before a command.",
            "Use up to 20 small letters, digits, - and _, such as desk-",
        )
    return value


def _api(value: str) -> str:
    address = f"{value.rstrip('/')}/" if value else SLACK
    if not (_HTTPS.fullmatch(address) or _LOOPBACK.match(address)):
        raise DeskError("SLACK_API_URL is no address of Slack's API.", f"Leave it out; Slack's is {SLACK}")
    return address


def _one_way(settings: SlackSettings) -> None:
    if settings.bot_token and settings.many:
        raise DeskError(
            "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set.",
            "Set the token for one workspace, or the client for workspaces that install the app themselves.",
        )


def checked_address(value: str) -> str:
    """An address at which Slack is to find the app, without a slash at its end; "" for none.

    Raises:
        DeskError: Slack could not find anything there.
    """
    address = value.rstrip("/")
    if address and not (_HTTPS.fullmatch(address) or _LOOPBACK.match(f"{address}/")):
        raise DeskError("That is no address at which Slack finds the app.", "Write it like https://quotes.example.org")
    return address
