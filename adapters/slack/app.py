"""The Slack app: every way to ask, on one set of listeners, for Socket Mode and HTTP alike.

Each listener acknowledges, reads the payload, and hands over to `Answering`; nothing is decided here.
"""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization.async_authorize import AsyncInstallationStoreAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.web.async_client import AsyncWebClient

from adapters import drafts
from adapters.allowance import a_minute
from adapters.answering import BUSY
from adapters.crew import Crew
from adapters.entry import CLOSED, Entry
from adapters.following import deliver, follow, purge
from adapters.pool import Busy
from adapters.slack import filing, read, render, views
from adapters.slack.answering import SURFACE, Answering, Send, Shown, why
from adapters.slack.buttons import OPEN
from adapters.slack.carry import number_of, question_of, shareable_of
from adapters.slack.posting import client_for, directly, dismissing, privately, responding
from adapters.slack.read import ASK, CHECK, FILE, FIND, QUOTES, Asker, Payload
from adapters.slack.settings import SlackSettings
from adapters.slack.sharing import PLATFORM, Sharing, redraw
from adapters.slack.telling import Telling
from bot.commands import COMMANDS
from bot.desk import Desk
from bot.errors import QuotedeskError
from bot.order import Ingest
from bot.permalinks import page_at
from bot.request import Request

log = logging.getLogger(__name__)

Ack = Callable[..., Awaitable[Any]]

GRACE = 10.0
"""Seconds for answers under way when the app is told to end. Heroku, for one, gives 30 before it kills."""


TURNED_AWAY = {"response_type": "ephemeral", **render.fault(BUSY)}


class Installations(Protocol):
    """The workspaces that installed the app themselves."""

    @property
    def oauth(self) -> AsyncOAuthSettings:
        """How they install it."""
        ...

    async def token_of(self, tenant: str) -> str | None:
        """The bot's token in a workspace, renewed where it ran out; None where the app is not installed."""
        ...

    async def uninstalled(self, desk: Desk, body: Payload) -> None:
        """The app was removed from a workspace."""
        ...

    async def revoked(self, desk: Desk, body: Payload) -> None:
        """Tokens of a workspace were revoked."""
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """One verified payload, how it is acknowledged, and a client of the workspace that it came from."""

    ack: Ack
    body: Payload
    context: AsyncBoltContext
    client: AsyncWebClient

    @property
    def asker(self) -> Asker:
        """Who asks."""
        return read.asker(self.body, self.context)


@dataclass
class SlackApp:
    """Quotedesk in Slack. `bolt` takes the payloads; `running` is what goes on beside them.

    Args:
        desk: Answers and files.
        settings: Tokens and addresses.
        installations: Where workspaces install the app themselves.
        web: The address of the article pages, "" for none.
        crew: Processes that answer; without them this one does.
    """

    desk: Desk
    settings: SlackSettings
    installations: Installations | None = None
    web: str = ""
    crew: Crew[Shown] | None = None
    entry: Entry = CLOSED
    answering: Answering = field(init=False)
    sharing: Sharing = field(init=False)
    telling: Telling = field(init=False)
    bolt: AsyncApp = field(init=False)

    def __post_init__(self) -> None:
        _quiet()
        people, newsrooms = a_minute(self.settings.person_limit), a_minute(self.settings.newsroom_limit)
        self.answering = Answering(SURFACE, self.desk, self.crew, people=people, newsrooms=newsrooms)
        self.sharing = Sharing(self.answering)
        self.telling = Telling(self.sharing, self.client_of)
        self.bolt = self._bolt()
        self._listen()

    def _bolt(self) -> AsyncApp:
        oauth: AsyncOAuthSettings | None = self.installations.oauth if self.installations else None
        if oauth and isinstance(oauth.authorize, AsyncInstallationStoreAuthorize):
            oauth.authorize.cache_enabled = True  # else Slack is asked about the token before every acknowledgement
        own = None if oauth else client_for(self.settings.bot_token, self.settings.api)
        return AsyncApp(
            logger=logging.getLogger("slack_bolt"),  # muted; Bolt's own loggers take its level, not its silence
            signing_secret=self.settings.signing_secret or "not used over a socket",
            client=own or client_for("", self.settings.api),
            oauth_settings=oauth,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While the app takes payloads: shared messages are followed, and at the end answers under way are waited for."""
        following = [
            asyncio.create_task(follow(self.desk, PLATFORM, partial(redraw, self.client_of), why)),
            asyncio.create_task(deliver(self.desk, PLATFORM, self.telling.say, why)),
            asyncio.create_task(purge(self.desk)),
        ]
        try:
            yield
        finally:
            await self.answering.finish(GRACE)
            for task in following:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def client_of(self, tenant: str) -> AsyncWebClient | None:
        """The client of a workspace; None where the app is not installed there."""
        if self.installations is None:
            return self.bolt.client
        token = await self.installations.token_of(tenant)
        return client_for(token, self.settings.api) if token else None

    # --- what is listened to

    def _listen(self) -> None:
        for name in COMMANDS:
            if name != "help":
                self.bolt.command(f"/{self.settings.prefix}{name}")(self._within(self._command))
        self.bolt.command(f"/{read.DESK}")(self._within(self._command))
        self.bolt.event("app_mention")(self._within(self._mention))
        self.bolt.event("message")(self._within(self._message))
        self.bolt.event("app_home_opened")(self._within(self._home))
        self.bolt.event("link_shared")(self._within(self._links))
        self.bolt.event("app_uninstalled")(self._within(self._gone))
        self.bolt.event("tokens_revoked")(self._within(self._revoked))
        self.bolt.message_shortcut(FIND)(self._within(self._find))
        self.bolt.message_shortcut(QUOTES)(self._within(self._check_message))
        self.bolt.message_shortcut(FILE)(self._within(self._file_message))
        self.bolt.global_shortcut(ASK)(self._within(partial(self._open_form, views.ask)))
        self.bolt.global_shortcut(CHECK)(self._within(partial(self._open_form, views.check)))
        self.bolt.options(_any("offer:"))(self._within(self._offer))
        self.bolt.view(views.ASK)(self._within(self._asked))
        self.bolt.view(views.INGEST)(self._within(self._handed_in))
        self.bolt.view(views.CHECK)(self._within(self._draft_handed_in))
        self.bolt.action(_any("turn:"))(self._within(partial(self._ask, replace=True)))
        self.bolt.action(_any("ask:"))(self._within(partial(self._ask, replace=False)))
        self.bolt.action(_any("do:"))(self._within(self._act))
        self.bolt.action(_any("share:"))(self._within(self._share))
        self.bolt.action("unshare")(self._within(self._unshare))
        self.bolt.action(OPEN)(self._within(self._acknowledge))
        self.bolt.action("dismiss")(self._within(self._dismiss))
        self.bolt.error(_unhandled)

    def _within(self, listener: Callable[[Heard], Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        """The listener, known to be under way until it has answered."""

        async def hear(ack: Ack, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient) -> None:
            await self.answering.within(listener(Heard(ack, body, context, client)))

        return hear

    # --- questions

    async def _command(self, heard: Heard) -> None:
        if self.answering.pool.full:
            await heard.ack(**TURNED_AWAY)  # with the acknowledgement itself: a crowd costs no more than that
            return
        await heard.ack()
        asker, send = heard.asker, self._respond(heard)
        match read.wanted(heard.body, self.settings.prefix):
            case "ingest" if address := read.page_to_file(heard.body):
                await self._file(heard, address, (), send)
            case "ingest":
                await self._open_filing(heard, send)
            case "check":
                await self._open(heard, views.check())
            case "pages":
                await self.answering.tell(
                    asker, lambda _: render.entry(self.entry.link(self.desk, asker.tenants)), send
                )
            case _:
                await self.answering.answer(asker, lambda: read.command(heard.body, self.settings.prefix), send)

    async def _mention(self, heard: Heard) -> None:
        event = heard.body["event"]
        if event.get("bot_id") or event.get("edited"):
            return
        # Slack shows what is for one person alone in a thread only where there is one already.
        send = privately(heard.client, event["channel"], event["user"], event.get("thread_ts", ""))
        await self.answering.answer(heard.asker, lambda: read.mention(event, heard.context.bot_user_id or ""), send)

    async def _message(self, heard: Heard) -> None:
        """A message to the bot alone. What was edited, deleted or written by a bot is no question."""
        event = heard.body["event"]
        if event.get("channel_type") != "im" or event.get("subtype") not in {None, "file_share"} or event.get("bot_id"):
            return
        send = directly(heard.client, event["channel"], event.get("thread_ts", ""))
        await self.answering.answer(heard.asker, lambda: read.mention(event, heard.context.bot_user_id or ""), send)

    async def _find(self, heard: Heard) -> None:
        await heard.ack()
        await self.answering.answer(heard.asker, lambda: read.finding(heard.body), self._respond(heard))

    async def _ask(self, heard: Heard, *, replace: bool) -> None:
        """A button that asks: it changes the answer it stands in, or another answer comes."""
        await heard.ack()
        send = self._respond(heard, replace_original=replace)
        await self.answering.answer(heard.asker, lambda: question_of(_value(heard.body)), send)

    async def _acknowledge(self, heard: Heard) -> None:
        """A button that opened a page was pressed: there is nothing to do."""
        await heard.ack()

    async def _dismiss(self, heard: Heard) -> None:
        await heard.ack()
        await self.answering.sent(dismissing(str(heard.body.get("response_url", "")), self.settings.hooks), {})

    # --- forms

    async def _open_form(self, form: Callable[[], Mapping[str, Any]], heard: Heard) -> None:
        await heard.ack()
        await self._open(heard, form())

    async def _open(self, heard: Heard, view: Mapping[str, Any]) -> None:
        try:
            await heard.client.views_open(trigger_id=heard.body["trigger_id"], view=dict(view))
        except Exception as error:  # noqa: BLE001 - Slack itself tells who asked that it took too long
            log.warning("a form could not be opened: %s", why(error))

    async def _offer(self, heard: Heard) -> None:
        """What a menu offers; nothing, where nothing may be offered."""
        asker, option = heard.asker, str(heard.body["action_id"]).removeprefix("offer:")

        def offers() -> list[dict[str, Any]]:
            newsroom = self.desk.newsroom_of(*asker.tenants)
            found = (
                self.desk.offers(newsroom, option, str(heard.body.get("value", "")), views.OFFERED) if newsroom else ()
            )
            return views.offered(found)

        try:
            await heard.ack(options=await self.answering.pool.run(offers))
        except (QuotedeskError, Busy):
            await heard.ack(options=[])

    async def _asked(self, heard: Heard) -> None:
        """The form was sent: the answer comes where the bot and the asker are alone."""
        question = read.asked_in(heard.body["view"])
        if not question.options:
            await heard.ack(response_action="errors", errors={"words": "Choose a name or an article, or write words."})
            return
        await heard.ack()
        asker = heard.asker
        await self.answering.answer(asker, lambda: question, directly(heard.client, asker.user))

    # --- filing

    async def _open_filing(self, heard: Heard, send: Send) -> None:
        async def opened() -> None:
            if await self.answering.admitted(heard.asker) is not None:
                self.desk.check_filing(await filing.giver(heard.client, heard.asker))
                await self._open(heard, views.ingest())

        await self.answering.told(opened(), send)

    async def _handed_in(self, heard: Heard) -> None:
        handed = read.handed_in(heard.body["view"])
        if not (handed.text or handed.files):
            await heard.ack(
                response_action="errors", errors={"text": "Paste an article or its address, or choose a file below."}
            )
            return
        await heard.ack()
        asker = heard.asker
        await self._file(heard, handed.text, handed.files, directly(heard.client, asker.user))

    async def _file_message(self, heard: Heard) -> None:
        await heard.ack()
        await self._file(heard, "", read.files_of(heard.body), self._respond(heard))

    async def _file(self, heard: Heard, text: str, files: Sequence[Payload], send: Send) -> None:
        """File what was handed in, and tell what came of it."""

        async def filed() -> Shown | None:
            newsroom = await self.answering.admitted(heard.asker)
            if newsroom is None:
                return None
            giver = await filing.giver(heard.client, heard.asker)
            self.desk.check_filing(giver)
            inputs = await filing.inputs_from(heard.client, self.settings.files, text, files)
            return render.message(await self.answering.done(Ingest(inputs), newsroom, giver))

        await self.answering.told(filed(), send)

    # --- checking

    async def _check_message(self, heard: Heard) -> None:
        """The quotations in a message's document, else in its words."""
        await heard.ack()
        await self._check(heard, read.message_text(heard.body), read.files_of(heard.body), self._respond(heard))

    async def _draft_handed_in(self, heard: Heard) -> None:
        handed = read.handed_in(heard.body["view"])
        if bool(handed.text) == bool(handed.files):
            told = "Paste a text, or choose a file below; one at a time."
            await heard.ack(response_action="errors", errors={"text": told})
            return
        await heard.ack()
        await self._check(heard, handed.text, handed.files, directly(heard.client, heard.asker.user))

    async def _check(self, heard: Heard, text: str, files: Sequence[Payload], send: Send) -> None:
        """Check the one document among the files, else the text; nothing of either is kept."""

        async def checked() -> Shown | None:
            newsroom = await self.answering.admitted(heard.asker)
            if newsroom is None:
                return None
            file = drafts.draft_among(files, read.media_type)
            upload = await filing.fetched_file(heard.client, self.settings.files, file) if file else None
            return await self.answering.put(Request(drafts.question("" if file else text), newsroom, upload=upload))

        await self.answering.told(checked(), send)

    # --- sharing

    async def _share(self, heard: Heard) -> None:
        await heard.ack()

        async def shared() -> Shown | None:
            item = shareable_of(_value(heard.body))
            return await self.sharing.share(heard.asker, heard.client, item, read.place_of(heard.body))

        await self.answering.told(shared(), self._respond(heard, replace_original=False))

    async def _unshare(self, heard: Heard) -> None:
        await heard.ack()

        async def taken_back() -> Shown | None:
            share, where = number_of(_value(heard.body)), read.message_of(heard.body)
            return await self.sharing.take_back(heard.asker, heard.client, share, where)

        await self.answering.told(taken_back(), self._respond(heard, replace_original=False))

    # --- following

    async def _act(self, heard: Heard) -> None:
        """A button that does something."""
        await heard.ack()

        async def done() -> Shown | None:
            question = question_of(_value(heard.body))
            return await self.telling.act(heard.asker, heard.client, question, read.place_of(heard.body))

        await self.answering.told(done(), self._respond(heard, replace_original=False))

    # --- events

    async def _home(self, heard: Heard) -> None:
        event = heard.body["event"]
        if event.get("tab") != "home":
            return
        asker = heard.asker

        def view(newsroom: str) -> Shown:
            shared = [one.reply for one in self.desk.shares_of(newsroom, asker.member.id)]
            return views.home(self.desk.welcome(newsroom), shared)

        async def publish(shown: Shown) -> None:
            # What takes the place of a home says what is wrong; there is nothing to dismiss.
            words = [block for block in shown["blocks"] if block["type"] != "actions"]
            await heard.client.views_publish(user_id=asker.user, view={"type": "home", "blocks": words})

        await self.answering.tell(asker, view, publish)

    async def _links(self, heard: Heard) -> None:
        """Links to our own pages unfold what anybody may see; the whole conversation sees it."""
        event, asker = heard.body["event"], heard.asker
        pages = {link["url"]: page for link in event["links"] if self.web and (page := page_at(link["url"], self.web))}
        if not pages:
            return

        def unfolded(newsroom: str) -> Shown:
            seen = {url: self.desk.preview(newsroom, *page) for url, page in pages.items()}
            return {"unfurls": {url: render.unfurl(reply) for url, reply in seen.items() if reply}}

        async def unfold(shown: Shown) -> None:
            if shown.get("unfurls"):
                await heard.client.chat_unfurl(**read.linked_in(event), **shown)

        await self.answering.tell(asker, unfolded, unfold)

    async def _gone(self, heard: Heard) -> None:
        if self.installations:
            await self.installations.uninstalled(self.desk, heard.body)

    async def _revoked(self, heard: Heard) -> None:
        if self.installations:
            await self.installations.revoked(self.desk, heard.body)

    def _respond(self, heard: Heard, **how: Any) -> Send:
        _, thread = read.place_of(heard.body)
        there = {"thread_ts": thread} if thread and not how.get("replace_original") else {}
        return responding(str(heard.body.get("response_url", "")), self.settings.hooks, **how, **there)


def _value(body: Payload) -> str:
    """What the pressed button carries, or the chosen option."""
    action = body["actions"][0]
    return str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")


def _any(beginning: str) -> re.Pattern[str]:
    """Every action that begins so: what follows numbers it in its message."""
    return re.compile(f"{re.escape(beginning)}.*")


async def _unhandled(error: Exception) -> None:
    """What no listener foresaw; its message may hold what was typed, so its kind alone is logged."""
    log.error("a payload could not be handled: %s", type(error).__name__)


def _quiet() -> None:
    """Let no library print what it was given: at these levels theirs hold bodies, and ours say what went wrong."""
    for library in ("slack_bolt", "slack_sdk", "aiohttp.client", "aiohttp.access"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
