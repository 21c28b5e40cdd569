"""Whatever is answered is a message that Discord takes, in which nothing that was stored or typed becomes more than words.

Discord's rules stand in `tests/discord_rules.py`, a reader of its markdown in `tests/discord_markdown.py`; neither knows ours.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from unicodedata import normalize

import pytest
from discord.ui import LayoutView
from hypothesis import assume, example, given
from hypothesis import strategies as st

from adapters.discord import render
from adapters.discord.layout import Ask, Dismiss, Does, Drawn, Mine, ShareItem, TakeBack, Turn, payload
from adapters.discord.markup import Line, Run, address, person, plain, written
from adapters.discord.view import files, view
from adapters.slack import render as slack
from bot.errors import AskError
from bot.model import Span, Utterance
from bot.phrasing import UNSAFE, visible, ways_on
from bot.reply import (
    Choice,
    Choices,
    Copy,
    Diff,
    Facts,
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
    Typed,
)
from bot.request import Question
from tests.discord_markdown import Block, Seen, blocks
from tests.discord_rules import (
    BUTTON,
    FILE,
    SECTION,
    components,
    labels,
    message_faults,
    needs_document,
    of_kind,
    options,
    schema_faults,
    texts,
)
from tests.replies import HOSTILE_TEXT, LEDGER, REPLIES, SAMPLES, quote

Payload = dict[str, Any]

DISCORDISH = (
    "@everyone @here <@80351110224678912> <@!80351110224678912> <@&165511591545143296> <#103735883630395392> "
    "<id:customize> </airhorn:816437322781949972> <:mmLol:216154654256398347> <a:b1nzy:392938283556143104> :smile: "
    "<t:1618953630> <t:1618953630:R> [ledger.example](https://evil.example) <https://evil.example> https://evil.example "
    "discord.gg/evil *slanted* _slanted_ **bold** __under__ ~~gone~~ ||hidden|| `code` ```box``` \\*escaped\\* ¯\\_(ツ)_/¯"
)
BEGINNINGS = ["# Title", "### Title", "-# small", "> quoted", ">>> quoted", "- item", "* item", "1. item", "  12. item"]
SIGNS = st.lists(
    st.sampled_from([*"\\`*_~|<>#@:/[]()-+.!&= 1ax\n", "https://e.example", "<@1>", "12. ", "discord.gg/x", "é", "e\u0301", "\u1fef"]),
    max_size=14,
).map("".join)  # fmt: skip
WORD = st.sampled_from(
    ["harbour", "not", "bridge", "Ruiz", "“tolls”", "(closed", "1,000", "ferry.", "“", "østby", "<b>"]
)
LONG = st.lists(WORD, min_size=1, max_size=900).map(" ".join)


def _pull_of(words: str, number: int = 11) -> Pull:
    return Pull(Utterance((quote(words, id=number),), LEDGER))


def _choices_of(words: list[str]) -> Choices:
    return Choices("Did you mean", tuple(Choice(one, Question("lookup", {"words": one}), one) for one in words))


LONG_PARTS: st.SearchStrategy[Part] = st.one_of(
    LONG.map(Heading),
    LONG.map(Section),
    LONG.map(Note),
    LONG.map(Typed),
    st.builds(_pull_of, LONG, st.integers(1, 40)),
    LONG.map(lambda words: Passage(words, 3, LEDGER)),
    st.builds(Copy, LONG, LONG),
    st.lists(st.tuples(LONG, LONG), max_size=20).map(lambda rows: Facts(tuple(rows))),
    st.lists(LONG, max_size=8).map(_choices_of),
)
LONG_REPLIES = st.lists(LONG_PARTS, max_size=40).map(lambda parts: Reply(tuple(parts)))
SURFACES = pytest.mark.parametrize("draw", [render.message, render.posted])


def _named() -> Callable[[Does], str]:
    """A custom_id for each thing that a button does: the same for the same."""
    known: dict[str, str] = {}
    return lambda does: known.setdefault(repr(does), f"{len(known)}".rjust(100, "."))


def _sent(drawn: Drawn) -> Payload:
    return payload(drawn, _named())


def _done(drawn: Drawn) -> list[Does]:
    """What can be done, in reading order."""
    known: list[Does] = []
    payload(drawn, lambda does: known.append(does) or "id")  # type: ignore[func-returns-value]
    return known


def _seen(drawn: Drawn) -> list[Block]:
    return [block for text in texts(_sent(drawn)) for block in blocks(text)]


def _words(drawn: Drawn) -> str:
    return "\n".join(block.words for block in _seen(drawn))


def _marked(drawn: Drawn, mark: str) -> list[Seen]:
    return [one for block in _seen(drawn) for one in block.seen if mark in one.marks]


def _check(drawn: Drawn) -> None:
    assert message_faults(_sent(drawn)) == []


# --- what Discord takes


@SURFACES
@given(reply=REPLIES)
def test_discord_takes_whatever_is_answered(draw: Callable[[Reply], Drawn], reply: Reply) -> None:
    _check(draw(reply))


@SURFACES
@given(reply=LONG_REPLIES)
def test_discord_takes_the_longest_answers_too(draw: Callable[[Reply], Drawn], reply: Reply) -> None:
    _check(draw(reply))


@needs_document
@pytest.mark.parametrize(
    "schema", ["MessageCreateRequest", "IncomingWebhookInteractionRequest", "IncomingWebhookRequestPartial"]
)
@given(reply=REPLIES | LONG_REPLIES)
def test_an_answer_is_what_discord_describes(schema: str, reply: Reply) -> None:
    assert schema_faults(schema, _sent(render.message(reply))) == []


@needs_document
@given(reply=REPLIES | LONG_REPLIES)
def test_a_post_is_what_discord_describes(reply: Reply) -> None:
    assert schema_faults("MessageCreateRequest", _sent(render.posted(reply))) == []


@needs_document
@pytest.mark.parametrize("kind", [4, 7])
def test_an_interaction_is_answered_with_what_discord_describes(kind: int) -> None:
    schema = {4: "CreateMessageInteractionCallbackRequest", 7: "UpdateMessageInteractionCallbackRequest"}[kind]
    assert schema_faults(schema, {"type": kind, "data": _sent(render.message(SAMPLES["quote"]))}) == []


async def test_discord_py_sends_the_same_message() -> None:
    for reply in SAMPLES.values():
        drawn, name = render.message(reply), _named()
        shown = view(drawn, name)
        assert _bare(_components(shown)) == _bare(payload(drawn, name)["components"])
        assert shown.is_finished()


async def test_discord_py_sends_a_list_to_pick_from_and_a_file_too() -> None:
    drawn, name = render.message(_crowded()), _named()
    drawn = replace(drawn, file=("answer.txt", b"words"))
    assert _bare(_components(view(drawn, name))) == _bare(payload(drawn, name)["components"])
    assert [file.filename for file in files(drawn)] == ["answer.txt"]
    assert files(render.message(SAMPLES["quote"])) == []


def _components(shown: LayoutView) -> list[Payload]:
    return shown.to_components()  # type: ignore[no-untyped-call, no-any-return]


def _bare(value: Any) -> Any:
    """Components without what stands for nothing: their numbers, and what is not set."""
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if one not in (None, False) and name not in _UNSAID}
    return value


_UNSAID = ("id", "min_values", "max_values", "required")


# --- the words of every surface


def _slack_words(reply: Reply) -> Iterator[str]:
    for block in slack.message(reply)["blocks"]:
        if block["type"] != "actions":
            yield from _slack_texts(block)
            yield "\n"


def _slack_texts(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _slack_texts(one)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        yield from _slack_texts(value.get("elements"))
        yield from _slack_texts(value["text"] if isinstance(value.get("text"), dict) else None)
        yield "\n" if value["type"].startswith("rich_text") else ""


def _in_order(words: str) -> list[str]:
    return normalize("NFC", words).replace("–", " ").split()


@given(REPLIES)
def test_slack_and_discord_say_the_same_words_in_the_same_order(reply: Reply) -> None:
    reply = Reply(tuple(part for part in reply.parts if not isinstance(part, Shared)))
    assume(len(render.text(reply.parts)) < 2_000)
    assert _in_order(_words(render.message(reply))) == _in_order("".join(_slack_words(reply)))


@pytest.mark.parametrize("name", set(SAMPLES) - {"shared"})
def test_slack_and_discord_say_the_same_of_each_sample(name: str) -> None:
    reply = SAMPLES[name]
    assert _in_order(_words(render.message(reply))) == _in_order("".join(_slack_words(reply)))


@given(REPLIES)
def test_a_file_holds_the_same_words_as_the_message(reply: Reply) -> None:
    reply = Reply(tuple(part for part in reply.parts if not isinstance(part, Shared)))
    assume(0 < len(render.text(reply.parts)) < 2_000)
    assert _in_order(render.text(reply.parts)) == _in_order(_words(render.message(reply)))


# --- no text becomes anything but words


@SURFACES
@example(reply=SAMPLES["verified"])
@given(
    reply=REPLIES | SIGNS.map(lambda words: Reply((Typed(words), _pull_of(words), Heading(words), Copy(words, words))))
)
def test_no_text_becomes_a_mention_a_link_an_emoji_or_markup(draw: Callable[[Reply], Drawn], reply: Reply) -> None:
    seen = _seen(draw(reply))
    assert {block.kind for block in seen} <= {"line", "title 2", "title 3", "small", "quoted", "item", "code"}
    for one in (one for block in seen for one in block.seen):
        assert not one.marks or one.marks in ({"bold"}, {"italic"}, {"link"}, {"user"}, {"struck"})
        assert "link" not in one.marks or re.match(rf"(?i)https?://{re.escape(one.words)}(?![\w.@-])", one.leads)
    people = {part.member for part in reply.parts if isinstance(part, Shared)}
    assert all(any(member.endswith(f":{one.leads}") for member in people) for one in _marked(draw(reply), "user"))
    dropped = [_pressed(edit.printed) for part in reply.parts if isinstance(part, Diff) for edit in part.edits]
    assert all(any(_pressed(one.words) in words for words in dropped) for one in _marked(draw(reply), "struck"))


def _pressed(words: str) -> str:
    """Words as they are shown, without their blanks."""
    return "".join(normalize("NFC", visible(words)).split())


@given(SIGNS)
def test_whatever_is_typed_reads_as_it_was_typed(words: str) -> None:
    (block,) = _seen(render.message(Reply((Typed(words),))))
    assert block.words == normalize("NFC", f"you typed: {visible(words)}").strip()


@pytest.mark.parametrize("words", [DISCORDISH, *BEGINNINGS])
def test_discords_own_signs_stay_signs(words: str) -> None:
    source = replace(LEDGER, headline=words, outlet=words, url=None)
    pull = Pull(Utterance((quote(words),), source))
    drawn = render.message(
        Reply((Note(words), Typed(words), pull, Passage(words, 1, source), Facts(((words, words),))))
    )
    shown = {mark for block in _seen(drawn) for one in block.seen for mark in one.marks}
    assert shown == {"bold", "italic"}
    assert {block.kind for block in _seen(drawn)} == {"line", "quoted", "small"}
    assert f"“{words}”" in _words(drawn)


@given(st.lists(SIGNS.filter(str.strip), min_size=1, max_size=4), st.booleans())
def test_bold_words_and_plain_ones_never_make_markup_together(texts: list[str], first: bool) -> None:
    runs = [Run(text, "bold" if (at % 2 == 0) == first else "") for at, text in enumerate(texts)]
    (block,) = blocks(written(Line(runs)))
    assert block.words == plain("".join(texts)).strip()
    bold = "".join(one.words for one in block.seen if "bold" in one.marks)
    assert "".join(bold.split()) == "".join("".join(plain(run.text) for run in runs if run.style).split())


@given(REPLIES)
def test_nothing_that_is_drawn_moves_or_hides_other_words(reply: Reply) -> None:
    sent = _sent(render.message(reply))
    assert not any(UNSAFE.search(text.replace("\n", "")) for text in (*texts(sent), *labels(sent)))


def test_a_sign_that_only_looks_like_one_of_discords_is_none_either() -> None:
    assert written(Line([Run("\u1fefcode\u1fef")])) == "\\`code\\`"


def test_words_that_would_end_their_box_stand_without_one() -> None:
    drawn = render.message(Reply((Copy("Copy", "one ``` **two**"),)))
    assert [block.kind for block in _seen(drawn)] == ["line", "quoted"]
    assert "one ``` **two**" in _words(drawn)
    assert _marked(drawn, "bold") == [Seen("Copy", frozenset({"bold"}))]


@pytest.mark.parametrize(
    "member", ["discord:1:<@2>", "discord:1:", "slack:T1:U1", "80351110224678912", "discord:1:2\n"]
)
def test_nobody_is_mentioned_who_is_not_known_by_an_id_of_discords_own(member: str) -> None:
    assert person(member) == Run(member)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://ledger.example@evil.example/", "https://lеdger.example/", "https://ledger.example/\u202egnp.exe"],
)  # fmt: skip
def test_an_address_that_hides_where_it_leads_is_no_link(url: str) -> None:
    assert address(url) == Run(url)


def test_a_link_shows_the_host_it_leads_to_and_unfolds_nothing() -> None:
    assert address("https://the-ledger.example/").markup == "[the-ledger.example](<https://the-ledger.example/>)"
    assert address("https://news.ledger.example:8080/bridge_(new)?a=1#quote-5").markup == (
        "[news.ledger.example](<https://news.ledger.example:8080/bridge_%28new%29?a=1#quote-5>)"
    )


# --- what does not fit


def _crowded() -> Reply:
    """Four quotes by somebody and two about them, with pages and other readings of the name."""
    older = Pager(1, 4, 13, "quotes by Ana Ruiz", older=Question("quote", {"name": "ruiz", "page": "2"}), dated=True)
    by = [_pull_of("We will not raise the tolls, not this year and not next.", number) for number in range(1, 5)]
    about = [_pull_of("She kept to her word.", number) for number in range(5, 7)]
    return Reply(
        (Heading("Ana Ruiz"), *by, older, Section("About Ana Ruiz"), *about, _choices_of(["Ada Ruiz", "Ben Ruiz"]))
    )


def test_a_whole_page_fits_into_one_message_with_a_way_to_do_everything() -> None:
    drawn = render.message(_crowded())
    sent = _sent(drawn)
    assert message_faults(sent) == []
    assert drawn.file is None
    assert "more]" not in _words(drawn)
    for number in range(1, 7):
        assert f"Share #{number}" in labels(sent)
        assert f"Context of #{number}" in labels(sent)
        assert f"Copy citation of #{number}" in "".join(labels(sent))


def test_where_buttons_are_too_many_each_quotation_keeps_the_one_that_shares_it_at_its_side() -> None:
    sent = _sent(render.message(_crowded()))
    assert [one["accessory"]["label"] for one in of_kind(sent, SECTION)] == [
        f"Share #{number}" for number in range(1, 7)
    ]
    assert all("Ana Ruiz: “" in option["description"] for option in options(sent) if "#" in option["label"])


def test_four_quotations_have_all_their_buttons_below_them() -> None:
    reply = Reply(tuple(_pull_of("not this year", number) for number in range(1, 5)))
    assert not of_kind(_sent(render.message(reply)), SECTION)


def test_ten_quotations_that_are_checked_fit_into_one_message() -> None:
    found = [
        (Section(f"Quotation {number}"), Typed("not this year"), Note("Matches."), _pull_of("not this year", number))
        for number in range(10)
    ]
    drawn = render.message(Reply((Heading("10 quotations"), *(part for parts in found for part in parts))))
    _check(drawn)
    assert drawn.file is None or "The file below holds all of it." in _words(drawn)


@given(LONG_REPLIES)
def test_what_does_not_fit_is_never_left_out_in_silence(reply: Reply) -> None:
    drawn = render.message(reply)
    headings = [part for part in reply.parts if isinstance(part, Heading | Section)]
    shown = [block for block in _seen(drawn) if block.kind.startswith("title")]
    assert ("Not shown, because it does not fit" in _words(drawn)) == bool(drawn.file)
    assert drawn.file or len(shown) == len(headings)


def test_an_answer_that_does_not_fit_says_how_much_is_missing_and_brings_all_of_it_as_a_file() -> None:
    reply = Reply((Heading("Quotes"), *(Note(f"{number} " + "harbour " * 60) for number in range(40))))
    drawn = render.message(reply)
    shown = sum(f"{number} harbour" in _words(drawn) for number in range(40))
    assert f"{40 - shown} parts of this answer" in _words(drawn)
    assert render.long_file(reply) == drawn.file
    assert drawn.file
    name, content = drawn.file
    assert of_kind(_sent(drawn), FILE)[0]["file"]["url"] == f"attachment://{name}"
    assert all(f"{number} harbour" in content.decode() for number in range(40))


def test_an_answer_that_fits_brings_no_file() -> None:
    assert render.long_file(SAMPLES["quote"]) is None


def test_a_long_quotation_closes_its_marks_says_what_is_left_out_and_shows_the_rest_on_request() -> None:
    drawn = render.message(Reply((_pull_of("The harbour comes first. " * 300),)))
    assert re.search(r"first\.” \[\d[\d,]* words more\]", _words(drawn))
    assert "Copy citation, all words" in labels(_sent(drawn))


def test_shortening_never_hides_what_turns_the_sense() -> None:
    words = "We will raise the tolls " + "and the fares " * 400 + "not this year."
    drawn = render.message(Reply(tuple(_pull_of(words, number) for number in range(6))))
    _check(drawn)
    assert "“We will raise" not in _words(drawn)


def test_a_citation_stands_whole_however_long_it_is() -> None:
    words = "The harbour comes first. " * 300
    reply = Reply((_pull_of(words), Copy("The quotation with its source:", f"“{words}” — Ana Ruiz")))
    drawn = render.message(reply)
    assert drawn.file
    assert f"“{words}” — Ana Ruiz" in drawn.file[1].decode()


# --- what can be pressed


@given(REPLIES)
def test_every_way_on_has_its_button(reply: Reply) -> None:
    drawn = render.message(reply)
    done = [one.question for one in _done(drawn) if isinstance(one, Turn | Ask)]
    assert drawn.file or all(way.question in done for way in ways_on(reply))


def test_a_quotation_can_be_shared_seen_in_context_and_cited() -> None:
    drawn = render.message(Reply((_pull_of("We will not raise the tolls,"),)))
    assert labels(_sent(drawn)) == ["Share", "Context", "Copy citation", "Dismiss"]
    assert _done(drawn) == [
        ShareItem(4, 11),
        Ask(Question("article", {"quote": "#11"})),
        Ask(Question("cite", {"quote": "#11"})),
        Dismiss(),
    ]


def test_the_buttons_of_several_quotations_are_told_apart_by_their_labels() -> None:
    sent = _sent(render.message(Reply((_pull_of("not this year", 1), _pull_of("not next", 2)))))
    pressed = [one["label"] for one in of_kind(sent, BUTTON)]
    assert len(pressed) == len(set(pressed))


def test_the_pages_of_several_lists_are_told_apart_by_their_labels() -> None:
    pages = Pager(1, 4, 13, "quotes by Ana Ruiz", older=Question("quote", {"page": "2"}), dated=True)
    about = replace(pages, what="quotes about Ana Ruiz", older=Question("quote", {"about-page": "2"}))
    assert labels(_sent(render.message(Reply((pages, about)))))[:2] == [
        "Older: quotes by Ana Ruiz",
        "Older: quotes about Ana Ruiz",
    ]


def test_who_asks_in_the_open_gets_a_button_of_their_own_and_nobody_reads_what_was_asked() -> None:
    question = Question("quote", {"name": "ruiz"})
    drawn = render.waiting(80351110224678912, question)
    _check(drawn)
    assert _done(drawn) == [Mine(80351110224678912, question)]
    assert labels(_sent(drawn)) == ["Show my answer"]
    assert "ruiz" not in _words(drawn)


def test_a_quotation_that_stands_twice_has_its_buttons_once() -> None:
    drawn = render.message(Reply((_pull_of("not this year", 1), _pull_of("not this year", 1))))
    assert labels(_sent(drawn)) == ["Share #1", "Context #1", "Copy citation #1", "Dismiss"]


def test_a_quotation_that_is_cited_is_not_offered_to_be_cited_again() -> None:
    assert labels(_sent(render.message(SAMPLES["cited"]))) == ["Share", "Context", "Dismiss"]


def test_pages_and_readings_change_the_answer_and_what_is_opened_comes_beside_it() -> None:
    done = {
        label: type(does)
        for name in ("nobody", "summary", "help")
        for label, does in zip(
            labels(_sent(render.message(SAMPLES[name]))), _done(render.message(SAMPLES[name])), strict=True
        )
    }
    assert done == {
        "Page before": Turn,
        "Ada Smith": Turn,
        "Ben Smith": Turn,
        "Open the article 3": Ask,
        "Dismiss": Dismiss,
    }


def test_a_summary_is_shared_whole() -> None:
    head = replace(SAMPLES["summary"].parts[0], shareable=True)  # type: ignore[arg-type]
    assert _done(render.message(Reply((head,))))[0] == ShareItem(4)


def test_a_channel_sees_who_shared_it_and_may_ask_for_the_context_or_take_it_back() -> None:
    shared = Shared("discord:41771983423143937:80351110224678912", 7)
    drawn = render.posted(Reply((shared, *SAMPLES["shared"].parts[1:])))
    assert labels(_sent(drawn)) == ["Context", "Take back"]
    assert [one.leads for one in _marked(drawn, "user")] == ["80351110224678912"]
    assert _done(drawn)[-1] == TakeBack(7)


def test_what_is_not_to_be_taken_back_has_no_button_for_it() -> None:
    assert labels(_sent(render.posted(Reply((Shared("discord:1:2", 0), Note("It was taken down.")))))) == []


# --- how it reads


def test_marked_words_are_bold() -> None:
    assert [one.words for one in _marked(render.message(SAMPLES["quote"]), "bold")].count("not") == 3


def test_the_list_about_somebody_stands_apart_under_a_heading_of_its_own() -> None:
    kinds = [one["type"] for one in components(_sent(render.message(SAMPLES["quote"]))["components"])]
    assert 14 in kinds
    assert Block("title 3", (Seen("About Ana Ruiz"),)) in _seen(render.message(SAMPLES["quote"]))


def test_what_must_be_said_of_an_article_begins_with_a_word() -> None:
    assert "Warning: retracted: the meeting was on another day" in _words(render.message(SAMPLES["quote"]))


def test_an_answer_that_warns_has_a_bar_of_another_colour() -> None:
    assert render.posted(SAMPLES["shared"]).accent != render.message(SAMPLES["quote"]).accent


def test_readings_of_a_name_are_told_apart_beside_their_buttons() -> None:
    assert "Ada Smith: minister, 3 quotes" in _words(render.message(SAMPLES["nobody"]))


def test_a_mistake_is_told_with_its_remedy() -> None:
    assert _words(render.fault(AskError("Whose words?", "/quote ruiz"))) == "Whose words?\n/quote ruiz"


def test_an_answer_without_parts_says_so() -> None:
    assert _words(render.message(Reply(()))) == "There is nothing to show."


def test_a_hostile_mark_is_kept_inside_its_text() -> None:
    pull = Pull(Utterance((quote(HOSTILE_TEXT),), LEDGER), marked=((Span(0, 5),),))
    assert visible(HOSTILE_TEXT) in _words(render.message(Reply((pull,))))


# --- the rules themselves


def _message_of(*inside: Payload) -> Payload:
    container = {"type": 17, "components": list(inside)}
    return {"flags": 1 << 15, "allowed_mentions": {"parse": []}, "components": [container]}


def _button(name: str, label: str = "Share") -> Payload:
    return {"type": 2, "style": 1, "label": label, "custom_id": name}


@pytest.mark.parametrize(
    ("fault", "sent"),
    [
        ("41 components", _message_of(*[{"type": 14}] * 40)),
        ("4001 characters", _message_of({"type": 10, "content": "x" * 4_001})),
        ("an empty text: ' '", _message_of({"type": 10, "content": " "})),
        ("custom_id a twice", _message_of({"type": 1, "components": [_button("a"), _button("a")]})),
        ("custom_id of 101", _message_of({"type": 1, "components": [_button("a" * 101)]})),
        ("a row of [2, 2, 2, 2, 2, 2]", _message_of({"type": 1, "components": [_button(str(n)) for n in range(6)]})),
        ("not flagged as made of components", _message_of() | {"flags": 0}),
        ("mentions are not forbidden", _message_of() | {"allowed_mentions": None}),
        ("content has no place beside components", _message_of() | {"content": "words"}),
    ],
)
def test_a_message_that_discord_refuses_is_found_out(fault: str, sent: Payload) -> None:
    assert message_faults(sent) == [fault]


@needs_document
def test_a_message_that_discord_does_not_describe_is_found_out() -> None:
    assert schema_faults("MessageCreateRequest", _message_of({"type": 1, "components": [_button("a", "x" * 81)]}))
    assert schema_faults("MessageCreateRequest", _message_of({"type": 10}))


def test_the_reader_finds_all_markup_that_is_not_escaped() -> None:
    found = {mark for block in blocks(DISCORDISH) for one in block.seen for mark in one.marks}
    assert found >= {
        "everybody", "user", "role", "channel", "place", "command", "emoji", "time", "link", "address",
        "italic", "bold", "underlined", "struck", "spoiler", "code",
    }  # fmt: skip
    assert {block.kind for text in BEGINNINGS for block in blocks(text)} == {
        "title 1",
        "title 3",
        "small",
        "quoted",
        "item",
    }


# --- the pages of the core


def test_the_pages_of_a_search_and_of_an_article_fit_into_one_message() -> None:
    words = "The ferry will not run on Sundays, the harbour master said, whatever the council may have promised. "
    head = Masthead(LEDGER, open=Question("article", {"article": "#3"}))
    heads = [
        replace(head, source=replace(LEDGER, article_id=n), open=Question("article", {"article": f"#{n}"}))
        for n in range(3)
    ]
    older = Pager(1, 3, 13, "articles", older=Question("lookup", {"page": "2"}))
    found = [part for one in heads for part in (one, Passage(words * 2, 3, LEDGER))]
    quotes = [_pull_of(words, number) for number in range(3)]
    search = Reply(
        (
            Heading("Found"),
            *found,
            older,
            Section("Quotes"),
            *quotes,
            replace(older, what="quotes", older=Question("lookup", {"quotes-page": "2"})),
        )
    )
    article = Reply((head, *[Passage(words * 5, number, LEDGER) for number in range(1, 7)], older))
    for reply in (search, article):
        drawn = render.message(reply)
        _check(drawn)
        assert drawn.file is None
        assert "more]" not in _words(drawn)
