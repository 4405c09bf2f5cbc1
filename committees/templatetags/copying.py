"""What a page says of somebody's own copy of a restricted pack: {% load copying %}, {% own_copy pack %}."""

from django import template

from committees.models import PackCopy

register = template.Library()


@register.inclusion_tag("committees/pack_copy.html", takes_context=True)
def own_copy(context, pack):
    """The link that saves it, and its number once the reader has one."""
    person = getattr(context["request"].user, "person", None)
    return {"pack": pack, "copy": PackCopy.objects.filter(pack=pack, person=person).first() if person else None}
