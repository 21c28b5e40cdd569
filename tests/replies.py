"""Replies to draw: a few that a person can read in every golden file, and a strategy for any reply at all.

The people, papers and articles are made up.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from hypothesis import strategies as st

from bot.model import Grade, Kind, PrintedDate, Quote, Retelling, Source, Span, Speaker, Status, Utterance
from bot.reply import (
    Actions,
    Choice,
    Choices,
    Copy,
    Diff,
    Edit,
    Facts,
    Filing,
    Heading,
    Masthead,
    Note,
    Pager,
    Part,
    Passage,
    Pull,
    Reply,
    Section,
    Shared,
    Tone,
    Typed,
    Usage,
)
from bot.request import Question

LEDGER = Source(
    article_id=3,
    version_id=4,
    version=1,
    newest=True,
    headline="Harbour bridge to close for a year",
    headline_derived=False,
    outlet="The Brackwater Ledger",
    credit=None,
    byline="Ines Okafor",
    published=PrintedDate("2025-06-07", "07/06/2025"),
    url="https://ledger.example/bridge",
    status=Status.USABLE,
)
PASTED = replace(
    LEDGER,
    article_id=5,
    version_id=9,
    version=2,
    newest=False,
    headline="The mayor was in no mood for questions",
    headline_derived=True,
    outlet=None,
    credit="wire.example",
    byline=None,
    published=None,
    url=None,
    status=Status.RETRACTED,
    status_note="the meeting was on another day",
    incomplete=True,
)
RETOLD = replace(
    LEDGER,
    article_id=7,
    headline="How one column saw the bridge",
    outlet=None,
    byline="Retold by Quotedesk",
    url=None,
    retold_from=Retelling("Tom Vale", "The Evening Post", "June 2025", "A bridge too dear"),
)
RUIZ = Speaker(1, "Ana Ruiz", Kind.PERSON, ("Mayor Ruiz",))


def quote(exact: str, **changed: object) -> Quote:
    """A quote by Ana Ruiz, named in the sentence, unless something else is said."""
    plain = Quote(
        id=11,
        span=Span(40, 40 + len(exact)),
        exact=exact,
        before="",
        after="",
        paragraph=2,
        speech=True,
        grade=Grade.NAMED,
        speaker=RUIZ,
        printed="Ruiz",
        because="",
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


_TOLLS = quote("We will not raise the tolls,")
_YEAR = quote("not this year and not next.")
_ANGRY = quote(
    "She was not amused,",
    grade=Grade.DESCRIBED,
    speaker=None,
    printed="one former harbour official",
    paragraph=9,
    about=((RUIZ, "she = Ana Ruiz"),),
)
_WORKED_OUT = quote("a gift to nobody", grade=Grade.WORKED_OUT, printed="she", because="she = Ana Ruiz, named before")
_NOBODYS = quote("The bridge stays shut,", grade=Grade.NONE, speaker=None, printed=None, paragraph=4)

QUOTE = Reply(
    (
        Heading("Quotes by Ana Ruiz"),
        Typed("ruis"),
        Note("Read as Ana Ruiz."),
        Pull(Utterance((_TOLLS, _YEAR), LEDGER), also_in=2, marked=((Span(8, 11),), (Span(0, 3), Span(18, 21)))),
        Pull(Utterance((_WORKED_OUT,), RETOLD), differs="The Evening Post words it differently: “no gift”."),
        Pager(1, 2, 6, "quotes by Ana Ruiz", older=Question("quote", {"words": "Ana Ruiz", "page": "2"})),
        Section("About Ana Ruiz"),
        Pull(
            Utterance((_ANGRY,), PASTED),
            lead_in="The mayor left the hall by a side door.",
            reasons=("she = Ana Ruiz", "the passage concerns the bridge"),
        ),
        Pull(
            Utterance((_NOBODYS,), LEDGER), lead_in="Drivers were told on Friday.", reasons=("named in it",), also_in=1
        ),
        Choices("More", (Choice("Search these words instead", Question("lookup", {"words": "ruis"})),)),
    ),
    found=8,
    question=Question("quote", {"words": "ruis"}),
)
NOBODY = Reply(
    (
        Heading("No quotes found"),
        Typed("smiht"),
        Facts((("articles searched", "2"), ("dates", "7 June 2025 to 9 June 2025"))),
        Choices(
            "Did you mean",
            (
                Choice("Ada Smith", Question("quote", {"words": "Ada Smith"}), "minister, 3 quotes"),
                Choice("Ben Smith", Question("quote", {"words": "Ben Smith"}), "pilot, 1 quote"),
            ),
        ),
        Note("Try fewer words, or part of a name.", Tone.HINT),
    )
)
SUMMARY = Reply(
    (
        Masthead(
            LEDGER, "Ferries will run in its place.", "Brackwater", PrintedDate("2025-06"), 4, Question("article")
        ),
        Masthead(PASTED),
        Passage("“We will not raise the tolls,” Mayor Ana Ruiz said.", 2, LEDGER, (Span(1, 29),), (1,)),
        Passage("Drivers were told on Friday.", 4, LEDGER, (Span(0, 7), Span(21, 27))),
        Passage("Nobody was told why.", 5, LEDGER),
        Facts((("Ana Ruiz", "2 quotes"), ("not attributed", "1 quote"))),
    )
)
FILED = Reply(
    (
        Filing(
            articles=2,
            versions=1,
            quotes=15,
            unchanged=1200,
            skipped=(("notes/todo.txt", "No prose was found in it."),),
            failed=(("gone.html", "There is no such file."),),
            notes=(("bridge.html", "One quotation could not be kept: extraction is incomplete."),),
            seconds=3.14,
        ),
        Note("One file was skipped.", Tone.WARNING),
    )
)
HELP = Reply(
    (
        Usage(
            "/quote NAME OR WORDS",
            "What somebody said, and what was said about them.",
            (("by:NAME", "only what this speaker said"), ("since:DATE", "printed on this day or after it")),
            ("/quote ruiz", "/quote tolls by:ruiz"),
        ),
        Pager(6, 6, 6, "quotes", newer=Question("quote", {"page": "2"}), more=True),
    )
)
SHARED = Reply(
    (
        Shared("slack:T024BE7LD:U012AB3CD", 7),
        Pull(Utterance((_TOLLS, _YEAR), LEDGER)),
        Note("The article was corrected after this was shared.", Tone.WARNING),
    )
)
CITED = Reply(
    (
        Heading("To copy"),
        Pull(Utterance((_TOLLS,), LEDGER)),
        Copy(
            "The quotation with its source",
            "“We will not raise the tolls,” Ana Ruiz (The Brackwater Ledger, 7 June 2025)",
        ),
    )
)
VERIFIED = Reply(
    (
        Heading("Altered"),
        Typed("In May we will raise the tolls this year and never next — Ruiz"),
        Note("Altered: not the wording in The Brackwater Ledger, 7 June 2025.", Tone.PLAIN),
        Note("The change touches a negation.", Tone.WARNING),
        Diff(
            (
                Edit("moved", "", "In May"),
                Edit("kept", "We will", "we will"),
                Edit("dropped", "not", ""),
                Edit("kept", "raise the tolls", "raise the tolls"),
                Edit("moved", "in May,", ""),
                Edit("replaced", "not", "never"),
                Edit("kept", "this year and not", "this year and not"),
                Edit("added", "", "the"),
                Edit("kept", "next", "next"),
            )
        ),
        Pull(Utterance((_TOLLS, _YEAR), LEDGER)),
    ),
    found=1,
    question=Question("verify", {"sentence": "In May we will raise the tolls"}),
)
HOSTILE_TEXT = "\x1b[31m[red]@everyone[/red] \u202edlrow\x07 :smile: \x9b2J \ud800 <b>&amp;</b>\r\nnext\tline"
HOSTILE = Reply(
    (
        Typed(HOSTILE_TEXT),
        Heading(HOSTILE_TEXT),
        Pull(Utterance((quote(HOSTILE_TEXT),), replace(LEDGER, headline=HOSTILE_TEXT, outlet=HOSTILE_TEXT))),
        Passage(HOSTILE_TEXT, 1, LEDGER, (Span(2, 9),)),
        Actions(HOSTILE_TEXT, (Choice(HOSTILE_TEXT, Question("follow", {"name": HOSTILE_TEXT}), HOSTILE_TEXT),)),
        Choices(HOSTILE_TEXT, (Choice(HOSTILE_TEXT, Question("quote", {"words": HOSTILE_TEXT}), HOSTILE_TEXT),)),
        Facts(((HOSTILE_TEXT, HOSTILE_TEXT),)),
        Diff((Edit("kept", HOSTILE_TEXT, HOSTILE_TEXT), Edit("replaced", HOSTILE_TEXT, HOSTILE_TEXT))),
        Copy(HOSTILE_TEXT, HOSTILE_TEXT),
    )
)
SAMPLES: Mapping[str, Reply] = MappingProxyType(
    {
        "quote": QUOTE,
        "nobody": NOBODY,
        "summary": SUMMARY,
        "filed": FILED,
        "help": HELP,
        "shared": SHARED,
        "cited": CITED,
        "verified": VERIFIED,
        "hostile": HOSTILE,
    }
)

TEXTS = st.one_of(st.text(max_size=40), st.sampled_from([HOSTILE_TEXT, "[bold]", "“He was,”", "\\[x]", ":warning:"]))
_COUNTS = st.integers(0, 2_000_000)


@st.composite
def _marked(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    return tuple(Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))


_DATES = st.one_of(
    st.dates(min_value=date(1000, 1, 1)).flatmap(
        lambda day: st.sampled_from([f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"])
    ),
    st.datetimes(min_value=datetime(1000, 1, 2), timezones=st.just(UTC)).map(lambda moment: moment.isoformat()),  # noqa: DTZ001
)
_PRINTED = st.none() | st.builds(PrintedDate, _DATES, st.none() | TEXTS)
_QUESTIONS = st.builds(Question, TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=2))
_SPEAKERS = st.builds(Speaker, _COUNTS, TEXTS, st.sampled_from(Kind))
_SOURCES = st.builds(
    Source,
    article_id=_COUNTS,
    version_id=_COUNTS,
    version=_COUNTS,
    newest=st.booleans(),
    headline=st.none() | TEXTS,
    headline_derived=st.booleans(),
    outlet=st.none() | TEXTS,
    credit=st.none() | TEXTS,
    byline=st.none() | TEXTS,
    published=_PRINTED,
    url=st.none() | TEXTS,
    status=st.sampled_from(Status),
    status_note=st.none() | TEXTS,
    incomplete=st.booleans(),
    retold_from=st.none() | st.builds(Retelling, st.none() | TEXTS, st.none() | TEXTS, st.none() | TEXTS),
)
_QUOTES = st.builds(
    quote,
    TEXTS,
    grade=st.sampled_from(Grade),
    speaker=st.none() | _SPEAKERS,
    printed=st.none() | TEXTS,
    because=TEXTS,
    paragraph=_COUNTS,
)
_LISTS = st.lists(TEXTS, max_size=3).map(tuple)
_PAIRS = st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple)


@st.composite
def _pulls(draw: st.DrawFn) -> Pull:
    quotes = tuple(draw(st.lists(_QUOTES, min_size=1, max_size=3)))
    return Pull(
        Utterance(quotes, draw(_SOURCES)),
        lead_in=draw(TEXTS),
        reasons=draw(_LISTS),
        also_in=draw(_COUNTS),
        differs=draw(TEXTS),
        number=draw(st.none() | _COUNTS),
        marked=tuple(draw(_marked(each.exact)) for each in quotes) if draw(st.booleans()) else (),
    )


@st.composite
def _passages(draw: st.DrawFn) -> Passage:
    text = draw(TEXTS)
    marked = draw(_marked(text))
    numbers = tuple(draw(_COUNTS) for _ in marked) if draw(st.booleans()) else ()
    return Passage(text, draw(_COUNTS), draw(_SOURCES), marked, numbers)


_EDITS = st.builds(Edit, st.sampled_from(["kept", "dropped", "added", "replaced", "moved"]), TEXTS, TEXTS)

PARTS: st.SearchStrategy[Part] = st.one_of(
    st.builds(Heading, TEXTS),
    st.builds(Section, TEXTS),
    st.builds(Note, TEXTS, st.sampled_from(Tone)),
    st.builds(Typed, TEXTS),
    _pulls(),
    _passages(),
    st.builds(Diff, st.lists(_EDITS, max_size=12).map(tuple)),
    st.builds(
        Masthead,
        _SOURCES,
        st.none() | TEXTS,
        st.none() | TEXTS,
        _PRINTED,
        _COUNTS,
        st.none() | _QUESTIONS,
        st.booleans(),
    ),
    st.builds(Facts, _PAIRS),
    st.builds(Actions, TEXTS, st.lists(st.builds(Choice, TEXTS, _QUESTIONS, TEXTS), max_size=3).map(tuple)),
    st.builds(Choices, TEXTS, st.lists(st.builds(Choice, TEXTS, _QUESTIONS, TEXTS), max_size=3).map(tuple)),
    st.builds(Pager, _COUNTS, _COUNTS, _COUNTS, TEXTS, st.none() | _QUESTIONS, st.none() | _QUESTIONS, st.booleans()),
    st.builds(Usage, TEXTS, TEXTS, _PAIRS, _LISTS),
    st.builds(Filing, _COUNTS, _COUNTS, _COUNTS, _COUNTS, _PAIRS, _PAIRS, _PAIRS, st.floats(0, 1e6)),
    st.builds(Copy, TEXTS, TEXTS),
    st.builds(Shared, TEXTS, _COUNTS),
)
REPLIES = st.builds(Reply, st.lists(PARTS, max_size=4).map(tuple))
"""Any reply whose spans lie inside their texts and whose dates are dates."""
