"""What those need who hear a report instead of seeing it: headings of tables, captions, descriptions, links."""

import re

from django.conf import settings
from django.urls import Resolver404, resolve

from corporate_parenting.lib import links, richtext
from reports.checks.groups import LINKS, SHAPE, TABLES
from reports.models import Block

MOST_COLUMNS, MOST_ROWS = 20, 500
TOO_LARGE = f"has more than {MOST_COLUMNS} columns or {MOST_ROWS} rows: split it, so that it can be read"
NO_HEAD = "The table has no heading row, so a screen reader cannot say what a column holds."
FILE_NAME = re.compile(
    r"^\S+\.(?:png|jpe?g|gif|svg|bmp|tiff?|webp|pdf)$|^(?:img|image|dsc|screenshot|picture)[\s_-]*\d*$", re.IGNORECASE
)
NO_DESCRIPTION = re.compile(
    r"^(?:an? |the )?(?:image|picture|photo(?:graph)?|chart|graph|figure|diagram|logo|table|graphic|infographic|map"
    r"|bar chart|pie chart|line graph)s?(?: (?:of|showing) (?:data|figures|the (?:data|figures)))?\W*$",
    re.IGNORECASE,
)
SHORTEST = 15  # letters: less describes no picture


def about_tables(script):
    """Tables without headings or captions, and pictures without a description."""
    for block, place in script.blocks:
        if block.kind == Block.Kind.FIGURE:
            yield from _about_figure(block, place)
    for sheet in script.sheets:
        yield from _about_sheet(sheet)
    for block, place in script.blocks:
        if block.kind == Block.Kind.TABLE and not block.caption.strip():
            yield place.finding(TABLES, "The table has no caption that says what it shows.")


def _about_figure(block, place):
    alt = block.alt.strip()
    if not alt:
        yield place.finding(TABLES, "The figure has no description for those who cannot see it.", stops=True)
    elif FILE_NAME.match(alt) or NO_DESCRIPTION.match(alt):
        yield place.finding(TABLES, "The description says that there is a picture, not what it shows.", quote=alt)
    elif alt.lower() == block.caption.strip().lower():
        yield place.finding(TABLES, "The description repeats the caption: say what can be seen.")
    elif len(alt) < SHORTEST:
        yield place.finding(TABLES, "The description is very short. Does it say what the picture shows?", quote=alt)


def _about_sheet(sheet):
    head, rows = [str(cell).strip() for cell in sheet.head], sheet.rows
    if not any(head):
        yield sheet.place.finding(TABLES, NO_HEAD, stops=True)
    elif any(not label for label in head[1:]):
        yield sheet.place.finding(TABLES, "A column has no heading.")
    if not rows:
        yield sheet.place.finding(TABLES, "The table has no rows.", stops=True)
    if max([len(head), *map(len, rows)], default=0) > MOST_COLUMNS or len(rows) > MOST_ROWS:
        yield sheet.place.finding(TABLES, f"The table {TOO_LARGE}.", stops=True)
    named = [label.lower() for label in head if label]
    if len(named) != len(set(named)):
        yield sheet.place.finding(TABLES, "Two columns have the same heading.")
    if rows and head and any(len(row) > len(head) for row in rows):
        yield sheet.place.finding(TABLES, "A row has more cells than the heading row.")


def about_links(script):
    """Links that say nothing, lead nowhere by their shape, or lead to two places by the same words."""
    found, places = [], {}
    for passage in script.passages:
        for text, quote in _in_passage(passage):
            yield passage.place.finding(LINKS, text, quote=quote)
        for link in passage.anatomy.links:
            found.append((link.words, link.address))
            places.setdefault(" ".join(link.words.lower().split()), (link.words, passage.place))
    for key, addresses in links.ambiguous(found).items():
        words, place = places[key]
        if not links.about_words(words):
            text = f"These words lead to {len(addresses)} addresses in this report. Say how they differ."
            yield place.finding(LINKS, text, quote=words)


def _in_passage(passage):
    for link in passage.anatomy.links:
        for text in filter(None, [links.about_words(link.words), about_address(link.address)]):
            yield text, link.words
    for words, address in links.unread(passage.text):
        if not re.match(rf"(?:{'|'.join(richtext.SCHEMES)}):\S", address, re.IGNORECASE):
            yield links.about_address(address) or "A link cannot be read.", f"[{words}]({address})"
    if passage.kind == "source":
        for address in re.findall(r"(?:https?://|www\.)[^\s,;]+", passage.text):
            if text := about_address(address.rstrip(".")):
                yield text, address


def about_address(address):
    """What is wrong with an address; on the council's own site also whether there is such a page."""
    if text := links.about_address(address):
        return text
    base = settings.BASE_URL.rstrip("/")
    if address.startswith(f"{base}/") or address == base:
        path = address.removeprefix(base).partition("#")[0].partition("?")[0] or "/"
        try:
            resolve(path)
        except Resolver404:
            return "There is no such page on this site."
    return ""


def about_reading(script):
    """What of a text is beyond the limits of its layout."""
    for passage in script.passages:
        for text in passage.anatomy.findings:
            yield passage.place.finding(SHAPE, text)
