"""Files kept by what they say: a file's name is its sha256. Written once, never changed."""

import hashlib
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings


def path(sha256):
    """Where a stored file lies."""
    return Path(settings.FILES_DIR) / sha256[:2] / sha256


def keep(data):
    """
    Store bytes; returns their sha256. A half-written file never has a name that anything looks for, and one that was
    damaged on the disk is whole again when the same bytes are stored.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if not is_whole(sha256):
        with _temporary() as (handle, name):
            handle.write(data)
            _settle(handle, name, sha256)
    return sha256


def adopt(source):
    """Move a finished file in; returns its sha256. The source lies in `scratch()`, on the same disk."""
    with open(source, "rb") as handle:
        sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
        os.fsync(handle.fileno())
    _rename(source, sha256)
    return sha256


class Missing(FileNotFoundError):
    """A file that was stored is not there any more: not to be taken for any other file that is absent."""


class Damaged(Missing):
    """What lies under a file's name is not what was stored: the file itself is as good as gone."""


def read(sha256):
    """The bytes of a stored file, which are what was stored or none. Raises Missing, Damaged."""
    try:
        data = path(sha256).read_bytes()
    except FileNotFoundError as error:
        raise Missing(sha256) from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Damaged(sha256)
    return data


def is_whole(sha256):
    """Is a file there, and still what was stored?"""
    with suppress(OSError), path(sha256).open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest() == sha256
    return False


def scratch():
    """A folder for files in the making, on the same disk as the stored ones."""
    folder = Path(settings.FILES_DIR) / "making"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def sweep(wanted, *, older_than):
    """Remove stored and half-made files that nothing wants and that were last touched before a moment (seconds)."""
    gone = 0
    for file in Path(settings.FILES_DIR).glob("*/*"):
        if file.name not in wanted and file.is_file() and file.stat().st_mtime < older_than:
            file.unlink(missing_ok=True)
            gone += 1
    return gone


@contextmanager
def _temporary():
    """A file in the making: (handle, name). Whatever happens, nothing half made is left."""
    with tempfile.NamedTemporaryFile(dir=scratch(), delete=False) as handle:
        try:
            yield handle, handle.name
        finally:
            Path(handle.name).unlink(missing_ok=True)


def _settle(handle, name, sha256):
    handle.flush()
    os.fsync(handle.fileno())
    _rename(name, sha256)


def _rename(source, sha256):
    target = path(sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(source, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
