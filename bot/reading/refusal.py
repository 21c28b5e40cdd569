"""What is said of a file that holds no article."""

from bot.errors import AskError


class NotAnArticle(AskError):  # noqa: N818  what it says, not that it is an error
    """The file holds no article that can be read; the message is one sentence on why."""
