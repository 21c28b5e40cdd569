"""`quotedesk` from the first moment: Ctrl-C while its parts are still being loaded ends it as it does later."""

import sys


def main() -> None:
    """Load the command and run it; see `adapters.main.main`."""
    try:
        from adapters.main import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
