"""What could tell who a child is: dates of birth, numbers of a file, initials, names, stories."""

import re

from django.utils import timezone

from corporate_parenting.lib import recognisable
from reports.checks.groups import CHILDREN
from roles.models import Person

Kind = recognisable.Kind
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
TEXTS = {
    Kind.BORN: "It looks like a date of birth.",
    Kind.NUMBER: "It looks like a number by which somebody’s file is found.",
    Kind.INITIALS: "Initials with an age tell a child to many.",
    Kind.AGED: "A name with an age beside it may be a child’s.",
    Kind.NAMED: "A first name alone may be a child’s. Nobody of that name is known here.",
    Kind.LETTERED: "One child, called by a letter, runs through a story: look at all that is said of them together.",
    Kind.STORY: "Age, school and home of one child stand together: each fits many, together they may fit one.",
}
PROTECTED = "A name stands here that the council keeps from the public."
IN_PRIVATE = " It stands in a private part: say there no more than its readers need."
# What nobody reads as words about children: names of officers stand there.
SILENT = {"field", "source"}
NAME_COLUMN = re.compile(
    r"^(?:first |full |child(?:’s|'s)? |pupil )?(?:names?|initials|child|young person|pupil|forename)$", re.IGNORECASE
)
TELLING_COLUMN = re.compile(
    r"\b(?:age|born|school|placement|home|carer|ethnicity|gender|sex|address|need)\b", re.IGNORECASE
)
BIRTH_COLUMN = re.compile(r"^(?:d\.?o\.?b\.?|date of birth|birth ?date|born(?: on)?)$", re.IGNORECASE)


def about_children(script):
    """Everything that looks so, of what the public reads first. One query."""
    known, protected = _names(script.version)
    today = timezone.localdate()
    for passage in [*script.passages, *script.pages]:
        if passage.kind not in SILENT:
            yield from _in_passage(passage, known, protected, today)
    for sheet in script.sheets:
        yield from _in_table(sheet, known, protected, today)


def _names(version):
    """(words of names that may be named, whole names that are kept from the public), in small letters."""
    known, protected = set(), set()
    for name, is_public in Person.objects.values_list("name", "name_is_public"):
        words = [word.lower() for word in WORD.findall(name)]
        if is_public:
            known.update(words)
        elif len(words) > 1:
            protected.add(" ".join(words))
    beside = [contact.name for contact in version.contacts.all()]
    beside += [value for _, value in [*version.header, *version.footer]]
    known.update(word.lower() for words in beside for word in WORD.findall(words))
    return frozenset(known), protected


def _in_passage(passage, known, protected, today):
    text = passage.prose
    if _holds(text, protected):
        yield _finding(passage.place, PROTECTED, "", stops=True)
    for found in recognisable.find(text, known=known, today=today):
        yield _finding(passage.place, TEXTS[found.kind], found.quote, stops=found.sure)


def _finding(place, text, quote, *, stops, more=""):
    return place.finding(CHILDREN, text + IN_PRIVATE * place.private, stops=stops, quote=quote, more=more)


def _holds(text, protected):
    if not protected:
        return False
    plain = f" {' '.join(WORD.findall(text.lower()))} "
    return any(f" {name} " in plain for name in protected)


def _in_table(sheet, known, protected, today):
    head = [cell.strip() for cell in sheet.head]
    for column, label in enumerate(head):
        days = [row for row in sheet.rows if column < len(row) and recognisable.is_date(row[column])]
        if BIRTH_COLUMN.match(label) and days:
            yield _finding(sheet.place, TEXTS[Kind.BORN], label, stops=True, more=f"column “{label}”")
    if len(sheet.rows) > 1 and any(map(NAME_COLUMN.match, head)) and any(map(TELLING_COLUMN.search, head)):
        text = "It has a row for each child, with what tells them apart."
        yield _finding(sheet.place, text, "", stops=False)
    whole = "\n".join(str(cell) for row in sheet.rows for cell in row)
    if not _holds(whole, protected) and not recognisable.find(whole, known=known, today=today):
        return
    for number, row in enumerate(sheet.rows, start=1):
        text = "\n".join(map(str, row))
        if _holds(" ".join(map(str, row)), protected):
            yield _finding(sheet.place, PROTECTED, "", stops=True, more=f"row {number}")
        for found in recognisable.find(text, known=known, today=today):
            yield _finding(sheet.place, TEXTS[found.kind], found.quote, stops=found.sure, more=f"row {number}")
