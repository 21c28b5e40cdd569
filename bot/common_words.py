"""English words that carry no story of their own: left out where texts are compared by what they are about."""

_COMMON = """
a about above after again against ago all almost along already also although always am among an and another any are
around as at away back be became because been before being below between both but by came can cannot could did do does
doing done down during each either else even ever every few first for from further get gets getting go goes going gone
got had has have having he her here hers herself him himself his how however i if in into is it its itself just last
later least less let like made make makes many may me might mine more most much must my myself near neither never new
next no nor not now of off on once one only onto or other others our ours out over own per put quite rather said same say
says see seen several shall she should since so some still such take taken than that the their theirs them themselves
then there these they this those though three through thus to together told too took toward towards two under until up
upon us very was way we well went were what when where whether which while who whom whose why will with within without
would year years yet you your yours dont didnt doesnt isnt wasnt cant wont ive im youre theyre hes shes thats
monday tuesday wednesday thursday friday saturday sunday
"""

COMMON = frozenset(_COMMON.split())
"""Folded as in `bot.folding`."""


def telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that carry something; all of them where none does."""
    return tuple(word for word in words if word not in COMMON) or words
