"""A heading within a text becomes a sub-heading of the report, with what stands under it."""

from django.db.models import F

from reports.models import PrivatePart, Section

from . import flow


def parts(section, items):
    """[(section, its items)]: the section itself, and a new one after it for each heading in its text."""
    found = [(section, [])]
    for item in items:
        if isinstance(item, flow.Heading):
            found.append((Section(version=section.version, heading=item.words, level=2), []))
        else:
            found[-1][1].append(item)
    if len(found) > 1:
        _add_after(section, [part for part, _ in found[1:]])
        _stay_private(section, [part for part, _ in found[1:]])
    return found


def _add_after(section, new):
    section.version.sections.filter(order__gt=section.order).update(order=F("order") + len(new))
    for order, part in enumerate(new, start=section.order + 1):
        part.order = order
        part.save()


def _stay_private(section, new):
    """What was private stays so. Under a main heading that is private its sub-headings are; this one is one itself."""
    grounds = PrivatePart.objects.filter(section=section).first() if section.level > 1 else None
    for part in new if grounds else []:
        grounds.pk, grounds.section, grounds._state.adding = None, part, True
        grounds.save()
