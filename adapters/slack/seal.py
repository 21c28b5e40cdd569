"""Sealing what must not stand readable in a database, with the operator's own keys.

Source: https://cryptography.io/en/latest/fernet/
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import DeskError


class Seal:
    """What seals and opens: the first key seals, each of them opens.

    Args:
        keys: Fernet keys, separated by commas.

    Raises:
        DeskError: there is none, or one is no key.
    """

    def __init__(self, keys: str) -> None:
        try:
            each = [Fernet(key.strip()) for key in keys.split(",") if key.strip()]
            self._all = MultiFernet(each)
        except ValueError as error:
            raise DeskError("SLACK_KEY is no key.", "quotedesk slack key makes one.") from error
        self._first = each[0]

    def sealed(self, plain: str) -> bytes:
        """A text, sealed."""
        return self._all.encrypt(plain.encode())

    def opened(self, sealed: bytes) -> str:
        """What was sealed.

        Raises:
            DeskError: it was with another key.
        """
        try:
            return self._all.decrypt(sealed).decode()
        except InvalidToken as error:
            raise DeskError(
                "SLACK_KEY does not open what is kept of this workspace.",
                "Put the key back with which it was sealed, behind a comma; or install the app there again.",
            ) from error

    def anew(self, sealed: bytes) -> bytes | None:
        """The same, sealed with the first key; None where it is already, or where no key opens it."""
        try:
            self._first.decrypt(sealed)
        except InvalidToken:
            return self._rotated(sealed)
        return None

    def _rotated(self, sealed: bytes) -> bytes | None:
        try:
            return self._all.rotate(sealed)
        except InvalidToken:
            return None
