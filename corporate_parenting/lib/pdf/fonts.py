"""The fonts that everything is printed in, as files built at set-up."""

import hashlib
import io
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import woff2

from .results import FontsMissing

unpacked = {}
FAMILY = "Atkinson Hyperlegible Next"
FILE = re.compile(r"-(?P<subset>latin|latin-ext)-(?P<weight>\d+)-(?P<style>normal|italic)\.woff2$")
RANGES = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, "
    "U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "latin-ext": "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, "
    "U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF",
}


def folder():
    """Where the font files are: the one setting that this package reads."""
    return Path(settings.FONT_DIR)


def files(where=None):
    """The font files by name. Raises FontsMissing when there are none."""
    found = sorted(path for path in (where or folder()).glob("*.woff2") if FILE.search(path.name))
    if not found:
        raise FontsMissing(f"The fonts for printing are not in {where or folder()}: run “make setup”.")
    return found


def stylesheet(where):
    """@font-face rules for the files, as the rendering child fetches them (font:NAME)."""
    return "\n".join(face(path.name) for path in files(where))


def face(name):
    found = FILE.search(name)
    return (
        f'@font-face {{ font-family: "{FAMILY}"; src: url("font:{name}"); font-weight: {found["weight"]};'
        f" font-style: {found['style']}; unicode-range: {RANGES[found['subset']]} }}"
    )


def unpack(where):
    """Unpack the font files once, in the warm parent: each child would take a sixth of a second for it."""
    for path in where.glob("*.woff2"):
        data = io.BytesIO()
        woff2.decompress(io.BytesIO(path.read_bytes()), data)
        unpacked[str(path)] = data.getvalue()


def contents(path):
    """(bytes, content type) of a font file, unpacked where that has been done."""
    data = unpacked.get(str(path))
    return (data, "font/ttf") if data else (path.read_bytes(), "font/woff2")


@lru_cache
def digest(where):
    """A name for exactly these files."""
    total = hashlib.sha256()
    for path in files(where):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()
