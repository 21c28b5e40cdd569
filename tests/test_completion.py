"""While somebody types, what is on file is offered by number, so that it can't be mistaken; never another newsroom's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.archive import Archive, open_archive
from bot.commands.completion import LABEL, OFFERED, Offer, offers
from bot.desk import Desk
from bot.model import Document, Status
from bot.reply import Masthead, Section
from bot.request import Question
from tests import newsroom
from tests.newsroom import ELSEWHERE, HARBOUR, NOW, article, parts, put, said

OPTIONS = ("name", "by", "about", "article", "outlet")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("offers")
    newsroom.opened(folder).close()
    opened = open_archive(newsroom.settings(folder))
    opened.catch_up()
    yield opened
    opened.close()


def offered(archive: Archive, option: str, typed: str, room: str = HARBOUR) -> tuple[Offer, ...]:
    return offers(archive, room, option, typed, NOW)


def test_a_name_is_offered_by_number_with_how_much_is_on_file(archive: Archive, desk: Desk) -> None:
    first, second = offered(archive, "name", "rui")
    assert (first.label, first.hint) == ("Ana Ruiz", "2 quotes by, 1 about")
    assert second.label == "Tomas Ruiz"
    reply = put(desk, Question("quote", {"name": first.value}))
    assert parts(reply, Section)[0].text == "By Ana Ruiz"


def test_an_article_is_offered_by_number_with_where_it_was_printed(archive: Archive, desk: Desk) -> None:
    found = offered(archive, "article", "harbour bri")[0]
    assert found.label == "Harbour bridge to close for a year"
    assert found.hint.startswith("The Brackwater Ledger, 7 June 2025")
    (head,) = parts(put(desk, Question("summary", {"article": found.value})), Masthead)
    assert head.source.headline == found.label


def test_an_outlet_is_offered_by_name(archive: Archive) -> None:
    assert [one.value for one in offered(archive, "outlet", "coa")] == ["Coast Courier"]
    assert len(offered(archive, "outlet", "")) == 3


def test_a_slip_of_a_letter_is_borne_and_a_body_is_called_one(archive: Archive) -> None:
    assert "Elizabeth Kane" in [one.label for one in offered(archive, "by", "kanne")]
    assert offered(archive, "about", "herring")[0].hint == "body · 0 quotes by, 0 about"


def test_before_anything_is_typed_the_latest_article_and_who_is_quoted_there_are_offered(archive: Archive) -> None:
    (latest,) = offered(archive, "article", " ")
    version = archive.latest(HARBOUR, now=NOW)
    assert version
    assert latest.label == version.source.headline
    assert [one.label for one in offered(archive, "name", "")] == ["Tomas Ruiz"]


def test_one_person_on_file_under_two_names_is_offered_once(tmp_path: Path) -> None:
    newsroom.opened(tmp_path).close()
    archive = open_archive(newsroom.settings(tmp_path))
    text = "“We sail at noon,” {} said."
    names = ("Ada Lund", "Ada B. Lund")
    filed = [
        article(Document(text.format(name), "plain", headline=name), said("We sail at noon,", by=name))
        for name in names
    ]
    archive.file(HARBOUR, filed, now=NOW)
    archive.catch_up()
    (person,) = offered(archive, "name", "lund")
    assert person.hint == "2 quotes by, 0 about"
    assert "+" in person.value
    archive.close()


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("typed", ["kane", "", "bridge", "c"])
def test_nothing_of_another_newsroom_is_offered(archive: Archive, option: str, typed: str) -> None:
    labels = {one.label for one in offered(archive, option, typed, ELSEWHERE)}
    assert labels <= {"Ana Ruiz", "Harbour bridge elsewhere"}
    assert offered(archive, option, typed, "nowhere") == ()


def test_nothing_of_a_withheld_article_is_offered(tmp_path: Path) -> None:
    newsroom.opened(tmp_path).close()
    archive = open_archive(newsroom.settings(tmp_path))
    archive.catch_up()
    (found,) = offered(archive, "article", "one column saw")
    archive.set_status(HARBOUR, int(found.value[1:]), Status.WITHHELD, "", now=NOW)
    assert offered(archive, "article", "one column saw") == ()
    assert offered(archive, "by", "tomas ruiz") == ()
    archive.close()


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([*OPTIONS, "page", "nonsense"]), st.text(max_size=100))
def test_any_typed_text_has_offers_that_a_menu_can_hold(archive: Archive, option: str, typed: str) -> None:
    found = offered(archive, option, typed)
    assert len(found) <= OFFERED
    assert all(0 < len(one.label) <= LABEL and len(one.hint) <= LABEL for one in found)
    assert len(offers(archive, HARBOUR, option, typed, NOW, limit=1)) <= 1
