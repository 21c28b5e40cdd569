"""What the Procfile, the image and compose start is there, and the image's own health check says how it is."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PATIENCE = 60
PROCFILE: Mapping[str, str] = dict(
    line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines() if line
)
COMPOSE: Mapping[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()


def started(command: str, folder: Path, **environment: str) -> "subprocess.Popen[str]":
    """A process as a platform starts it, with no settings but these."""
    words = shlex.split(command)
    words[:1] = [sys.executable, "-m", "adapters"] if words[0] == "quotedesk" else [sys.executable]
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    ours = {"PYTHONPATH": str(ROOT), "QUOTEDESK_ARCHIVE": str(folder / "archive.db")}
    return subprocess.Popen(
        words, cwd=folder, env={**known, **ours, **environment}, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def ended(ask: list[str], port: str) -> int:
    """How the health check ended."""
    return subprocess.run(ask, env={**os.environ, "PORT": port}, check=False, capture_output=True).returncode


def of_image(word: str) -> list[str]:
    """What follows an instruction of the image's last stage."""
    last = max(at for at, line in enumerate(IMAGE) if line.startswith("FROM "))
    return [line.partition(" ")[2].strip() for line in IMAGE[last:] if line.startswith(f"{word} ")]


@pytest.mark.parametrize(("process", "missing"), [("slack", "SLACK_BOT_TOKEN"), ("discord", "DISCORD_TOKEN")])
def test_a_chat_without_its_token_ends_with_a_sentence_so_that_nobody_reads_a_traceback(
    process: str, missing: str, tmp_path: Path
) -> None:
    running = started(PROCFILE[process], tmp_path)
    told = running.communicate(timeout=PATIENCE)[1]
    assert running.returncode == 3
    assert f"{missing} is not set." in told
    assert "Traceback" not in told


def test_a_release_makes_the_archive(tmp_path: Path) -> None:
    running = started(PROCFILE["release"], tmp_path)
    running.communicate(timeout=PATIENCE)
    assert running.returncode == 0
    assert (tmp_path / "archive.db").exists()


def test_the_image_checks_its_health_as_it_is_and_ends_when_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    (check,) = of_image("HEALTHCHECK")
    ask = [sys.executable, *yaml.safe_load(check[check.index("CMD") + 3 :])[1:]]
    assert ended(ask, port) != 0

    running = started(PROCFILE["web"], tmp_path, PORT=port)
    until = time.monotonic() + PATIENCE
    while (sick := ended(ask, port)) and time.monotonic() < until:
        assert running.poll() is None
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=PATIENCE)
    assert sick == 0
    assert running.returncode == 0


def test_the_image_starts_what_the_procfile_does_as_nobody_in_particular_with_one_volume() -> None:
    (command,) = of_image("CMD")
    assert " ".join(yaml.safe_load(command)) == PROCFILE["web"]
    assert of_image("USER") == ["quotedesk"]
    assert of_image("VOLUME") == ["/data"]
    assert any("--require-hashes -r requirements/run.txt" in line for line in IMAGE)


def test_all_that_the_image_is_built_from_is_let_in_and_no_secret_is() -> None:
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"]
    assert all((ROOT / name).exists() for name in let_in)
    packaged = re.findall(r'"(\w+)"', re.findall(r"packages = (\[.*\])", (ROOT / "pyproject.toml").read_text())[0])
    assert {*packaged, "seeds", "pyproject.toml", "README.md", "LICENSE", "requirements/run.txt"} == set(let_in)


def test_compose_runs_the_same_processes_each_without_rights_that_it_does_not_need() -> None:
    ours = {name: service for name, service in COMPOSE["services"].items() if name != "postgres"}
    assert {name: service["command"] for name, service in ours.items()} == {
        name: command for name, command in PROCFILE.items() if name != "release"
    }
    for service in ours.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["volumes"] == ["archive:/data"]
    assert all(port.startswith("127.0.0.1:") for service in ours.values() for port in service.get("ports", ()))
