"""Which cleared reports a clerk may lay on an item, and who could read them then."""

from django.db.models import BooleanField, Case, Exists, OuterRef, Subquery, Value, When

from committees.models import AgendaItem, Meeting, Paper
from reports.models import Report, Version
from roles.permissions import PUBLIC


def opens_at_once(item):
    """Could everybody read what is laid on this item now, in the same moment?"""
    public = Meeting.objects.visible_to(PUBLIC).filter(pk=item.meeting_id)
    return AgendaItem.objects.filter(pk=item.pk, likely_private=False, meeting__in=public).exists()


def why_not(version):
    """In words, why a version is not laid: words are hidden in an appendix and nobody decided. Empty: it may be."""
    waiting = [row for row in version.appendices.all() if row.waits_for_answer]
    if not waiting:
        return ""
    return (
        f"Words are hidden in the appendix “{waiting[0].title}” of {version.title}, and nobody has decided about them. "
        "Anybody could take them out of the file. Decide on the page of the appendix first; nothing was laid."
    )


def offered(item, user):
    """
    The newest cleared version of each report that the clerk may see: those meant for this body first.

    Each says `is_meant`, and `is_laid` when that version lies on this meeting's agenda already.
    """
    return _offered(item.meeting_id, item.remit_id, user)


def chosen(meeting, user, asked):
    """The version that an address asks to lay before a meeting, by its key as typed, of those offered; or None."""
    if not (asked.isdecimal() and len(asked) < 19):
        return None
    return _offered(meeting.pk, meeting.body.remit_id, user).filter(pk=asked).first()


def _offered(meeting, remit, user):
    newest = Version.objects.cleared().filter(report=OuterRef("report")).order_by("-number").values("pk")[:1]
    laid = Paper.objects.filter(version=OuterRef("pk"), item__meeting=meeting)
    meant = When(report__remit=remit, then=Value(value=True))
    return (
        Version.objects.cleared()
        .filter(report__in=Report.objects.visible_to(user).values("pk"), pk=Subquery(newest))
        .annotate(is_meant=Case(meant, default=Value(value=False), output_field=BooleanField()), is_laid=Exists(laid))
        .select_related("report__author", "report__remit")
        .order_by("-is_meant", "-frozen_at", "-pk")
    )
