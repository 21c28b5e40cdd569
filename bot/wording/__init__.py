"""Typed words beside printed ones: the verdict, what differs word by word, and what of it changes the sense."""

from bot.wording.flags import Flag
from bot.wording.steps import Kind, Step
from bot.wording.verdicts import NEAR, WHOLE, Claimed, Comparison, Printed, Verdict, compared, joined

__all__ = ["NEAR", "WHOLE", "Claimed", "Comparison", "Flag", "Kind", "Printed", "Step", "Verdict", "compared", "joined"]
