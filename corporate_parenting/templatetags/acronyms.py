"""Short forms explained where they stand: {% load acronyms %}, then {% explained responsibility.text %}."""

from django import template
from django.utils.html import escape, format_html, format_html_join

from corporate_parenting.lib import acronyms

register = template.Library()
MEMORY = "acronyms explained on this page"


@register.simple_tag(takes_context=True)
def explained(context, text):
    """
    A plain text whose short forms say their words at first use on the page, and in a title afterwards.

    What is written is shown as it is written, whatever it looks like: no HTML passes. Not for a page's title.
    """
    pieces, seen = acronyms.explain("" if text is None else f"{text}", _memory(context))
    _memory(context).update(seen)
    return format_html_join("", "{}", ((_shown(piece),) for piece in pieces))


@register.simple_tag(takes_context=True)
def acronym(context, short, words):
    """One short form that our table does not know, or with words of its own."""
    first = short not in _memory(context)
    _memory(context).add(short)
    return _shown(acronyms.Piece(short, words, words if first else ""))


def _shown(piece):
    """Escaped by itself: a text that somebody marked as safe is no safer here."""
    text = escape(piece.text)
    if not piece.title:
        return text
    abbreviation = format_html('<abbr title="{}">{}</abbr>', escape(piece.title), text)
    return format_html("{} ({})", escape(piece.words), abbreviation) if piece.words else abbreviation


def _memory(context):
    """What one rendering of a page has explained so far: kept at its root, where all its includes meet."""
    return context.render_context.dicts[0].setdefault(MEMORY, set())
