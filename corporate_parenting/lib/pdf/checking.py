"""What a pack is made with, and whether it came out well."""

import hashlib
import io
import json
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import pikepdf

from corporate_parenting.lib import words

from . import child, fonts
from .ready import PIPELINE
from .results import LIMITS, Checked

LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "fonttools", "pillow", "pikepdf")


def check(path, *, limits=LIMITS):
    """Faults of a merged pack, in words; none when it opens, its tags lead everywhere and nothing in it is active."""
    return inspect(path, limits=limits).faults


def inspect(path, *, known=None, limits=LIMITS):
    """
    Look a merged pack over and read its words: Checked.

    `known` is Checked.known of an earlier one whose faults were none: pages that are the same to the byte are not
    parsed again. It must come from the same `code()`.
    """
    try:
        blob = json.dumps(known).encode() if known else b""
        reply, read = child.run("check", {"path": str(Path(path).resolve())}, blob, limits=limits)
    except (child.ChildTimeout, child.ChildDied):
        return Checked(["It takes too long or too much memory to check."])
    return Checked(**reply, **json.loads(read))


def code():
    """Names the programs that join, check and read packs: what they found holds as long as they are the same."""
    return hashlib.sha256(f"{fingerprint()} {SOURCES}".encode()).hexdigest()


def digest_of_files(paths):
    total = hashlib.sha256()
    for path in paths:
        total.update(f"\n{path.name} ".encode() + path.read_bytes())
    return total.hexdigest()


def page_count(data):
    """How many pages a document has that `render` or `examine` made, given as bytes or as a path."""
    with pikepdf.open(io.BytesIO(data) if isinstance(data, bytes) else data) as pdf:
        return len(pdf.pages)


def fingerprint():
    """Names everything besides its own content that decides how a document comes out. Part of every cache key."""
    return digest_of(fonts.digest(fonts.folder()))


@lru_cache
def digest_of(font_digest):
    reply, _ = child.run("versions", {}, limits=LIMITS)
    parts = {name: version(name) for name in LIBRARIES} | reply | {"pipeline": PIPELINE, "fonts": font_digest}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


# Of the programs as they were loaded, not as they may lie there when the first pack is made.
SOURCES = digest_of_files([*sorted(Path(__file__).parent.glob("*.py")), Path(words.__file__)])
