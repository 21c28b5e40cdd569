"""Python's search for garbage, put off while something is read that makes none."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def put_off() -> Generator[None]:
    """While this lasts nothing is searched for garbage, in any thread.

    Reading a text makes many objects and not one ring of them, which alone that search can free: it takes a fifth of the time
    and finds nothing (`python -m benchmarks.quoting_speed`).
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
