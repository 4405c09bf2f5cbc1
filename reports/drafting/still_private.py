"""Moving headings about opens nothing: what stood under a private heading stays private wherever it comes to stand."""

from contextlib import contextmanager

from reports import leaving_out
from reports.models import PrivatePart, Section


@contextmanager
def staying_private(part):
    """
    Around a change of the order, the level or the number of sections. A section that is not under the private one any
    more is private itself, on the same grounds, until a writer says that it is open. Of other parts nothing is asked.
    """
    version = part.version if isinstance(part, Section) else None
    grounds = _grounds(version) if version else {}
    was = leaving_out.belonging(version.sections.all(), grounds) if grounds else {}
    yield
    if not was:
        return
    sections = list(version.sections.all())
    there = {section.pk for section in sections}
    now = leaving_out.belonging(sections, {pk: None for pk in grounds if pk in there})
    for section in sections:
        if section.pk in was and section.pk not in now:
            PrivatePart.objects.create(section=section, **grounds[was[section.pk]])


def _grounds(version):
    """{key of each private section: its grounds as a PrivatePart holds them}"""
    names = ("kind", "paragraphs", "reason", "holds_terms", "decided_at", "decided_by", "review_on", "version")
    parts = version.private_parts.exclude(section=None)
    return {part.section_id: {name: getattr(part, name) for name in names} for part in parts}
