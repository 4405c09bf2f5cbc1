"""The words of a PDF or of HTML, for searching: everything a reader, a search engine or a curious person could find."""

import hashlib
import re
import struct
import unicodedata
from html.parser import HTMLParser
from itertools import repeat

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

FEWEST_WORDS = 5
SHORTEST = 20
FEWEST_LETTERS = 15
WORDS = re.compile(r"[^\W_]+(?:['’\-.,:/][^\W_]+)*")
HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
SECTIONS = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f\s]+>|\[[^\]]*\])")
# An array of whole letters of two bytes, and gaps, as the library writes it.
LETTERS = re.compile(rb"\[(?: <(?:[0-9a-f]{4})*>| \(\)| [-+.0-9]+)* \]")
KINDS = (Dictionary, Stream)
SHOWS = "Tj TJ ' \" Tf Do"
DEEPEST = 8


def squeezed(text):
    """Only letters and digits, in small: the same words are the same however they were broken into lines."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def sentences(text):
    """
    The sentences, headings and cells of a text that have five words or more, and shorter ones that are long enough to
    be told from others by chance.

    A full stop before a small letter or a digit ("no. 9") may be the end of a sentence or not: it counts as both.
    """
    found = dict.fromkeys([*re.split(r"(?<=[.!?])\s+|\n+", text), *re.split(r"(?<=[.!?])\s+(?![a-z0-9])|\n+", text)])
    kept = (" ".join(one.split()) for one in found)
    return [one for one in kept if len(WORDS.findall(one)) >= FEWEST_WORDS or is_long(one)]


def is_long(text):
    """Does a text have so many letters that nobody writes the same by chance?"""
    return len(text) >= SHORTEST and len(squeezed(text)) >= FEWEST_LETTERS


def of_html(html):
    """
    The words of a document, blocks on lines of their own, the descriptions of pictures among them.

    A paragraph's printed number stands on a line of its own too: the sentence after it is the same without it.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.found)


class _Reader(HTMLParser):
    INLINE = {"a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup", "code", "small"}
    SILENT = {"style", "script"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.silent, self.in_number = [], 0, False

    def handle_starttag(self, tag, attrs):
        self.silent += tag in self.SILENT
        alt = dict(attrs).get("alt")
        self.in_number = self.in_number or dict(attrs).get("class") == "number"
        if alt:
            self.found.append(f"\n{alt}\n")
        elif tag not in self.INLINE:
            self.found.append("\n")

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT
        if tag not in self.INLINE or self.in_number:
            self.found.append("\n")
        self.in_number = False

    def handle_data(self, data):
        if not self.silent:
            self.found.append(" ".join(data.split("\n")))


def of_pdf(path):
    """
    Every word in a PDF: on its pages, seen or not, in its forms, bookmarks, descriptions and metadata.

    Only for files that have been made safe by lib.pdf. Pages come first, each on a line of its own.
    """
    with pikepdf.open(path) as pdf:
        reader = Pages()
        pages = ["".join(reader.words(page.obj)) for page in pdf.pages]
        return "\n".join([*pages, *strings(pdf.objects)])


class Pages:
    """Reads the text that content streams show. Each font is read once."""

    def __init__(self):
        self.fonts, self.digests, self.forms = {}, {}, {}

    def words(self, holder, resources=None, depth=0):
        """The words of a page or form, a space between two showings."""
        resources = holder.get(Name.Resources, resources)
        font = _plainly
        for operands, operator in pikepdf.parse_content_stream(holder, SHOWS):
            what = str(operator)
            if what == "Tf":
                font = self.font(resources, operands[0])
            elif what == "Do":
                form = _form(resources, operands[0])
                if form is not None and depth < DEEPEST:
                    yield from self.words(form, resources, depth + 1)
            else:
                yield _shown(operands[-1], font)
                yield " "

    def font(self, resources, name):
        """A function from the bytes shown in a font to letters."""
        found = _named(resources, Name.Font, name)
        if found is None:
            return _plainly
        key = found.objgen if found.is_indirect else id(found)
        if key not in self.fonts:
            self.fonts[key] = (_decoder(found), found)  # keeping the font keeps its id from being given away
        return self.fonts[key][0]

    def digest(self, drawing, resources, depth=0, owner=None):
        """
        Names everything that `words` reads: the drawing (bytes, decoded), and its fonts and forms by their names.

        The same digest means the same words. Object numbers are not in it: they change with every file. `owner` says
        whose the resources are: forms that name one another would else be read over and over.
        """
        total = hashlib.sha256(b"%d " % len(drawing) + drawing)
        for name, font in sorted(_entries(resources, Name.Font)):
            total.update(f"\nfont {name} {self.digest_of_font(font)}".encode())
        for name, form in sorted(_entries(resources, Name.XObject)) if depth < DEEPEST else ():
            if _is_form(form):
                total.update(f"\nform {name} {self.digest_of_form(form, resources, depth + 1, owner)}".encode())
        return total.hexdigest()

    def digest_of_form(self, form, resources, depth, owner):
        """The digest of a form, which uses the resources of its owner where it has none."""
        has_own = Name.Resources in form
        key = form.objgen, depth, form.objgen if has_own else owner
        if key not in self.forms or not all(form.objgen):
            own = form.Resources if has_own else resources
            self.forms[key] = self.digest(form.read_bytes(), own, depth, key[2])
        return self.forms[key]

    def digest_of_font(self, font):
        """Names what makes letters of the bytes that are shown in a font."""
        key = font.objgen if font.is_indirect else None
        if key not in self.digests or key is None:
            letters = font.ToUnicode.read_bytes() if Name.ToUnicode in font else b"none"
            self.digests[key] = hashlib.sha256(f"{font.get(Name.Subtype)} ".encode() + letters).hexdigest()
        return self.digests[key]


def _entries(resources, kind):
    """The (name, object) pairs of one kind of resources, in no order that may be relied on."""
    return ((name, thing) for name, thing in (resources or {}).get(kind, {}).items() if isinstance(thing, KINDS))


def _named(resources, kind, name):
    return resources.get(kind, {}).get(name) if resources is not None else None


def _form(resources, name):
    found = _named(resources, Name.XObject, name)
    return found if found is not None and _is_form(found) else None


def _is_form(thing):
    return isinstance(thing, Stream) and thing.get(Name.Subtype) == Name.Form


def _shown(shown, font):
    """
    The letters of one showing: a string, or an array of strings with the gaps between them.

    A print has a string for each letter, so an array is read as the library writes it, in one go. Only where
    a string has half a letter or is written in another way is each taken by itself.
    """
    if isinstance(shown, String):
        return font(bytes(shown))
    if not isinstance(shown, Array):
        return ""
    written = shown.unparse()
    if LETTERS.fullmatch(written):
        return font(bytes.fromhex(b"".join(HEX.findall(written)).decode()))
    return "".join(font(bytes(one)) for one in shown if isinstance(one, String))


def _decoder(font):
    wide = font.get(Name.Subtype) == Name.Type0
    if Name.ToUnicode not in font:
        return (lambda data: "") if wide else _plainly
    letters = _letters(font.ToUnicode.read_bytes())
    return _by_two(letters) if wide else _by_one(letters)


def _by_one(letters):
    table = {code[0]: text for code, text in letters.items() if len(code) == 1}
    return lambda data: "".join(map(table.get, data, repeat("")))


def _by_two(letters):
    table = {int.from_bytes(code, "big"): text for code, text in letters.items() if len(code) == 2}

    def read(data):
        half = letters.get(data[-1:], "") if len(data) % 2 else ""
        return "".join(map(table.get, struct.unpack_from(f">{len(data) // 2}H", data), repeat(""))) + half

    return read


def _plainly(data):
    return data.decode("cp1252", "replace")


def _letters(cmap):
    """What each code of a font means, from its ToUnicode map."""
    found = {}
    for kind, body in SECTIONS.findall(cmap):
        if kind == b"bfchar":
            codes = [bytes.fromhex(one.decode()) for one in HEX.findall(body)]
            found |= {code: _utf16(text) for code, text in zip(codes[::2], codes[1::2], strict=False)}
        else:
            for first, last, target in RANGE.findall(body):
                found |= _range(first, last, target)
    return found


def _range(first, last, target):
    size, start = len(first) // 2, int(first, 16)
    codes = [number.to_bytes(size, "big") for number in range(start, min(int(last, 16), start + 0xFFFF) + 1)]
    texts = [bytes.fromhex(one.decode()) for one in HEX.findall(target)]
    if len(texts) == 1:
        base = int.from_bytes(texts[0], "big")
        texts = [(base + at).to_bytes(len(texts[0]), "big") for at in range(len(codes))]
    return {code: _utf16(text) for code, text in zip(codes, texts, strict=False)}


def _utf16(data):
    return data.decode("utf-16-be", "replace")


def strings(objects):
    """Every string of a file's objects, and the XMP packet: titles, bookmarks, descriptions, addresses."""
    for thing in objects:
        if isinstance(thing, Stream) and thing.get(Name.Type) == Name.Metadata:
            yield thing.read_bytes().decode("utf-8", "replace")
        if isinstance(thing, Dictionary | Array | Stream | String):
            yield from _strings_in(thing)


def _strings_in(thing, depth=0):
    if isinstance(thing, String):
        yield str(thing)
    elif depth < DEEPEST and isinstance(thing, Array):
        for one in thing:
            yield from _below(one, depth)
    elif depth < DEEPEST and isinstance(thing, Dictionary | Stream):
        for _, one in thing.items():  # noqa: PERF102 -- it has no values()
            yield from _below(one, depth)


def _below(one, depth):
    """Strings of a direct child; what is indirect is seen by itself."""
    if isinstance(one, pikepdf.Object) and not one.is_indirect:
        yield from _strings_in(one, depth + 1)
