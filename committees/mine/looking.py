"""
When somebody opened a meeting and its papers, so that they are told what came since.

Written when the page is opened, as a visit is noted: nobody else reads it, and nothing but "new" hangs on it.
"""

from datetime import timedelta

from django.utils import timezone

from committees.models import Opened

# Pages opened within an hour are one look: what was new at its start stays marked for all of it.
LOOK = timedelta(hours=1)


def opened(meeting, person, *, paper=None):
    """
    Note that somebody has a meeting, or a paper of it, before them; returns the Opened, or None for nobody.

    `at` is when the look began and `before` when the last one did. Nothing is written twice within a look.
    """
    if person is None:
        return None
    now = timezone.now()
    row, is_new = Opened.objects.get_or_create(
        person=person, meeting=meeting, paper=paper, defaults={"at": now, "before": None}
    )
    if not is_new and now - row.at >= LOOK:
        row.before, row.at = row.at, now
        row.save(update_fields=["before", "at"])
    return row


def meetings_opened(person, meetings):
    """{meeting's id: Opened} of somebody's own. One query."""
    rows = Opened.objects.filter(person=person, meeting__in=[one.pk for one in meetings], paper=None)
    return {row.meeting_id: row for row in rows}


def papers_opened(person, meetings):
    """{paper's id: when it was opened last} of somebody's own, in some meetings. One query."""
    rows = Opened.objects.filter(person=person, meeting__in=[one.pk for one in meetings], paper__isnull=False)
    return dict(rows.values_list("paper", "at"))


def since(row, *, on_its_page):
    """
    From when on something is new, or None where the meeting was never opened before.

    On the page itself the look that has just begun does not count; the first one counts from its start.
    """
    if row is None:
        return None
    return (row.before or row.at) if on_its_page else row.at
