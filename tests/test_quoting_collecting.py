"""While a text is read nothing is searched for garbage: it makes none, and afterwards all is as it was."""

import gc

import pytest

from bot.quoting import extract
from bot.quoting.collecting import put_off

TEXT = (
    "Ellen Park arrived late. “The trains were down,” she said. Tom Hale, who advised her, said that it was so.\n\n"
    * 20
)


def test_reading_a_text_leaves_no_rings_behind() -> None:
    extract(TEXT)
    gc.collect()
    with put_off():
        extract(TEXT)
        assert gc.collect() == 0


@pytest.mark.parametrize("enabled", [True, False])
def test_afterwards_it_is_as_it_was(enabled: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with put_off(), put_off():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()
