"""python3 -m bootstrap COMMAND: what the Makefile calls."""

import sys

OLDEST_PYTHON = (3, 11)


def main(words):
    """Run one command. Exit code 0 done, 1 refused or failed, 2 usage."""
    # Before any import of ours: this line must be readable to an older Python.
    if sys.version_info < OLDEST_PYTHON:
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        print("Where there is another one, name it: make demo PYTHON=python3.12", file=sys.stderr)
        return 1
    from bootstrap import commands  # noqa: PLC0415 - see above

    return commands.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
