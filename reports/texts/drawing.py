"""Parts drawn for a page: safe HTML, with words marked where somebody speaks of them or they want another look."""

from dataclasses import dataclass, field

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from corporate_parenting.lib import marking, richtext


@dataclass(frozen=True)
class Drawn:
    """A piece ready for the page: running text, a table of cells, or a figure."""

    kind: str
    html: SafeString = ""
    head: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    caption: str = ""
    image: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Mark:
    """What is marked: `find` gives the stretches of a plain text; ears hear `before` and `after`."""

    find: object
    before: str = ""
    after: str = ""

    def on(self, html):
        """The HTML with its stretches marked."""
        spans = self.find(marking.plain(html))
        return marking.mark(html, spans, self.before, self.after) if spans else html


def draw(piece, *marks):
    """A piece with these marks on it."""
    if piece.kind == "table":
        rows = [[_marked(_cell(cell), marks) for cell in row] for row in piece.rows]
        head = rows[:1] if piece.is_headed else []
        return Drawn("table", head=head[0] if head else [], rows=rows[len(head) :], caption=piece.caption, pk=piece.pk)
    if piece.kind == "figure":
        return Drawn("figure", html=escape(piece.text), caption=piece.caption, image=piece.image, pk=piece.pk)
    return Drawn("text", html=_marked(richtext.page(piece.text, base_level=4), marks), pk=piece.pk)


def quotes(words):
    """What `Mark.find` needs to mark each of these quotes."""
    return lambda text: sorted(span for quote in words for span in marking.where(quote, text)[:1])


def _marked(html, marks):
    for mark in marks:
        html = mark.on(html)
    return html


def _cell(text):
    return mark_safe(str(escape(text)).replace("\n", "<br>"))
