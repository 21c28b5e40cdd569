"""Whatever is answered is a message that Slack takes, in which nothing that was stored or typed becomes more than words.

Slack's rules stand in `tests/slack_rules.py`, written from its documentation and from nothing of ours.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import render
from adapters.slack.blocks import address, person
from adapters.slack.carry import Shareable, packed, packed_share, question_of
from bot.errors import AskError
from bot.model import Span, Utterance
from bot.phrasing import UNSAFE, visible, ways_on
from bot.reply import Choice, Choices, Copy, Facts, Heading, Note, Part, Passage, Pull, Reply, Section, Shared, Typed
from bot.request import Question
from tests.replies import HOSTILE_TEXT, LEDGER, REPLIES, SAMPLES, quote
from tests.slack_rules import drawn, elements, message_faults, texts, too_many_words

Message = dict[str, Any]

SLACKISH = (
    "<!channel> <!here> <@U012AB3CD> <#C024BE7LR> <!subteam^S1> <https://evil.example|ledger.example> @everyone "
    "*bold* _slanted_ ~gone~ `code` :tada: > quoted & more https://evil.example"
)
WORD = st.sampled_from(
    ["harbour", "not", "bridge", "Ruiz", "“tolls”", "(closed", "1,000", "ferry.", "“", "østby", "<b>"]
)
LONG = st.lists(WORD, min_size=1, max_size=900).map(" ".join)


def _pull_of(words: str) -> Pull:
    return Pull(Utterance((quote(words),), LEDGER))


def _choices_of(words: list[str]) -> Choices:
    return Choices("Did you mean", tuple(Choice(one, Question("lookup", {"words": one}), one) for one in words))


LONG_PARTS: st.SearchStrategy[Part] = st.one_of(
    LONG.map(Heading),
    LONG.map(Section),
    LONG.map(Note),
    LONG.map(Typed),
    LONG.map(_pull_of),
    LONG.map(lambda words: Passage(words, 3, LEDGER)),
    st.builds(Copy, LONG, LONG),
    st.lists(st.tuples(LONG, LONG), max_size=20).map(lambda rows: Facts(tuple(rows))),
    st.lists(LONG, max_size=8).map(_choices_of),
)
LONG_REPLIES = st.lists(LONG_PARTS, max_size=40).map(lambda parts: Reply(tuple(parts)))
SURFACES = pytest.mark.parametrize("draw", [render.message, render.posted, render.unfurl])


def _objects(value: object) -> Iterator[Message]:
    """Everything in a message that has a type."""
    if isinstance(value, list):
        for item in value:
            yield from _objects(item)
    elif isinstance(value, dict):
        if "type" in value:
            yield value
        for inner in value.values():
            yield from _objects(inner)


def _of(message: Message, kind: str) -> list[Message]:
    return [one for one in _objects(message["blocks"]) if one["type"] == kind]


def _labels(message: Message) -> list[str]:
    return [element["text"]["text"] for element in elements(message)]


def _check(message: Message) -> None:
    assert message_faults({"text": "words", **message}) == []
    assert not too_many_words(message)


@SURFACES
@given(reply=REPLIES)
def test_slack_takes_whatever_is_answered(draw: Callable[[Reply], Message], reply: Reply) -> None:
    _check(draw(reply))


@SURFACES
@given(reply=LONG_REPLIES)
def test_slack_takes_the_longest_answers_too(draw: Callable[[Reply], Message], reply: Reply) -> None:
    _check(draw(reply))


@given(LONG_REPLIES)
def test_what_does_not_fit_is_never_left_out_in_silence(reply: Reply) -> None:
    message = render.message(reply)
    headings = [part for part in reply.parts if isinstance(part, Heading | Section)]
    said = "Not shown, because it does not fit" in drawn(message)
    assert said or len(_of(message, "header")) == len(headings)


def test_an_answer_that_does_not_fit_says_how_much_is_missing_and_what_to_do() -> None:
    reply = Reply((Heading("Quotes"), *(Note(f"{number} " + "harbour " * 120) for number in range(40))))
    words = drawn(render.message(reply))
    shown = sum(f"{number} harbour" in words for number in range(40))
    assert f"{40 - shown} parts of this answer" in words
    assert "Ask for less at once" in words


def test_ten_quotations_that_are_checked_fit_into_one_message() -> None:
    found = (Section("Quotation"), Typed("not this year " * 8), Note("Matches the wording."), _pull_of("not so. " * 60))
    message = render.message(Reply((Heading("10 quotations"), *(found * 10))))
    _check(message)
    assert "Not shown" not in drawn(message)
    assert _labels(message).count("Share") == 10


@given(REPLIES | LONG_REPLIES)
def test_the_words_for_a_notification_are_few_and_hold_no_markup(reply: Reply) -> None:
    text = render.message(reply)["text"]
    assert 0 < len(text) <= 3_000
    assert not set("<>") & set(re.sub(r"&(amp|lt|gt);", "", text))
    assert "&" not in re.sub(r"&(amp|lt|gt);", "", text)
    assert not UNSAFE.search(text.replace("\n", ""))


@SURFACES
@given(reply=REPLIES)
def test_no_text_becomes_a_mention_a_link_an_emoji_or_markup(draw: Callable[[Reply], Message], reply: Reply) -> None:
    message = draw(reply)
    kinds = {one["type"] for one in _objects(message["blocks"])}
    assert not kinds & {"mrkdwn", "markdown", "emoji", "usergroup", "broadcast", "channel", "team", "date", "color"}
    assert all(one["emoji"] is False for one in _of(message, "plain_text"))
    people = {part.member for part in reply.parts if isinstance(part, Shared)}
    assert all(any(member.endswith(one["user_id"]) for member in people) for one in _of(message, "user"))
    assert all(one["url"].startswith(("http://", "https://")) for one in _of(message, "link"))


@SURFACES
def test_slacks_own_signs_stay_signs(draw: Callable[[Reply], Message]) -> None:
    source = replace(LEDGER, headline=SLACKISH, outlet=SLACKISH, url=None)
    reply = Reply(
        (Typed(SLACKISH), Note(SLACKISH), Pull(Utterance((quote(SLACKISH),), source)), Copy("Copy", SLACKISH))
    )
    message = draw(reply)
    assert {one["type"] for one in _objects(message["blocks"])} <= {
        "rich_text", "rich_text_section", "rich_text_quote", "rich_text_preformatted", "text",
        "context", "plain_text", "actions", "button",
    }  # fmt: skip
    assert f"“{SLACKISH}”" in drawn(message)


@given(REPLIES)
def test_nothing_that_is_drawn_moves_or_hides_other_words(reply: Reply) -> None:
    assert not any(UNSAFE.search(text.replace("\n", "")) for text in texts(render.message(reply)["blocks"]))


@given(REPLIES)
def test_quotation_marks_hold_exactly_the_words_of_each_quote(reply: Reply) -> None:
    quoted = ["".join(texts(one)) for one in _of(render.message(reply), "rich_text_quote")]
    for pull in (part for part in reply.parts if isinstance(part, Pull)):
        words = " … ".join(f"“{visible(one.exact)}”" for one in pull.utterance.quotes)
        assert any(one.endswith(words) for one in quoted)


@given(REPLIES)
def test_every_way_on_has_its_button_in_reading_order(reply: Reply) -> None:
    values = iter([element.get("value") for element in elements(render.message(reply))])
    assert all(packed(way.question) in values for way in ways_on(reply))


@given(REPLIES | LONG_REPLIES)
def test_no_two_buttons_of_a_message_have_the_same_action(reply: Reply) -> None:
    for message in (render.message(reply), render.posted(reply)):
        actions = [element["action_id"] for element in elements(message)]
        assert len(actions) == len(set(actions))


def test_a_way_on_that_no_button_can_carry_is_written_out_to_be_typed() -> None:
    words = " ".join(["harbour"] * 300)
    message = render.message(Reply((Choices("Try", (Choice("Look it up", Question("lookup", {"words": words})),)),)))
    assert _labels(message) == ["Dismiss"]
    assert f"Look it up: /lookup {words}" in drawn(message)


def test_a_quotation_can_be_shared_seen_in_context_and_cited() -> None:
    message = render.message(Reply((_pull_of("We will not raise the tolls,"),)))
    share, context, cite, _ = elements(message)
    assert _labels(message) == ["Share", "Context", "Copy citation", "Dismiss"]
    assert share["value"] == packed_share(Shareable(4, 11))
    assert question_of(context["value"]) == Question("article", {"quote": "#11"})
    assert question_of(cite["value"]) == Question("cite", {"quote": "#11"})


def test_a_long_quotation_closes_its_marks_says_what_is_left_out_and_shows_the_rest_on_request() -> None:
    message = render.message(Reply((_pull_of("The harbour comes first. " * 300),)))
    assert re.search(r"first\.” \[\d[\d,]* words more\]", drawn(message))
    assert "More" in _labels(message)


def test_shortening_never_hides_what_turns_the_sense() -> None:
    words = "We will raise the tolls " + "and the fares " * 400 + "not this year."
    message = render.message(Reply(tuple(_pull_of(words) for _ in range(9))))
    _check(message)
    assert "“We will raise" not in drawn(message)


def test_a_citation_stands_whole_however_long_it_is() -> None:
    words = "The harbour comes first. " * 300
    message = render.message(Reply((_pull_of(words), Copy("The quotation with its source:", f"“{words}” — Ana Ruiz"))))
    _check(message)
    assert f"“{words}” — Ana Ruiz" in "".join(texts(_of(message, "rich_text_preformatted")))
    assert _labels(message) == ["Share", "Context", "Dismiss"]


def test_marked_words_are_bold() -> None:
    bold = [one["text"] for one in _of(render.message(SAMPLES["quote"]), "text") if one.get("style", {}).get("bold")]
    assert bold.count("not") == 3


def test_the_list_about_somebody_stands_apart_under_a_heading_of_its_own() -> None:
    kinds = [block["type"] for block in render.message(SAMPLES["quote"])["blocks"]]
    assert ("divider", "header") in pairwise(kinds)


def test_what_must_be_said_of_an_article_begins_with_a_word() -> None:
    assert "Warning: retracted: the meeting was on another day" in drawn(render.message(SAMPLES["quote"]))


def test_a_screen_reader_tells_each_button_from_its_neighbours() -> None:
    near = replace(quote("not next year"), id=12, speaker=replace(quote("").speaker, name="Ana " * 30))  # type: ignore[type-var]
    message = render.message(Reply((_pull_of("not this year"), Pull(Utterance((near,), LEDGER)))))
    heard = [element["accessibility_label"] for element in elements(message)]
    assert len(heard) == len(set(heard))
    assert heard[0] == "Share: quote #11 by Ana Ruiz, article 3, paragraph 2"


def test_readings_of_a_name_are_told_apart_beside_their_buttons() -> None:
    message = render.message(SAMPLES["nobody"])
    assert "Ada Smith: minister, 3 quotes" in drawn(message)
    assert _labels(message) == ["Ada Smith", "Ben Smith", "Dismiss"]


def test_pages_and_readings_change_the_answer_and_what_is_opened_comes_beside_it() -> None:
    actions = {
        label: element["action_id"].partition(":")[0]
        for name in ("quote", "nobody", "summary")
        for label, element in zip(
            _labels(render.message(SAMPLES[name])), elements(render.message(SAMPLES[name])), strict=True
        )
    }
    assert (actions["Next page"], actions["Ada Smith"]) == ("turn", "turn")
    assert (actions["Open the article"], actions["Context"], actions["Share"]) == ("ask", "ask", "share")


def test_a_summary_is_shared_whole() -> None:
    head = replace(SAMPLES["summary"].parts[0], shareable=True)  # type: ignore[arg-type]
    share = next(elements(render.message(Reply((head, *SAMPLES["summary"].parts[2:])))))
    assert share["value"] == packed_share(Shareable(4, None))


def test_a_channel_sees_who_shared_it_and_may_ask_for_the_context_or_take_it_back() -> None:
    message = render.posted(SAMPLES["shared"])
    assert _labels(message) == ["Context", "Take back"]
    assert [one["user_id"] for one in _of(message, "user")] == ["U012AB3CD"]
    assert [element["value"] for element in elements(message)][-1] == "7"


def test_what_is_not_to_be_taken_back_has_no_button_for_it() -> None:
    assert _labels(render.posted(Reply((Shared("slack:T1:U1", 0), Note("It was taken down."))))) == []


def test_what_unfolds_under_a_link_has_nothing_to_press() -> None:
    assert list(elements(render.unfurl(SAMPLES["quote"]))) == []


@pytest.mark.parametrize(
    "member", ["slack:T1:<!channel>", "slack:T1:", "discord:1:U1", "U1", "slack:T1:u1", "slack:T1:U1\n"]
)
def test_nobody_is_mentioned_who_is_not_known_by_an_id_of_slacks_own(member: str) -> None:
    assert person(member).to_dict()["type"] == "text"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://ledger.example@evil.example/",
        "https://ledger.example\\@evil.example/",
        "https://lеdger.example/",
        "https://ledger.example/\u202egnp.exe",
        "https://",
        "https://[::1",
        "//ledger.example",
        "https://ledger.example:bad@x",
        f"https://ledger.example/{'x' * 3_000}",
    ],
)
def test_an_address_that_hides_where_it_leads_is_no_link(url: str) -> None:
    assert address(url).to_dict()["type"] == "text"


def test_a_link_shows_the_host_it_leads_to() -> None:
    drawn_link = address("https://news.ledger.example:8080/bridge?a=1#quote-5").to_dict()
    assert drawn_link["url"] == "https://news.ledger.example:8080/bridge?a=1#quote-5"
    assert drawn_link["text"] == "news.ledger.example"


def test_a_mistake_is_told_with_its_remedy() -> None:
    assert drawn(render.fault(AskError("Whose words?", "/quote ruiz"))) == "Whose words?\n\n/quote ruiz\nDismiss"


def test_an_answer_without_parts_says_so() -> None:
    assert "There is nothing to show." in drawn(render.message(Reply(())))


def test_where_slack_draws_no_rich_text_the_words_are_still_no_markup() -> None:
    alone = render.words_alone(render.message(Reply((Note(SLACKISH),))))
    assert message_faults(alone) == []
    assert drawn(alone) == SLACKISH
    assert _of(alone, "plain_text")


def test_a_reader_hears_the_words_first_and_then_who_said_them_where() -> None:
    text = render.message(SAMPLES["quote"])["text"]
    assert "“We will not raise the tolls,” … “not this year and not next.” — Ana Ruiz; Harbour bridge to close" in text
    assert "you typed: ruis" in text


def test_a_hostile_mark_is_kept_inside_its_text() -> None:
    span = Pull(Utterance((quote(HOSTILE_TEXT),), LEDGER), marked=((Span(0, 5),),))
    assert visible(HOSTILE_TEXT) in drawn(render.message(Reply((span,))))
