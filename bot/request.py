"""What is asked. A `Question` is what a button may carry; a `Request` adds whose it is, from the verified payload."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Audience(StrEnum):
    """Who will see the answer: only the asker, or everybody in the channel."""

    ASKER = "asker"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Question:
    """A command and its options, all text, as typed or as a button carries them; never whose they are.

    Args:
        command: A name in COMMANDS ("quote").
        options: Option name to value; an option that was not given is absent. Pages count from "1".
    """

    command: str
    options: Mapping[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", MappingProxyType(dict(self.options)))

    def __hash__(self) -> int:
        return hash((self.command, frozenset(self.options.items())))

    def __reduce__(self) -> tuple[type["Question"], tuple[str, dict[str, str]]]:
        """How it goes to another process: the mapping that can't be changed can't be sent either."""
        return Question, (self.command, dict(self.options))

    def but(self, **options: str | None) -> "Question":
        """The same question with some options changed; None takes one out."""
        merged = {**self.options, **options}
        return Question(self.command, {name: value for name, value in merged.items() if value is not None})


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a chat platform, as its verified payload names them.

    Args:
        id: Platform, tenant and person: "slack:T024BE7LD:U012AB3CD".
        admin: Whether the platform says that they administer the workspace or server.
        zone: The time zone that the platform says they are in ("Europe/Berlin"); "" where it says none.
    """

    id: str
    admin: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Upload:
    """A file that is handed in with a question, under its name. It is read and forgotten, and has no `repr` that a log could keep."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """A question, the newsroom whose archive it is put to, who will see the answer, a file that it is about, and who asks, if known."""

    question: Question
    newsroom: str
    audience: Audience = Audience.ASKER
    upload: Upload | None = None
    member: Member | None = None
