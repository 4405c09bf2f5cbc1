"""Where a responsibility comes from, who holds it and at which tier, in words: {% load responsibilities %}."""

from django import template

from roles import catalogue, catalogue_words

register = template.Library()


@register.filter
def document(source):
    """{{ responsibility.source|document }}: the document's title."""
    return catalogue.source_in_words(source)[0]


@register.filter
def place(source):
    """{{ responsibility.source|place }}: "paragraph 8, point 1"."""
    return catalogue.source_in_words(source)[1]


@register.filter
def source_in_words(wording):
    """{{ wording|source_in_words }}: the document and the place in it."""
    return catalogue_words.source(wording)


@register.filter
def tier_in_words(wording):
    """{{ wording|tier_in_words }}: "Universal (stated)", "None: an organisation holds it"."""
    return catalogue_words.tier(wording)


@register.filter
def held_in_words(wording):
    """{{ wording|held_in_words }}: "The leader of the council and the chief executive, together"."""
    return catalogue_words.held(wording)


@register.filter
def doers_in_words(wording):
    """{{ wording|doers_in_words }}: who does what its holder encourages, "every elected member"."""
    return catalogue_words.joined(wording.done_by)


@register.filter
def in_short(text):
    """{{ wording.text|in_short }}: the duty without remarks for whoever keeps the catalogue."""
    return catalogue.in_short(text)


@register.filter
def addressed_to(holder):
    """{{ wording.holder|addressed_to }}: whom the source speaks to; no place is named."""
    return catalogue.addressed_to(holder)
