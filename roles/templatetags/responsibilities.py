"""Where a responsibility comes from, in words: {% load responsibilities %}."""

from django import template

from roles import catalogue

register = template.Library()


@register.filter
def document(source):
    """{{ responsibility.source|document }}: the document's title."""
    return catalogue.source_in_words(source)[0]


@register.filter
def place(source):
    """{{ responsibility.source|place }}: "paragraph 8, point 1"."""
    return catalogue.source_in_words(source)[1]
