"""The two ways that fetching ends without a page."""

from bot.errors import AskError


class Refused(AskError):  # noqa: N818  what it says, not that it is an error
    """The address, or one that it led on to, is not one that is fetched, now or later."""


class Unreachable(AskError):  # noqa: N818  as above
    """The site did not give the page, this time.

    Args:
        message: Why, in a sentence.
        hint: What to do about it.
        status: The HTTP status that it answered with; None where it gave no answer.
        retry_after: Seconds until it may be asked again, where it said so or was asked too often.
        gone: Whether it said that the page will never be there again (410).
    """

    def __init__(
        self,
        message: str,
        hint: str = "Try again later.",
        *,
        status: int | None = None,
        retry_after: float | None = None,
        gone: bool = False,
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.retry_after = retry_after
        self.gone = gone
