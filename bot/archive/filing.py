"""The statements that write: one article filed, judged or taken down. Each runs inside the caller's transaction."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, delete, func, select, update

from bot.addresses import bare
from bot.archive.bindings import bindings_of
from bot.archive.casting import Voice, file_cast, forget_names, names_in, voice_of
from bot.archive.documents import cleaned, days, document_as_json, document_from_json, instant, micros
from bot.archive.indirect import file_reported
from bot.archive.names import name_key
from bot.archive.records import Filed, Submission
from bot.archive.rows import insert_all, inserted
from bot.archive.schema import (
    NEVER,
    AnyRow,
    abouts,
    articles,
    bodies,
    changes,
    namings,
    newsrooms,
    quotes,
    reported,
    tombstones,
    utterances,
    versions,
)
from bot.archive.standing import breaths
from bot.archive.wording import number_of, storable, trace, wording
from bot.archive.works import addresses_of, article_from, article_of, is_trivial, keep_prints, remember, trace_of_text
from bot.model import CONTEXT, Access, Document, Extraction, Quotation, Span, Status, paragraphs

TELLING = 5
"""Words by an unnamed speaker that are taken for the same words elsewhere; fewer may be anybody's."""


def newsroom_id(connection: Connection, name: str) -> int:
    """The newsroom's id; it is made if it is new."""
    found = connection.scalar(select(newsrooms.c.id).where(newsrooms.c.name == name))
    return found or inserted(connection, newsrooms, [{"name": name}])[0]


def file_submission(connection: Connection, room: int, submission: Submission, now: datetime) -> Filed:
    """File one submission: an article, a version of one, or nothing where it is on file or was taken down."""
    document, origin, content = _traced(submission.document, submission.origin)
    article = article_from(connection, room, origin)
    settled = _settled(connection, room, document, origin, content, article)
    if settled is None and article is None and (article := article_of(connection, room, document)) is not None:
        remember(connection, room, article.id, origin)
        settled = _settled(connection, room, document, origin, content, article)
    if settled is not None:
        return settled
    article_id = article.id if article else _new_article(connection, room, origin)
    version_id = _new_version(connection, room, article_id, content, submission, document, now)
    _newest_is(connection, article_id, version_id, document, address_of(document, submission), article)
    keep_prints(connection, room, article_id, document.text)
    found = bindings_of(connection, room).put_into(submission.extraction, article_id)
    filed = _file_found(connection, room, version_id, document, found)
    connection.execute(update(versions).where(versions.c.id == version_id).values(speech_quotes=filed))
    note_change(connection, room, "article", article_id, now)
    return Filed("version" if article else "article", article_id, version_id, filed)


def settled_before(connection: Connection, room: int, document: Document, origin: str) -> Filed | None:
    """What filing this would do where that is nothing: it is on file as it stands, or it was taken down."""
    kept, whence, content = _traced(document, origin)
    return _settled(connection, room, kept, whence, content, article_from(connection, room, whence))


def _settled(
    connection: Connection, room: int, document: Document, origin: str, content: str, article: AnyRow | None
) -> Filed | None:
    anew = () if article else (trace_of_text(document),)
    gone = _removed_article(connection, room, (origin, content, *anew))
    if gone is not None:
        return Filed("removed", gone, 0, 0)
    same = _same_content(connection, room, content, article)
    if same is not None:
        return Filed("same", same.article_id, same.id, 0)
    if article is not None and is_trivial(connection, article.newest_version_id, document):
        return Filed("same", article.id, article.newest_version_id, 0)
    return None


def _traced(document: Document, origin: str) -> tuple[Document, str, str]:
    """The document as it is kept, and the traces of its origin and of its content, by which it is known again."""
    kept = cleaned(document)
    return kept, trace(bare(origin)), trace(document_as_json(kept), kept.text)


def address_of(document: Document, submission: Submission) -> str | None:
    """A trace of the web address under which an article may be asked for; None where it has none."""
    url = document.url or (submission.origin if "://" in submission.origin else None)
    return trace(bare(url)) if url else None


def visible_from(status: Status, embargo: int | None) -> int:
    """When an article may first be shown."""
    return NEVER if status is Status.WITHHELD else (embargo or 0)


def judge(connection: Connection, room: int, article: AnyRow, status: Status, note: str, now: datetime) -> None:
    """Set an article's status by the operator's word, which later versions don't overrule."""
    connection.execute(
        update(articles)
        .where(articles.c.id == article.id)
        .values(
            status=status.value,
            status_note=storable(note) or None,
            ruled=True,
            visible_from=visible_from(status, article.embargo_until),
        )
    )
    note_change(connection, room, "article", article.id, now)


def set_access(connection: Connection, room: int, article: AnyRow, access: Access, now: datetime) -> None:
    """Say by the operator's word who may be shown an article; what later versions say of it does not count."""
    connection.execute(update(articles).where(articles.c.id == article.id).values(access=access.value))
    note_change(connection, room, "article", article.id, now)


def take_down(connection: Connection, room: int, article: AnyRow, now: datetime) -> None:
    """Delete an article with all that hangs on it, leaving a tombstone: the traces that keep it from coming back."""
    traces = {article.origin, *addresses_of(connection, article.id), *_traces_of_texts(connection, article.id)}
    insert_all(
        connection,
        tombstones,
        [{"newsroom_id": room, "trace": each, "article_id": article.id, "removed_at": micros(now)} for each in traces],
    )
    named = names_in(connection, article.id)
    connection.execute(delete(articles).where(articles.c.id == article.id))
    forget_names(connection, named)
    note_change(connection, room, "removal", article.id, now)


def _traces_of_texts(connection: Connection, article: int) -> Iterator[str]:
    query = select(versions.c.content, versions.c.document, bodies.c.text).where(versions.c.article_id == article)
    for row in connection.execute(query.join(bodies, bodies.c.version_id == versions.c.id)):
        yield row.content
        yield trace_of_text(document_from_json(row.document, row.text))


def note_change(connection: Connection, room: int, kind: str, number: int, now: datetime) -> None:
    """Add to the list that the index follows."""
    insert_all(connection, changes, [{"newsroom_id": room, "kind": kind, "id": number, "at": micros(now)}])


def _removed_article(connection: Connection, room: int, traces: Sequence[str]) -> int | None:
    query = select(tombstones.c.article_id).where(tombstones.c.newsroom_id == room, tombstones.c.trace.in_(traces))
    return connection.scalar(query.limit(1))


def _same_content(connection: Connection, room: int, content: str, article: AnyRow | None) -> AnyRow | None:
    """The newest version with this content: of the article itself, or of any where the origin is new."""
    query = (
        select(versions.c.id, versions.c.article_id)
        .join(articles, articles.c.newest_version_id == versions.c.id)
        .where(versions.c.newsroom_id == room, versions.c.content == content)
    )
    if article:
        query = query.where(articles.c.id == article.id)
    return connection.execute(query.limit(1)).first()


def _new_article(connection: Connection, room: int, origin: str) -> int:
    row = {
        "newsroom_id": room,
        "origin": origin,
        "status": Status.USABLE.value,
        "ruled": False,
        "visible_from": NEVER,
    }
    return inserted(connection, articles, [row])[0]


def _new_version(
    connection: Connection,
    room: int,
    article_id: int,
    content: str,
    submission: Submission,
    document: Document,
    now: datetime,
) -> int:
    last = connection.scalar(select(func.max(versions.c.number)).where(versions.c.article_id == article_id))
    iso = document.published.iso if document.published else None
    span = days(iso)
    row = {
        "newsroom_id": room,
        "article_id": article_id,
        "number": (last or 0) + 1,
        "content": content,
        "first_seen": micros(now),
        "printed_at": instant(iso),
        "day_first": span.first if span else None,
        "day_last": span.last if span else None,
        "outlet": document.outlet,
        "outlet_key": name_key(document.outlet) if document.outlet else None,
        "speech_quotes": 0,
        "document": document_as_json(document),
    }
    version_id = inserted(connection, versions, [row])[0]
    body = {"version_id": version_id, "text": document.text, "raw": zlib.compress(submission.raw)}
    insert_all(connection, bodies, [body])
    return version_id


def _newest_is(
    connection: Connection,
    article_id: int,
    version_id: int,
    document: Document,
    where: str | None,
    article: AnyRow | None,
) -> None:
    """Point the article at its newest version; what the operator ruled stands unless the outlet is stricter."""
    embargo = micros(document.embargo_until) if document.embargo_until else None
    strict = document.status in {Status.WITHHELD, Status.RETRACTED}
    ruled = article is not None and article.ruled and not strict
    status = Status(article.status) if article is not None and ruled else document.status
    values: dict[str, object] = {
        "newest_version_id": version_id,
        "address": where,
        "status": status.value,
        "embargo_until": embargo,
        "visible_from": visible_from(status, embargo),
    }
    if not ruled:
        values |= {"ruled": False, "status_note": None}
    connection.execute(update(articles).where(articles.c.id == article_id).values(values))


def refile(
    connection: Connection, room: int, version: AnyRow, document: Document, found: Extraction, now: datetime
) -> None:
    """Put what was found in a version anew in the place of what was: a quote that still stands there keeps its number."""
    query = select(quotes.c.id, quotes.c.start, quotes.c.end).where(quotes.c.version_id == version.id)
    kept = {Span(row.start, row.end): row.id for row in connection.execute(query)}
    named = list(connection.scalars(select(namings.c.name_id).where(namings.c.version_id == version.id)))
    for table in (reported, namings, utterances):  # with the utterances go their quotes, and whom these concern
        connection.execute(delete(table).where(table.c.version_id == version.id))
    bound = bindings_of(connection, room).put_into(found, version.article_id)
    filed = _file_found(connection, room, version.id, document, bound, kept)
    connection.execute(update(versions).where(versions.c.id == version.id).values(speech_quotes=filed))
    forget_names(connection, named)
    note_change(connection, room, "rereading", version.article_id, now)


def _file_found(
    connection: Connection,
    room: int,
    version_id: int,
    document: Document,
    extraction: Extraction,
    kept: Mapping[Span, int] = MappingProxyType({}),
) -> int:
    """File all that was found in a text, quotes under the numbers that are kept for them; how many of them are speech."""
    ids = file_cast(connection, room, version_id, extraction)
    file_reported(connection, room, version_id, document, extraction.reported, ids)
    _file_quotes(connection, room, version_id, document.text, extraction, ids, kept)
    return sum(item.speech for item in extraction.quotations)


def _file_quotes(
    connection: Connection,
    room: int,
    version_id: int,
    text: str,
    extraction: Extraction,
    ids: dict[Voice, int],
    kept: Mapping[Span, int],
) -> None:
    """File the quotations of a text, each with its utterance."""
    said = breaths(extraction.quotations)
    rows = [_utterance_row(room, version_id, breath, text, ids) for breath in said]
    homes = zip(inserted(connection, utterances, rows), said, strict=True)
    placed = [(utterance_id, item) for utterance_id, breath in homes for item in breath]
    _file_placed(connection, room, version_id, placed, text, ids, kept)


def _utterance_row(
    room: int, version_id: int, breath: Sequence[Quotation], text: str, ids: dict[Voice, int]
) -> dict[str, object]:
    lead = breath[0]
    voice = voice_of(lead)
    words = wording([item.span.cut(text) for item in breath])
    printed = lead.attribution.mention.text if lead.attribution.mention else ""
    apart = "" if voice or len(words.split()) >= TELLING else str(version_id)
    return {
        "newsroom_id": room,
        "version_id": version_id,
        "speaker_id": ids.get(voice) if voice else None,
        "speech": lead.speech,
        "said": number_of(*(voice or (name_key(printed),)), words, apart),
    }


def _file_placed(
    connection: Connection,
    room: int,
    version_id: int,
    placed: Sequence[tuple[int, Quotation]],
    text: str,
    ids: dict[Voice, int],
    kept: Mapping[Span, int],
) -> None:
    """File quotations with the utterances that they belong to, and whom they concern."""
    parts = paragraphs(text)
    rows = [_quote_row(room, version_id, utterance_id, item, text, parts) for utterance_id, item in placed]
    numbers = _numbered(connection, rows, [kept.get(item.span) for _, item in placed])
    concerned = [
        {
            "quote_id": quote_id,
            "speaker_id": speaker_id,
            "newsroom_id": room,
            "utterance_id": utterance_id,
            "reason": why,
        }
        for quote_id, (utterance_id, item) in zip(numbers, placed, strict=True)
        for speaker_id, why in _concerned(item, ids).items()
    ]
    insert_all(connection, abouts, concerned)


def _numbered(connection: Connection, rows: Sequence[dict[str, object]], kept: Sequence[int | None]) -> Iterator[int]:
    """Insert quotes, some under numbers that they had before; all their numbers, in order."""
    known = [{"id": number, **row} for row, number in zip(rows, kept, strict=True) if number is not None]
    insert_all(connection, quotes, known)
    fresh = iter(inserted(connection, quotes, [row for row, number in zip(rows, kept, strict=True) if number is None]))
    return (next(fresh) if number is None else number for number in kept)


def _quote_row(
    room: int, version_id: int, utterance_id: int, item: Quotation, text: str, parts: Sequence[Span]
) -> dict[str, object]:
    start, end = item.span.start, item.span.end
    mention = item.attribution.mention
    return {
        "newsroom_id": room,
        "version_id": version_id,
        "utterance_id": utterance_id,
        "start": start,
        "end": end,
        "exact": text[start:end],
        "before": text[max(0, start - CONTEXT) : start],
        "after": text[end : end + CONTEXT],
        "paragraph": sum(part.start <= start for part in parts),
        "grade": item.attribution.grade.value,
        "printed": storable(mention.text) if mention else None,
        "because": storable(item.attribution.because),
    }


def _concerned(item: Quotation, ids: dict[Voice, int]) -> dict[int, str]:
    voices = {(about.kind.value, name_key(about.name)): storable(about.reason) for about in item.about}
    return {ids[voice]: reason for voice, reason in voices.items() if voice in ids}
