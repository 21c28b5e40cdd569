"""Options are taken the same way everywhere, and nothing that is typed ever breaks a question."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.commands.dates import iso_date
from bot.commands.typed import as_typed, question_for, question_from
from bot.commands.words import searched_words
from bot.desk import Desk
from bot.errors import AskError
from bot.phrasing import ways_on
from bot.reply import Note, Passage, Pull, Reply, Typed
from bot.request import Question
from tests.newsroom import ARTICLES, NOW, parts, put

# --- a typed line


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("/quote kane since:2025", Question("quote", {"name": "kane", "since": "2025"})),
        ("quote kane since:2025", Question("quote", {"name": "kane", "since": "2025"})),
        ("/QUOTE kane", Question("quote", {"name": "kane"})),
        ("/quote since:2025 by:ana ruiz", Question("quote", {"since": "2025", "by": "ana ruiz"})),
        (
            "/quote tolls by:ana ruiz since:7 June 2025",
            Question("quote", {"name": "tolls", "by": "ana ruiz", "since": "7 June 2025"}),
        ),
        ("/quote tolls By:ruiz EXACT:yes", Question("quote", {"name": "tolls", "by": "ruiz", "exact": "yes"})),
        ('/quote by:"ana ruiz" tolls', Question("quote", {"name": "tolls", "by": "ana ruiz"})),
        ("/quote 10:30 re:tolls", Question("quote", {"name": "10:30 re:tolls"})),
        ("kane", Question("lookup", {"words": "kane"})),
        ("", Question("help", {})),
        ("  \n ", Question("help", {})),
        ("/help quote", Question("help", {"question": "quote"})),
        ("/summary  latest\n", Question("summary", {"article": "latest"})),
    ],
)
def test_a_line_asks_what_it_says(line: str, question: Question) -> None:
    assert question_from(line) == question


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "„“", "‘’", "''", "‹›", "「」"])
def test_marks_of_any_shape_protect_a_key(marks: str) -> None:
    protected = f"{marks[0]}stand by: me{marks[1]}"
    assert question_from(f"/lookup {protected} by:kane") == Question("lookup", {"words": protected, "by": "kane"})


def test_an_apostrophe_protects_nothing() -> None:
    assert question_from("/quote don't by:kane won't") == Question("quote", {"name": "don't", "by": "kane won't"})


@pytest.mark.parametrize("line", ["/nonsense", "/quote by:kane by:ruiz", "/quote kane since:", "/quote " + "a" * 7_000])
def test_a_line_that_can_not_be_meant_is_sent_back_with_a_remedy(line: str) -> None:
    with pytest.raises(AskError) as caught:
        question_from(line)
    assert caught.value.hint


def test_every_question_takes_the_options_that_narrow_in_the_same_words() -> None:
    narrowing = [
        {option.name: option for option in COMMANDS[name].options} for name in ("quote", "lookup", "summary", "article")
    ]
    shared = {"by", "about", "since", "until", "outlet", "exact"}
    assert all(shared <= set(options) for options in narrowing)
    assert all(options[name] == narrowing[0][name] for options in narrowing for name in shared)


@given(st.sampled_from(sorted(COMMANDS)), st.text(max_size=60))
def test_a_question_typed_out_is_the_question_again(name: str, text: str) -> None:
    try:
        question = question_for(COMMANDS[name], text)
    except AskError:
        return
    if not any(mark in value for value in question.options.values() for mark in "\"“”„«»‹›'‘’「」"):
        assert question_from(as_typed(question)) == question


# --- dates


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("2025", "2025", "2025"),
        ("2025-06", "2025-06", "2025-06"),
        ("2025-6-7", "2025-06-07", "2025-06-07"),
        ("June 2025", "2025-06", "2025-06"),
        ("7 June 2025", "2025-06-07", "2025-06-07"),
        ("june 7, 2025", "2025-06-07", "2025-06-07"),
        ("25/06/2025", "2025-06-25", "2025-06-25"),
        ("06/25/2025", "2025-06-25", "2025-06-25"),
        ("last week", "2025-06-23", "2025-06-29"),
        ("this week", "2025-06-30", "2025-07-06"),
        ("yesterday", "2025-07-01", "2025-07-01"),
        ("last year", "2024", "2024"),
        ("last month", "2025-06", "2025-06"),
        ("May", "2025-05", "2025-05"),
    ],
)
def test_a_date_is_as_precise_as_it_is_typed(typed: str, since: str, until: str) -> None:
    assert iso_date(typed, NOW) == since
    assert iso_date(typed, NOW, end=True) == until


@pytest.mark.parametrize(
    "typed", ["banana", "2025-13", "2025-02-30", "7/6/2025", "12", "5", "0", "99999", "٧", "", "-", "0000"]
)
def test_what_is_no_date_or_could_be_two_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(AskError) as caught:
        iso_date(typed, NOW)
    assert "since:" in caught.value.hint


@given(st.text(max_size=50), st.datetimes(timezones=st.just(UTC)))
def test_any_text_is_a_date_or_sent_back(typed: str, now: datetime) -> None:
    try:
        found = iso_date(typed, now)
    except AskError:
        return
    assert len(found) in {4, 7, 10}


# --- words


def test_phrases_stand_in_double_marks_of_any_shape() -> None:
    typed = 'tolls "tax bill" “gift to” „ganz gut“ «bon mot» and'
    found = searched_words(typed)
    assert found.words == ("tolls", "and")
    assert found.phrases == (("tax", "bill"), ("gift", "to"), ("ganz", "gut"), ("bon", "mot"))


def test_nothing_typed_is_an_operator() -> None:
    assert searched_words("tolls AND NOT (bridge* OR -ferry)~2").words == (
        "tolls",
        "and",
        "not",
        "bridge",
        "or",
        "ferry",
        "2",
    )


# --- anything at all

HOSTILE = [
    '"',
    "“",
    "' OR 1=1 --",
    "'; DROP TABLE quotes; --",
    "*",
    "?",
    "~",
    "^2",
    "AND",
    "OR NOT",
    "(",
    "[a TO b]",
    "field:value",
    "\\",
    "%",
    "_",
    "a\\",
    "👍🏽 👨‍👩‍👧",
    "\x00\x07\x1b[31mred",
    "\u202eevil\u202c",
    "\ud800",
    "@everyone <!channel> <@U123> https://evil.example/[x](y)",
    "a" * 5_000,
    "word " * 1_000,
    "#",
    "#0",
    "#-1",
    "#99999999999999999999",
    "0",
    "9" * 30,
    "ﷺ",
    "ſ",
    "İ",
    "e\u0301\u0301\u0301",
    "\u200b\u200b",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_nothing_hostile_breaks_a_question(desk: Desk, name: str, text: str) -> None:
    answered(desk, Question(name, {COMMANDS[name].subject.name: text}))


QUESTIONS = st.sampled_from(sorted(COMMANDS)).flatmap(
    lambda name: st.builds(
        Question,
        st.just(name),
        st.dictionaries(
            st.sampled_from([COMMANDS[name].subject.name, *(option.name for option in COMMANDS[name].options)]),
            st.one_of(
                st.text(max_size=30), st.sampled_from(["kane", "ruiz", "bridge", "2", "yes", "2025", "#1", "latest"])
            ),
            max_size=4,
        ),
    )
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=QUESTIONS)
def test_any_question_is_answered_or_sent_back(desk: Desk, question: Question) -> None:
    answered(desk, question)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.text(max_size=80))
def test_any_line_is_answered_or_sent_back(desk: Desk, line: str) -> None:
    try:
        question = question_from(line)
    except AskError:
        return
    answered(desk, question)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(question=Question("article", {"outlet": "nowhere", "version": "7"}))
@example(question=Question("quote", {"outlet": "0", "name": "", "by": "KAN", "reported": "00"}))
@given(question=QUESTIONS)
def test_a_button_asks_what_can_be_answered(desk: Desk, question: Question) -> None:
    for way in ways_on(answered(desk, question)):
        assert put(desk, way.question).question == way.question


def answered(desk: Desk, question: Question) -> Reply:
    """The answer, or an empty one where the question was sent back with a remedy; nothing else may come of it."""
    try:
        reply = put(desk, question)
    except AskError:
        return Reply((), 0, question)
    assert reply.question == question
    assert_honest(reply)
    return reply


def assert_honest(reply: Reply) -> None:
    """What is in quotation marks is on file; what was typed is labelled as typed, short and clean."""
    for pull in parts(reply, Pull):
        assert all(on_file(quote.exact) for quote in pull.utterance.quotes)
        assert on_file(pull.lead_in)
        assert all(
            0 <= span.start < span.end <= len(quote.exact)
            for quote, spans in zip(pull.utterance.quotes, pull.marked, strict=False)
            for span in spans
        )
    for passage in parts(reply, Passage):
        assert on_file(passage.text)
        assert all(span.end <= len(passage.text) for span in passage.marked)
    for typed in parts(reply, Typed):
        assert len(typed.text) <= 100
        assert not any(ord(character) < 32 or character in "\u202e\u202c" for character in typed.text)
    for note in parts(reply, Note):
        assert all(on_file(words) for words in re.findall("“([^“”]*)”", note.text))


def on_file(words: str) -> bool:
    """Whether the words stand, to the letter, in a text of the newsroom that is asked."""
    return any(words in filed.document.text for filed in ARTICLES)


def test_five_thousand_characters_are_sent_back_with_a_sentence(desk: Desk) -> None:
    with pytest.raises(AskError, match="5,000 characters"):
        put(desk, Question("quote", {"name": "a" * 5_000}))


def test_what_was_typed_never_stands_in_quotation_marks_of_ours(desk: Desk) -> None:
    fake = "“I resign,” said Ana Ruiz"
    for name in sorted(COMMANDS):
        reply = put(desk, Question(name, {COMMANDS[name].subject.name: fake}))
        shown = [part.text for part in parts(reply, Typed)]
        assert all(words in fake for text in shown for words in text.split(" — "))
        assert "I resign" not in " ".join(note.text for note in parts(reply, Note))
        assert not parts(reply, Pull)
