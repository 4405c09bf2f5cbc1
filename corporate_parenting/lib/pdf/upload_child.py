"""Uploaded PDFs: opened, looked through, made safe and ready. Runs in a limited child only; `intake.py` is the door."""

import io
from collections import defaultdict
from itertools import chain

import pikepdf
from pikepdf import Name

from . import hidden, rebuild, survey, verify
from .geometry import LONGEST_SIDE, visible_box

START, END = 1024, 2048
OTHER_KINDS = {
    b"PK\x03\x04": "It is a Word, Excel or zip file whose name ends in .pdf.",
    b"\xd0\xcf\x11\xe0": "It is an old Word or Excel file whose name ends in .pdf.",
    b"\x89PNG": "It is a picture whose name ends in .pdf.",
    b"\xff\xd8\xff": "It is a photograph whose name ends in .pdf.",
    b"{\\rtf": "It is a rich text file whose name ends in .pdf.",
}
NOT_PDF = "This is not a PDF. {} Save or print the document as PDF and upload that."
LOCKED = "The PDF is protected with a password. Open it, save it without protection and upload that copy."
CUT_OFF = "The PDF is cut off: its end is missing. Upload it again; if that does not help, save it again as PDF."
BROKEN = "The PDF is damaged and cannot be read. Save it again as PDF and upload that copy."
XFA = "The PDF is an interactive form (XFA), which other programs cannot show. Print it to PDF and upload that copy."
TOO_MANY = "The PDF has {} pages; {} is the most for one document. Upload it in parts."
TOO_LARGE = "Page {} is larger than a PDF page may be. Save it again on paper of A0 or smaller."
TANGLED = (
    "The drawing of page {} is made of drawings within drawings that hold one another. Print the document to PDF and "
    "upload that copy."
)
MOST_PIXELS = 150_000_000  # A0 at 300 dots an inch
PICTURE = "A picture in the PDF has {} million pixels; {} million is the most. Save it again with smaller pictures."
UNSOUND = (
    "The drawing of the pages, or something that they use, is damaged and cannot be read to its end. Print the "
    "document to PDF and upload that copy."
)
TOO_BIG = "Reading the PDF takes more memory than one document may use. Save it again with smaller pictures."
HIDDEN = {
    "under_box": "Words lie under a filled box on {}: they are covered, but still in the file and can be copied.",
    "under_picture": "Words lie under a picture on {}: they are covered, but still in the file and can be copied.",
    "white": "White words on white on {}: nobody sees them, but they are in the file and can be copied.",
    "unread": "The drawing of {} could not be followed to its end, so hidden words cannot be ruled out.",
    "off_page": "Words lie outside the visible page on {}: nobody sees them, but they are in the file.",
    "tiny": "Words on {} are too small for anybody to read, but they are in the file and can be copied.",
}
REDACTIONS = "Words are marked for redaction but still there: apply the redaction first."

DAMAGED = "The file was damaged and has been repaired: check that every page is there."
NOTES = {
    "notes": "Comments and notes were removed: {}.",
    "covers": "Boxes and stamps that were put over the pages as notes are now part of them: {}.",
    "hidden": "Hidden annotations were removed: {}.",
    "fields": "Form fields were made part of the page, as they are filled in now.",
}


class Refusal(Exception):
    """Why the upload cannot be used, in plain words."""


def work(request, blob):
    """One upload. The reply is {"refused": words}, or what `Examined` says together with the PDF."""
    try:
        return examine(request, blob)
    except Refusal as refusal:
        return {"refused": str(refusal)}, b""
    except (RecursionError, MemoryError):
        return {"refused": TOO_BIG}, b""
    except pikepdf.PasswordError:
        return {"refused": LOCKED}, b""
    except Exception:  # noqa: BLE001  a library fell over a stranger's file: to the officer it is broken
        return {"refused": BROKEN}, b""


def examine(request, data):
    """The reply and the ready PDF of one upload. Raises Refusal, or whatever a library trips over."""
    check_kind(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        repaired = bool(pdf.get_warnings())
        check_whole(pdf, data, request["pages"], repaired)
        check_pictures(pdf)
        off = survey.layers(pdf)
        removed, marked = removed_findings(pdf, data, off), marked_pages(pdf)
        claims, covered = survey.says_ua(pdf), any(survey.covers(note) for note in notes_of(pdf))
        rebuild.flatten(pdf)
        seen = [hidden.read(page, visible_box(page), off[1]) for page in pdf.pages]
        refuse_tangled(seen)
        facts = facts_of(pdf, seen)
        places = [*hidden_places(seen), *marked]
        told = hidden_words(places)
        findings = [DAMAGED] * repaired + removed + reading_findings(pdf, seen, facts)
        facts["tagged"], shrunk = rebuild.make_ready(pdf, seen, off[1], tagged=facts["tagged"], title=facts["title"])
        facts["claims_ua"] = (
            claims and facts["tagged"] and not covered and not facts["fonts_missing"] and bool(facts["language"])
        )
        found = {"findings": told + findings + shrunk, "hidden": told, "removed": removed, "places": places}
        made = rebuild.seal(pdf)
    check_sound(made)
    return facts | found, made


def facts_of(pdf, seen):
    """What can be said of a file in one word or number each."""
    return {
        "pages": len(pdf.pages),
        "title": survey.title(pdf),
        "has_text": any(page.words for page in seen),
        "tagged": survey.has_tags(pdf) and not any(page.broken for page in seen),
        "language": survey.language(pdf),
        "scanned": sum(is_scan(page) for page in seen),
        "fonts_missing": len(survey.loose_fonts(pdf)),
    }


def is_scan(page):
    """A picture of a page: nothing is written on it but what was recognised in it."""
    return bool(page.pictures) and page.words == page.invisible


def notes_of(pdf):
    return (note for page in pdf.pages for note in survey.annotations(page.obj))


def check_kind(data):
    if b"%PDF-" in data[:START]:
        return
    told = next((words for start, words in OTHER_KINDS.items() if data.startswith(start)), "")
    if not told and data[:START].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        told = "It is a web page whose name ends in .pdf."
    raise Refusal(NOT_PDF.format(told or "It is empty or of another kind.").replace("  ", " "))


def check_whole(pdf, data, most_pages, repaired):
    """Refuse what is protected, cut off, an interactive form, empty, too long or too large."""
    if pdf.is_encrypted:
        raise Refusal(LOCKED)
    if repaired and b"%%EOF" not in data[-END:]:
        raise Refusal(CUT_OFF)
    form = pdf.Root.get(Name.AcroForm)
    if isinstance(form, pikepdf.Dictionary) and Name.XFA in form:
        raise Refusal(XFA)
    count = len(pdf.pages)
    if count == 0:
        raise Refusal(BROKEN)
    if count > most_pages:
        raise Refusal(TOO_MANY.format(count, most_pages))
    for number, page in enumerate(pdf.pages, start=1):
        left, bottom, right, top = visible_box(page)
        if max(right - left, top - bottom) * float(page.obj.get(Name.UserUnit, 1)) > LONGEST_SIDE:
            raise Refusal(TOO_LARGE.format(number))


def check_pictures(pdf):
    """Refuse a picture that nobody prints, before it is unpacked anywhere."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get(Name.Subtype) == Name.Image:
            pixels = int(thing.get(Name.Width, 0)) * int(thing.get(Name.Height, 0))
            if pixels > MOST_PIXELS:
                raise Refusal(PICTURE.format(pixels // 1_000_000, MOST_PIXELS // 1_000_000))


def check_sound(made):
    """Refuse what would fail the look that every pack is given: one such file would keep a whole pack back."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        labels = [page.label for page in pdf.pages]
        faults = chain(verify.said(pdf), verify.structure_faults(pdf, labels), verify.Look({}).page_faults(pdf))
        if any(faults):
            raise Refusal(UNSOUND)


def refuse_tangled(seen):
    """Words that lie deeper than anybody follows could be found by no search, and a viewer may never end."""
    for number, page in enumerate(seen, start=1):
        if page.tangled:
            raise Refusal(TANGLED.format(number))


def hidden_places(seen):
    """What a reader does not see: what hides it, on which page, how many stretches of words."""
    places = []
    for number, page in enumerate(seen, start=1):
        counts = {kind: int(getattr(page, kind)) for kind in HIDDEN}
        counts["invisible"] = 0 if page.pictures else page.invisible
        places += [{"what": kind, "page": number, "count": count} for kind, count in counts.items() if count]
    return places


def marked_pages(pdf):
    """Where words are marked for redaction: the mark goes, and so what it was to hide must be told of."""
    sorts = [[survey.sort_of(note) for note in survey.annotations(page.obj)] for page in pdf.pages]
    counts = [sort.count("redactions") for sort in sorts]
    return [{"what": "redactions", "page": n, "count": count} for n, count in enumerate(counts, start=1) if count]


def hidden_words(places):
    """The same in sentences, by what hides the words and where."""
    where = defaultdict(list)
    for place in places:
        where[place["what"]].append(place["page"])
    told = [words.format(pages(where[kind])) for kind, words in HIDDEN.items() if kind in where]
    told += [REDACTIONS] if where["redactions"] else []
    if where["invisible"]:
        told.append(f"Invisible words on {pages(where['invisible'])}, with no picture that they belong to.")
    return told


def pages(numbers):
    """Page numbers in words: page 3; pages 1 to 4, 9."""
    runs = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(a) if a == b else f"{a} to {b}" for a, b in runs[:10]] + ["more"] * (len(runs) > 10)
    return ("page " if numbers == numbers[:1] else "pages ") + ", ".join(words)


def removed_findings(pdf, data, off):
    """What was in the file besides its pages. All of it is taken out."""
    told = {
        "Attached files were removed: {}.": ", ".join(survey.attachments(pdf))[:200],
        "Active content was removed: {}.": ", ".join(survey.active_content(pdf)),
        **notes_told(survey.notes(pdf)),
        "Layers that are switched off were removed: {}.": len(off[1]),
        "Earlier states of the document were in the file and have been removed: {}.": survey.revisions(data, pdf),
        "Document properties were removed: {}.": ", ".join(survey.properties(pdf)),
    }
    return [words.format(what) for words, what in told.items() if what]


def notes_told(counts):
    return {words: counts[kind] for kind, words in NOTES.items()}


def reading_findings(pdf, seen, facts):
    """What keeps the document from being read by everybody."""
    told = []
    if not facts["tagged"]:
        told.append("It has no tags for screen readers: upload the tagged original, or offer it as a report too.")
        if links := survey.notes(pdf)["links"]:
            told.append(f"Links in it can be read but not followed: {links}.")
    if not facts["has_text"]:
        told.append("It is pictures of pages without text: it can be neither read aloud nor searched.")
    elif scanned := [n for n, page in enumerate(seen, start=1) if is_scan(page)]:
        told.append(f"Scanned, with recognised text that may hold mistakes or parts painted over: {pages(scanned)}.")
    if Name.Lang not in pdf.Root:
        told.append("It does not say which language it is in.")
    if not facts["title"]:
        told.append("It has no title of its own.")
    if fonts := survey.loose_fonts(pdf):
        told.append(f"Fonts are not in the file: {', '.join(fonts)[:200]}.")
    return told
