"""
All the words that a PDF holds besides those its pages show, each with the place where it stands. Runs in a limited
child only; `checking.py` is the door.

A reader sees little of this; whoever copies, searches or takes the file apart sees all of it.
"""

import html
import re
from contextlib import suppress
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

METADATA, BOOKMARK, LINK, ATTACHMENT = "metadata", "bookmark", "link", "attachment"
DESTINATION, LABEL, FIELD, NOTE = "named destination", "page label", "form field", "note"
DESCRIPTION, TAG, LAYER = "alternative text", "title of a tag", "layer"
HIDDEN, REST = "drawing that no page shows", "inside of the file"
MAY_BE_STREAM = re.compile(rb"/Length\b")
# Streams that hold pictures, fonts, colours and maps of letters: no words.
WORDLESS = {"/Image", "/Type1C", "/CIDFontType0C", "/OpenType", "/XML"}
WORDLESS_TYPES = {"/ObjStm", "/XRef", "/Metadata", "/CMap"}
OF_FONTS = ("/Length1", "/Length2", "/FunctionType", "/Alternate", "/ShadingType")
# What a drawing holds beside what it shows: comments, strings, and text in two bytes a letter.
ASIDE = re.compile(rb"%([^\r\n]{4,})|\(((?:[^()\\]|\\.){4,})\)|<[Ff][Ee][Ff][Ff]([0-9A-Fa-f\s]+)>")
STARTS = (b"%", b"(", b"<FE", b"<fe", b"<Fe", b"<fE")  # one of these begins it: looked for far quicker than a pattern
MOST_BYTES = 8 * 1024 * 1024
DEEPEST = 8


def told(pdf, saying, streams, reader):
    """
    Every string of the objects `saying`, and the words of the `streams` that no page draws: [[place, words]].

    `streams` may be all streams of the file; those that pages are made of are left out.
    """
    found = [[where, text] for thing in saying for where, text in _of_object(thing) if text.strip()]
    found += [[DESTINATION, str(name)[1:]] for name in pdf.Root.get(Name.Dests, {}).keys()]  # noqa: SIM118
    contents, drawn = _drawn(pdf)
    for stream in streams:
        if isinstance(stream, Stream) and stream.objgen not in contents:
            with suppress(pikepdf.PdfError):  # what cannot be decoded is a fault of the pack, and told as one
                found += _of_stream(stream, reader, is_drawn=stream.objgen in drawn)
    return [[where, text] for where, one in found for text in _readings(one)]


def aside(drawing):
    """What stands in the bytes of a drawing and is not shown by it, as well as strings that may be."""
    if not any(start in drawing for start in STARTS):
        return ""
    return "\n".join(_letters(*groups) for groups in ASIDE.findall(drawing))


def _letters(comment, string, wide):
    if wide:
        digits = b"".join(wide.split())
        return bytes.fromhex(digits[: len(digits) // 4 * 4].decode()).decode("utf-16-be", "replace")
    data = comment or re.sub(rb"\\(.)", rb"\1", string)
    return _text(data)


def _text(data):
    """Bytes as text, in the encoding that they name or seem to have."""
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _readings(text):
    """A text as it is and, where it is written for addresses or for XML, as it is meant."""
    yield text
    yield from {unquote(text), html.unescape(text)} - {text} if "%" in text or "&" in text else ()


def _of_object(thing, where="", depth=0):
    """(place, words) of each string in an object and in what lies directly in it. What is indirect comes by itself."""
    if isinstance(thing, String):
        yield where or REST, str(thing)
    elif isinstance(thing, Stream) and thing.get(Name.Type) == Name.Metadata:
        yield METADATA, thing.read_bytes().decode("utf-8", "replace")
    if depth >= DEEPEST:
        return
    if isinstance(thing, Array):
        for one in thing:
            yield from _inside(one, where, depth)
    elif isinstance(thing, Dictionary | Stream):
        here = _kind(thing) or where
        for key, one in thing.items():
            yield from _inside(one, BY_KEY.get((here, key)) or KEYS.get(key) or here, depth)


def _inside(one, where, depth):
    if isinstance(one, pikepdf.Object) and not one.is_indirect:
        yield from _of_object(one, where, depth + 1)


# What a string under a key is, wherever it is and, first, in a dictionary of one kind.
KEYS = {
    "/Alt": DESCRIPTION, "/ActualText": DESCRIPTION, "/E": DESCRIPTION, "/URI": LINK, "/EmbeddedFiles": ATTACHMENT,
    "/Dests": DESTINATION, "/PageLabels": LABEL, "/AcroForm": FIELD,
}  # fmt: skip
BY_KEY = {(TAG, "/T"): TAG, (TAG, "/A"): TAG, (LINK, "/Dest"): DESTINATION, (LINK, "/D"): DESTINATION}
OF_INFO = {"/Producer", "/CreationDate", "/ModDate", "/Creator", "/Author", "/Keywords"}
ANNOTATIONS = {"/Link": LINK, "/Widget": FIELD}


def _kind(thing):
    """What sort of thing a dictionary is, by its keys; "" where they do not tell."""
    keys = set(thing.keys())
    kind = str(thing.get(Name.Type, ""))
    if "/Rect" in keys and "/Subtype" in keys:
        return ANNOTATIONS.get(str(thing.Subtype), NOTE)
    told = [
        (ATTACHMENT, kind in ("/Filespec", "/EmbeddedFile") or "/EF" in keys),
        (LAYER, kind == "/OCG"),
        (BOOKMARK, {"/Title", "/Parent"} <= keys),
        (FIELD, "/FT" in keys),
        (LINK, "/S" in keys and bool(keys & {"/URI", "/D"})),
        (TAG, kind == "/StructElem" or ({"/S", "/P"} <= keys and isinstance(thing.get(Name.P), Dictionary))),
        (DESTINATION, "/Names" in keys and kind != "/Catalog"),
        (LABEL, "/St" in keys or ("/P" in keys and keys <= {"/S", "/P", "/Type"})),
        (METADATA, bool(keys & OF_INFO) and "/Parent" not in keys),
    ]
    return next((where for where, is_so in told if is_so), "")


def _drawn(pdf):
    """The numbers of the streams that pages are drawn by: (contents, forms), the forms being named by a drawing."""
    contents, forms = set(), set()
    for page in pdf.pages:
        found = page.obj.get(Name.Contents)
        streams = [] if found is None else list(found) if isinstance(found, Array) else [found]
        contents.update(stream.objgen for stream in streams)
        resources = page.obj.get(Name.Resources, Dictionary())
        if _forms(resources):
            _reach(b"\n".join(stream.read_bytes() for stream in streams), resources, forms)
    return contents, forms


def _forms(resources):
    found = resources.get(Name.XObject, {})
    return [(name, one) for name, one in found.items() if isinstance(one, Stream) and one.get("/Subtype") == Name.Form]


def _reach(drawing, resources, reached):
    for name, form in _forms(resources):
        if form.objgen not in reached and re.search(re.escape(name.encode()) + rb"\s+Do\b", drawing):
            reached.add(form.objgen)
            if _forms(own := form.get(Name.Resources, Dictionary())):
                _reach(form.read_bytes(), own, reached)


def _of_stream(stream, reader, *, is_drawn):
    """(place, words) of a stream that is no page's contents. What a form shows on a page is read with the page."""
    kind, sort = str(stream.get(Name.Type, "")), str(stream.get(Name.Subtype, ""))
    if (
        (sort in WORDLESS and kind != "/EmbeddedFile")
        or kind in WORDLESS_TYPES
        or any(key in stream for key in OF_FONTS)
    ):
        return
    data = stream.read_bytes()[:MOST_BYTES]
    if sort == "/Form":
        shown = "" if is_drawn else "".join(reader.words(stream))
        yield from ([HIDDEN, text] for text in (shown, aside(data)) if text.strip())
    elif b"begincmap" not in data and data[36:40] != b"acsp" and data.strip():
        yield [ATTACHMENT if kind == "/EmbeddedFile" else REST, _text(data)]
        if other := aside(data):
            yield [REST, other]
