"""Reading the environment: loudly, and an empty variable counts as unset."""

import contextlib
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name, default=""):
    """The variable's text, or the default when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name, *, default):
    """A yes or no; anything else is an error at start, not a surprise later."""
    given = text(name).lower()
    if not given:
        return default
    if given in {"1", "true", "yes", "on"}:
        return True
    if given in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {given!r}.")


def number(name, *, default):
    """A whole number, zero or more."""
    given = text(name)
    if not given:
        return default
    if not given.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {given!r}.")
    return int(given)


def one_of(name, choices, *, default):
    """One word of a few."""
    given = text(name, default).upper()
    if given not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {given!r}.")
    return given


def address(name, given, parse, *, example):
    """
    What an address says, by a function that takes it apart; `{}` from it means that it could not.

    The error names the variable and never repeats the address, which may hold a password.
    """
    try:
        found = parse(given)
    except (ImproperlyConfigured, ValueError):
        found = {}
    if not found:
        raise ImproperlyConfigured(f"{name} is no address that can be read. Write it like {example}.")
    return found


def words(name, default=()):
    """A list, separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def folder(name, default):
    """A folder that exists afterwards."""
    path = Path(text(name) or default).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: the folder {path} cannot be made: {error.strerror}.") from error
    return path


def required(name, why):
    """A variable without which the product must not start."""
    given = text(name)
    if not given:
        raise ImproperlyConfigured(f"{name} is not set. {why}")
    return given


def kept_secret(path):
    """A secret made once and kept in a file that only its owner reads; processes that start together agree on one."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(0o600)
        draft.write_text(secrets.token_hex(48))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)  # unlike a rename, this never replaces another process's secret
        draft.unlink()
    return path.read_text()
