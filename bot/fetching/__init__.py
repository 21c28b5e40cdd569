"""The one way out to the web: whatever address anybody gives, it is fetched here, and nowhere else.

An address comes from people and pages that nobody checked, and this machine stands inside somebody's network. So each
address, and each that it leads on to, is taken apart (`address`), resolved once and compared with what is public
(`places`), and connected to as it was compared, within limits of time and size (`wire`), as a polite guest (`manners`).
"""

from bot.fetching.faults import Refused, Unreachable
from bot.fetching.fetcher import LARGEST, Fetched, Fetcher

__all__ = ["LARGEST", "Fetched", "Fetcher", "Refused", "Unreachable"]
