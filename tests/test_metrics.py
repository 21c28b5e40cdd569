"""A process tells Prometheus how it is: how many answers, how quickly, how late the index is, and no word of a question."""

import socket
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families as families

from adapters.metrics import Metrics, metrics_for
from adapters.site import site
from adapters.web.doors import Loopback
from bot.archive import open_archive
from bot.desk import Desk, open_desk
from bot.errors import AskError, DeskError
from bot.settings import Settings, read_settings
from tests.browsers import served
from tests.newsroom import BRIDGE, HARBOUR, NOW, article, opened, said, settings

Counted = dict[tuple[str, ...], float]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = opened(tmp_path)
    yield desk
    desk.close()


def free() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def listening(core: Settings, desk: Desk) -> tuple[Metrics, str]:
    """The figures of a process, and where they are read."""
    address = f"127.0.0.1:{free()}"
    metrics = metrics_for(replace(core, metrics=address), desk)
    assert metrics
    return metrics, f"http://{address}/metrics"


def counted(address: str, sample: str) -> Counted:
    """What a sample counts, by the values of its labels."""
    told = [one for family in families(httpx.get(address).text) for one in family.samples if one.name == sample]
    return {tuple(value for name, value in sorted(one.labels.items()) if name != "le"): one.value for one in told}


def test_answers_are_counted_by_what_was_asked_and_what_came_of_it(desk: Desk, tmp_path: Path) -> None:
    metrics, address = listening(settings(tmp_path), desk)
    with metrics.measure("quote"):
        pass
    for fault in (AskError("No."), DeskError("No."), ValueError("No.")):
        with pytest.raises(type(fault)), metrics.measure("verify"):
            raise fault
    assert counted(address, "quotedesk_answer_seconds_count") == {
        ("answered", "quote"): 1,
        ("refused", "verify"): 1,
        ("failed", "verify"): 2,
    }


def test_requests_are_counted_by_their_route_so_that_nothing_typed_is_told(desk: Desk, tmp_path: Path) -> None:
    metrics, address = listening(settings(tmp_path), desk)
    with served(metrics.counting(site(desk, settings(tmp_path), Loopback(HARBOUR)))) as pages:
        for path in ("/quote?name=whistleblower", "/versions/1", "/versions/2", "/secret/whistleblower", "/healthz"):
            httpx.get(f"{pages}{path}")
    told = counted(address, "quotedesk_http_seconds_count")
    assert told["/versions/{version}", "200"] == 2
    assert told["/quote", "200"] == told["/healthz", "200"] == 1
    assert "whistleblower" not in httpx.get(address).text


@examples(max_examples=15)
@given(typed=st.text(st.characters(categories=("L", "N")), min_size=12))
def test_no_typed_text_is_among_the_figures(typed: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(settings(Path(folder)))
        metrics = Metrics(desk)
        with served(metrics.counting(site(desk, settings(Path(folder)), Loopback(HARBOUR)))) as pages:
            httpx.get(f"{pages}/{typed}", params={"q": typed})
        labels = [
            value for family in metrics.registry.collect() for one in family.samples for value in one.labels.values()
        ]
        desk.close()
    assert not [value for value in labels if typed in value]


def test_it_tells_how_late_the_index_is_and_how_the_process_does(desk: Desk, tmp_path: Path) -> None:
    _, address = listening(settings(tmp_path), desk)
    assert counted(address, "quotedesk_index_behind") == {(): 0}
    archive = open_archive(settings(tmp_path))
    changed = replace(BRIDGE, text=f"{BRIDGE.text}\n\n“We will see,” Ana Ruiz said.")
    archive.file(HARBOUR, [article(changed, said("We will see,", by="Ana Ruiz"))], now=NOW)
    archive.close()
    assert counted(address, "quotedesk_index_behind") == {(): 1}
    for figure in ("quotedesk_shares_overdue", "quotedesk_messages_due"):
        assert counted(address, figure) == {("slack",): 0, ("discord",): 0}
    assert counted(address, "process_open_fds")


def test_a_port_that_is_taken_is_told_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        core = replace(settings(tmp_path), metrics=f"127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(DeskError, match="QUOTEDESK_METRICS"):
            metrics_for(core, desk)


def test_without_the_setting_nothing_listens_and_a_wrong_one_is_refused(desk: Desk, tmp_path: Path) -> None:
    assert metrics_for(settings(tmp_path), desk) is None
    for wrong in ("9464", "127.0.0.1", "127.0.0.1:0", "http://127.0.0.1:9464", "127.0.0.1:port"):
        with pytest.raises(DeskError, match="QUOTEDESK_METRICS"):
            read_settings({"QUOTEDESK_METRICS": wrong})
