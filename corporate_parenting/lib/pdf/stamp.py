"""Running heads and page numbers, put on finished pages as decoration outside the reading order."""

import io
import re
import unicodedata
from functools import lru_cache

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String

from . import fonts, scripts

POINTS_PER_MM = 72 / 25.4
SIDE = 20 * POINTS_PER_MM
HEAD_FROM_TOP = 11 * POINTS_PER_MM
HIGHER = 8 * POINTS_PER_MM  # where three lines begin: the last must not reach what is on the page
LINE = 11 / 9  # of the size
FOOT_FROM_BOTTOM = 9 * POINTS_PER_MM
SIZE = 9
ELLIPSIS = "…"
UNKNOWN = "?"
PLAIN = re.compile("-(?:vietnamese|greek|greek-ext|cyrillic|cyrillic-ext|armenian|ethiopic|georgian|math|symbols)-400-")
BEFORE, AFTER = b"q", b"Q\n"  # what is on the page already is drawn between the two
KEPT_TABLES = {"head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post", "prep", "GlyphOrder"}
CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{}endcmap CMapName currentdict /CMap defineresource pop end end"""


class StampFont:
    """One font file: which characters it has, how wide they are, and its bytes as TrueType."""

    def __init__(self, path):
        font = TTFont(path, recalcTimestamp=False)
        scale = 1000 / font["head"].unitsPerEm
        order = font.getGlyphOrder()
        self.glyphs = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
        self.widths = [round(font["hmtx"][name][0] * scale) for name in order]
        self.name = font["name"].getDebugName(6)
        self.box = [round(getattr(font["head"], edge) * scale) for edge in ("xMin", "yMin", "xMax", "yMax")]
        self.ascent, self.descent = font["hhea"].ascent * scale, font["hhea"].descent * scale
        self.data = as_truetype(font)

    def width(self, character):
        return self.widths[self.glyphs[ord(character)]]


def as_truetype(font):
    for table in set(font.keys()) - KEPT_TABLES:
        del font[table]
    font.flavor = None
    data = io.BytesIO()
    font.save(data, reorderTables=None)
    return data.getvalue()


@lru_cache
def load_more(where, digest):
    """
    The fonts of other scripts (scripts.Face) that are drawn a letter at a time, from the left.

    A head is drawn without the library that joins and turns letters, and a font is put into the pack whole. So
    what needs joining (Arabic, India's scripts, Thai) or a great file (Chinese, Korean) has no head of its own:
    `legible` cuts it to the item's number. Most readers of heads look for the number.
    """
    regular = (face for face in scripts.faces(where) if face.weight == 400)
    return [face for face in regular if PLAIN.search(face.file)]


@lru_cache
def load_file(where, name, digest):
    return StampFont(where / scripts.FOLDER / name)


@lru_cache
def load(where, digest):
    """The upright regular fonts of a folder, the one with the common letters first."""
    paths = [path for path in fonts.files(where) if path.name.endswith("-400-normal.woff2")]
    return [StampFont(path) for path in sorted(paths, key=lambda path: ("latin-ext" in path.name, path.name))]


class Stamper:
    """Writes heads and feet on the pages of one pack; each font is put into the file when first needed."""

    OURS = "CPStamp"  # how fonts are called on a page: by no name that the page has

    def __init__(self, pdf, where=None):
        self.where = where or fonts.folder()
        self.digest = fonts.digest(self.where)
        self.pdf, self.fonts = pdf, list(load(self.where, self.digest))
        self.names, self.lines = {}, {}
        self.size = SIZE
        self.seen = set()
        self.before = pdf.make_stream(BEFORE)

    def stamp(self, page, heads, foot, size=SIZE):
        """Put the lines `heads` above and `foot` below what is on the page (a page object), in letters of `size`."""
        self.size = size
        left, bottom, right, top = (float(edge) for edge in page.MediaBox)
        start, room = top - (HEAD_FROM_TOP if len(heads) < 3 else HIGHER), right - left - 2 * SIDE
        ink = AFTER + self.head(tuple(heads), left + SIDE, start, room)
        if foot:
            runs = self.runs(foot)
            start = (left + right - self.width(runs)) / 2
            ink += artifact(b"Footer", self.show(runs, start, bottom + FOOT_FROM_BOTTOM))
        self.give_fonts(page)
        old = page.get(Name.Contents, Array())
        parts = list(old) if isinstance(old, Array) else [old]
        page[Name.Contents] = Array([self.before, *parts, self.pdf.make_stream(ink)])

    def head(self, words, x, y, room):
        """The lines at the top: the same on most pages of a part, and so made once for all of them."""
        place = words, x, y, room, self.size
        if place not in self.lines:
            lines = [self.line(line, x, y - LINE * self.size * at, room) for at, line in enumerate(words)]
            self.lines[place] = artifact(b"Header", b"".join(lines))
        return self.lines[place]

    def line(self, words, x, y, room):
        words = self.legible(words)
        runs = self.runs(words)
        while words and self.width(runs) > room:
            words = words.removesuffix(ELLIPSIS)[:-1].rstrip() + ELLIPSIS
            runs = self.runs(words)
        return self.show(runs, x, y)

    def legible(self, words):
        """The words, or what stands before a colon ("Item 5") where they hold letters that cannot be drawn here."""
        if words.isascii() or all(self.is_drawn(each) for each in words):
            return words
        start, colon, _ = words.partition(":")
        return start if colon and all(self.is_drawn(each) for each in start) else words

    def is_drawn(self, character):
        """Whether a character is no letter, or one that a font has as it is or without its accents."""
        is_letter = unicodedata.category(character)[0] in "LM"
        return not is_letter or self.has(character) or self.plain(character) != UNKNOWN

    def runs(self, words):
        """The words as stretches of one font each: [(font, characters)]."""
        runs = []
        for character in self.printable(words):
            font = next(font for font in self.fonts if ord(character) in font.glyphs)
            if runs and runs[-1][0] is font:
                runs[-1][1].append(character)
            else:
                runs.append((font, [character]))
        return runs

    def printable(self, words):
        """Letters no font has lose their accents; signs no font has become question marks."""
        for character in " ".join(words.split()):
            yield from character if self.has(character) else self.plain(character)

    def plain(self, character):
        found = [each for each in unicodedata.normalize("NFKD", character) if self.has(each)]
        return "".join(found) or UNKNOWN

    def has(self, character):
        return any(ord(character) in font.glyphs for font in self.fonts) or self.fetch(character)

    def fetch(self, character):
        """Load the font of another script that has the character; whether there is one."""
        if character.isascii():
            return False
        face = next((face for face in load_more(self.where, self.digest) if character in face), None)
        if face is not None:
            self.fonts.append(load_file(self.where, face.file, self.digest))
        return face is not None

    def show(self, runs, x, y):
        if not runs:
            return b""
        shown = b" ".join(
            b"/%s %g Tf <%s> Tj" % (self.name_of(font).encode(), self.size, self.codes(font, letters))
            for font, letters in runs
        )
        return b"BT 0.2 g %.2f %.2f Td %s ET\n" % (x, y, shown)

    def codes(self, font, letters):
        return "".join(f"{font.glyphs[ord(each)]:04X}" for each in letters).encode()

    def width(self, runs):
        return sum(font.width(character) for font, letters in runs for character in letters) * self.size / 1000

    def name_of(self, font):
        if font not in self.names:
            self.names[font] = (f"{self.OURS}{len(self.names)}", self.embed(font))
            self.seen.clear()
        return self.names[font][0]

    def give_fonts(self, page):
        resources = page[Name.Resources]
        if resources.is_indirect and resources.objgen in self.seen:
            return
        if Name.Font not in resources:
            resources[Name.Font] = Dictionary()
        for name, embedded in self.names.values():
            resources[Name.Font]["/" + name] = embedded
        self.seen.add(resources.objgen)

    def embed(self, font):
        file = self.pdf.make_stream(font.data, Length1=len(font.data))
        name = Name("/CPSTMP+" + font.name)
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=font.box, ItalicAngle=0, StemV=80,
            Ascent=round(font.ascent), Descent=round(font.descent), CapHeight=round(font.ascent), FontFile2=file,
        )  # fmt: skip
        letters = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, CIDToGIDMap=Name.Identity, W=[0, font.widths],
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=self.pdf.make_indirect(descriptor), DW=0,
        )  # fmt: skip
        return self.pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=name,
                Encoding=Name("/Identity-H"),
                DescendantFonts=[self.pdf.make_indirect(letters)],
                ToUnicode=self.pdf.make_stream(to_unicode(font.glyphs)),
            )
        )


def apart(streams):
    """
    The bytes drawn on a page as (what was there before, what was stamped on it): joined, they are all that is drawn.

    A page that nobody stamped comes back whole. The stamp begins with an operator, so nothing that the page had
    left open can reach into it.
    """
    stamped = len(streams) > 1 and streams[0] == BEFORE and streams[-1].startswith(AFTER)
    own, last = (streams[:-1], streams[-1]) if stamped else (streams, b"")
    return b"\n".join(own), last


def artifact(kind, ink):
    if not ink:
        return b""
    return b"/Artifact <</Type /Pagination /Subtype /%s>> BDC\nq\n%sQ\nEMC\n" % (kind, ink)


def to_unicode(glyphs):
    """Which letter each glyph stands for, so that a stamped number can be searched and copied."""
    pairs = sorted({glyph: code for code, glyph in sorted(glyphs.items(), reverse=True)}.items())
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    return CMAP.format("".join(map(rows, blocks))).encode()


def rows(block):
    pairs = "".join(f"<{glyph:04X}> <{code:04X}>\n" for glyph, code in block)
    return f"{len(block)} beginbfchar\n{pairs}endbfchar\n"
