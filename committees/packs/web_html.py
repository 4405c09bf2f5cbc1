"""What is printed, as a piece of a web page: one door from the HTML of the printer to that of the page."""

import base64
from html import escape
from html.parser import HTMLParser

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LOWEST = 6
DROPPED = ("style", "script", "head", "title")  # with all that stands in them
FRAME = ("html", "body", "meta", "link", "base")  # the tags alone
EMPTY = ("br", "hr", "img", "col", "wbr")
NAMES_AN_ID = ("id", "for", "headers", "aria-labelledby", "aria-describedby")
# Of our own, two or three columns wide: they fit a narrow screen, where others scroll in a region of their own.
NARROW = ("fields", "agenda")
KINDS = ((b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"GIF8", "image/gif"), (b"RIFF", "image/webp"))
DRAWING = "image/svg+xml"


class Outline:
    """The headings and tables of a page so far: no level is left out, and every table has a number of its own."""

    def __init__(self):
        self.level, self.tables = 0, 0

    def heading(self, wanted):
        self.level = min(wanted, self.level + 1, LOWEST)
        return self.level

    def table(self):
        self.tables += 1
        return self.tables


def piece(document, *, prefix, below, outline):
    """
    The body of a printed document (Document) for a web page: its headings `below` so many levels, its ids and the links
    to them with a prefix, its pictures carried along, wide tables in a region that scrolls, and none of its styles.
    """
    reader = _Reader(document.assets, prefix, below, outline)
    reader.feed(document.html)
    reader.close()
    return "".join(reader.made)


def data_address(picture):
    """A picture as an address that holds it."""
    kind = next((kind for start, kind in KINDS if picture.startswith(start)), DRAWING)
    return f"data:{kind};base64,{base64.b64encode(picture).decode()}"


class _Reader(HTMLParser):
    def __init__(self, assets, prefix, below, outline):
        super().__init__(convert_charrefs=True)
        self.assets, self.prefix, self.below, self.outline = assets, prefix, below, outline
        self.made, self.dropped = [], 0
        self.headings, self.tables = [], []  # those that are open

    def handle_starttag(self, tag, attrs):
        if tag in DROPPED:
            self.dropped += 1
        if self.dropped or tag in FRAME:
            return
        told = dict(attrs)
        if tag == "table":
            self.begin_table(told)
        if tag in HEADINGS:
            tag = f"h{self.outline.heading(HEADINGS[tag] + self.below)}"
            self.headings.append(tag)
        self.made.append(f"<{tag}{''.join(self.attributes(told))}>")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in DROPPED:
            self.dropped -= 1
            return
        if self.dropped or tag in FRAME or tag in EMPTY:
            return
        if tag in HEADINGS and self.headings:
            tag = self.headings.pop()
        self.made.append(f"</{tag}>")
        if tag == "table" and self.tables and self.tables.pop():
            self.made.append("</div>")

    def handle_data(self, data):
        if not self.dropped:
            self.made.append(escape(data, quote=False))

    def begin_table(self, told):
        wide = not any(name in NARROW for name in (told.get("class") or "").split())
        self.tables.append(wide)
        if wide:
            label = f"Table {self.outline.table()}"
            self.made.append(f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">')

    def attributes(self, told):
        for name, said in told.items():
            if name != "style" and not name.startswith("on"):
                yield f' {name}="{escape(self.value(name, said or ""))}"'

    def value(self, name, said):
        if name in NAMES_AN_ID:
            return " ".join(f"{self.prefix}{one}" for one in said.split())
        return self.address(said) if name in ("href", "src") else said

    def address(self, value):
        """Where a link or a picture leads on the page: to a part, to a place in this part, or into the page's bytes."""
        scheme, _, name = value.partition(":")
        if scheme == "pack":
            return f"#{name}"
        if scheme == "asset":
            return data_address(self.assets[name])
        return f"#{self.prefix}{value[1:]}" if value.startswith("#") else value
