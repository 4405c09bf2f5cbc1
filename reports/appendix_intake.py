"""What becomes of a file that is added as an appendix: checked in a limited child, made safe, and graded."""

from dataclasses import replace
from pathlib import PurePath

from django.template.loader import render_to_string

from corporate_parenting.lib import csvtable, pdf
from corporate_parenting.lib.reading import ReadError
from reports import pictures
from reports.appendix_kinds import kind_of, misnamed
from reports.layout import grid_of
from reports.models import Appendix

Kind = Appendix.Kind
MOST_LETTERS = 250
PRINT_LIMITS = replace(pdf.LIMITS, seconds=25, memory=pdf.UPLOAD_LIMITS.memory, pages=200)
WIDE_TABLE, VERY_WIDE_TABLE, LARGE_TABLE = 6, 12, 1500
NOT_A_TABLE = "The table could not be read: {}{}"


class NeedsDescription(Exception):
    """A picture was added without saying what it shows."""

    def __init__(self):
        super().__init__("Say what the picture shows, for people who cannot see it. Then choose the file again.")


def take_in(data, file_name, *, title="", alt="", has_heading=True):
    """
    What an Appendix holds of a file, by field; `safe` are bytes.

    Raises pdf.Refused with the reason in words, or NeedsDescription.
    """
    kind = kind_of(data, file_name)
    if kind == Kind.PDF:
        taken = _document(pdf.examine(data))
        title = title or taken.pop("own_title")
    elif kind == Kind.CSV:
        title = title or _stem(file_name)
        taken = table(_read(data, file_name, has_heading), title)
    else:
        if not alt.strip():
            raise NeedsDescription
        title = title or _stem(file_name)
        taken = picture(_cleaned(data), title, alt.strip())
    taken.pop("own_title", None)
    odd = misnamed(kind, file_name)
    taken["findings"] = [*([odd] if odd else []), *taken["findings"]]
    return taken | {"kind": kind, "title": (title or _stem(file_name))[:MOST_LETTERS]}


def _document(examined):
    """Of a PDF; what is hidden and what was taken out stand by themselves."""
    apart = {*examined.hidden, *examined.removed}
    return {
        "safe": examined.data,
        "pages": examined.pages,
        "own_title": examined.title,
        "tagged": examined.tagged,
        "claims_ua": examined.claims_ua,
        "language": examined.language,
        "titled": bool(examined.title),
        "scanned": examined.scanned,
        "fonts_missing": examined.fonts_missing,
        "findings": [words for words in examined.findings if words not in apart],
        "removed": examined.removed,
        "hidden": examined.places,
        "alt": "",
        "table": {},
    }


def picture(image, title, alt):
    """Of a picture that was cleaned: a tagged page with its title, on which the description is read out."""
    wide = pictures.is_wide(image)
    html = render_to_string("pdf/appendix_picture.html", {"title": title, "alt": alt, "wide": wide})
    return _printed(html, {"picture": image}) | {"alt": alt, "table": {}}


def table(read, title):
    """Of a table: tagged, with heads that repeat over its pages."""
    stored = {"head": read["head"], "rows": read["rows"]}
    columns = len(stored["head"])
    shown = {
        "title": title,
        "grid": grid_of(stored),
        "wide": columns > WIDE_TABLE,
        "small": columns > VERY_WIDE_TABLE,
        "large": columns * len(stored["rows"]) > LARGE_TABLE,
    }
    made = _printed(render_to_string("pdf/appendix_table.html", shown), {})
    return made | {"table": stored, "alt": "", "findings": [*read["told"], *made["findings"]]}


def _printed(html, assets):
    try:
        made = pdf.render(html, assets=assets, limits=PRINT_LIMITS)
    except pdf.RenderFailed as failed:
        raise pdf.Refused(str(failed)) from None
    return {
        "safe": made.data,
        "pages": made.pages,
        "tagged": True,
        "claims_ua": made.claims_ua,
        "language": "en-GB",
        "titled": True,
        "scanned": 0,
        "fonts_missing": 0,
        "findings": made.warnings,
        "removed": [],
        "hidden": [],
    }


def _cleaned(data):
    try:
        return pictures.clean(data)
    except pictures.Refused as refused:
        raise pdf.Refused(str(refused)) from None


def _read(data, file_name, has_heading):
    try:
        return csvtable.read(data, file_name, has_heading=has_heading)
    except ReadError as error:
        where = f"on line {error.line}, " if error.line else ""
        raise pdf.Refused(NOT_A_TABLE.format(where, error.message)) from None


def _stem(file_name):
    return " ".join(PurePath(file_name).stem.replace("_", " ").split()) or "Appendix"
