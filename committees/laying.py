"""Which cleared reports a clerk may lay on an item, and who could read them then."""

from django.db.models import BooleanField, Case, Exists, OuterRef, Subquery, Value, When

from committees.models import AgendaItem, Meeting, Paper
from reports.models import Report, Version
from roles.permissions import PUBLIC


def opens_at_once(item):
    """Could everybody read what is laid on this item now, in the same moment?"""
    public = Meeting.objects.visible_to(PUBLIC).filter(pk=item.meeting_id)
    return AgendaItem.objects.filter(pk=item.pk, likely_private=False, meeting__in=public).exists()


def offered(item, user):
    """
    The newest cleared version of each report that the clerk may see: those meant for this body first.

    Each says `is_meant`, and `is_laid` when that version lies on this meeting's agenda already.
    """
    newest = Version.objects.cleared().filter(report=OuterRef("report")).order_by("-number").values("pk")[:1]
    laid = Paper.objects.filter(version=OuterRef("pk"), item__meeting=item.meeting_id)
    meant = When(report__remit=item.remit_id, then=Value(value=True))
    return (
        Version.objects.cleared()
        .filter(report__in=Report.objects.visible_to(user).values("pk"), pk=Subquery(newest))
        .annotate(is_meant=Case(meant, default=Value(value=False), output_field=BooleanField()), is_laid=Exists(laid))
        .select_related("report__author", "report__remit")
        .order_by("-is_meant", "-frozen_at", "-pk")
    )
