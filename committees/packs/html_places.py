"""All the words of a web page in one file: what it shows, what its tags say, comments, and pictures that are text."""

import base64
import binascii
import re
from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import unquote, unquote_to_bytes

from .saying_where import Place, among

PART = re.compile(r"part-(\d+)")
DATA = re.compile(r"data:[^,;\"')]*(;base64)?,([^\"')\s]+)")
SHOWN, TAGS, COMMENT, SCRIPT, PICTURE = "web page", "tag", "comment", "style or script", "picture"
NAMES = {"title": "title", "alt": "alternative text", "href": "link", "content": "metadata", "aria-label": "label"}
APART = {"a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup", "code", "small", "mark", "u"}


def of(parts, edition, data):
    """The places of a page: all that it shows, which reads on, and everything else, each by itself."""
    reader = _Reader({part.order: part.item.printed_number for part in parts if part.item})
    reader.feed(data.decode("utf-8", "replace"))
    reader.close()
    return reader.read_on(), reader.others


class _Reader(HTMLParser):
    """`items` are the numbers of items by the order of their parts, whose elements have the id part-ORDER."""

    def __init__(self, items):
        super().__init__(convert_charrefs=True)
        self.items, self.item, self.inside = items, "", ""
        self.shown, self.others = [], []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id" and (found := PART.fullmatch(value or "")):
                self.item = self.items.get(int(found[1]), "")
            if value:
                self.add(value, NAMES.get(name, TAGS))
        self.inside = tag if tag in ("style", "script") else ""
        if tag not in APART:
            self.show(" ")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.inside = ""

    def handle_endtag(self, tag):
        self.inside = ""
        if tag not in APART:
            self.show(" ")

    def handle_data(self, data):
        if self.inside:
            self.add(data, SCRIPT)
        else:
            self.show(data)

    def handle_comment(self, data):
        self.add(data, COMMENT)

    def handle_decl(self, decl):
        self.add(decl, TAGS)

    def handle_pi(self, data):
        self.add(data, TAGS)

    def unknown_decl(self, data):
        self.add(data, TAGS)

    def show(self, text):
        if not self.shown or self.shown[-1][0] != self.item:
            self.shown.append((self.item, []))
        self.shown[-1][1].append(text)

    def read_on(self):
        """What is shown, a place for each item that it comes to."""
        return [Place("".join(texts), f"{SHOWN}{among(item)}", item) for item, texts in self.shown]

    def add(self, text, where):
        pictures = DATA.findall(text)
        plain = DATA.sub(" ", text) if pictures else text
        for one in dict.fromkeys([plain, unquote(plain)]):
            self.others.append(Place(one, where, self.item))
        self.others += [Place(words, PICTURE, self.item) for some in pictures if (words := _inside(*some))]


def _inside(packed, data):
    """The bytes of something that the page carries along, as text: a drawing says its words there."""
    raw = unquote_to_bytes(data)
    if packed:
        with suppress(binascii.Error, ValueError):
            raw = base64.b64decode(raw)
    return raw.decode("utf-8", "ignore")
