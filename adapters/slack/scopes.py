"""What the app asks Slack to let it do: the least that serves, each with its reason. docs/slack.md tells them.

Source: https://docs.slack.dev/reference/scopes
"""

from collections.abc import Mapping
from types import MappingProxyType

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "commands": "slash commands and shortcuts",
        "app_mentions:read": "to hear when somebody mentions the bot; it hears nothing else said in channels",
        "chat:write": "to answer a mention, to share what somebody asks it to share, and to correct that later",
        "im:history": "to hear what is written to the bot itself, in its own direct messages",
        "links:read": "to hear of links to your own article pages; asked for only where QUOTEDESK_WEB_ADDRESS is set",
        "links:write": "to unfold them, where the article is public; asked for only with the one before",
        "channels:read": "to know whether people of other organisations read along in a channel",
        "groups:read": "to know the same of a private channel that it is a member of",
        "users:read": "to know whether who files an article administers the workspace",
        "files:read": "to read the file that somebody asks it to file or check, and no other",
    }
)


def scopes_for(web: str) -> tuple[str, ...]:
    """The scopes that are needed where the article pages are at an address, "" for nowhere: then no link is ours."""
    return tuple(sorted(scope for scope in SCOPES if web or not scope.startswith("links:")))
