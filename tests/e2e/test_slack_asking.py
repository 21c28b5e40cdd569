"""Every way to ask in Slack, over signed HTTP and over the socket alike: the answer is for the asker alone."""

import pytest

from bot.commands import COMMANDS
from bot.model import Access
from bot.order import SetAccess
from tests.newsroom import HARBOUR
from tests.slack import Slack
from tests.slack_newsroom import Paper, shortcut
from tests.slack_rules import texts

TOLLS, FIRST = "“We will not raise the tolls,”", "“The harbour comes first,”"

pytestmark = pytest.mark.usefixtures("app")


async def test_a_slash_command_is_answered_for_the_asker_alone(slack: Slack) -> None:
    delivery = await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
    answer = await slack.reads("UINES", "CDESK", TOLLS)
    assert (delivery.status, delivery.answer) == (200, None)
    assert slack.sees("UOSKAR", "CDESK") == []
    assert "Harbour bridge to close for a year" in answer.words
    assert "The Brackwater Ledger" in answer.words


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "help"])
async def test_every_question_has_a_command_of_its_own(slack: Slack, name: str) -> None:
    subject = "#1" if name == "cite" else "bridge"
    await slack.slash(f"/{name}", subject, user="UINES", channel="CDESK")
    assert (await slack.reads("UINES", "CDESK")).words


@pytest.mark.parametrize("name", list(COMMANDS))
async def test_one_command_asks_them_all(slack: Slack, name: str) -> None:
    subject = "#1" if name == "cite" else "" if name == "help" else "bridge"
    await slack.slash("/desk", f"{name} {subject}", user="UINES", channel="CDESK")
    assert (await slack.reads("UINES", "CDESK")).words


async def test_a_question_that_can_not_be_answered_says_what_to_do(slack: Slack) -> None:
    await slack.slash("/quote", "ana ruiz page:none", user="UINES", channel="CDESK")
    await slack.reads("UINES", "CDESK", "page: takes the number of a page.")


async def test_a_mention_is_answered_for_the_asker_alone(slack: Slack) -> None:
    """Beside it: in a thread that nobody has begun yet Slack would not show what is for one person alone."""
    await slack.mention("/quote ana ruiz", user="UINES", channel="CDESK")
    answer = await slack.reads("UINES", "CDESK", FIRST)
    assert (answer.reader, answer.thread) == ("UINES", "")


async def test_a_mention_in_a_thread_stays_in_it(slack: Slack) -> None:
    root = slack.say("UOSKAR", "CDESK", "Has she spoken on this?")
    await slack.mention("/quote ana ruiz", user="UINES", channel="CDESK", thread=root.ts)
    answer = await slack.reads("UINES", "CDESK", TOLLS, thread=root.ts)
    assert answer.reader == "UINES"


async def test_the_bot_answers_those_who_write_to_it(slack: Slack) -> None:
    await slack.write("/quote ana ruiz", user="UINES", team="TBRACK")
    await slack.reads("UINES", "DUINES", TOLLS)


async def test_the_bot_does_not_answer_itself(slack: Slack) -> None:
    place = slack.workspaces["TBRACK"]
    own = {"type": "message", "channel_type": "im", "channel": "DUINES", "user": place.bot, "bot_id": "BTBRACK"}
    await slack.event({**own, "text": "/quote ana ruiz", "ts": "1760000000.9", "event_ts": "1760000000.9"}, place)
    await slack.write("/quote østby", user="UINES", team="TBRACK")
    await slack.reads("UINES", "DUINES", "Nobody asked the fishermen")
    assert not [message for message in slack.sees("UINES", "DUINES") if TOLLS in message.words]


async def test_a_message_shortcut_finds_its_words_in_the_archive(slack: Slack) -> None:
    message = slack.say("UOSKAR", "CDESK", "The harbour comes first")
    await slack.shortcut(shortcut("Find this quote"), user="UINES", message=message)
    answer = await slack.reads("UINES", "CDESK", "The harbour comes first")
    assert answer.reader == "UINES"


async def test_a_message_shortcut_tells_which_quotes_of_a_message_are_on_file(slack: Slack) -> None:
    message = slack.say("UOSKAR", "CDESK", "“The harbour comes first,” Ruiz said. “We sold the sea,” she went on.")
    await slack.shortcut(shortcut("Quotes in this message"), user="UINES", message=message)
    answer = await slack.reads("UINES", "CDESK", "Mayor keeps her word on tolls")
    assert answer.reader == "UINES"


async def test_a_global_shortcut_opens_a_form_that_completes_names_and_answers(slack: Slack) -> None:
    await slack.shortcut(shortcut("Ask the desk"), user="UINES", team="TBRACK")
    form = await slack.modal("UINES")
    offered = await slack.suggest(form, "offer:name", "rui")
    assert [option["text"]["text"] for option in offered] == ["Ana Ruiz", "Tomas Ruiz"]
    await slack.submit(form, offer_name=offered[0])
    await slack.reads("UINES", "DUINES", FIRST)


async def test_a_form_completes_articles_too(slack: Slack) -> None:
    await slack.shortcut(shortcut("Ask the desk"), user="UINES", team="TBRACK")
    offered = await slack.suggest(await slack.modal("UINES"), "offer:article", "harbour br")
    assert "Harbour bridge to close for a year" in offered[0]["text"]["text"]


async def test_app_home_tells_what_is_on_file_and_how_to_ask(slack: Slack) -> None:
    await slack.visit(user="UINES", team="TBRACK")
    home = await slack.home("TBRACK", "UINES")
    assert "6 articles" in home.words
    assert "/quote" in home.words


async def test_a_link_to_a_public_article_of_ours_unfolds_for_everybody(slack: Slack, paper: Paper) -> None:
    paper.desk.do(SetAccess(2, Access.PUBLIC), newsroom=HARBOUR)
    message, _ = await slack.paste("https://quotes.example.org/versions/2", user="UINES", channel="CDESK")
    await slack.until(lambda: "unfurls" in message.payload, lambda: "the link to unfold")
    assert "Mayor keeps her word on tolls" in "".join(texts(list(message.payload["unfurls"].values())))


async def test_a_link_to_an_article_for_the_newsroom_alone_does_not(slack: Slack) -> None:
    """Whoever is in the channel would read it, and whoever comes later."""
    message, _ = await slack.paste("https://quotes.example.org/versions/2", user="UINES", channel="CDESK")
    await slack.slash("/quote", "ana ruiz", user="UINES", channel="CDESK")
    await slack.reads("UINES", "CDESK", FIRST)
    assert slack.called("chat.unfurl") == []
    assert "unfurls" not in message.payload
