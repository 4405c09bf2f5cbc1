"""Template filters in the council's words: {% load council %}, then {{ meeting.date|weekday }}."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from corporate_parenting.lib import dates, direction

register = template.Library()

for words in (dates.day, dates.weekday, dates.clock, dates.moment, dates.second, dates.since):
    register.filter(words.__name__, words)


@register.filter
def turned(text):
    """<td{{ cell|turned }}>: the attribute of an element whose words are read from the right; nothing for others."""
    return mark_safe(' dir="rtl"') if direction.is_rtl(f"{text}") else ""


@register.filter
def until(start, end):
    """{{ seat.starts_on|until:seat.ends_on }}: "4 May 2025 to 3 May 2026", or "since 4 May 2025"."""
    return dates.period(start, end)


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """{% query page=2 %}: this page's query string with some values changed; None removes one."""
    values = context["request"].GET.copy()
    for name, value in changes.items():
        values.pop(name, None)
        if value is not None:
            values[name] = value
    return f"?{values.urlencode()}"


@register.filter
def nearby(paginator, number):
    """Page numbers worth a link: first, last, this one and its neighbours; None where some are left out."""
    wanted = [n for n in paginator.page_range if n in (1, paginator.num_pages) or abs(n - number) <= 1]
    for before, n in zip([0, *wanted], wanted, strict=False):
        if n > before + 1:
            yield None
        yield n


@register.simple_block_tag
def wide_table(content, name):
    """{% wide_table "Meetings this month" %}<table>…</table>{% endwide_table %}: scrolls by itself on a phone."""
    return format_html('<div class="app-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', name, content)
