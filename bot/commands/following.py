"""/following and /unfollow: what somebody follows, and the buttons that end it."""

from collections.abc import Sequence

from bot.commands import options
from bot.commands.command import Ask, Command, Option
from bot.commands.paging import offset, pager
from bot.commands.shown import label
from bot.folding import words_of
from bot.follow import Followed, Pace
from bot.phrasing import count
from bot.reply import Actions, Choice, Facts, Heading, Note, Part, Reply, Tone
from bot.request import Question

PAGE = 10
"""Follows on a page: as many buttons as two rows of Discord's hold."""

NUMBER = Option("number", "the number of what you follow, or a word of its name; without it all is listed", "#NUMBER")
WORD = Option("name", "a word of what you follow; without it all is listed", "WORD")


def listed(ask: Ask) -> Reply:
    """What the asker follows, a page of it."""
    mine = _mine(ask)
    return nobody_known(ask) if mine is None else _list(ask, _like(mine, ask.typed("name")))


def to_end(ask: Ask) -> Reply:
    """What the asker may mean to follow no more."""
    typed = ask.typed("number")
    mine = _mine(ask)
    if mine is None:
        return nobody_known(ask)
    numbered = [one for one in mine if typed.removeprefix("#") == str(one.follow)]
    return _list(ask, numbered or _like(mine, typed))


def nobody_known(ask: Ask) -> Reply:
    """What is answered where nobody knows who asks."""
    return Reply(
        (Note("Who asks is known in Slack and Discord alone, so only there can somebody follow."),), 0, ask.question
    )


def _mine(ask: Ask) -> Sequence[Followed] | None:
    """What the asker follows; None where nobody knows who asks."""
    if ask.member is None or ask.remembered is None:
        return None
    return ask.remembered.follows_of(ask.newsroom, ask.member.id)


def _like(mine: Sequence[Followed], typed: str) -> Sequence[Followed]:
    words = set(words_of(typed))
    return [one for one in mine if words <= set(words_of(one.subject.name))]


def _list(ask: Ask, found: Sequence[Followed]) -> Reply:
    if not found:
        hint = Note("/follow and a name, words or an outlet begins it.", Tone.HINT)
        return Reply((Heading("You follow nothing of that"), hint), 0, ask.question)
    before = offset(ask, "page", PAGE)
    shown = found[before : before + PAGE]
    parts: tuple[Part, ...] = (
        Heading(f"You follow {count(len(found), 'subject')}"),
        Facts(tuple((f"#{one.follow} {label(one.subject.name)}", described(one)) for one in shown)),
        Actions("Unfollow:", tuple(_ending(one) for one in shown)),
        *pager(ask, "page", PAGE, len(found), "subjects"),
    )
    return Reply(parts, len(found), ask.question)


def _ending(one: Followed) -> Choice:
    return Choice(label(f"#{one.follow} {one.subject.name}"), Question("unfollow", {"number": f"#{one.follow}"}))


def described(one: Followed) -> str:
    """What is told of it, when, where, and since when; or why it is told no more."""
    minute = one.when.minute
    at = f"{minute // 60:02}:{minute % 60:02} {one.when.zone}"
    pace = {Pace.NOW: "at once", Pace.DAILY: f"daily at {at}", Pace.WEEKLY: f"on Mondays at {at}"}[one.when.pace]
    where = "in the channel where you asked for it" if one.place.channel else "to you alone"
    told = f"{_what(one)}, {pace}, {where}, since {one.since:%Y-%m-%d}"
    return f"ended: {one.ended} ({told})" if one.ended else told


def _what(one: Followed) -> str:
    if one.subject.outlet:
        return "new articles"
    if one.subject.runs:
        return "quotes with these words"
    return "quotes by and about them" if one.subject.about else "quotes by them"


FOLLOWING = Command(
    name="following",
    about="what you follow, each with a button that ends it",
    subject=WORD,
    options=(options.PAGE,),
    examples=("/following",),
    answer=listed,
)
UNFOLLOW = Command(
    name="unfollow",
    about="ends something that you follow",
    subject=NUMBER,
    options=(),
    examples=("/unfollow #3",),
    answer=to_end,
)
