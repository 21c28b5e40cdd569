"""Without what a chat needs there is a sentence on what to install; the rest of the desk goes on."""

import subprocess
import sys

import pytest

MISSING = "import sys; sys.modules[{module!r}] = None; import runpy; runpy.run_module({room!r}, run_name='__main__')"


@pytest.mark.parametrize(("room", "module"), [("adapters.discord", "discord"), ("adapters.slack", "slack_bolt")])
def test_a_library_that_is_missing_is_named_with_how_to_install_it(room: str, module: str) -> None:
    code = MISSING.format(module=module, room=room)
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 3
    assert f"{module} is not installed." in ended.stderr
    assert f"quotedesk[{room.rpartition('.')[2]}]" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(("module", "extra"), [("discord", "discord"), ("slack_bolt", "slack"), ("starlette", "web")])
def test_the_playground_names_what_it_misses(module: str, extra: str) -> None:
    code = f"import sys; sys.modules[{module!r}] = None; sys.argv = ['quotedesk', 'playground']; import adapters.__main__ as m; m.main()"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.returncode == 3
    assert f"quotedesk[{extra}]" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("module", ["discord", "slack_bolt"])
def test_the_terminal_does_without(module: str) -> None:
    code = f"import sys; sys.modules[{module!r}] = None; sys.argv = ['quotedesk', '--version']; import adapters.__main__ as m; m.main()"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.stdout.startswith("quotedesk ")
