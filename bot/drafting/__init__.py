"""A draft, from its file to a copy with remarks at its quotations. Nothing of a draft is kept, and nothing of it is logged."""

from bot.drafting.draft import LONGEST, Draft, Place, read_draft
from bot.drafting.page import annotated_page
from bot.drafting.remarks import Remark, RemarkTone
from bot.drafting.word import annotated_word

__all__ = ["LONGEST", "Draft", "Place", "Remark", "RemarkTone", "annotated_page", "annotated_word", "read_draft"]
