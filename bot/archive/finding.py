"""The statements that find articles and utterances, among what a `View` may see."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Connection, bindparam, case, func, or_, select

from bot.addresses import bare
from bot.archive.documents import days, document_from_json, moment
from bot.archive.ground import rules_for
from bot.archive.index import Runs
from bot.archive.names import name_key
from bot.archive.naming import speakers_of
from bot.archive.nearness import Wording
from bot.archive.records import ArticleHit, Filters, Found, Listed, Month, Printing, Worded
from bot.archive.rows import slices_of
from bot.archive.schema import (
    AS_LISTED,
    AnyRow,
    AnySelect,
    abouts,
    aliases,
    articles,
    bodies,
    newsrooms,
    quotes,
    utterances,
    versions,
)
from bot.archive.view import EARLIER, IDS, NEWEST, NOW, OURS, ROOM, SAYINGS, SHOWN, View, known_id, known_ids
from bot.archive.wording import trace
from bot.errors import AskError
from bot.folding import Folding, marked, stands
from bot.model import (
    Access,
    Document,
    Grade,
    Quote,
    Rule,
    Source,
    Span,
    Speaker,
    Status,
    Utterance,
    Version,
    paragraphs,
)

_ID: BindParameter[int] = bindparam("id")

# --- articles


def source_of(row: AnyRow) -> Source:
    """A source from a row of `sources`."""
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
        access=_access(row, document),
    )


def _access(row: AnyRow, document: Document) -> Access:
    """Who may be shown an article, said once for all its versions: by the operator, else by the newest one."""
    if row.access:
        return Access(row.access)
    return (document_from_json(row.newest_document) if row.newest_document else document).access


def sources() -> AnySelect:
    """Every version with its article, as `source_of` reads it; an older one with the newest one's document, too."""
    newest = versions.alias("newest")
    its_document = select(newest.c.document).where(newest.c.id == articles.c.newest_version_id).scalar_subquery()
    return select(
        versions.c.id.label("version_id"),
        versions.c.article_id,
        versions.c.number,
        versions.c.first_seen,
        versions.c.document,
        articles.c.newest_version_id,
        articles.c.status,
        articles.c.status_note,
        articles.c.access,
        case((NEWEST, None), else_=its_document).label("newest_document"),
    ).join_from(versions, articles, articles.c.id == versions.c.article_id)


_NEWEST_SOURCES = sources().where(SHOWN, articles.c.id.in_(IDS), NEWEST)


def newest_sources(view: View, article_ids: Collection[int]) -> dict[int, Source]:
    """The newest sources of those of the articles that may be shown, by article."""
    found: dict[int, Source] = {}
    for some in slices_of(list(article_ids)):
        found.update((row.article_id, source_of(row)) for row in view.rows(_NEWEST_SOURCES, ids=some))
    return found


_SOURCES_OF = sources().where(SHOWN, versions.c.id.in_(IDS))


def _sources_of(view: View, version_ids: Collection[int]) -> dict[int, Source]:
    """The sources of versions of articles that may be shown, by version."""
    return {
        row.version_id: source_of(row)
        for some in slices_of(list(version_ids))
        for row in view.rows(_SOURCES_OF, ids=some)
    }


_NEWEST_OF = select(articles.c.newest_version_id).where(SHOWN, articles.c.id == _ID)


def newest_version_id(view: View, article_id: int) -> int | None:
    """The id of an article's newest version, if it may be shown."""
    found: int | None = view.scalar(_NEWEST_OF, id=known_id(article_id))
    return found


def version_id_at(view: View, url: str) -> int | None:
    """The newest version of the article printed at a web address, or once filed from there."""
    found: int | None = view.scalar(_NEWEST_AT, address=trace(bare(url)))
    return found


_ADDRESS: BindParameter[str] = bindparam("address")
_NEWEST_AT = (
    select(articles.c.newest_version_id)
    .where(
        OURS,
        SHOWN,
        or_(
            articles.c.address == _ADDRESS,
            articles.c.origin == _ADDRESS,
            articles.c.id.in_(
                select(aliases.c.article_id).where(aliases.c.newsroom_id == ROOM, aliases.c.trace == _ADDRESS)
            ),
        ),
    )
    .order_by(articles.c.address != _ADDRESS, articles.c.id.desc())
    .limit(1)
)


def latest_version_id(view: View, filters: Filters) -> int | None:
    """The newest version of the article that was printed last; undated ones come after all others."""
    query = (
        select(versions.c.id)
        .join(articles, NEWEST)
        .where(OURS, SHOWN)
        .order_by(versions.c.printed_at.is_(None), versions.c.printed_at.desc(), versions.c.first_seen.desc())
        .order_by(versions.c.id.desc())
    )
    narrowing = given(filters)
    if not narrowing.keys().isdisjoint({"by", "about"}):
        said = narrowed(SAYINGS, narrowing).with_only_columns(utterances.c.version_id)
        query = query.where(versions.c.id.in_(said))
    printed = narrowed(query, narrowing.keys() - {"by", "about"})
    found: int | None = view.scalar(printed.limit(1), **narrowing)
    return found


_VERSION = (
    sources()
    .add_columns(bodies.c.text)
    .join(bodies, bodies.c.version_id == versions.c.id)
    .where(SHOWN, versions.c.id == _ID)
)
_VERSIONS = sources().where(SHOWN, articles.c.id == _ID).order_by(versions.c.number)


def version(view: View, version_id: int) -> Version | None:
    """Any version of an article that may be shown, with its quotes."""
    row = view.rows(_VERSION, id=known_id(version_id)).first()
    if row is None:
        return None
    rows = view.rows(_QUOTES_IN, id=row.version_id).all()
    return Version(
        source=source_of(row),
        document=document_from_json(row.document, row.text),
        first_seen=moment(row.first_seen),
        quotes=tuple(_quotes_of(view, rows).values()),
    )


def version_sources(view: View, article_id: int) -> tuple[Source, ...]:
    """All versions of an article, oldest first."""
    return tuple(source_of(row) for row in view.rows(_VERSIONS, id=known_id(article_id)))


_HITS = (
    sources()
    .add_columns(bodies.c.text)
    .join(bodies, bodies.c.version_id == versions.c.id)
    .where(SHOWN, articles.c.id.in_(IDS), NEWEST)
)


_HOME = (
    sources()
    .add_columns(newsrooms.c.name.label("newsroom"))
    .join(newsrooms, newsrooms.c.id == articles.c.newsroom_id)
    .where(versions.c.id == _ID, NEWEST, articles.c.visible_from <= NOW)
)


def public_home(connection: Connection, version_id: int, now: int) -> str | None:
    """The newsroom of a version that may be shown to anybody: none but the newest, since what was taken out of it is public no more."""
    row = connection.execute(_HOME, {"id": known_id(version_id), "now": now}).first()
    return str(row.newsroom) if row and source_of(row).access is Access.PUBLIC else None


_LISTED = (
    sources()
    .add_columns(versions.c.speech_quotes)
    .where(versions.c.newsroom_id == ROOM, SHOWN, NEWEST)
    .order_by(*AS_LISTED)
    .offset(bindparam("offset"))
    .limit(bindparam("limit"))
)


def listing(view: View, offset: int, limit: int) -> tuple[Listed, ...]:
    """One page of all articles, the last printed first, undated ones after all others."""
    rows = view.rows(_LISTED, offset=offset, limit=limit)
    return tuple(Listed(source_of(row), row.speech_quotes) for row in rows)


def article_hits(view: View, article_ids: Sequence[int], runs: Runs) -> tuple[ArticleHit, ...]:
    """Articles with the passage that holds most of what was searched for, in the order asked."""
    hits = {row.article_id: _article_hit(row, runs) for row in view.rows(_HITS, ids=article_ids)}
    return tuple(hits[number] for number in article_ids if number in hits)


def _article_hit(row: AnyRow, runs: Runs) -> ArticleHit:
    document = document_from_json(row.document, row.text)
    number, passage = _passage(document, runs)
    return ArticleHit(source_of(row), passage, number, marked(passage, runs))


def _passage(document: Document, runs: Runs) -> tuple[int, str]:
    """The first of the passages with the most of the runs in it."""
    best, most = (0, ""), -1
    for place in _passages(document):
        words = _FOLDING.words_of(place[1])
        held = sum(stands(run, words) for run in runs)
        if held > most:
            best, most = place, held
        if held == len(runs):
            break
    return best


def _passages(document: Document) -> Iterator[tuple[int, str]]:
    """The places where an article can match, in reading order: the paragraph number or 0, the words."""
    yield from ((0, line) for line in (document.headline, document.standfirst) if line)
    for number, span in enumerate(paragraphs(document.text), 1):
        yield number, span.cut(document.text)


# --- utterances


def _concerning(whom: BindParameter[Any]) -> AnySelect:
    return select(abouts.c.utterance_id).where(abouts.c.newsroom_id == ROOM, abouts.c.speaker_id.in_(whom))


_NARROWING: Mapping[str, ColumnElement[bool]] = {
    "by": utterances.c.speaker_id.in_(bindparam("by", expanding=True)),
    "about": utterances.c.id.in_(_concerning(bindparam("about", expanding=True))),
    "outlet": versions.c.outlet_key == bindparam("outlet"),
    "article": versions.c.article_id == bindparam("article"),
    "since": versions.c.day_first >= bindparam("since"),
    "until": versions.c.day_last <= bindparam("until"),
}


def given(filters: Filters) -> dict[str, Any]:
    """What the filters narrow a query by: its parameters.

    Raises:
        AskError: as `limits`.
    """
    since, until = limits(filters)
    values = {
        "by": known_ids(filters.by) or None,
        "about": known_ids(filters.about) or None,
        "outlet": None if filters.outlet is None else name_key(filters.outlet),
        "article": None if filters.article is None else known_id(filters.article),
        "since": since,
        "until": until,
    }
    return {name: value for name, value in values.items() if value is not None}


def narrowed(query: AnySelect, names: Iterable[str]) -> AnySelect:
    """A query of utterances, kept to what the filters let through whose parameters these are."""
    return query.where(*(_NARROWING[name] for name in names))


def limits(filters: Filters) -> tuple[str | None, str | None]:
    """The first and the last day that the filters let through, as YYYY-MM-DD.

    Raises:
        AskError: one of them is no ISO date.
    """
    since, until = days(filters.since), days(filters.until)
    if (filters.since is not None and since is None) or (filters.until is not None and until is None):
        raise AskError("That is not a date I can search by.", "Write it as 2025, 2025-06 or 2025-06-07.")
    return since.first if since else None, until.last if until else None


_WHO: BindParameter[Any] = bindparam("who", expanding=True)
"""Speakers by number, who may be one person."""

_SAID_BY = SAYINGS.where(utterances.c.speaker_id.in_(_WHO))
_SAID_ABOUT = SAYINGS.where(
    utterances.c.id.in_(_concerning(_WHO)), or_(utterances.c.speaker_id.is_(None), utterances.c.speaker_id.not_in(_WHO))
)
"""Utterances by others that concern them."""


def _by_month(query: AnySelect) -> AnySelect:
    """How many wordings of a query of utterances were first printed in each month; undated ones are left out."""
    rows = query.add_columns(versions.c.printed_at).where(versions.c.printed_at.is_not(None)).subquery()
    month = func.substr(func.min(rows.c.printed_at), 1, len("2025-06")).label("month")
    first = select(month).group_by(rows.c.said).subquery()
    return select(first.c.month, func.count()).group_by(first.c.month)


_MONTHS_BY, _MONTHS_ABOUT = _by_month(_SAID_BY), _by_month(_SAID_ABOUT)


def months_of(view: View, ids: Sequence[int]) -> tuple[Month, ...]:
    """In which months sayings by and about the speakers were first printed, in order; undated ones are left out."""
    who = known_ids(ids)
    by, about = ({row[0]: row[1] for row in view.rows(query, who=who)} for query in (_MONTHS_BY, _MONTHS_ABOUT))
    return tuple(Month(iso, by.get(iso, 0), about.get(iso, 0)) for iso in sorted({*by, *about}))


def printings(
    view: View,
    ids: Sequence[int],
    filters: Filters,
    offset: int,
    limit: int,
    *,
    about: bool,
    onwards: bool = False,
    beside: int = 0,
) -> Found[Printing]:
    """One page of what the speakers said, or others about them: the same words once, as they were printed first.

    The last come first, or `onwards` the first; undated ones after all others. With the words of so many `beside` the page.
    """
    narrowing = given(filters)
    paged = _paged(about, onwards, *narrowing)
    asked = {"who": known_ids(ids), **narrowing}
    before = min(beside, offset)
    rows = view.rows(paged.page, **asked, offset=offset - before, limit=before + limit + beside).all()
    total = rows[0].total if rows else view.scalar(paged.total, **asked) or 0
    page = {row.said: row.id for row in rows[before : before + limit]}
    others = [row.id for row in (*rows[:before], *rows[before + limit :])]
    return Found(_shown(view, page, _STANDING.printed_with), total, beside=_worded(view, others))


_WORDS = (
    select(quotes.c.utterance_id, quotes.c.id, quotes.c.exact, versions.c.article_id)
    .join(versions, versions.c.id == quotes.c.version_id)
    .where(quotes.c.utterance_id.in_(IDS))
    .order_by(quotes.c.utterance_id, quotes.c.start)
)


def _worded(view: View, ids: Sequence[int]) -> tuple[Worded, ...]:
    """The words of utterances that may be shown, in this order."""
    spoken = groupby(view.rows(_WORDS, ids=ids), key=lambda row: row.utterance_id) if ids else ()
    found = {number: list(rows) for number, rows in spoken}
    return tuple(
        Worded("\n".join(row.exact for row in found[one]), found[one][0].article_id, found[one][0].id) for one in ids
    )


class _Paged(NamedTuple):
    """What is asked for a page of utterances: its wordings, each with its earliest printing and how many there are in all; that alone where it has none."""

    total: AnySelect
    page: AnySelect


@cache
def _paged(about: bool, onwards: bool, *narrowing: str) -> _Paged:
    """The two statements for what is narrowed by these; made once for each of the few ways to narrow."""
    query = narrowed(_SAID_ABOUT if about else _SAID_BY, narrowing)
    place = func.row_number().over(partition_by=utterances.c.said, order_by=_EARLIEST_FIRST).label("place")
    each = query.add_columns(versions.c.printed_at, versions.c.content, place).subquery()
    page = (
        select(each.c.said, each.c.id, func.count().over().label("total"))
        .where(each.c.place == 1)
        .order_by(each.c.printed_at.is_(None), each.c.printed_at if onwards else each.c.printed_at.desc())
        .order_by(each.c.content, each.c.id)
        .offset(bindparam("offset"))
        .limit(bindparam("limit"))
    )
    return _Paged(query.with_only_columns(func.count(utterances.c.said.distinct())), page)


_EARLIEST_FIRST = (
    versions.c.printed_at.is_(None),
    versions.c.printed_at,
    versions.c.number,
    versions.c.content,
    utterances.c.id,
)
"""The printings of a wording from the earliest on, undated ones after all others; it does not depend on the order of filing."""


class _Statements(NamedTuple):
    """What is asked of wordings by their numbers.

    Attributes:
        printings: Their printings.
        printed_with: How many articles that may be shown print each of them.
        wordings: The words of all printings.
    """

    printings: AnySelect
    printed_with: AnySelect
    wordings: AnySelect


def _asked_of(sayings: AnySelect) -> _Statements:
    these = sayings.where(utterances.c.said.in_(IDS))
    articles_with = func.count(versions.c.article_id.distinct())
    words = utterances.c.id, utterances.c.said, versions.c.printed_at, quotes.c.grade, quotes.c.exact
    spoken = these.with_only_columns(*words).join(quotes, quotes.c.utterance_id == utterances.c.id)
    return _Statements(
        these.order_by(*_EARLIEST_FIRST),
        these.with_only_columns(utterances.c.said, articles_with).group_by(utterances.c.said),
        spoken.order_by(utterances.c.id, quotes.c.start),
    )


_STANDING, _EARLIER = _asked_of(SAYINGS), _asked_of(EARLIER)


def printings_of(
    view: View, filters: Filters, said: Sequence[int], runs: Runs = (), *, earlier: bool = False
) -> tuple[Printing, ...]:
    """For each of the wordings, in order, its earliest printing that the filters let through."""
    asked = _EARLIER if earlier else _STANDING
    earliest: dict[int, int] = {}
    narrowing = given(filters)
    for row in view.rows(narrowed(asked.printings, narrowing), ids=said, **narrowing):
        earliest.setdefault(row.said, row.id)
    return _shown(view, {key: earliest[key] for key in said if key in earliest}, asked.printed_with, runs)


def _shown(view: View, chosen: Mapping[int, int], printed_with: AnySelect, runs: Runs = ()) -> tuple[Printing, ...]:
    """Wordings by their numbers, in this order, each as the utterance with the number beside it has it."""
    loaded = utterances_of(view, list(chosen.values()))
    counts = view.pairs(printed_with, ids=list(chosen))
    return tuple(
        Printing(loaded[number], counts.get(said, 1) - 1, _marks(loaded[number], runs))
        for said, number in chosen.items()
        if number in loaded
    )


def wordings_of(view: View, filters: Filters, said: Sequence[int], *, earlier: bool = False) -> list[Wording]:
    """Every printing of the wordings that the filters let through."""
    narrowing = given(filters)
    query = narrowed((_EARLIER if earlier else _STANDING).wordings, narrowing)
    spoken = groupby(view.rows(query, ids=said, **narrowing), key=lambda row: row.id)
    return [_wording(list(rows)) for _, rows in spoken]


_DATED = (
    SAYINGS.where(utterances.c.said.in_(IDS))
    .with_only_columns(
        utterances.c.id,
        utterances.c.version_id,
        versions.c.day_first,
        versions.c.day_last,
        versions.c.printed_at,
        versions.c.content,
    )
    .order_by(utterances.c.id)
)


def printed_in_order(
    view: View, filters: Filters, said: Sequence[int], runs: Runs, offset: int, limit: int
) -> Found[Printing]:
    """Every article that prints any of the wordings, once: those dated to the day from the earliest on, then all others."""
    narrowing = given(filters)
    query = narrowed(_DATED, narrowing)
    rows = [row for some in slices_of(said) for row in view.rows(query, ids=some, **narrowing)]
    first_in_each = {row.version_id: row for row in sorted(rows, key=lambda row: row.id, reverse=True)}
    numbers = [row.id for row in sorted(first_in_each.values(), key=_in_time)]
    page = numbers[offset : offset + limit]
    loaded = utterances_of(view, page)
    shown = [loaded[number] for number in page if number in loaded]
    return Found(tuple(Printing(one, marked=_marks(one, runs)) for one in shown), len(numbers))


def _in_time(row: AnyRow) -> tuple[bool, str, str, str]:
    known = row.day_first is not None and row.day_first == row.day_last
    return not known, row.day_first or "", row.printed_at or "", row.content


_FOLDING = Folding()


def _wording(rows: Sequence[AnyRow]) -> Wording:
    words = tuple(word for row in rows for word in _FOLDING.words_of(row.exact))
    return Wording(rows[0].said, words, Grade(rows[0].grade), rows[0].printed_at)


def _marks(utterance: Utterance, runs: Runs) -> tuple[tuple[Span, ...], ...]:
    return tuple(marked(quote.exact, runs) for quote in utterance.quotes) if runs else ()


_QUOTES: AnySelect = (
    select(quotes, utterances.c.speech, utterances.c.speaker_id, versions.c.article_id)
    .join_from(quotes, utterances, utterances.c.id == quotes.c.utterance_id)
    .join(versions, versions.c.id == quotes.c.version_id)
    .join(articles, articles.c.id == versions.c.article_id)
    .where(quotes.c.newsroom_id == ROOM, SHOWN)
    .order_by(quotes.c.start, quotes.c.id)
)
_QUOTES_IN = _QUOTES.where(quotes.c.version_id == _ID)
_QUOTES_SAID = _QUOTES.where(quotes.c.utterance_id.in_(IDS))
_SAID_IN = select(quotes.c.utterance_id).where(quotes.c.id == _ID).scalar_subquery()
_QUOTES_BESIDE = _QUOTES.where(quotes.c.utterance_id == _SAID_IN, utterances.c.speech)
_ABOUTS = (
    select(abouts.c.quote_id, abouts.c.speaker_id, abouts.c.reason)
    .where(abouts.c.quote_id.in_(IDS))
    .order_by(abouts.c.quote_id, abouts.c.speaker_id)
)


def utterances_of(view: View, ids: Sequence[int]) -> dict[int, Utterance]:
    """The utterances with these ids that may be shown, by id."""
    rows = view.rows(_QUOTES_SAID, ids=ids).all()
    loaded = _quotes_of(view, rows)
    where = _sources_of(view, {row.version_id for row in rows})
    spoken: dict[int, list[Quote]] = {}
    home: dict[int, int] = {}
    for row in rows:
        spoken.setdefault(row.utterance_id, []).append(loaded[row.id])
        home[row.utterance_id] = row.version_id
    return {key: Utterance(tuple(parts), where[home[key]]) for key, parts in spoken.items() if home[key] in where}


def utterance(view: View, quote_id: int) -> Utterance | None:
    """The utterance that a quote of any version belongs to, if it reports speech and may be shown."""
    rows = view.rows(_QUOTES_BESIDE, id=known_id(quote_id)).all()
    if not rows:
        return None
    number = rows[0].version_id
    return Utterance(tuple(_quotes_of(view, rows).values()), _sources_of(view, [number])[number])


def _quotes_of(view: View, rows: Sequence[AnyRow]) -> dict[int, Quote]:
    concerned: dict[int, list[tuple[int, str]]] = {}
    for some in slices_of([row.id for row in rows]):
        for row in view.rows(_ABOUTS, ids=some):
            concerned.setdefault(row.quote_id, []).append((row.speaker_id, row.reason))
    people = {row.speaker_id for row in rows if row.speaker_id} | {
        who for each in concerned.values() for who, _ in each
    }
    who = speakers_of(view, people)
    rules = rules_for(view, {row.article_id for row in rows}, people)
    return {
        row.id: _quote_of(row, who, concerned.get(row.id, ()), rules.holding(row.article_id, row.speaker_id, row.exact))
        for row in rows
    }


def _quote_of(
    row: AnyRow, who: Mapping[int, Speaker], concerned: Iterable[tuple[int, str]], rule: Rule | None
) -> Quote:
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
        rule=rule,
    )
