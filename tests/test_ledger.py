"""The ledger remembers who may ask whom, what was answered, and sealed secrets: the same on both databases, newsroom by newsroom."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import repeat

import pytest
from sqlalchemy import select

from bot.archive import Archive
from bot.archive.engine import engine_for, reading
from bot.archive.schema import deliveries
from bot.errors import AskError
from bot.ledger import Ledger, ShareRecord, Vault, open_ledger, open_vault
from bot.order import Place
from bot.settings import Settings

NOW = datetime(2025, 7, 2, 12, tzinfo=UTC)
T1, T2, E1 = "slack:T1", "slack:T2", "slack:E1"


@pytest.fixture
def ledger(archive: Archive, archive_settings: Settings) -> Iterator[Ledger]:
    opened = open_ledger(archive_settings)
    yield opened
    opened.close()


@pytest.fixture
def vault(archive: Archive, archive_settings: Settings) -> Iterator[Vault]:
    opened = open_vault(archive_settings)
    yield opened
    opened.close()


def record(newsroom: str = "harbour", tenant: str = T1, member: str = f"{T1}:U1") -> ShareRecord:
    """Something that is about to be shared."""
    return ShareRecord(0, newsroom, Place(tenant, "C1", "", outsiders=False), member, 1, 2, 3, None, NOW, 0)


# --- links


def test_a_tenant_asks_the_newsroom_it_is_linked_to_and_no_other(ledger: Ledger) -> None:
    ledger.link(T1, "harbour", now=NOW)
    ledger.link(T2, "elsewhere", now=NOW)
    assert [ledger.newsroom_of((tenant,)) for tenant in (T1, T2, E1)] == ["harbour", "elsewhere", None]
    assert ledger.links() == ((T1, "harbour"), (T2, "elsewhere"))


def test_the_workspace_goes_before_its_organisation(ledger: Ledger) -> None:
    ledger.link(E1, "elsewhere", now=NOW)
    assert ledger.newsroom_of((T1, E1)) == "elsewhere"
    ledger.link(T1, "harbour", now=NOW)
    assert ledger.newsroom_of((T1, E1)) == "harbour"


def test_a_link_said_again_changes_nothing_and_another_newsroom_must_wait_until_it_is_free(ledger: Ledger) -> None:
    ledger.link(T1, "harbour", now=NOW)
    ledger.link(T1, "harbour", now=NOW)
    with pytest.raises(AskError, match="linked to the newsroom harbour"):
        ledger.link(T1, "elsewhere", now=NOW)
    assert ledger.unlink(T1)
    assert not ledger.unlink(T1)
    ledger.link(T1, "elsewhere", now=NOW)
    assert ledger.newsroom_of((T1,)) == "elsewhere"


@pytest.mark.parametrize("tenant", ["T1", "slack:", "slack:t1", "slack:U1", "discord:abc", "slack:T1 ", "slack:T%", ""])
def test_what_is_no_tenant_is_sent_back(ledger: Ledger, tenant: str) -> None:
    with pytest.raises(AskError, match="no workspace"):
        ledger.link(tenant, "harbour", now=NOW)


# --- deliveries


def test_a_delivery_is_new_once_whoever_asks(ledger: Ledger, archive_settings: Settings) -> None:
    other = open_ledger(archive_settings)
    assert ledger.first_time("Ev1", now=NOW)
    assert not ledger.first_time("Ev1", now=NOW)
    assert not other.first_time("Ev1", now=NOW)
    assert other.first_time("Ev2", now=NOW)
    other.close()


def test_of_many_who_ask_at_once_one_is_the_first(ledger: Ledger) -> None:
    def ask(delivery: str) -> bool:
        return ledger.first_time(delivery, now=NOW)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, repeat("Ev1", 40))) == 1


def test_deliveries_are_forgotten_after_an_hour(archive: Archive, archive_settings: Settings) -> None:
    first = open_ledger(archive_settings)
    assert first.first_time("Ev1", now=NOW)
    later = open_ledger(archive_settings)
    assert later.first_time("Ev2", now=NOW + timedelta(minutes=61))
    engine = engine_for(archive_settings)
    with reading(engine) as connection:
        assert connection.scalars(select(deliveries.c.id)).all() == ["Ev2"]
    engine.dispose()
    first.close()
    later.close()


# --- shares


def test_a_share_is_its_newsroom_s_alone(ledger: Ledger) -> None:
    share = ledger.begin_share(record())
    assert ledger.share("harbour", share)
    assert ledger.share("elsewhere", share) is None
    assert ledger.share("harbour", 2**70) is None


def test_what_somebody_shared_is_listed_once_it_was_posted_until_it_is_taken_back(ledger: Ledger) -> None:
    first, second = ledger.begin_share(record()), ledger.begin_share(record())
    ledger.begin_share(record(member=f"{T1}:U2"))
    assert ledger.shares_by("harbour", f"{T1}:U1", 5) == ()
    for share in (first, second):
        ledger.posted(share, f"{share}.1")
    assert [one.share for one in ledger.shares_by("harbour", f"{T1}:U1", 5)] == [second, first]
    assert ledger.shares_by("elsewhere", f"{T1}:U1", 5) == ()
    ledger.taken_back(second, now=NOW)
    assert [one.share for one in ledger.shares_by("harbour", f"{T1}:U1", 5)] == [first]
    kept = ledger.share("harbour", second)
    assert kept
    assert kept.taken_back


# --- purges


def test_what_is_kept_of_a_tenant_goes_when_it_is_due_and_nothing_of_another(ledger: Ledger, vault: Vault) -> None:
    for tenant in (T1, "slack:T11"):
        ledger.link(tenant, "harbour", now=NOW)
        vault.put("bot", tenant, b"sealed", now=NOW)
        vault.put("bot", f"{tenant}:U1", b"sealed", now=NOW)
    mine, other = ledger.begin_share(record()), ledger.begin_share(record(tenant="slack:T11"))
    ledger.forget(T1, due=NOW + timedelta(days=30))
    assert ledger.purge(now=NOW + timedelta(days=29)) == 0
    assert ledger.purge(now=NOW + timedelta(days=30)) == 1
    assert ledger.links() == (("slack:T11", "harbour"),)
    assert vault.keys("bot") == ("slack:T11", "slack:T11:U1")
    assert ledger.share("harbour", mine) is None
    assert ledger.share("harbour", other)


def test_who_comes_back_in_time_is_kept(ledger: Ledger) -> None:
    ledger.link(T1, "harbour", now=NOW)
    ledger.forget(T1, due=NOW)
    ledger.keep(T1)
    assert ledger.purge(now=NOW + timedelta(days=1)) == 0
    assert ledger.newsroom_of((T1,)) == "harbour"


# --- the vault


def test_the_vault_gives_back_the_last_bytes_that_were_put(vault: Vault) -> None:
    vault.put("bot", T1, b"\x00one", now=NOW)
    vault.put("bot", T1, b"two\xff", now=NOW)
    assert vault.get("bot", T1, now=NOW) == b"two\xff"
    assert vault.get("user", T1, now=NOW) is None


def test_what_is_taken_is_gone_for_everybody_else(vault: Vault) -> None:
    vault.put("state", "abc", b"1", now=NOW)
    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(lambda _: vault.take("state", "abc", now=NOW), range(12)))
    assert sorted(taken, key=bool) == [None] * 11 + [b"1"]


def test_what_is_past_its_time_is_not_there(vault: Vault) -> None:
    vault.put("state", "abc", b"1", now=NOW, until=NOW + timedelta(minutes=10))
    assert vault.get("state", "abc", now=NOW + timedelta(minutes=9)) == b"1"
    assert vault.take("state", "abc", now=NOW + timedelta(minutes=10)) is None


def test_keys_are_found_and_dropped_by_how_they_begin_and_a_percent_sign_is_a_character(vault: Vault) -> None:
    for key in ("slack:T1", "slack:T1:U1", "slack:T2", "slack%"):
        vault.put("bot", key, b"1", now=NOW)
    assert vault.keys("bot", "slack%") == ("slack%",)
    assert vault.drop("bot", "slack:T1") == 2
    assert vault.keys("bot") == ("slack%", "slack:T2")
