"""What was found in a text, in a form that tells whether two readings of it came to the same: on file, and read anew."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Column, Connection, select

from bot.archive.casting import Voice, cast_of, voice_named, voice_of
from bot.archive.names import name_key
from bot.archive.schema import AnyRow, AnySelect, abouts, names, namings, quotes, reported, speakers, utterances
from bot.archive.wording import storable
from bot.model import Extraction, Quotation, Span

Reasons = frozenset[tuple[Voice, str]]
Told = tuple[Span, Voice, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """One quotation: whether it is speech, whose, how that was found, with which others it was said, whom it concerns.

    Attributes:
        breath: Where the utterance begins that it belongs to.
    """

    speech: bool
    voice: Voice | None
    grade: str
    printed: str | None
    because: str
    breath: int
    about: Reasons


@dataclass(frozen=True, slots=True)
class Standing:
    """All that was found in one version: its quotations by their spans, what it reports, and who is named how."""

    quotes: Mapping[Span, Placed] = field(default_factory=dict[Span, Placed])
    reported: frozenset[Told] = frozenset()
    named: frozenset[tuple[Voice, str]] = frozenset()


def breaths(quotations: Iterable[Quotation]) -> list[list[Quotation]]:
    """The quotations of a text, those together that are said in one breath by the same."""
    groups: dict[tuple[object, ...], list[Quotation]] = {}
    for quotation in sorted(quotations, key=lambda item: item.span):
        who = quotation.attribution
        groups.setdefault((quotation.utterance, quotation.speech, who.name, who.kind), []).append(quotation)
    return list(groups.values())


def standing_of(extraction: Extraction, *, retold: bool) -> Standing:
    """What a reading comes to when it is filed. A retelling reports nothing."""
    named = frozenset((voice, key) for voice, spellings in cast_of(extraction).names.items() for key in spellings)
    known = {voice for voice, _ in named}
    placed = {
        item.span: _placed(item, breath[0].span.start, known)
        for breath in breaths(extraction.quotations)
        for item in breath
    }
    told = () if retold else extraction.reported
    voiced = ((one, voice_named(one.attribution)) for one in told)
    told_by = frozenset((one.span, voice, storable(one.attribution.because)) for one, voice in voiced if voice)
    return Standing(placed, told_by, named)


def _placed(item: Quotation, breath: int, known: set[Voice]) -> Placed:
    who = item.attribution
    concerned = {(about.kind.value, name_key(about.name)): storable(about.reason) for about in item.about}
    return Placed(
        item.speech,
        voice_of(item),
        who.grade.value,
        storable(who.mention.text) if who.mention else None,
        storable(who.because),
        breath,
        frozenset((voice, reason) for voice, reason in concerned.items() if voice in known),
    )


def standings(connection: Connection, version_ids: Sequence[int]) -> dict[int, Standing]:
    """What is on file of versions, by their ids."""
    found: dict[int, Standing] = {}
    rows = _by_version(connection, _QUOTES, quotes.c.version_id, version_ids)
    about = _by_version(connection, _ABOUTS, quotes.c.version_id, version_ids)
    told = _by_version(connection, _REPORTED, reported.c.version_id, version_ids)
    named = _by_version(connection, _NAMED, namings.c.version_id, version_ids)
    for version_id in version_ids:
        reasons: dict[int, set[tuple[Voice, str]]] = {}
        for row in about.get(version_id, ()):
            reasons.setdefault(row.quote_id, set()).add(((row.kind, row.key), row.reason))
        found[version_id] = Standing(
            _on_file(rows.get(version_id, ()), reasons),
            frozenset((Span(row.start, row.end), (row.kind, row.key), row.because) for row in told.get(version_id, ())),
            frozenset(((row.kind, row.key), row.name_key) for row in named.get(version_id, ())),
        )
    return found


def _on_file(rows: Sequence[AnyRow], reasons: Mapping[int, set[tuple[Voice, str]]]) -> dict[Span, Placed]:
    begins: dict[int, int] = {}
    for row in rows:
        begins.setdefault(row.utterance_id, row.start)
    return {
        Span(row.start, row.end): Placed(
            row.speech,
            (row.kind, row.key) if row.kind else None,
            row.grade,
            row.printed,
            row.because,
            begins[row.utterance_id],
            frozenset(reasons.get(row.id, ())),
        )
        for row in rows
    }


_QUOTES = (
    select(quotes, utterances.c.speech, speakers.c.kind, speakers.c.key)
    .join_from(quotes, utterances, utterances.c.id == quotes.c.utterance_id)
    .outerjoin(speakers, speakers.c.id == utterances.c.speaker_id)
    .order_by(quotes.c.start, quotes.c.id)
)
_ABOUTS = (
    select(abouts.c.quote_id, abouts.c.reason, speakers.c.kind, speakers.c.key, quotes.c.version_id)
    .join_from(abouts, quotes, quotes.c.id == abouts.c.quote_id)
    .join(speakers, speakers.c.id == abouts.c.speaker_id)
)
_REPORTED = select(reported, speakers.c.kind, speakers.c.key).join_from(
    reported, speakers, speakers.c.id == reported.c.speaker_id
)
_NAMED = (
    select(namings.c.version_id, names.c.key.label("name_key"), speakers.c.kind, speakers.c.key)
    .join_from(namings, names, names.c.id == namings.c.name_id)
    .join(speakers, speakers.c.id == names.c.speaker_id)
)


def _by_version(
    connection: Connection, query: AnySelect, owner: Column[int], version_ids: Sequence[int]
) -> dict[int, list[AnyRow]]:
    found: dict[int, list[AnyRow]] = {}
    for row in connection.execute(query.where(owner.in_(version_ids))):
        found.setdefault(row.version_id, []).append(row)
    return found
