"""Words of a page's safe HTML are marked where they stand: also where bold type or a link begins amid them."""

import html
import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PIECE = re.compile(r"<[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]|[<&]", re.DOTALL)
SPACES = re.compile(r"\s+")
BLOCK = re.compile(r"</?(?:p|li|ul|ol|h[2-6]|td|th|tr|thead|tbody|table|blockquote|br|hr)\b")


def plain(markup):
    """The words of safe HTML as a reader sees them: blocks apart by a line's end."""
    return "".join(text for text, _, _ in _pieces(str(markup)))


def where(words, text):
    """[(start, end)] of each place where these words stand in a text, whatever the spaces between them."""
    parts = [re.escape(part) for part in SPACES.split(words.strip()) if part]
    if not parts:
        return []
    return [found.span() for found in re.finditer(r"\s+".join(parts), text)]


def mark(markup: SafeString, spans, before="", after=""):
    """
    The same HTML with `<mark>` around these stretches of its plain text; `before` and `after` are for ears alone.

    Tags stay as they are: a stretch that crosses one is marked on both sides of it.
    """
    wanted = sorted(span for span in spans if span[0] < span[1])
    out, place, inside = [], 0, False
    for text, piece, is_tag in _pieces(str(markup)):
        marked = bool(wanted) and wanted[0][0] <= place < wanted[0][1] and not is_tag
        if inside and not marked:
            out.append("</mark>")
        if marked and not inside:
            out += ['<mark class="app-mark">', _unseen(before) if place == wanted[0][0] else ""]
        out.append(piece)
        inside, place = marked, place + len(text)
        if wanted and place >= wanted[0][1]:
            out += [_unseen(after), "</mark>"] if inside else []
            inside = False
            wanted = [span for span in wanted if span[1] > place]
    return mark_safe("".join(out))


def _unseen(words):
    return format_html('<span class="govuk-visually-hidden">{}</span>', words) if words else ""


def _pieces(markup):
    """(the words, the HTML, is it a tag?) of each tag, entity and letter."""
    for piece in PIECE.findall(markup):
        if len(piece) > 1 and piece[0] == "<":
            yield "\n" if BLOCK.match(piece) else "", piece, True
        else:
            yield html.unescape(piece), piece, False
