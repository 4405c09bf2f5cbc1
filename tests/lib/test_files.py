"""Files kept by what they say."""

import hashlib
import os
import time

import pytest

from corporate_parenting.lib import files


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return tmp_path


def test_a_kept_file_is_found_by_its_digest():
    sha256 = files.keep(b"words")
    assert sha256 == hashlib.sha256(b"words").hexdigest()
    assert files.read(sha256) == b"words"


def test_keeping_twice_keeps_once_and_leaves_nothing_half_made(folder):
    assert files.keep(b"words") == files.keep(b"words")
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [hashlib.sha256(b"words").hexdigest()]


def test_an_adopted_file_moves_in(folder):
    source = files.scratch() / "made"
    source.write_bytes(b"pack")
    sha256 = files.adopt(source)
    assert files.read(sha256) == b"pack"
    assert not source.exists()


def test_a_file_that_is_not_there_is_an_error():
    with pytest.raises(files.Missing):
        files.read("0" * 64)


def test_the_sweep_takes_what_nobody_wants_and_leaves_what_is_young(folder):
    wanted, old, young = files.keep(b"wanted"), files.keep(b"old"), files.keep(b"young")
    half = files.scratch() / "half-made"
    half.write_bytes(b"x")
    yesterday = time.time() - 86_400
    for path in (files.path(wanted), files.path(old), half):
        os.utime(path, (yesterday, yesterday))
    assert files.sweep({wanted}, older_than=time.time() - 3600) == 2
    assert {path.name for path in folder.rglob("*") if path.is_file()} == {wanted, young}


def test_a_file_that_was_damaged_is_never_read_and_is_whole_again_when_it_is_stored_again():
    sha256 = files.keep(b"whole words")
    files.path(sha256).write_bytes(b"other words")
    assert not files.is_whole(sha256)
    with pytest.raises(files.Damaged):
        files.read(sha256)
    assert files.keep(b"whole words") == sha256
    assert files.read(sha256) == b"whole words"
    assert not files.is_whole("0" * 64)
