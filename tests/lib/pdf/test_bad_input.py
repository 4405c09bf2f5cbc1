"""
Files of every class that people should not send: refused in words, or taken, made safe and good enough for a pack.

Each is made in bad_files. The limits are those of the door itself; how much a child takes is watched from outside.
"""

import re
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from corporate_parenting.lib import pdf
from corporate_parenting.lib.pdf import child
from reports import pictures

from . import bad_files
from .samples import CANARY, MOMENT, plain_bytes

ACTIVE = (
    b"/JavaScript",
    b"/Launch",
    b"/EmbeddedFile",
    b"/AA",
    b"/OpenAction",
    b"/XFA",
    b"/AcroForm",
    b"/FileAttachment",
)
TAKEN = {name: make for name, (make, _) in bad_files.TAKEN.items()}


@pytest.fixture(scope="module", autouse=True)
def started():
    pdf.examine(bad_files.plain())


@contextmanager
def watched():
    """The most memory, in bytes, that any child of the warm parent has had while this went on: {"peak"}."""
    seen, over = {"peak": 0}, threading.Event()

    def look():
        parent = child.parent.process.pid
        while not over.wait(0.01):
            for number in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
                try:
                    told = Path(f"/proc/{number}/status").read_text()
                except OSError:
                    continue
                if found := re.search(r"VmHWM:\s+(\d+) kB", told):
                    seen["peak"] = max(seen["peak"], int(found[1]) * 1024)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def tried(data):
    """What becomes of a file at the door: Examined, or the words it was refused with; never anything else."""
    began = time.monotonic()
    with watched() as seen:
        try:
            found = pdf.examine(data)
        except pdf.Refused as refused:
            found = str(refused)
    assert time.monotonic() - began < pdf.UPLOAD_LIMITS.seconds + 3
    assert seen["peak"] < pdf.UPLOAD_LIMITS.memory
    return found


@pytest.mark.parametrize("name", bad_files.REFUSED)
def test_what_cannot_be_used_is_refused_in_words_within_the_limits(name):
    make, why = bad_files.REFUSED[name]
    found = tried(make())
    assert isinstance(found, str)
    assert re.search(why, found)
    assert found.endswith(".")


@pytest.mark.parametrize("name", [*TAKEN, *bad_files.EITHER])
def test_what_is_taken_is_safe_and_stands_in_a_pack(name, tmp_path):
    """A file that comes in must never be what keeps a pack from being made: it passes the look that packs are given."""
    found = tried((TAKEN | bad_files.EITHER)[name]())
    if isinstance(found, str):
        assert name in bad_files.EITHER
        return
    beside = pdf.examine(bad_files.long_file(2)).data
    out = tmp_path / "pack.pdf"
    pdf.merge([pdf.Part(found.data, "Bad", 1), pdf.Part(beside, "Good", 2)], title="Pack", at=MOMENT, out=out)
    assert pdf.check(out) == []
    everything = plain_bytes(out.read_bytes())
    assert [word for word in (CANARY.encode(), b"127.0.0.1", *ACTIVE) if word in everything] == []
    assert b"(Page 1)" in everything


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_wrong_with_it_is_told(name):
    make, told = bad_files.TAKEN[name]
    assert [words for words in pdf.examine(make()).findings if words.startswith(told)] != []


@pytest.mark.parametrize("name", TAKEN)
def test_the_planted_words_are_in_the_file_that_was_sent(name):
    """Else their absence afterwards would prove nothing."""
    planted = {"a script", "a command", "automatic actions", "links outside", "attached files", "notes", "form fields"}
    planted |= {"bytes from elsewhere", "words about itself"}
    assert (CANARY.encode() in plain_bytes(TAKEN[name]())) is (name in planted)


@pytest.mark.parametrize("name", bad_files.PICTURES)
def test_a_picture_that_cannot_be_used_is_refused_in_words(name):
    make, why = bad_files.PICTURES[name]
    began = time.monotonic()
    with pytest.raises(pictures.Refused) as refused:
        pictures.clean(make())
    assert re.search(why, str(refused.value)), str(refused.value)
    assert time.monotonic() - began < pictures.LIMITS.seconds + 3


def test_the_largest_picture_that_is_taken_becomes_small():
    made = pictures.clean(bad_files.jpeg(10_000, 6_000))
    assert len(made) < 300_000
