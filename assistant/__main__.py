"""`paperwork`, and `python -m assistant`, which is the same program."""

import sys


def run() -> int:
    """The program; its status. Leaving it while it is still being read says nothing."""
    try:
        from assistant.cli import main

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
