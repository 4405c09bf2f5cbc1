"""Who else has a section open for writing: their page says so every twenty seconds."""

from datetime import timedelta

from django.utils import timezone

from reports import texts
from reports.models import Writing

GONE_AFTER = timedelta(seconds=60)


def here(report, section, *, by):
    """Somebody's page says that they write in this section."""
    now, name = timezone.now(), texts.name_of(section)
    if not Writing.objects.filter(report=report, person=by).update(part=name, at=now):
        Writing.objects.get_or_create(report=report, person=by, defaults={"part": name, "at": now})


def gone(report, *, by):
    """Their page was closed."""
    Writing.objects.filter(report=report, person=by).delete()


def others(report, by):
    """{name of a part: [who else writes there now]}."""
    since = timezone.now() - GONE_AFTER
    found = {}
    for row in Writing.objects.filter(report=report, at__gte=since).exclude(person=by).select_related("person"):
        found.setdefault(row.part, []).append(str(row.person))
    return found


def said(names):
    """ "Edda Stone is writing here too"; nothing where nobody is."""
    if not names:
        return ""
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{listed} {'are' if len(names) > 1 else 'is'} writing here too"
