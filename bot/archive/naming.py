"""The statements that find speakers: by number, and by words that somebody typed."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from bot.archive.names import slips, whole
from bot.archive.records import NameHit
from bot.archive.rows import slices_of
from bot.archive.schema import (
    AnySelect,
    abouts,
    name_words,
    names,
    namings,
    speakers,
    utterances,
    word_slips,
)
from bot.archive.view import View, known_id
from bot.folding import words_of
from bot.model import Kind, Speaker

MOST_WORDS = 24
"""Typed words with which a name is looked for; nobody's name on file has more, and a statement has its limits."""

MOST_NAMES = 5_000
"""Names that are looked through for one typed beginning: of a letter or two that more of them have, the first."""

LAST_LETTER = "\U0010ffff"


def speakers_of(view: View, ids: Collection[int]) -> dict[int, Speaker]:
    """The newsroom's speakers with these ids, with the other names that may be shown."""
    found: dict[int, Speaker] = {}
    for some in slices_of(sorted(ids)):
        aliases = _aliases(view, some)
        query = select(speakers).where(speakers.c.newsroom_id == view.room, speakers.c.id.in_(some))
        for row in view.connection.execute(query):
            others = tuple(name for key, name in aliases.get(row.id, {}).items() if key != row.key)
            found[row.id] = Speaker(row.id, row.name, Kind(row.kind), others)
    return found


def _aliases(view: View, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    query = select(names).where(names.c.speaker_id.in_(ids), _is_shown(view)).order_by(names.c.id)
    found: dict[int, dict[str, str]] = {}
    for row in view.connection.execute(query):
        found.setdefault(row.speaker_id, {})[row.key] = row.name
    return found


def _is_shown(view: View) -> ColumnElement[bool]:
    """An article that may be shown prints the name in its newest version."""
    return exists().where(namings.c.name_id == names.c.id, view.stands_in(namings.c.version_id))


def speaker(view: View, speaker_id: int) -> NameHit | None:
    """The newsroom's speaker of this number, where a name of theirs may be shown."""
    mine = and_(names.c.newsroom_id == view.room, names.c.speaker_id == known_id(speaker_id))
    return next(iter(_name_hits(view, select(names.c.speaker_id).where(mine, _is_shown(view)).limit(1))), None)


def speakers_named(view: View, typed: Sequence[str], *, with_slips: bool, limit: int) -> tuple[NameHit, ...]:
    """Speakers who may be meant by the typed words, the shortest names first."""
    words = words_of(" ".join(typed))
    if not words or len(words) > MOST_WORDS:
        return ()
    fits = [_holds_every(view, words, with_slips=with_slips)]
    if with_slips:
        fits.append(names.c.id.in_(_with_word(view, _near(view, whole(words)), parts=(True, False))))
    query = (
        select(names.c.speaker_id)
        .where(or_(*fits), _is_shown(view))
        .group_by(names.c.speaker_id)
        .order_by(func.min(func.length(names.c.name)), names.c.speaker_id)
    )
    return _name_hits(view, query.limit(limit))


def _holds_every(view: View, words: Sequence[str], *, with_slips: bool) -> ColumnElement[bool]:
    """The name holds each of the words: looked up by the longest, which few names hold, and tried for the others."""
    fits = [_near(view, word) if with_slips else _begins_with(word) for word in sorted(set(words), key=len)]
    others = [
        exists().where(name_words.c.name_id == names.c.id, name_words.c.whole.is_(False), fit) for fit in fits[:-1]
    ]
    return and_(names.c.id.in_(_with_word(view, fits[-1])), *others)


def _with_word(view: View, fit: ColumnElement[bool], parts: Sequence[bool] = (False,)) -> AnySelect:
    """Ids of names with a word that fits, in the order of the words: the one typed comes before longer ones."""
    query = select(name_words.c.name_id).where(
        name_words.c.newsroom_id == view.room, fit, name_words.c.whole.in_(parts)
    )
    return query.order_by(name_words.c.word, name_words.c.name_id).limit(MOST_NAMES)


def _begins_with(word: str) -> ColumnElement[bool]:
    return and_(name_words.c.word >= word, name_words.c.word < word + LAST_LETTER)


def _near(view: View, word: str) -> ColumnElement[bool]:
    """The word shares a spelling of one letter less with the one typed."""
    spellings = select(word_slips.c.word).where(
        word_slips.c.newsroom_id == view.room, word_slips.c.slip.in_(sorted(slips(word)))
    )
    return name_words.c.word.in_(spellings)


def _name_hits(view: View, query: AnySelect) -> tuple[NameHit, ...]:
    ids = list(view.connection.scalars(query))
    who = speakers_of(view, ids)
    by, about = _counts_by(view, ids), _counts_about(view, ids)
    return tuple(NameHit(who[key], by.get(key, 0), about.get(key, 0)) for key in ids if key in who)


def _counts_by(view: View, ids: Sequence[int]) -> dict[int, int]:
    query = view.sayings.with_only_columns(utterances.c.speaker_id, func.count(utterances.c.said.distinct()))
    query = query.where(utterances.c.speaker_id.in_(ids)).group_by(utterances.c.speaker_id)
    return view.pairs(query)


def _counts_about(view: View, ids: Sequence[int]) -> dict[int, int]:
    by_others = or_(utterances.c.speaker_id.is_(None), utterances.c.speaker_id != abouts.c.speaker_id)
    query = view.sayings.with_only_columns(abouts.c.speaker_id, func.count(utterances.c.said.distinct()))
    query = query.join(abouts, abouts.c.utterance_id == utterances.c.id).where(by_others, abouts.c.speaker_id.in_(ids))
    return view.pairs(query.group_by(abouts.c.speaker_id))
