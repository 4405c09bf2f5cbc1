"""The words of a PDF or of HTML, for searching: everything a reader, a search engine or a curious person could find."""

import re
import unicodedata
from html.parser import HTMLParser

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

SHORTEST = 20
FEWEST_LETTERS = 15
HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
SECTIONS = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f\s]+>|\[[^\]]*\])")
SHOWS = "Tj TJ ' \" Tf Do"
DEEPEST = 8


def squeezed(text):
    """Only letters and digits, in small: the same words are the same however they were broken into lines."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def sentences(text):
    """The sentences, headings and cells of a text that are long enough to be told from others by chance."""
    found = re.split(r"(?<=[.!?])\s+|\n+", text)
    kept = (" ".join(one.split()) for one in found)
    return [one for one in kept if len(one) >= SHORTEST and len(squeezed(one)) >= FEWEST_LETTERS]


def of_html(html):
    """The words of a document, blocks on lines of their own, the descriptions of pictures among them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.found)


class _Reader(HTMLParser):
    INLINE = {"a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup", "code", "small"}
    SILENT = {"style", "script"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in self.SILENT
        alt = dict(attrs).get("alt")
        if alt:
            self.found.append(f"\n{alt}\n")
        elif tag not in self.INLINE:
            self.found.append("\n")

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT
        if tag not in self.INLINE:
            self.found.append("\n")

    def handle_data(self, data):
        if not self.silent:
            self.found.append(" ".join(data.split("\n")))


def of_pdf(path):
    """
    Every word in a PDF: on its pages, seen or not, in its forms, bookmarks, descriptions and metadata.

    Only for files that have been made safe by lib.pdf. Pages come first, each on a line of its own.
    """
    with pikepdf.open(path) as pdf:
        reader = _Pages()
        pages = ["".join(reader.words(page.obj)) for page in pdf.pages]
        return "\n".join([*pages, *_strings(pdf)])


class _Pages:
    """Reads the text that content streams show. Each font is read once."""

    def __init__(self):
        self.fonts = {}

    def words(self, holder, resources=None, depth=0):
        """The words of a page or form, a space between two showings."""
        resources = holder.get(Name.Resources, resources)
        font = _plainly
        for operands, operator in pikepdf.parse_content_stream(holder, SHOWS):
            what = str(operator)
            if what == "Tf":
                font = self.font(resources, operands[0])
            elif what == "Do":
                form = _named(resources, Name.XObject, operands[0])
                if form is not None and form.get(Name.Subtype) == Name.Form and depth < DEEPEST:
                    yield from self.words(form, resources, depth + 1)
            else:
                shown = operands[-1]
                yield "".join(
                    font(bytes(one)) for one in (shown if what == "TJ" else [shown]) if isinstance(one, String)
                )
                yield " "

    def font(self, resources, name):
        """A function from the bytes shown in a font to letters."""
        found = _named(resources, Name.Font, name)
        if found is None:
            return _plainly
        key = found.objgen if found.is_indirect else id(found)
        if key not in self.fonts:
            self.fonts[key] = _decoder(found)
        return self.fonts[key]


def _named(resources, kind, name):
    return resources.get(kind, {}).get(name) if resources is not None else None


def _decoder(font):
    wide = font.get(Name.Subtype) == Name.Type0
    if Name.ToUnicode not in font:
        return (lambda data: "") if wide else _plainly
    letters, size = _letters(font.ToUnicode.read_bytes()), 2 if wide else 1
    return lambda data: "".join(letters.get(data[at : at + size], "") for at in range(0, len(data), size))


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


def _strings(pdf):
    """Every string of the objects themselves, and the XMP packet: titles, bookmarks, descriptions, addresses."""
    for thing in pdf.objects:
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
