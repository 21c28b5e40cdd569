"""The addresses on our pages: of a question, of a person, and of a place in the original article. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote as percent
from urllib.parse import urlencode, urlsplit

from adapters.addresses import host_of
from bot.model import Quote, Source, Speaker
from bot.permalinks import path_of
from bot.request import Question

WORDS = 4
"""Words at either end of a long quotation by which a browser finds it; a shorter one is named whole.

Source: https://wicg.github.io/scroll-to-text-fragment/, which advises a start and an end for what is long.
"""


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses under the folder that our pages lie in: "" or "/desk", without a slash at its end."""

    folder: str = ""

    @classmethod
    def under(cls, web_address: str) -> "Links":
        """The addresses of pages that lie at a web address; at the root where there is none."""
        return cls(urlsplit(web_address).path.rstrip("/"))

    def to(self, path: str) -> str:
        """The address of a path of ours, which begins with a slash."""
        return self.folder + path

    def sign_in(self, to: str, account: str = "") -> str:
        """Where somebody signs in who wants to read a path, by any account or by one."""
        wanted = "" if to == "/" else f"?{urlencode({'to': to})}"
        return self.to(f"/sign-in/{account}" if account else "/sign-in") + wanted

    def question(self, question: Question) -> str:
        """Where a question is answered; the same address for everybody, who may be told different things."""
        options = urlencode(dict(question.options))
        return self.to(f"/{question.command}") + (f"?{options}" if options else "")

    def version(self, source: Source) -> str:
        """The page of an article in one version."""
        return self.to(path_of(source.version_id))

    def quote(self, source: Source, quote: Quote) -> str:
        """A quotation on its article's page."""
        return self.to(path_of(source.version_id, quote.id))

    def why(self, quote: Quote) -> str:
        """Why a quotation has the speaker that it has."""
        return self.question(Question("explain", {"quote": f"#{quote.id}"}))

    def changes(self, source: Source) -> str:
        """What changed in a version."""
        return self.to(f"{path_of(source.version_id)}/changes")

    def speaker(self, speaker: Speaker) -> str:
        """Somebody's page."""
        return self.to(f"/speakers/{speaker.id}")


def original(source: Source, exact: str = "") -> str | None:
    """The original article, at the words if a browser can find them; None where its address is not one to be shown."""
    if not source.url or not host_of(source.url):
        return None
    fragment = _text_fragment(exact.split())
    return source.url.partition("#")[0] + fragment


def _text_fragment(words: Sequence[str]) -> str:
    """Source: https://wicg.github.io/scroll-to-text-fragment/#syntax"""
    if not words:
        return ""
    if len(words) <= 2 * WORDS:
        return f"#:~:text={_coded(words)}"
    return f"#:~:text={_coded(words[:WORDS])},{_coded(words[-WORDS:])}"


def _coded(words: Sequence[str]) -> str:
    """Words as a fragment holds them; a hyphen would divide it."""
    return percent(" ".join(words), safe="").replace("-", "%2D")
