"""Numbers of children so small that they can tell who they are, and what they can be worked out from."""

from corporate_parenting.lib import small_numbers
from reports.checks.groups import NUMBERS

READ = {"title", "heading", "paragraph", "caption", "alt", "recommendation", "reasons", "implication", "introduction",
        "page"}  # fmt: skip
MOST_OF_A_TABLE = 8  # places named one by one
Kind = small_numbers.Kind


def about_numbers(script, threshold, *, with_files=True):
    """
    Everything of it in what the public reads. A private part may hold the full figures. The words on the pages of
    appendices are read in a process of their own: not where it is to be quick (`with_files`).
    """
    for passage in [*script.passages, *(script.pages if with_files else [])]:
        if passage.kind in READ and not passage.place.private:
            for found in small_numbers.in_text(passage.prose, threshold):
                yield passage.place.finding(NUMBERS, _text(found, threshold), quote=found.quote)
    for sheet in script.sheets:
        if not sheet.place.private:
            yield from _of_table(sheet, threshold)


def _of_table(sheet, threshold):
    caption = sheet.caption or sheet.place.words
    found = small_numbers.in_table(sheet.head, sheet.rows, caption=caption, threshold=threshold)
    for one in found[:MOST_OF_A_TABLE]:
        more = f"row “{one.row}”, column “{one.column}”"
        yield sheet.place.finding(NUMBERS, _text(one, threshold), quote=one.quote, more=more)
    if (left := len(found) - MOST_OF_A_TABLE) and left > 0:
        text = f"{left} more {'cell tells' if left == 1 else 'cells tell'} a number under {threshold}."
        yield sheet.place.finding(NUMBERS, text)


def _text(found, threshold):
    return {
        Kind.COUNT: f"The number is {found.number}: under {threshold}.",
        Kind.REST: f"All but {found.number} are told, so those left over can be: under {threshold}.",
        Kind.SHARE: f"It can be worked out that the number is {found.number}: under {threshold}.",
        Kind.BASE: f"It is a share of {found.number} only. Of so few, a percentage says little and tells much.",
        Kind.TOTAL: f"It is hidden, but the other numbers and the total show that it is {found.number}.",
    }[found.kind]
