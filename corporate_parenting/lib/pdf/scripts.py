"""Which of the fonts for writing other than Latin a document needs: found from its characters before it is printed."""

import html
import json
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = "scripts"
LIST = "faces.json"
ASCII = bytes(range(0x80))
ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|nbsp;|#x27;)#?\w+;")
KANA, HANGUL = re.compile("[\u3041-\u30ff]"), re.compile("[\uac00-\ud7a3]")
EAST = ("-sc-", "-tc-", "-jp-", "-kr-")
# Spaces, controls and marks that only say how their neighbours are drawn have no shape of their own.
SHAPELESS = ("Z", "C")
SELECTORS = range(0xFE00, 0xFE10)


@dataclass(frozen=True)
class Face:
    """One font file: its weight, and the characters that it draws, as runs from a first to a last."""

    file: str
    weight: int
    firsts: tuple
    lasts: tuple

    def __contains__(self, character):
        at = bisect_right(self.firsts, ord(character)) - 1
        return at >= 0 and ord(character) <= self.lasts[at]


@lru_cache
def faces(where):
    """The font files of a folder (of the fonts for Latin), in the order in which they are asked for a character."""
    path = Path(where) / FOLDER / LIST
    if not path.exists():
        return ()
    same = {}  # the two weights of a font have the same characters: kept once
    return tuple(_face(same, **each) for each in json.loads(path.read_bytes()))


def _face(same, file, weight, characters, **_):
    ends = tuple(zip(*characters, strict=True))
    return Face(file, weight, *same.setdefault(ends, ends))


def beyond(text, own):
    """The characters of an HTML document that have a shape and that `own`, what our Latin has, lacks."""
    found = set(text.encode(errors="ignore").translate(None, ASCII).decode())
    for entity in set(ENTITY.findall(text)):
        found.update(html.unescape(entity))
    found = {each for each in found if each > "\x7f"} - own  # an entity may be of what is plain
    # Styles may write letters large: what is printed then is another character.
    found.update(each for one in list(found) for each in one.upper() if each > "\x7f" and each not in own)
    return {each for each in found if has_shape(each)}


def has_shape(character):
    return unicodedata.category(character)[0] not in SHAPELESS and ord(character) not in SELECTORS


def needed(where, wanted):
    """[(face, its characters)] for those wanted: each character from the first file that has it, in each weight."""
    found = []
    for weight in sorted({face.weight for face in faces(where)}):
        left = set(wanted)
        for face in _in_order(where, wanted):
            taken = {each for each in left if each in face} if face.weight == weight else set()
            if taken:
                found.append((face, taken))
                left -= taken
    return found


def _in_order(where, wanted):
    """Chinese signs have other shapes in China, Taiwan, Japan and Korea: those of the document's language first."""
    first = east("".join(wanted))
    return sorted(faces(where), key=lambda face: _is_east(face) and first not in face.file)


def _is_east(face):
    return any(each in face.file for each in EAST)


def east(text):
    """Whose shapes Chinese signs are given: kana tell Japanese, and two old tables the two ways of writing Chinese."""
    if KANA.search(text):
        return "-jp-"
    if HANGUL.search(text):
        return "-kr-"
    return "-tc-" if _outside(text, "gb2312") > _outside(text, "big5") else "-sc-"


def _outside(text, table):
    return len(text) - len(text.encode(table, "ignore").decode(table))
