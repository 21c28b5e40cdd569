"""What a chat needs beside the core: installed with an extra, and missed with a sentence."""

import sys
from importlib import import_module

UNABLE = 3
"""How a command ends where the desk can't work as it is set up."""


def needed(extra: str, *modules: str) -> None:
    """Nothing, where the modules that come with an extra are there; else say what to install, and end the process."""
    for module in modules:
        try:
            import_module(module)
        except ModuleNotFoundError:
            print(f"{module} is not installed.\nInstall it with pip install 'quotedesk[{extra}]'", file=sys.stderr)
            raise SystemExit(UNABLE) from None
