"""The two ways a question can end without an answer.

    QuotedeskError
    ├── AskError     whoever asked can mend it: another name, a date that is one
    └── DeskError    only the operator can: a setting, a file, a database
        └── SettingsError    several settings at once

Finding nothing is an answer, never an error. Both carry a sentence for people and what to do next.
"""

from collections.abc import Sequence


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


class SettingsError(DeskError):
    """Several settings are missing or wrong. The message has a line for each, with its remedy.

    Args:
        faults: Each of them, in the order in which they were found.
    """

    def __init__(self, faults: Sequence[DeskError]) -> None:
        told = [f"- {fault.message} {fault.hint}".rstrip() for fault in faults]
        super().__init__("\n".join([f"{len(faults)} settings are missing or wrong:", *told]), "Then start again.")
        self.faults = tuple(faults)
