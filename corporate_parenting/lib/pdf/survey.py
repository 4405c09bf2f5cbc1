"""What an uploaded PDF holds besides its pages: scripts, attachments, notes, layers, properties, fonts."""

import re
from bisect import bisect_right
from itertools import accumulate

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

ACTIVE = {
    "/JavaScript": "a script",
    "/Launch": "a command that starts a program",
    "/SubmitForm": "a button that sends data",
    "/ImportData": "a command that reads a file",
    "/GoToR": "a link into another file",
    "/GoToE": "a link into an attachment",
    "/Movie": "a film",
    "/Sound": "a sound",
    "/Rendition": "a film or sound",
    "/RichMediaExecute": "an embedded program",
}
ACTIVE_KEYS = {
    "/JS": "a script",
    "/AA": "an automatic action",
    "/XFA": "a form program",
    "/RichMediaContent": "an embedded program",
}
OUTSIDE = re.compile(rb"\((?i:file|javascript|vbscript|smb|data):")
MAY_BE_ACTIVE = re.compile("|".join(map(re.escape, [*ACTIVE, *ACTIVE_KEYS])).encode() + b"|" + OUTSIDE.pattern)
ACTIVE_WORDS = [name.encode() for name in (*ACTIVE, *ACTIVE_KEYS)]
MAY_BE_FILE = re.compile(rb"/EF\b")
MAY_SAY = re.compile(rb"\(|<[0-9a-f]|/Metadata\b")  # strings, and streams that are read for their words
TELLING = {"Author", "Subject", "Keywords", "Company", "Manager", "SourceModified"}
NOTES = {
    "/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Ink", "/Popup", "/Stamp",
    "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
}  # fmt: skip
HIDDEN_FLAGS = 1 << 1 | 1 << 5
# Notes that people draw over words to cover them: shapes that are filled, pens that are broad and dark.
SHAPES = {"/Square", "/Circle", "/Polygon"}
PENS = {"/Ink", "/Line", "/PolyLine"}
DARK, BROAD = 0.35, 5
MAKER = re.compile(rb"<dc:creator\b|<pdf:Author\b|pdf:Author=|<xmpMM:History\b|photoshop:AuthorsPosition")
MOST_NESTED = 12
REVISION = re.compile(rb"startxref\s+\d+\s+%%EOF")


def active_content(pdf, among=None):
    """Each kind of active content in the file, in words, sorted. `among` are the objects that may be active."""
    found = set()
    for thing in sort_out(pdf, MAY_BE_ACTIVE)[0] if among is None else among:
        look(thing, found, 0)
    if Name.OpenAction in pdf.Root and isinstance(pdf.Root.OpenAction, Dictionary):
        found.add("an action on opening")
    return sorted(found)


def sort_out(pdf, *patterns):
    """
    For each pattern the indirect objects in whose written form it is found: quicker than to look into each.

    The library writes a name in one way only, however it was spelt in the file. All forms are searched as one text:
    a pack has tens of thousands, and no pattern reaches over the end of a line.
    """
    things = list(pdf.objects)
    forms = [written(thing).replace(b"\n", b" ") for thing in things]
    starts = list(accumulate((len(form) + 1 for form in forms), initial=0))
    whole = b"\n".join(forms)
    return [
        [things[at] for at in places(pattern, whole, starts)] if may_be(pattern, whole) else [] for pattern in patterns
    ]


def may_be(pattern, whole):
    """Whether a pattern can be found at all: plain words are looked for in a fraction of the time."""
    return pattern is not MAY_BE_ACTIVE or any(word in whole for word in ACTIVE_WORDS) or OUTSIDE.search(whole)


def places(pattern, whole, starts):
    """In which lines of a text a pattern is found, each once. `starts` are where the lines begin, and its end."""
    match = pattern.search(whole)
    while match:
        line = bisect_right(starts, match.start()) - 1
        yield line
        match = pattern.search(whole, starts[line + 1])


def written(thing):
    """An object as the library writes it; of a stream the dictionary, of what it points to the numbers."""
    if isinstance(thing, Stream):
        return thing.stream_dict.unparse()
    return thing.unparse(resolved=True) if isinstance(thing, pikepdf.Object) else b""


def look(thing, found, depth):
    """Look into one indirect object and what lies directly in it."""
    if isinstance(thing, (Dictionary, Stream)):
        kind = thing.get("/S")
        if isinstance(kind, Name) and str(kind) in ACTIVE:
            found.add(ACTIVE[str(kind)])
        if isinstance(thing.get("/URI"), String) and OUTSIDE.match(b"(" + bytes(thing.URI)):
            found.add("a link to a file or a script")
        keys = list(thing.keys())
        found.update(ACTIVE_KEYS[key] for key in keys if key in ACTIVE_KEYS)
        inner = [thing[key] for key in keys]
    else:
        inner = list(thing) if isinstance(thing, Array) else []
    for each in inner if depth < MOST_NESTED else ():
        if not is_indirect(each):
            look(each, found, depth + 1)


def is_indirect(thing):
    return getattr(thing, "is_indirect", False)


def attachments(pdf, among=None):
    """The names of files inside the file. `among` are the objects that may be one."""
    among = sort_out(pdf, MAY_BE_FILE)[0] if among is None else among
    files = [thing for thing in among if isinstance(thing, Dictionary) and Name.EF in thing]
    return sorted({plain(file.get(Name.UF, file.get(Name.F, "without a name"))) for file in files})


def notes(pdf):
    """How many annotations there are of each sort: notes, hidden ones, redactions not carried out, links, fields."""
    counts = dict.fromkeys(("notes", "covers", "hidden", "redactions", "links", "fields", "others"), 0)
    for page in pdf.pages:
        for annotation in annotations(page.obj):
            counts["covers" if covers(annotation) else sort_of(annotation)] += 1
    return counts


def annotations(page):
    listed = page.get(Name.Annots, [])
    return [each for each in listed if isinstance(each, Dictionary)] if isinstance(listed, Array) else []


def sort_of(annotation):
    kind = str(annotation.get(Name.Subtype, ""))
    if kind == "/Redact":
        return "redactions"
    if kind == "/Link":
        return "links"
    if int(annotation.get(Name.F, 0)) & HIDDEN_FLAGS:
        return "hidden"
    if kind == "/Widget":
        return "fields"
    return "notes" if kind in NOTES else "others"


def covers(annotation):
    """
    Whether a note may cover what lies under it, so that whoever takes it away brings the words to light.

    A filled shape, a stamp or text on a ground; a broad pen or a marker where it is dark.
    """
    kind = str(annotation.get(Name.Subtype, ""))
    if sort_of(annotation) != "notes":
        return False
    if kind in SHAPES:
        return len(annotation.get(Name.IC, ())) > 0
    if kind in PENS or kind == "/Highlight":
        return is_dark(annotation) and (kind == "/Highlight" or width(annotation) >= BROAD)
    return kind == "/Stamp" or (kind == "/FreeText" and Name.C in annotation)


def is_dark(annotation):
    colour = [float(each) for each in annotation.get(Name.C, ())]
    return len(colour) in (1, 3) and max(colour) <= DARK


def width(annotation):
    return float(annotation.get(Name.BS, Dictionary()).get(Name.W, 1))


def layers(pdf):
    """(number of layers, the object numbers of those switched off)."""
    settings = pdf.Root.get(Name.OCProperties)
    if not isinstance(settings, Dictionary):
        return 0, set()
    groups = [group.objgen for group in settings.get(Name.OCGs, [])]
    usual = settings.get(Name.D, Dictionary())
    off = set(groups) if usual.get(Name.BaseState) == Name.OFF else set()
    off -= {group.objgen for group in usual.get(Name.ON, [])}
    off |= {group.objgen for group in usual.get(Name.OFF, [])}
    return len(groups), off


def properties(pdf):
    """Which properties the file carries about who made it: names of the entries, not what they say."""
    info = pdf.trailer.get(Name.Info, Dictionary())
    names = [key[1:] for key in info.keys() if isinstance(info[key], String) and str(info[key]).strip()]  # noqa: SIM118
    return sorted([*(name for name in names if name in TELLING), *(["its history"] if tells_maker(pdf) else [])])


def tells_maker(pdf):
    """Whether the file's own description (XMP) says who made it or how it came about."""
    metadata = pdf.Root.get(Name.Metadata)
    try:
        return isinstance(metadata, Stream) and bool(MAKER.search(metadata.read_bytes()))
    except pikepdf.PdfError:
        return False


def revisions(data, pdf):
    """How many earlier states of the document the file still holds."""
    return max(0, len(REVISION.findall(data)) - (2 if pdf.is_linearized else 1))


def loose_fonts(pdf):
    """Names of fonts that pages use but the file does not hold."""
    loose, seen = set(), set()
    for page in pdf.pages:
        look_for_fonts(page.obj.get(Name.Resources), loose, seen)
    return sorted(loose)


def look_for_fonts(resources, loose, seen):
    """Look through resources and those of the drawings in them, each once."""
    waiting = [resources]
    while waiting:
        resources = waiting.pop()
        if not isinstance(resources, Dictionary) or (resources.is_indirect and resources.objgen in seen):
            continue
        seen.add(resources.objgen)
        listed = resources.get(Name.Font, Dictionary()).as_dict().values()
        loose.update(name_of(font) for font in listed if is_loose(font))
        for kind in (Name.XObject, Name.Pattern):
            for drawn in resources.get(kind, Dictionary()).as_dict().values():
                if isinstance(drawn, Stream) and drawn.objgen not in seen and Name.Resources in drawn:
                    seen.add(drawn.objgen)
                    waiting.append(drawn.Resources)


def is_loose(font):
    if not isinstance(font, Dictionary) or font.get(Name.Subtype) == Name.Type3:
        return False
    if font.get(Name.Subtype) == Name.Type0:
        font = font.DescendantFonts[0]
    descriptor = font.get(Name.FontDescriptor, Dictionary())
    return not any(key in descriptor for key in (Name.FontFile, Name.FontFile2, Name.FontFile3))


def name_of(font):
    return str(font.get(Name.BaseFont, "/unnamed"))[1:]


def title(pdf):
    """The title the file gives itself, or nothing."""
    info = pdf.trailer.get(Name.Info, Dictionary())
    told = info.get(Name.Title)
    if isinstance(told, String) and str(told).strip():
        return plain(told)
    try:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            return plain(xmp.get("dc:title", "") or "")
    except Exception:  # noqa: BLE001  metadata is a stranger's XML: whatever is wrong with it, there is no title in it
        return ""


def says_ua(pdf):
    """Whether the file claims PDF/UA-1."""
    metadata = pdf.Root.get(Name.Metadata)
    if not isinstance(metadata, Stream):
        return False
    try:
        return bool(re.search(rb"pdfuaid:part(>|=[\"'])\s*1", metadata.read_bytes()))
    except pikepdf.PdfError:
        return False


def language(pdf):
    """The language that the file says it is in, such as en-GB; empty where it says none."""
    told = pdf.Root.get(Name.Lang)
    return plain(told)[:35] if isinstance(told, String) else ""


def has_tags(pdf):
    root = pdf.Root.get(Name.StructTreeRoot)
    marked = pdf.Root.get(Name.MarkInfo, Dictionary())
    return isinstance(root, Dictionary) and Name.K in root and marked.get(Name.Marked) is True


def plain(words):
    """One line of readable characters."""
    return " ".join("".join(each if each.isprintable() else " " for each in str(words)).split())[:300]
