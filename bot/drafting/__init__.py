"""A draft, from its file to a copy with remarks at its quotations. Nothing of a draft is kept, and nothing of it is logged.

What reads files and writes copies is asked for by its module, since most questions need none of the libraries behind it.
"""

from bot.drafting.draft import Draft, Place, typed_draft
from bot.drafting.remarks import Remark, RemarkTone

__all__ = ["Draft", "Place", "Remark", "RemarkTone", "typed_draft"]
