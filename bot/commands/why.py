"""/why: which of what somebody follows an article met, which it missed and for what reason, and what became of the telling."""

from bot.commands.cite import quotation_meant
from bot.commands.command import Ask, Command, Option
from bot.commands.following import nobody_known
from bot.commands.shown import label
from bot.commands.titles import Meant, article_meant
from bot.follow import Because, Pace, Verdict
from bot.model import Source
from bot.reply import Facts, Heading, Masthead, Note, Part, Reply, Tone

ARTICLE = Option("article", "a title or part of one, an address, a number, or latest", "TITLE")
QUOTE = Option("quote", "in place of an article the number of a quote", "#NUMBER")

_SENTENCES = {
    Because.SAID: "told",
    Because.WAITING: "waits to be told",
    Because.GATHERED: "is gathered for the digest of {at}",
    Because.DIGESTED: "was told in the digest of {at}",
    Because.ENDED: "could not be told: {trouble}",
    Because.COMING: "will be told: the article was not looked through yet",
    Because.NOTHING: "not told: nothing of that is quoted in it (who is only named is not quoted)",
    Because.ABOUT: "not told: it has quotes about them, and you follow those by them; about:yes follows both",
    Because.ELSEWHERE: "not told: it is another outlet's",
    Because.BEFORE: "not told: the article came on file on {at}, before you followed that",
    Because.OLD: "not told: it was printed more than seven days before it was filed",
    Because.VERSION: "not told: this is a later version of an article",
    Because.REPEATED: "not told: an article on file had the same words before",
    Because.GIVEN_UP: "not told: {trouble}",
}


def answer(ask: Ask) -> Reply:
    """What an article, or one quote in it, comes to for everything that the asker follows."""
    if ask.member is None or ask.remembered is None:
        return nobody_known(ask)
    found = _meant(ask)
    if isinstance(found, Reply):
        return found
    source, quote = found
    verdicts = ask.remembered.verdicts(ask.newsroom, ask.member.id, source.article_id, quote, now=ask.now)
    rows = tuple((f"#{one.followed.follow} {label(one.followed.subject.name)}", _told(one)) for one in verdicts)
    told: Part = Facts(rows) if rows else Note("You follow nothing: /follow and a name begins it.", Tone.HINT)
    return Reply((Heading("Why you were told, or not"), Masthead(source), told), len(rows), ask.question)


def _meant(ask: Ask) -> tuple[Source, int | None] | Reply:
    """The article that is asked about, and the number of the quote in it, if one is."""
    if typed := ask.typed("quote"):
        found = quotation_meant(ask)
        return found if isinstance(found, Reply) else (found.source, int(typed.removeprefix("#")))
    meant = article_meant(ask)
    return (meant.version.source, None) if isinstance(meant, Meant) else meant


def _told(one: Verdict) -> str:
    digest = one.followed.when.pace is not Pace.NOW and one.because in {Because.GATHERED, Because.DIGESTED}
    at = f"{one.at:%Y-%m-%d %H:%M} UTC" if digest else f"{one.at:%Y-%m-%d}"
    trouble = one.trouble or one.followed.ended
    said = _SENTENCES[one.because].format(at=at, trouble=trouble)
    return f"{said} (last trouble: {trouble})" if trouble and one.because is Because.WAITING else said


COMMAND = Command(
    name="why",
    about="why you were told of an article or a quote, or were not, by what you follow",
    subject=ARTICLE,
    options=(QUOTE,),
    examples=("/why latest",),
    answer=answer,
)
