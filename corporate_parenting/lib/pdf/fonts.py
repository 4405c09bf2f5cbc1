"""The fonts that everything is printed in, as files built at set-up."""

import hashlib
import io
import itertools
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont, woff2

from . import scripts
from .results import FontsMissing

unpacked = {}
FAMILY = "Atkinson Hyperlegible Next"
KINDS = {".woff2": "font/woff2", ".woff": "font/woff"}
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


def stylesheet(where, text=""):
    """
    @font-face rules for a document, as the rendering child fetches them (font:NAME): Latin always, and whatever
    else its text needs. A document that is all Latin costs no more than if there were no other fonts.
    """
    own = files(where)
    wanted = beyond(where, text)
    rules = [face(path.name, without=wanted) for path in own]
    for other, characters in scripts.needed(where, wanted):
        rules.append(rule(other.file, other.weight, "normal", as_ranges(map(ord, characters))))
    return "\n".join(rules)


def beyond(where, text):
    """The characters of a text that our Latin lacks."""
    return scripts.beyond(text, latin(where)) if "&" in text or not text.isascii() else set()


@lru_cache
def latin(where):
    """The characters that are in our Latin files."""
    found = set()
    for path in files(where):
        found |= set(TTFont(io.BytesIO(contents(path)[0])).getBestCmap())
    return frozenset(map(chr, found))


def face(name, without=frozenset()):
    """A rule for one of our Latin files; what it claims by custom but lacks is left to others."""
    found = FILE.search(name)
    ranges = RANGES[found["subset"]]
    if without:
        ranges = as_ranges(codes(ranges) - set(map(ord, without)))
    return rule(name, found["weight"], found["style"], ranges)


def rule(name, weight, style, ranges):
    return (
        f'@font-face {{ font-family: "{FAMILY}"; src: url("font:{name}"); font-weight: {weight};'
        f" font-style: {style}; unicode-range: {ranges} }}"
    )


def codes(ranges):
    found = set()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges):
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def as_ranges(numbers):
    """Numbers of characters as a style sheet names them: "U+2190-2193, U+2713"."""
    groups = itertools.groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0])
    runs = [[code for _, code in group] for _, group in groups]
    return ", ".join(f"U+{run[0]:04X}" + (f"-{run[-1]:04X}" if len(run) > 1 else "") for run in runs)


def path_of(where, name):
    """The font file of this name, of whatever kind; None where there is none."""
    name = Path(name).name
    found = where / name if name.endswith(".woff2") else where / scripts.FOLDER / name
    return found if found.suffix in KINDS else None


def unpack(where):
    """Unpack the font files once, in the warm parent: each child would take a sixth of a second for it."""
    for path in where.glob("*.woff2"):
        data = io.BytesIO()
        woff2.decompress(io.BytesIO(path.read_bytes()), data)
        unpacked[str(path)] = data.getvalue()
    latin(where)
    scripts.faces(where)


def contents(path):
    """(bytes, content type) of a font file, unpacked where that has been done."""
    data = unpacked.get(str(path))
    return (data, "font/ttf") if data else (path.read_bytes(), KINDS[path.suffix])


@lru_cache
def digest(where):
    """A name for exactly these files."""
    total = hashlib.sha256()
    for path in files(where):
        total.update(path.name.encode() + path.read_bytes())
    listed = where / scripts.FOLDER / scripts.LIST  # it says what is in the others, so that they need not be read
    total.update(listed.read_bytes() if listed.exists() else b"")
    return total.hexdigest()
