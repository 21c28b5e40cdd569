"""The two ways a question can end without an answer.

    QuotedeskError
    ├── AskError     whoever asked can mend it: another name, a date that is one
    └── DeskError    only the operator can: a setting, a file, a database

Finding nothing is an answer, never an error. Both carry a sentence for people and what to do next.
"""


class QuotedeskError(Exception):
    """A fault with a sentence for a person and a remedy.

    Args:
        message: What was wrong, one sentence, no jargon.
        hint: What to do about it, or an example that works; empty where nothing can be done.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class AskError(QuotedeskError):
    """The question can't be answered as it was put; whoever asked can put it better."""


class DeskError(QuotedeskError):
    """The desk can't work as it was set up; its operator can mend that."""
