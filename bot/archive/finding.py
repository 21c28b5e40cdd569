"""The statements that read what may be shown: of one newsroom, not withheld, embargo over, newest version.

`View` carries who asks and when; every statement here is built from its conditions.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from bot.archive.documents import address, days, document_from_json, micros, moment
from bot.archive.names import name_key, slips, whole
from bot.archive.records import ArticleHit, Filters, Found, NameHit, Printing
from bot.archive.schema import (
    AnyRow,
    AnySelect,
    abouts,
    articles,
    bodies,
    name_words,
    names,
    namings,
    newsrooms,
    quotes,
    speakers,
    utterances,
    versions,
    word_slips,
)
from bot.archive.wording import trace
from bot.errors import AskError
from bot.folding import marked, words_of
from bot.model import Document, Grade, Kind, Quote, Source, Span, Speaker, Status, Utterance, Version, paragraphs

R = TypeVar("R")
Runs = Sequence[Sequence[str]]

MOST_WORDS = 24
"""Typed words with which a name is looked for; nobody's name on file has more, and a statement has its limits."""

MOST_NAMES = 5_000
"""Names that are looked through for one typed beginning: of a letter or two that more of them have, the first."""

NEWEST = versions.c.id == articles.c.newest_version_id
"""The version is its article's newest."""

BIGGEST_ID = 2**63 - 1
LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class View:
    """What one question may see: the rows of its newsroom that may be shown at its time."""

    connection: Connection
    room: int
    now: int

    @classmethod
    def of(cls, connection: Connection, newsroom: str, now: datetime) -> "View":
        """The view of a newsroom; one that is not on file sees nothing."""
        room = connection.scalar(select(newsrooms.c.id).where(newsrooms.c.name == newsroom))
        return cls(connection, room or 0, micros(now))

    @property
    def shown(self) -> ColumnElement[bool]:
        """The article is this newsroom's and may be shown."""
        return and_(articles.c.newsroom_id == self.room, articles.c.visible_from <= self.now)

    def stands_in(self, version_id: ColumnElement[int]) -> ColumnElement[bool]:
        """The version is the newest of an article that may be shown.

        An `EXISTS`, so that databases without statistics don't begin at all the newsroom's articles.
        """
        return exists().where(articles.c.newest_version_id == version_id, self.shown)

    @property
    def sayings(self) -> AnySelect:
        """Utterances that report speech in the newest versions of what may be shown."""
        return (
            select(utterances.c.id, utterances.c.said, utterances.c.speaker_id)
            .join_from(utterances, versions, versions.c.id == utterances.c.version_id)
            .where(utterances.c.newsroom_id == self.room, utterances.c.speech, self.stands_in(utterances.c.version_id))
        )


# --- articles


def source_of(row: AnyRow) -> Source:
    """A source from a row of `_sources`."""
    document = document_from_json(row.document)
    return Source(
        article_id=row.article_id,
        version_id=row.version_id,
        version=row.number,
        newest=row.newest_version_id == row.version_id,
        headline=document.headline,
        headline_derived=document.headline_derived,
        outlet=document.outlet,
        credit=document.credit,
        byline=document.byline,
        published=document.published,
        url=document.url,
        status=Status(row.status),
        status_note=row.status_note,
        incomplete=bool(document.lost),
        retold_from=document.retold_from,
    )


def sources() -> AnySelect:
    """Every version with its article, as `source_of` reads it."""
    return select(
        versions.c.id.label("version_id"),
        versions.c.article_id,
        versions.c.number,
        versions.c.first_seen,
        versions.c.document,
        articles.c.newest_version_id,
        articles.c.status,
        articles.c.status_note,
    ).join_from(versions, articles, articles.c.id == versions.c.article_id)


def newest_sources(view: View, article_ids: Collection[int]) -> dict[int, Source]:
    """The newest sources of those of the articles that may be shown, by article."""
    found: dict[int, Source] = {}
    for some in _slices(list(article_ids)):
        query = sources().where(view.shown, articles.c.id.in_(some), NEWEST)
        found.update((row.article_id, source_of(row)) for row in view.connection.execute(query))
    return found


def newest_version_id(view: View, article_id: int) -> int | None:
    """The id of an article's newest version, if it may be shown."""
    query = select(articles.c.newest_version_id).where(view.shown, articles.c.id == known_id(article_id))
    return view.connection.scalar(query)


def version_id_at(view: View, url: str) -> int | None:
    """The newest version of the article printed at a web address."""
    query = select(articles.c.newest_version_id).where(view.shown, articles.c.address == trace(address(url)))
    return view.connection.scalar(query.order_by(articles.c.id.desc()).limit(1))


def latest_version_id(view: View, filters: Filters) -> int | None:
    """The newest version of the article that was printed last; undated ones come after all others."""
    query = (
        select(versions.c.id)
        .join(articles, NEWEST)
        .where(view.shown)
        .order_by(versions.c.printed_at.is_(None), versions.c.printed_at.desc(), versions.c.first_seen.desc())
        .order_by(versions.c.id.desc())
    )
    if filters.by or filters.about:
        said = narrowed(view, view.sayings, filters).with_only_columns(utterances.c.version_id)
        query = query.where(versions.c.id.in_(said))
    printed = narrowed(view, query, replace(filters, by=(), about=()))
    return view.connection.scalar(printed.limit(1))


def version(view: View, version_id: int) -> Version | None:
    """Any version of an article that may be shown, with its quotes."""
    query = sources().add_columns(bodies.c.text).join(bodies, bodies.c.version_id == versions.c.id)
    row = view.connection.execute(query.where(view.shown, versions.c.id == known_id(version_id))).first()
    if row is None:
        return None
    rows = view.connection.execute(_quote_rows(view).where(quotes.c.version_id == row.version_id)).all()
    return Version(
        source=source_of(row),
        document=document_from_json(row.document, row.text),
        first_seen=moment(row.first_seen),
        quotes=tuple(_quotes_of(view, rows).values()),
    )


def version_sources(view: View, article_id: int) -> tuple[Source, ...]:
    """All versions of an article, oldest first."""
    query = sources().where(view.shown, articles.c.id == known_id(article_id)).order_by(versions.c.number)
    return tuple(source_of(row) for row in view.connection.execute(query))


def article_hits(view: View, article_ids: Sequence[int], runs: Runs) -> tuple[ArticleHit, ...]:
    """Articles with the passage that holds most of what was searched for, in the order asked."""
    query = (
        sources()
        .add_columns(bodies.c.text)
        .join(bodies, bodies.c.version_id == versions.c.id)
        .where(view.shown, articles.c.id.in_(article_ids), NEWEST)
    )
    hits = {row.article_id: _article_hit(row, runs) for row in view.connection.execute(query)}
    return tuple(hits[number] for number in article_ids if number in hits)


def _article_hit(row: AnyRow, runs: Runs) -> ArticleHit:
    document = document_from_json(row.document, row.text)
    passages = _passages(document)
    _, number, passage = max(passages, key=lambda item: (_distinct(item[2], runs), -item[0]))
    return ArticleHit(source_of(row), passage, number, marked(passage, runs))


def _passages(document: Document) -> list[tuple[int, int, str]]:
    """The places where an article can match, in reading order: its place, the paragraph number or 0, the words."""
    heads = [(0, line) for line in (document.headline, document.standfirst) if line]
    body = [(number, span.cut(document.text)) for number, span in enumerate(paragraphs(document.text), 1)]
    return [(place, number, line) for place, (number, line) in enumerate(heads + body)]


def _distinct(text: str, runs: Runs) -> int:
    return sum(bool(marked(text, [run])) for run in runs)


# --- utterances


def narrowed(view: View, query: AnySelect, filters: Filters) -> AnySelect:
    """A query of utterances, kept to what the filters let through."""
    if filters.by:
        query = query.where(utterances.c.speaker_id.in_(_ids(filters.by)))
    if filters.about:
        query = query.where(utterances.c.id.in_(_concerning(view, filters.about)))
    if filters.outlet is not None:
        query = query.where(versions.c.outlet_key == name_key(filters.outlet))
    if filters.article is not None:
        query = query.where(versions.c.article_id == known_id(filters.article))
    return _between(query, filters)


def _between(query: AnySelect, filters: Filters) -> AnySelect:
    since, until = limits(filters)
    if since is not None:
        query = query.where(versions.c.day_first >= since)
    if until is not None:
        query = query.where(versions.c.day_last <= until)
    return query


def limits(filters: Filters) -> tuple[str | None, str | None]:
    """The first and the last day that the filters let through, as YYYY-MM-DD.

    Raises:
        AskError: one of them is no ISO date.
    """
    since, until = days(filters.since), days(filters.until)
    if (filters.since is not None and since is None) or (filters.until is not None and until is None):
        raise AskError("That is not a date I can search by.", "Write it as 2025, 2025-06 or 2025-06-07.")
    return since.first if since else None, until.last if until else None


def said_by(view: View, ids: Sequence[int], filters: Filters) -> AnySelect:
    """Utterances by any of the speakers."""
    return narrowed(view, view.sayings.where(utterances.c.speaker_id.in_(_ids(ids))), filters)


def said_about(view: View, ids: Sequence[int], filters: Filters) -> AnySelect:
    """Utterances that concern any of the speakers, and are by none of them."""
    by_others = or_(utterances.c.speaker_id.is_(None), utterances.c.speaker_id.not_in(_ids(ids)))
    query = view.sayings.where(utterances.c.id.in_(_concerning(view, ids)), by_others)
    return narrowed(view, query, filters)


def _concerning(view: View, ids: Sequence[int]) -> AnySelect:
    return select(abouts.c.utterance_id).where(abouts.c.newsroom_id == view.room, abouts.c.speaker_id.in_(_ids(ids)))


def printings(view: View, query: AnySelect, offset: int, limit: int) -> Found[Printing]:
    """One page of a query of utterances: the same words once, last printed first, undated ones after all others."""
    rows = query.add_columns(versions.c.printed_at).subquery()
    groups = (
        select(rows.c.said, func.min(rows.c.printed_at).label("earliest"), func.min(rows.c.id).label("first"))
        .group_by(rows.c.said)
        .subquery()
    )
    total = view.connection.scalar(select(func.count()).select_from(groups)) or 0
    page = (
        select(groups.c.said)
        .order_by(groups.c.earliest.is_(None), groups.c.earliest.desc(), groups.c.first)
        .offset(offset)
        .limit(limit)
    )
    return Found(printings_of(view, query, list(view.connection.scalars(page))), total)


def printings_of(view: View, query: AnySelect, said: Sequence[int], runs: Runs = ()) -> tuple[Printing, ...]:
    """For each of the wordings, in order, its earliest printing among the query's utterances."""
    order = (utterances.c.said, versions.c.printed_at.is_(None), versions.c.printed_at, utterances.c.id)
    shown: dict[int, int] = {}
    for row in view.connection.execute(query.where(utterances.c.said.in_(said)).order_by(*order)):
        shown.setdefault(row.said, row.id)
    loaded = utterances_of(view, list(shown.values()))
    counts = _articles_with(view, said)
    return tuple(
        Printing(loaded[shown[key]], counts.get(key, 1) - 1, _marks(loaded[shown[key]], runs))
        for key in said
        if key in shown and shown[key] in loaded
    )


def _articles_with(view: View, said: Sequence[int]) -> dict[int, int]:
    """How many articles that may be shown print each of the wordings."""
    query = view.sayings.with_only_columns(utterances.c.said, func.count(versions.c.article_id.distinct()))
    query = query.where(utterances.c.said.in_(said)).group_by(utterances.c.said)
    return _pairs(view, query)


def _marks(utterance: Utterance, runs: Runs) -> tuple[tuple[Span, ...], ...]:
    return tuple(marked(quote.exact, runs) for quote in utterance.quotes) if runs else ()


def utterances_of(view: View, ids: Sequence[int]) -> dict[int, Utterance]:
    """The utterances with these ids that may be shown, by id."""
    rows = view.connection.execute(_quote_rows(view).where(quotes.c.utterance_id.in_(ids))).all()
    loaded = _quotes_of(view, rows)
    where = newest_sources(view, {row.article_id for row in rows})
    spoken: dict[int, list[Quote]] = {}
    home: dict[int, int] = {}
    for row in rows:
        spoken.setdefault(row.utterance_id, []).append(loaded[row.id])
        home[row.utterance_id] = row.article_id
    return {key: Utterance(tuple(parts), where[home[key]]) for key, parts in spoken.items() if home[key] in where}


def _quote_rows(view: View) -> AnySelect:
    return (
        select(quotes, utterances.c.speech, utterances.c.speaker_id, versions.c.article_id)
        .join_from(quotes, utterances, utterances.c.id == quotes.c.utterance_id)
        .join(versions, versions.c.id == quotes.c.version_id)
        .join(articles, articles.c.id == versions.c.article_id)
        .where(quotes.c.newsroom_id == view.room, view.shown)
        .order_by(quotes.c.start, quotes.c.id)
    )


def _quotes_of(view: View, rows: Sequence[AnyRow]) -> dict[int, Quote]:
    concerned: dict[int, list[tuple[int, str]]] = {}
    for some in _slices([row.id for row in rows]):
        query = select(abouts.c.quote_id, abouts.c.speaker_id, abouts.c.reason).where(abouts.c.quote_id.in_(some))
        for row in view.connection.execute(query.order_by(abouts.c.quote_id, abouts.c.speaker_id)):
            concerned.setdefault(row.quote_id, []).append((row.speaker_id, row.reason))
    people = {row.speaker_id for row in rows if row.speaker_id} | {
        who for each in concerned.values() for who, _ in each
    }
    who = speakers_of(view, people)
    return {row.id: _quote_of(row, who, concerned.get(row.id, ())) for row in rows}


def _quote_of(row: AnyRow, who: Mapping[int, Speaker], concerned: Iterable[tuple[int, str]]) -> Quote:
    return Quote(
        id=row.id,
        span=Span(row.start, row.end),
        exact=row.exact,
        before=row.before,
        after=row.after,
        paragraph=row.paragraph,
        speech=row.speech,
        grade=Grade(row.grade),
        speaker=who.get(row.speaker_id),
        printed=row.printed,
        because=row.because,
        about=tuple((who[key], reason) for key, reason in concerned if key in who),
    )


# --- speakers


def speakers_of(view: View, ids: Collection[int]) -> dict[int, Speaker]:
    """The newsroom's speakers with these ids, with the other names that may be shown."""
    found: dict[int, Speaker] = {}
    for some in _slices(sorted(ids)):
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
    return _pairs(view, query)


def _counts_about(view: View, ids: Sequence[int]) -> dict[int, int]:
    by_others = or_(utterances.c.speaker_id.is_(None), utterances.c.speaker_id != abouts.c.speaker_id)
    query = view.sayings.with_only_columns(abouts.c.speaker_id, func.count(utterances.c.said.distinct()))
    query = query.join(abouts, abouts.c.utterance_id == utterances.c.id).where(by_others, abouts.c.speaker_id.in_(ids))
    return _pairs(view, query.group_by(abouts.c.speaker_id))


def _pairs(view: View, query: AnySelect) -> dict[int, int]:
    return {row[0]: row[1] for row in view.connection.execute(query)}


def known_id(number: int) -> Any:
    """The number, or nothing that any row has, where it is too large for a database to compare."""
    return number if 0 < number <= BIGGEST_ID else 0


def _ids(numbers: Sequence[int]) -> list[int]:
    return [known_id(number) for number in numbers]


def _slices(items: Sequence[R], size: int = 500) -> Iterable[Sequence[R]]:
    return (items[at : at + size] for at in range(0, len(items), size))
