"""The next meeting before which a cleared report can be laid: for the app below, which may not know of meetings."""

from urllib.parse import urlencode

from django.urls import reverse

from committees import desk, law
from committees.agenda import needs_chair
from committees.models import Paper
from corporate_parenting.lib import dates

LAY = "lay"  # what the address of an agenda asks for


def next_meeting(version, viewer):
    """
    (body and day, address of the agenda with the version chosen) of the next meeting of the body a report is for that
    still takes papers, published or not, and on whose agenda the version does not lie; None where there is none.
    """
    laid = Paper.objects.filter(version=version).values("item__meeting")
    coming = desk.to_come(viewer).filter(body__remit=version.report.remit_id, opened_at=None).exclude(pk__in=laid)
    found = next(filter(takes_papers, coming), None)
    if found is None:
        return None
    page = f"{reverse('committees:agenda', args=[found.pk])}?{urlencode({LAY: version.pk})}#agenda"
    return f"{found.body} on {dates.day(found.starts_at)}", page


def takes_papers(meeting):
    """Does an item stand on its agenda, or may one still be added? A late one needs leave, where the law allows it."""
    if meeting.items.filter(withdrawn_at=None).exists() or not needs_chair(meeting):
        return True
    return law.of(meeting.body).chair_may_add
