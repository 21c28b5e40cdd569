"""/check: of each quotation in a text whether it is what was printed, and who said it; those that need a look first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.commands.caveats import caveats_on
from bot.commands.claims import UNSAID, Checked, checked, claims_in
from bot.commands.command import LIMIT, Ask, Command, Option
from bot.commands.nothing import searched
from bot.commands.shown import TYPED
from bot.commands.standing import GRAVITY, NEAREST, NOT_FOUND, Finding
from bot.drafting import Draft, typed_draft
from bot.drafting.remarks import unread_text
from bot.errors import AskError
from bot.folding import words_of
from bot.order import Report
from bot.permalinks import page_at
from bot.phrasing import count, headline_text, shortened_text
from bot.reply import Choice, Choices, Facts, Heading, Note, Part, Pull, Reply, Section, Tone, Typed
from bot.request import Question

AT_ONCE = 10
"""Quotations that are shown in one answer, which is one message everywhere."""

MOST = 100
"""Quotations that are looked for in a chat: some three seconds."""

TEXT = Option("text", "a text with quotations in it, such as a paragraph of a draft", "TEXT", limit=4_000)


@dataclass(frozen=True, slots=True, repr=False)
class CheckedDraft:
    """A draft, what came of each of its quotations as they stand, and the answer that tells it."""

    draft: Draft
    checked: Sequence[Checked]
    reply: Reply


def answer(ask: Ask) -> Reply:
    """What the archive has of each quotation in the text or file, or that it has not."""
    return check(ask, most=MOST, shown=AT_ONCE).reply


def check(ask: Ask, *, most: int | None = None, shown: int | None = None, report: Report | None = None) -> CheckedDraft:
    """A draft checked.

    Args:
        ask: Its text, or its file.
        report: Is told of each quotation that was looked for.
        most: How many of its quotations are looked for, from the first; None for all.
        shown: How many the answer shows, the gravest first; None for all.

    Raises:
        AskError: there is no text, or the file can't be read.
    """
    draft = _draft(ask)
    claims = claims_in(draft)
    results = checked(ask, claims[:most], report)
    reply = _reply(ask, draft, results, len(claims), shown) if claims else _without(ask, draft)
    return CheckedDraft(draft, results, reply)


def _draft(ask: Ask) -> Draft:
    text = ask.text(TEXT)
    if ask.upload and text:
        raise AskError("There is a text, and a file.", "Check one at a time.")
    if ask.upload:
        from bot.drafting.files import (
            read_draft,  # here, since a typed text needs none of the libraries that read files
        )

        return read_draft(ask.upload.data, ask.upload.name)
    if not text:
        raise AskError("Which text?", "/check “I’m very disappointed in Elon,” Trump said.")
    page = page_at(text, ask.web) if ask.web else None
    return _of_page(ask, page[0]) if page else typed_draft(text)


def _of_page(ask: Ask, version_id: int) -> Draft:
    """An article on file as a draft, by the address of our own page of it."""
    version = ask.archive.version(ask.newsroom, version_id, now=ask.now)
    if version is None:
        raise AskError("There is no such page.", "Paste the text, or hand in its file.")
    return replace(typed_draft(version.document.text), name=headline_text(version.source))


def _reply(ask: Ask, draft: Draft, results: Sequence[Checked], total: int, shown: int | None) -> Reply:
    gravest_first = sorted(results, key=lambda one: -one.gravity)
    told = [part for one in gravest_first[:shown] for part in _told(one)]
    pulls = [part for part in told if isinstance(part, Pull)]
    silent = any(isinstance(part, Note) and part.text in {NOT_FOUND, NEAREST} for part in told)
    parts: tuple[Part, ...] = (
        Heading(f"{count(total, 'quotation')} in {_named(draft)}"),
        *_unread(draft),
        *_counted([one.finding for one in results]),
        *caveats_on(pull.utterance.source for pull in pulls),
        *told,
        *_left(total, len(results), gravest_first[shown:] if shown else ()),
        *((Note(searched(ask)),) if silent else ()),
    )
    return Reply(parts, len(pulls), ask.question)


def _named(draft: Draft) -> str:
    return draft.name or "this text"


def _unread(draft: Draft) -> Iterator[Note]:
    if draft.unread:
        yield Note(unread_text(draft), Tone.WARNING)


def _counted(findings: Sequence[Finding]) -> tuple[Facts, ...]:
    """How many of each outcome, the gravest first; nothing where a single one speaks for itself."""
    often = Counter(finding.outcome for finding in findings)
    rows = tuple((outcome, f"{often[outcome]:,}") for outcome in reversed(GRAVITY) if often[outcome])
    return (Facts(rows),) if len(findings) > 1 else ()


def _left(total: int, looked_for: int, unshown: Sequence[Checked]) -> Iterator[Note]:
    if unshown:
        gravest = unshown[0].finding.outcome
        yield Note(f"Not shown: {count(len(unshown), 'more quotation')}, the gravest of them {gravest}.")
    if total > looked_for:
        yield Note(f"Not looked for: {count(total - looked_for, 'more quotation')}. Ask with the rest of the text.")


def _told(one: Checked) -> Iterator[Part]:
    """One quotation of the text: as it stands there, and beside it what is on file."""
    yield Section(f"Quotation {one.claim.number}, {one.claim.place.phrase}: {one.finding.outcome}")
    yield one.claim.typed
    if not one.claim.speaker:
        yield Note(UNSAID)
    yield from one.finding.parts


def _without(ask: Ask, draft: Draft) -> Reply:
    """The answer where the text has no quotation: its words can be looked up if they are few."""
    words = " ".join(draft.text.split())
    whole = Question("lookup", {"words": words})
    ways = (
        Choice("Check these very words", Question("verify", {"sentence": words})),
        Choice("One after another", whole.but(exact="yes")),
        Choice("In any order", whole),
    )
    few = bool(words_of(words)) and len(words) <= LIMIT and not ask.upload
    parts = (
        Heading(f"No quotation in {_named(draft)}"),
        *_unread(draft),
        *(() if draft.name else (Typed(shortened_text(words, TYPED)),)),
        *((Choices("Look its words up:", ways),) if few else ()),
        Note("A quotation stands in quotation marks, of any shape.", Tone.HINT),
    )
    return Reply(parts, 0, ask.question)


COMMAND = Command(
    name="check",
    about="each quotation in a text: whether it is what was printed, and who said it there",
    subject=TEXT,
    options=(),
    examples=("/check “I’m very disappointed in Elon,” Trump said.",),
    answer=answer,
)
