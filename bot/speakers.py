"""Who is whom, by the operator's word: merged, split, given another name. The articles that this concerns are read anew."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.archive import Archive
from bot.commands.command import Ask
from bot.errors import AskError
from bot.folding import words_of
from bot.order import AliasSpeaker, MergeSpeakers, Progress, Report, SplitSpeaker
from bot.phrasing import count, visible
from bot.quoting import extract_article
from bot.reply import Facts, Heading, Note, Reply, Tone

BATCH = 50
"""Versions in one transaction."""

FOUND = 25
"""Speakers that are listed at once."""

LONGEST = 100
"""Characters of a name; nobody's on file has more."""

Decision = MergeSpeakers | SplitSpeaker | AliasSpeaker


def decided(
    archive: Archive, newsroom: str, decision: Decision, *, now: datetime, report: Report | None = None
) -> Reply:
    """What came of a decision: it is kept, and every version that it concerns is filed anew.

    Raises:
        AskError: there is no such speaker in the newsroom, an article does not name them, a name is another's, or there is
            nothing to decide.
    """
    match decision:
        case MergeSpeakers(speaker, into):
            if speaker == into:
                raise AskError("These are the same speaker already.", "quotedesk speakers find NAME tells the numbers.")
            archive.merge(newsroom, speaker, into)
            read = _filed_anew(archive, newsroom, [speaker], (), now, report)
        case SplitSpeaker(speaker, articles, name) if articles:
            archive.split(newsroom, speaker, _name(name), articles)
            read = _filed_anew(archive, newsroom, [speaker], articles, now, report)
        case SplitSpeaker(speaker):
            concerned = archive.release(newsroom, speaker)
            if not concerned:
                raise AskError(
                    "Nothing was said of this speaker by hand, so there is nothing to take back.",
                    'Two people under one name: quotedesk speakers split NUMBER ARTICLE… --as "Another Name"',
                )
            read = _filed_anew(archive, newsroom, concerned, (), now, report)
        case AliasSpeaker(speaker, name):
            archive.alias(newsroom, speaker, _name(name))
            read = _filed_anew(archive, newsroom, [speaker], (), now, report)
    told = Note(f"It is kept, and holds for whatever is filed from now on. Read anew: {count(read, 'version')}.")
    return Reply((told,), read)


def _name(typed: str) -> str:
    name = " ".join(visible(typed).split())
    if not words_of(name) or len(name) > LONGEST:
        raise AskError("A name is needed.", f'Such as "Ann Lee", of up to {LONGEST} characters.')
    return name


def _filed_anew(
    archive: Archive,
    newsroom: str,
    speakers: Sequence[int],
    articles: Collection[int],
    now: datetime,
    report: Report | None,
) -> int:
    """Read the versions that name any of the speakers, in some articles or in all; how many that were."""
    after, read = 0, 0
    while batch := archive.filed_versions(newsroom, after=after, limit=BATCH, naming=speakers):
        after = batch[-1].version_id
        mine = [version for version in batch if not articles or version.article_id in articles]
        found = [(version.version_id, extract_article(version.document)) for version in mine]
        archive.refile(newsroom, found, now=now)
        read += len(found)
        if report:
            report(Progress(read, None, "articles"))
    archive.catch_up()
    return read


def speakers_like(ask: Ask, typed: str) -> Reply:
    """Speakers whose name the typed words may mean, with their numbers."""
    hits = ask.archive.speakers_named(ask.newsroom, typed.split(), slips=False, now=ask.now)
    hits = hits or ask.archive.speakers_named(ask.newsroom, typed.split(), slips=True, now=ask.now)
    rows = tuple(
        (
            f"#{hit.speaker.id}",
            f"{hit.speaker.name} ({hit.speaker.kind}), {count(hit.by, 'quote')} by, {hit.about:,} about"
            + (f"; also {', '.join(hit.speaker.aliases)}" if hit.speaker.aliases else ""),
        )
        for hit in hits[:FOUND]
    )
    if not rows:
        return Reply((Note("Nobody of that name is on file."),))
    more = len(hits) - len(rows)
    rest = (Note(f"{count(more, 'other')} of that name: type more of it.", Tone.HINT),) if more else ()
    return Reply((Heading("Speakers"), Facts(rows), *rest), len(hits))


def decisions(archive: Archive, newsroom: str) -> Reply:
    """All that was said of speakers by hand."""
    bound = archive.bindings(newsroom)
    everywhere = [(key, f"is {name}") for (_, key), (_, name) in bound.everywhere.items()]
    here = [
        (key, f"is {name} in article {article}")
        for article, voices in bound.here.items()
        for (_, key), (_, name) in voices.items()
    ]
    rows = tuple(sorted([*everywhere, *here]))
    if not rows:
        return Reply((Note("Nothing was said of speakers by hand."),))
    return Reply((Heading("Said of speakers by hand"), Facts(rows)), len(rows))
