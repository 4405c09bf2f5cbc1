"""What a pack is made with, and whether it came out well."""

import hashlib
import io
import json
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import pikepdf

from . import child, fonts
from .ready import PIPELINE
from .results import LIMITS

LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "fonttools", "pillow", "pikepdf")


def check(path, *, limits=LIMITS):
    """Faults of a merged pack, in words; none when it opens, its tags lead everywhere and nothing in it is active."""
    try:
        reply, _ = child.run("check", {"path": str(Path(path).resolve())}, limits=limits)
    except (child.ChildTimeout, child.ChildDied):
        return ["It takes too long or too much memory to check."]
    return reply["faults"]


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
