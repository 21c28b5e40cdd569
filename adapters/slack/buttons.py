"""What can be pressed below a part of an answer, and what it carries. Pure.

An action_id tells what a press does: "turn:" changes the answer it stands in, "ask:" brings another one beside it,
"do:" does something for who presses, "share:" shows it to the channel. Its number makes it the only one in its message, which Slack demands.
"""

from collections.abc import Iterator, Sequence
from itertools import count

from slack_sdk.models.blocks import ButtonElement

from adapters.entry import LABEL
from adapters.slack.blocks import LABEL as TEXT
from adapters.slack.blocks import Piece, button, plain, rows, small
from adapters.slack.carry import Shareable, packed, packed_share
from bot import phrasing
from bot.commands.typed import as_typed
from bot.phrasing import shortened_text
from bot.reply import Actions, Choice, Choices, Masthead, Pager, Part, Pull, Shared
from bot.request import Question

Numbers = Iterator[int]

OPEN = "open"
"""The action_id of the button that opens our pages; Slack wants it acknowledged, too."""


def numbers() -> Numbers:
    """The numbers of the buttons of one message."""
    return count(1)


def below(part: Part, taken: Numbers, *, shortened: bool = False, cited: bool = False) -> list[Piece]:
    """What an asker can do with a part.

    Args:
        part: Any; most have nothing to press.
        taken: The numbers of the message's buttons, each taken once.
        shortened: Whether not all words of a quotation are shown.
        cited: Whether the quotation stands in the same answer whole, as it is cited.
    """
    match part:
        case Pull():
            return rows([*_with_quote(part, taken), *([] if cited else _to_cite(part, taken, shortened))])
        case Masthead():
            return rows([*_with_article(part, taken)])
        case Choices():
            return _ways(part, taken, "turn")
        case Actions():
            return _deeds(part, taken)
        case Pager():
            return _ways(part, taken, "turn", part.what)
        case _:
            return []


def below_post(parts: Sequence[Part], taken: Numbers) -> list[Piece]:
    """What everybody in a channel can do with what was shared there: a quotation, or a summary."""
    pull = next((part for part in parts if isinstance(part, Pull)), None)
    context = [_context(pull, taken)] if pull else []
    shared = next((part for part in parts if isinstance(part, Shared) and part.share), None)
    back = [button("Take back", "unshare", str(shared.share), "Take back what was shared here")] if shared else []
    return rows([*context, *back])


def entry(address: str) -> list[Piece]:
    """What opens our pages."""
    return rows([ButtonElement(text=plain(LABEL, TEXT), action_id=OPEN, url=address, style="primary")])


def dismiss() -> list[Piece]:
    """What takes an answer away."""
    return rows([button("Dismiss", "dismiss", heard="Dismiss this answer")])


def _with_quote(pull: Pull, taken: Numbers) -> Iterator[ButtonElement]:
    share = packed_share(Shareable(pull.utterance.source.version_id, pull.utterance.lead.id))
    yield button("Share", f"share:{next(taken)}", share, _of("Share", pull))
    yield _context(pull, taken)


def _to_cite(pull: Pull, taken: Numbers, shortened: bool) -> Iterator[ButtonElement]:
    labels = ("Copy citation", "More") if shortened else ("Copy citation",)
    return (_about(label, phrasing.citation_of(pull), pull, taken) for label in labels)


def _context(pull: Pull, taken: Numbers) -> ButtonElement:
    return _about("Context", phrasing.context_of(pull), pull, taken)


def _about(label: str, question: Question, pull: Pull, taken: Numbers) -> ButtonElement:
    """A button whose question is a number, which always fits."""
    return button(label, f"ask:{next(taken)}", packed(question), _of(label, pull))


def _of(label: str, pull: Pull) -> str:
    """What tells the button of one quotation from that of the next: "Share quote #57 by Ana Ruiz, article 3, paragraph 2"."""
    lead = pull.utterance.lead
    begins = f"{label}: quote #{lead.id} by "
    ends = f", {phrasing.place_text(pull.utterance.source, lead.paragraph)}"
    return begins + shortened_text(phrasing.speaker_text(lead), max(TEXT - len(begins + ends), 3)) + ends


def _with_article(head: Masthead, taken: Numbers) -> Iterator[ButtonElement]:
    article = f"article {head.source.article_id}"
    if head.shareable:
        share = packed_share(Shareable(head.source.version_id))
        yield button("Share", f"share:{next(taken)}", share, f"Share the summary of {article}")
    for way in phrasing.ways(head):
        if value := packed(way.question):
            yield button(way.label, f"ask:{next(taken)}", value, f"{way.label}: {article}")


def _ways(part: Part, taken: Numbers, action: str, what: str = "") -> list[Piece]:
    """A button for each way on; what no button can carry is written out as a line to type."""
    carried = [(way, packed(way.question)) for way in phrasing.ways(part)]
    buttons = [
        button(way.label, f"{action}:{next(taken)}", value, _heard(way, what)) for way, value in carried if value
    ]
    typed = [small(f"{way.label}: {as_typed(way.question)}") for way, value in carried if not value]
    return [*rows(buttons), *typed]


def _deeds(part: Actions, taken: Numbers) -> list[Piece]:
    """A button for each thing to do."""
    carried = [(one, packed(one.question)) for one in part.options]
    return rows([button(one.label, f"do:{next(taken)}", value, _heard(one, "")) for one, value in carried if value])


def _heard(way: Choice, what: str) -> str:
    more = way.hint or what
    return f"{way.label}: {more}" if more else ""
