"""An archive of an earlier Quotedesk is brought up to this one with all that is on file in it."""

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.archive import migrate, open_archive
from bot.archive.documents import document_as_json, micros
from bot.archive.engine import engine_for, migrate_engine, writing
from bot.ledger import open_ledger
from bot.model import Access
from bot.settings import Settings
from tests.archives import NOW, Line, Story
from tests.postgres import new_database

ROOM = "city-desk"
STORIES = (
    Story((Line("Ada Okafor", "Not before spring."),), origin="/1", headline="Ours"),
    Story((Line("Ada Okafor", "Not before autumn."),), origin="/2", headline="Anybody's", extra={"access": "public"}),
)


@pytest.fixture(params=["sqlite", "postgres"])
def first(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an archive as the first Quotedesk left it, with two articles, once for each store."""
    url = new_database(request.getfixturevalue("postgres")) if request.param == "postgres" else ""
    settings = Settings(archive=tmp_path / "archive.db", database_url=url, index=tmp_path / "index")
    engine = engine_for(settings)
    with writing(engine) as connection:
        _upgrade(connection, "0001")
        _insert(connection, "newsrooms", id=1, name=ROOM)
        for number, story in enumerate(STORIES, start=1):
            _file(connection, number, story)
    engine.dispose()
    return settings


def _upgrade(connection: Connection, revision: str) -> None:
    with as_file(files("bot.archive") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _file(connection: Connection, number: int, story: Story) -> None:
    """What filing wrote at that time, without the quotes."""
    document, at = story.submission.document, micros(NOW)
    trace = f"{number}" * 64
    article: dict[str, Any] = {"id": number, "newsroom_id": 1, "origin": trace, "status": "usable"}
    _insert(connection, "articles", **article, ruled=False, visible_from=0)
    version: dict[str, Any] = {"id": number, "newsroom_id": 1, "article_id": number, "number": 1, "content": trace}
    _insert(connection, "versions", **version, first_seen=at, speech_quotes=0, document=document_as_json(document))
    _insert(connection, "bodies", version_id=number, text=document.text, raw=b"")
    connection.execute(text("UPDATE articles SET newest_version_id = :id WHERE id = :id"), {"id": number})
    _insert(connection, "changes", seq=number, newsroom_id=1, kind="article", id=number, at=at)


def _insert(connection: Connection, table: str, **row: object) -> None:
    names = ", ".join(row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"), row)


def test_an_archive_of_the_first_quotedesk_is_brought_up_once(first: Settings) -> None:
    assert migrate(first) == ("0002", "0003", "0004", "0005", "0006", "0010", "0011", "0012", "0013", "0014")
    assert migrate(first) == ()


def test_what_was_on_file_is_still_and_says_who_may_be_shown_it(first: Settings) -> None:
    archive = open_archive(first)
    found = [archive.article(ROOM, number, now=NOW) for number in (1, 2)]
    assert [version.source.headline for version in found if version] == ["Ours", "Anybody's"]
    assert [version.source.access for version in found if version] == [Access.NEWSROOM, Access.PUBLIC]
    assert archive.last_change() == 2
    archive.close()


def test_links_and_deliveries_are_kept_in_it_from_then_on(first: Settings) -> None:
    engine = engine_for(first)
    migrate_engine(engine)
    engine.dispose()
    ledger = open_ledger(first)
    ledger.link("slack:T1", ROOM, now=NOW)
    assert ledger.newsroom_of(("slack:T1",)) == ROOM
    assert ledger.first_time("Ev1", now=NOW)
    assert not ledger.first_time("Ev1", now=NOW)
    ledger.close()
