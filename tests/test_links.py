"""A workspace or server asks the archive that the operator linked it to, and none before; said in a terminal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adapters.main import run
from bot.desk import Desk
from bot.errors import AskError, DeskError, SettingsError
from bot.model import Access
from bot.order import Link, Order, SetAccess, Unlink
from bot.reply import Facts, Note, Tone
from bot.request import Member
from bot.settings import Settings, read_settings
from tests.newsroom import ELSEWHERE, HARBOUR, opened_at, parts

T1, DISCORD = "slack:T024BE7LD", "discord:81384788765712384"

Terminal = Callable[..., str]


@pytest.fixture
def newsrooms(archive_settings: Settings) -> Iterator[Desk]:
    opened = opened_at(archive_settings)
    yield opened
    opened.close()


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """What `quotedesk` prints over an archive of its own, sentences that go to stderr included."""

    def printed(*words: str) -> str:
        run(["--archive", str(tmp_path / "archive.db"), *words])
        told = capsys.readouterr()
        return told.out + told.err

    return printed


# --- the desk


def test_nobody_asks_before_they_are_linked_nor_after_they_are_unlinked(newsrooms: Desk) -> None:
    assert newsrooms.newsroom_of(T1, DISCORD) is None
    newsrooms.do(Link(T1), newsroom=HARBOUR)
    newsrooms.do(Link(DISCORD), newsroom=ELSEWHERE)
    assert (newsrooms.newsroom_of(T1), newsrooms.newsroom_of(DISCORD)) == (HARBOUR, ELSEWHERE)
    assert parts(newsrooms.links(), Facts)[0].rows == ((DISCORD, ELSEWHERE), (T1, HARBOUR))
    newsrooms.do(Unlink(T1), newsroom=HARBOUR)
    assert newsrooms.newsroom_of(T1) is None


def test_info_names_who_asks_this_newsroom_and_nobody_else(newsrooms: Desk) -> None:
    newsrooms.do(Link(T1), newsroom=HARBOUR)
    assert dict(parts(newsrooms.info(HARBOUR), Facts)[0].rows)["asked by"] == T1
    assert dict(parts(newsrooms.info(ELSEWHERE), Facts)[0].rows)["asked by"] == "no chat"


def test_a_newsroom_without_articles_may_be_misspelt_and_is_told_of(newsrooms: Desk) -> None:
    told = newsrooms.do(Link(T1), newsroom="habour")
    (hint,) = [note.text for note in parts(told, Note) if note.tone is Tone.HINT]
    assert "quotedesk --newsroom habour ingest" in hint
    assert len(parts(newsrooms.do(Link(DISCORD), newsroom=HARBOUR), Note)) == 1


@pytest.mark.parametrize("order", [Link(T1), Unlink(T1), SetAccess(1, Access.PUBLIC)])
def test_nobody_in_a_chat_links_or_opens_anything_not_even_an_admin(newsrooms: Desk, order: Order) -> None:
    with pytest.raises(AskError, match="can't be ordered from here"):
        newsrooms.do(order, newsroom=HARBOUR, giver=Member(f"{T1}:U1", admin=True))
    assert newsrooms.newsroom_of(T1) is None


# --- the terminal


def test_linking_and_unlinking_are_said_back_and_listed(terminal: Terminal) -> None:
    assert "No workspace or server is linked" in terminal("links")
    assert f"{T1} asks the archive of the newsroom harbour" in terminal("link", T1, "harbour")
    assert "harbour" in terminal("links")
    assert "linked to the newsroom harbour" in terminal("link", T1, "elsewhere")
    assert f"quotedesk unlink {T1}" in terminal("link", T1, "elsewhere")
    assert "asks no archive any more" in terminal("unlink", T1)
    assert "was not linked" in terminal("unlink", T1)


def test_without_a_newsroom_it_is_the_one_of_the_settings(terminal: Terminal) -> None:
    assert "the newsroom harbour" in terminal("--newsroom", "harbour", "link", T1)


def test_what_is_no_workspace_is_told_with_an_example(terminal: Terminal) -> None:
    assert "slack:T024BE7LD" in terminal("link", "T024BE7LD")


def test_an_article_is_opened_and_closed_by_its_number(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ferries to sail\n\n“We sail on Friday,” Noa Berg said.\n", encoding="utf-8")
    terminal("ingest", str(tmp_path / "one.txt"))
    assert "May be shown to anybody: article 1" in terminal("set-access", "1", "public")
    assert "the newsroom's own channels: article 1" in terminal("set-access", "#1", "newsroom")
    assert "no article 2" in terminal("set-access", "2", "public")


# --- the settings


def test_without_settings_admins_file_from_a_chat_and_there_are_no_pages() -> None:
    settings = read_settings({})
    assert (settings.chat_ingest, settings.web_address, settings.grace_days) == ("admins", "", 30)


def test_settings_are_read_as_they_are_meant() -> None:
    settings = read_settings(
        {
            "QUOTEDESK_CHAT_INGEST": "Nobody",
            "QUOTEDESK_WEB_ADDRESS": "https://quotes.example.org/desk/",
            "QUOTEDESK_GRACE_DAYS": "0",
        }
    )
    assert (settings.chat_ingest, settings.web_address) == ("nobody", "https://quotes.example.org/desk")
    assert settings.grace_days == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("QUOTEDESK_CHAT_INGEST", "friends"),
        ("QUOTEDESK_WEB_ADDRESS", "quotes.example.org"),
        ("QUOTEDESK_WEB_ADDRESS", "http://quotes.example.org"),
        ("QUOTEDESK_WEB_ADDRESS", "https://quotes.example.org/?q=1"),
        ("QUOTEDESK_GRACE_DAYS", "a month"),
        ("QUOTEDESK_GRACE_DAYS", "-1"),
    ],
)
def test_a_setting_that_is_none_is_one_sentence_that_names_it(name: str, value: str) -> None:
    with pytest.raises(DeskError, match=name) as told:
        read_settings({name: value})
    assert told.value.hint


def test_all_wrong_settings_are_told_at_once_each_with_its_remedy() -> None:
    wrong = {"QUOTEDESK_CHAT_INGEST": "friends", "QUOTEDESK_GRACE_DAYS": "a month", "QUOTEDESK_WORKERS": "many"}
    with pytest.raises(SettingsError) as told:
        read_settings(wrong)
    assert len(told.value.faults) == 3
    assert all(f"- {fault.message} {fault.hint}" in told.value.message for fault in told.value.faults)
