"""The line that a person types: edited, completed and remembered in memory only, never on disk."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory

from adapters.console.read import Suggest
from bot.errors import QuotedeskError
from bot.phrasing import visible


class Suggestions(Completer):
    """Completes a line with what the desk suggests for it."""

    def __init__(self, suggest: Suggest) -> None:
        self._suggest = suggest

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Each suggestion in place of the words that it completes."""
        with suppress(
            QuotedeskError
        ):  # a line can be typed without suggestions; what is wrong is said when it is asked
            for replaced, words in self._suggest(document.text_before_cursor):
                yield Completion(visible(words), start_position=-replaced)


def session(sign: str, suggest: Suggest) -> Callable[[], str]:
    """A function that gives the next line typed; it raises KeyboardInterrupt and EOFError as `input` does."""
    asked = PromptSession[str](sign, history=InMemoryHistory(), completer=Suggestions(suggest))
    return asked.prompt
