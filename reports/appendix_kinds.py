"""What was added as an appendix: told by its bytes, never by its name; refused in words where it is not taken."""

from pathlib import PurePath

from corporate_parenting.lib import pdf
from corporate_parenting.lib.reading import ReadError, decode
from reports.models import Appendix

Kind = Appendix.Kind
START = 1024
ENDINGS = {
    Kind.PDF: (".pdf",),
    Kind.PNG: (".png",),
    Kind.JPEG: (".jpg", ".jpeg"),
    Kind.CSV: (".csv", ".tsv", ".tab", ".txt"),
}
CALLED = {Kind.PDF: "a PDF", Kind.PNG: "a PNG picture", Kind.JPEG: "a JPEG picture", Kind.CSV: "a CSV table"}
TAKEN = "A PDF, a PNG or JPEG picture or a CSV table can be added."

WORKBOOK = (
    "This is a spreadsheet, and spreadsheets are not published: they can hold hidden sheets, formulas, and the figures "
    "behind a chart or pivot table, which nobody sees on the page. Open the sheet that is meant, save that sheet as "
    "CSV (in Excel: Save as, “CSV UTF-8”) and add the CSV file: it then holds the values alone."
)
DOCUMENT = (
    "This is a document that can still be edited: it can hold comments, earlier wording or hidden text. Save it as PDF "
    "with tags (in Word: Save as, PDF, Options, “Document structure tags for accessibility”) and add the PDF."
)
SLIDES = (
    "These are slides that can still be edited: they can hold notes and hidden slides. Save them as PDF and add that."
)
ARCHIVE = "This is a folder of files (zip). Add each file in it as an appendix of its own. " + TAKEN
PAGE = "This is a web page. Print it to PDF and add that."
PICTURE = "This is a picture of a kind that is not taken here. Save it as PNG or JPEG and add that."
PROGRAM = "This is a program, not a document. " + TAKEN
EMPTY = "The file is empty: it has 0 bytes. Save it again and add that."
TEXT = (
    "This is plain text. If it is a table, save it as CSV, so that its name ends in .csv. If it is text to read, write "
    "it into the report, or save it as PDF."
)
UNKNOWN = "This file is of a kind that is not taken here, or it is damaged. " + TAKEN
TWO_KINDS = "This file pretends to be of two kinds at once. Save the document anew as PDF and add that."

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# Names of parts that stand uncompressed at the end of a zip file, and what such a file is.
IN_A_ZIP = {
    b"xl/workbook": WORKBOOK,
    b"opendocument.spreadsheet": WORKBOOK,
    b"word/document": DOCUMENT,
    b"opendocument.text": DOCUMENT,
    b"ppt/presentation": SLIDES,
    b"opendocument.presentation": SLIDES,
}
IN_OLD_OFFICE = {
    "Workbook".encode("utf-16-le"): WORKBOOK,
    "Book".encode("utf-16-le"): WORKBOOK,
    "WordDocument".encode("utf-16-le"): DOCUMENT,
    "PowerPoint Document".encode("utf-16-le"): SLIDES,
}
STARTS = {
    b"PK": ARCHIVE,
    b"{\\rtf": DOCUMENT,
    b"GIF8": PICTURE,
    b"BM": PICTURE,
    b"II*\x00": PICTURE,
    b"MM\x00*": PICTURE,
    b"RIFF": PICTURE,
    b"\x00\x00\x00": PICTURE,
    b"8BPS": PICTURE,
    b"MZ": PROGRAM,
    b"\x7fELF": PROGRAM,
    b"#!": PROGRAM,
    b"\x1f\x8b": ARCHIVE,
    b"7z\xbc\xaf": ARCHIVE,
    b"Rar!": ARCHIVE,
}
MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<?xml", b"<svg", b"<?php", b"<!--")


def kind_of(data, file_name):
    """The kind of an appendix that these bytes are. Raises pdf.Refused: why they are none, and what to do."""
    if not data:
        raise pdf.Refused(EMPTY)
    start = data[:START]
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if start.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    other = _other(data, start)
    if b"%PDF-" in start:
        if other:
            raise pdf.Refused(TWO_KINDS)
        return Kind.PDF
    if other:
        raise pdf.Refused(other)
    return _table(data, file_name)


def _other(data, start):
    """Why a file of another known kind is not taken; empty for what may be a PDF or a table."""
    if start.startswith(b"PK\x03\x04"):
        return next((why for part, why in IN_A_ZIP.items() if part in data), ARCHIVE)
    if start.startswith(OLD_OFFICE):
        return next((why for part, why in IN_OLD_OFFICE.items() if part in data), DOCUMENT)
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(MARKUP):
        return PAGE
    # "PK", "BM" or "MZ" may be the first letters of a table's heading; a file of those kinds is not text.
    return next((why for begin, why in STARTS.items() if start.startswith(begin) and not _is_text(data)), "")


def _table(data, file_name):
    if not _is_text(data):
        raise pdf.Refused(UNKNOWN)
    if _ending(file_name) not in ENDINGS[Kind.CSV]:
        raise pdf.Refused(TEXT)
    return Kind.CSV


def _is_text(data):
    """Whether these bytes are letters in some encoding, without the signs that only programs write."""
    try:
        text = decode(data[:200_000], "file")
    except ReadError:
        return False
    return not any(ord(letter) < 32 and letter not in "\n\t\f" for letter in text)


def _ending(file_name):
    return PurePath(file_name).suffix.lower()


def misnamed(kind, file_name):
    """A sentence where the name of a file says another kind than its bytes; else empty."""
    ending = _ending(file_name)
    if ending in ENDINGS[kind]:
        return ""
    named = f"Its name ends in “{ending}”" if ending else "Its name has no ending"
    return f"{named}, but it is {CALLED[kind]}: it was taken as that."
