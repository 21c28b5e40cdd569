"""How an answer is sent to a browser, and what is said in place of a page that can't be shown."""

from collections.abc import Awaitable

from starlette.responses import HTMLResponse, RedirectResponse, Response

from adapters.answering import BUSY, unforeseen
from adapters.pool import Busy
from adapters.web.render import Pages
from bot.errors import AskError, QuotedeskError

NOWHERE = AskError(
    "There is no such page, or it may not be shown to you.", "Ask for it again where you found its address."
)
"""The same for what does not exist and for what others own, so that nobody learns which it is."""

NEVER = "no-store"


class Refused(Exception):  # noqa: N818 - a state to be told, no fault
    """Whoever asks may not read: what they are told, and the status of the answer.

    Args:
        wanted: For somebody without a session the path they wanted, which signing in leads to; None for a member.
    """

    def __init__(self, error: AskError, status: int, wanted: str | None = None) -> None:
        super().__init__(error.message)
        self.error = error
        self.status = status
        self.wanted = wanted


class Sender:
    """Sends what pages draw."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def told_of(self, work: Awaitable[Response]) -> Response:
        """What some work comes to, or a page that says why it comes to nothing."""
        try:
            return await work
        except Busy:
            return self.refused(BUSY, 503)
        except Refused as refused:
            return self.refused(refused.error, refused.status, refused.wanted)
        except AskError as error:
            return self.refused(error, 400)
        except QuotedeskError as error:
            return self.refused(error, 500)
        except Exception as error:  # noqa: BLE001 - whatever it was, a person gets a sentence
            return self.refused(unforeseen(error), 500)

    def refused(self, error: QuotedeskError, status: int, wanted: str | None = None) -> Response:
        """A page that says what was wrong."""
        return self.once(self._pages.fault(error, wanted), status)

    def once(self, page: str, status: int = 200) -> Response:
        """A page that no browser keeps."""
        return HTMLResponse(page, status, {"Cache-Control": NEVER})

    def elsewhere(self, address: str) -> Response:
        """The way to another address."""
        return RedirectResponse(address, 303, {"Cache-Control": NEVER})
