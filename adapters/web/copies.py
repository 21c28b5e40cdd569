"""A draft's copy with remarks, to be taken away: a Word document stays one, anything else becomes a page."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.drafting import Draft, Remark

COPIES: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}
"""What a copy may be, by the ending of its name, and its media type."""


def annotated(draft: Draft, remarks: Sequence[Remark]) -> tuple[str, bytes]:
    """The ending of the copy's name, and the copy."""
    from bot.drafting.page import annotated_page  # here, since few want a copy
    from bot.drafting.word import annotated_word

    if draft.word:
        return "docx", annotated_word(draft, remarks, now=datetime.now(UTC))
    return "html", annotated_page(draft, remarks).encode()
