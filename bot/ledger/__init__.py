"""What the desk must remember besides articles: who may ask whom, what was shared where, what was answered already."""

from bot.ledger.ledger import Ledger, open_ledger
from bot.ledger.outbox import Errand, State
from bot.ledger.shares import Outstanding, ShareRecord
from bot.ledger.sources import Kind, Sighting, SourceRecord
from bot.ledger.vault import Vault, open_vault

__all__ = [
    "Errand",
    "Kind",
    "Ledger",
    "Outstanding",
    "ShareRecord",
    "Sighting",
    "SourceRecord",
    "State",
    "Vault",
    "open_ledger",
    "open_vault",
]
