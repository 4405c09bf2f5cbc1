"""The top of a report: title, body, date, where it comes from, and its labelled fields."""

import re

from reports.reading import words
from reports.reading.body import table
from reports.reading.chunks import Chunk
from reports.reading.contacts import Contacts, side
from reports.reading.shapes import Block, Field, Person

LABELLED = re.compile(r"[*_]{0,3}([A-Z][\w/&’' ()-]{0,40}?)[*_]{0,3}\s*:[*_]{0,3}(?!//)\s*(.*)", re.DOTALL)
KNOWN_LABEL = re.compile(
    r"(?:report )?to|(?:report )?from|(?:report )?(?:of|by)|(?:report |date of )?meeting(?: date)?|(?:report )?date"
    r"|(?:date of|report) meeting|(?:report )?title|subject|purpose(?: of (?:the )?report)?|recommendations?|committee"
    r"|(?:report )?authors?|lead (?:officer|member|director)|cabinet member|executive member|portfolio(?: holder)?"
    r"|wards?(?: affected)?(?:/division(?:\(s\))?)?|electoral divisions?(?: affected)?|classification|status"
    r"|(?:forward plan ref|key decision)(?: no)?|(?:officer|member)s? contacts?|contact (?:officer|member)s?",
    re.IGNORECASE,
)
TITLE_LABEL = re.compile(r"(?:report )?title|subject", re.IGNORECASE)
BODY_LABEL = re.compile(r"(?:report )?to|committee|meeting", re.IGNORECASE)
FROM_LABEL = re.compile(r"(?:report )?(?:from|of|by)|(?:report )?authors?", re.IGNORECASE)
LINES_MATTER = re.compile(r"(?:report )?(?:from|of|by)|.*author.*|.*contact.*", re.IGNORECASE)
NAME_AND_POST = re.compile(r"(.{3,60}?)\s+[-–—]\s+(.{3,})", re.DOTALL)
POLITICAL = re.compile(r"\b(?:member|councillor|cllr|mayor|leader|portfolio)\b", re.IGNORECASE)


class Header:
    """Reads the chunks above the body, one after the other; the results are its attributes."""

    def __init__(self, chunks: list[Chunk]):
        self.fields, self.title, self.recommended, self.labels, self.unplaced = [], "", [], [], []
        self.contacts, self.loose, self._side, self._asked = Contacts(), [], "", False
        for chunk in chunks:
            self._take(chunk)
        self._settle_loose()
        self.labels += self.contacts.labels
        self.unplaced += self.contacts.left

    @property
    def body_name(self):
        """The body the report is for, by a label or by its place; empty when the header does not say."""
        for label in (re.compile("Body"), BODY_LABEL):
            for field in self.fields:
                if label.fullmatch(field.label) and not words.is_date(field.value):
                    return " ".join(field.value.split())
        return ""

    @property
    def meeting_date(self):
        """The first date that a label or its place calls the meeting's; None when there is none."""
        dated = [field for field in self.fields if re.search(r"date|meeting", field.label, re.IGNORECASE)]
        return next(filter(None, (words.find_date(field.value) for field in dated)), None)

    @property
    def authors(self):
        """Who the report comes from."""
        found = []
        for field in self.fields:
            name_and_post = NAME_AND_POST.fullmatch(field.value) if not field.said else None
            if name_and_post:
                found.append(Person(*name_and_post.groups()))
            elif field.said and FROM_LABEL.fullmatch(field.label):
                name, _, post = field.value.partition("\n")
                found.append(Person(name.strip(), " ".join(post.split())))
        return found

    def _take(self, chunk):
        if chunk.kind == "table":
            self._take_table(chunk)
        elif self._asked and (chunk.kind == "item" or chunk.lettered or chunk.number):
            self.recommended.append(Block("text", ("- " if chunk.kind == "item" else "") + chunk.text, chunk.number))
        elif chunk.kind == "item" or chunk.number:
            self.unplaced.append(
                (f"line {chunk.line}, in the header", f"{chunk.number} {words.plain(chunk.text)}".strip())
            )
        else:
            for label, value in _pieces(chunk, titled=bool(self.title or self.loose)):
                self._take_piece(label, value, chunk)

    def _take_table(self, chunk):
        rows = chunk.rows
        if self.contacts.is_table(rows):
            self.contacts.take_table(rows, chunk.line)
        elif all(len(row) == 2 and (LABELLED.fullmatch(row[0]) or _known(row[0])) for row in rows):
            for label, value in rows:
                self._take_piece(words.one_line(label).rstrip(": "), value, chunk)
        else:
            block = table(chunk)
            cells = [" | ".join(filter(None, row)) for row in ([block.head] if block.head else []) + list(block.rows)]
            self.unplaced.append((f"line {chunk.line}, a table in the header", "\n".join(cells)))

    def _take_piece(self, label, value, chunk):
        whose = side(label) if label else ""
        self._asked = False
        if whose and not value.strip():
            self._side = whose
            self.labels.append(label)
        elif not label:
            self.loose.append((chunk, value))
        elif self._side and self.contacts.take(self._side, label, value):
            return
        elif TITLE_LABEL.fullmatch(label) and not self.title:
            self.title = words.one_line(value)
            self.labels.append(label)
        elif words.RECOMMENDATION.fullmatch(label):
            self._asked = True
            self.labels.append(label)
            self.recommended += [Block("text", _unwrapped(value))] if value.strip() else []
        else:
            kept = words.plain(value) if LINES_MATTER.fullmatch(label) else words.one_line(value)
            self.fields.append(Field(label, kept))

    def _settle_loose(self):
        """What stands without a label: a body, a date, the title, and names with their posts, in that order."""
        texts = [(chunk, words.one_line(text)) for chunk, text in self.loose if words.one_line(text)]
        named = any(BODY_LABEL.fullmatch(field.label) for field in self.fields)
        others = [text for _, text in texts if not words.is_date(text)]
        body = others[0] if len(others) > 1 and not named and _is_body(others[0]) else None
        marked = next((text for chunk, text in texts if chunk.kind == "heading" and text != body), None)
        title = self.title or marked or next((text for text in others if text != body), "")
        seen = set()
        for chunk, text in texts:
            label = self._label(text, body, title, seen)
            if label:
                self.fields.append(Field(label, text, said=False))
            elif label is None:
                self.unplaced.append((f"line {chunk.line}, in the header", text))
        self.title = title

    def _label(self, text, body, title, seen):
        """The label that a loose line gets by its place; empty for the title itself, None for no place."""
        if text == body and "Body" not in seen:
            seen.add("Body")
            return "Body"
        if text == title and not self.title and "Title" not in seen:
            seen.add("Title")
            return ""
        if words.is_date(text):
            return "Date"
        if NAME_AND_POST.fullmatch(text):
            return "Political lead" if POLITICAL.search(text) else "Chief officer"
        return None


def _pieces(chunk, *, titled):
    """(label, value) for each labelled line with the lines that go on from it; ("", text) without a label."""
    found = []
    for line in chunk.lines:
        labelled = LABELLED.fullmatch(line) if chunk.kind == "para" else None
        if labelled and (_known(labelled[1]) or ((titled or found) and len(labelled[1].split()) <= 3)):
            found.append([labelled[1].strip(), labelled[2]])
        elif found:
            found[-1][1] += f"\n{line}"
        else:
            found.append(["", line])
    return [(label, value) for label, value in found]


def _known(label):
    return KNOWN_LABEL.fullmatch(words.one_line(label).rstrip(": ")) is not None


def _is_body(text):
    return len(text.split()) <= 9 and words.BODY.search(text) is not None


def _unwrapped(value):
    """A value that was set in bold as a whole is not emphasised by that."""
    whole = re.fullmatch(r"\s*(\*\*|__)((?:(?!\1).)+)\1\s*", value, re.DOTALL)
    return " ".join((whole[2] if whole else value).split())
