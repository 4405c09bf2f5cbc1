"""What a look at a meeting is told from, read at once: the same number of queries for any number of papers."""

from django.db.models import Max, Prefetch, Q, prefetch_related_objects

from committees.models import Exemption, Paper
from committees.models.papers import kept_back
from reports.checks import script
from roles import council

OF_A_PAPER = (
    "item",
    "version__report__format",
    "version__report__remit",
    "version__report__brief",
    "document",
    "minutes",
    "action_log",
)


class Gathered:
    """A meeting with its items, its papers in order, their versions with all rows, and what was decided on them."""

    def __init__(self, meeting):
        self.meeting, self.body = meeting, meeting.body
        self.calendar = council.Calendar()
        self.threshold = int(council.fact("small_number_threshold"))
        self.items = [item for item in meeting.items.all() if item.withdrawn_at is None]
        self.papers = list(self._papers())
        of_meeting = {item.pk: item for item in self.items}
        for paper in self.papers:
            paper.item = of_meeting.get(paper.item_id, paper.item)
        versions = {paper.version_id: paper.version for paper in self.papers if paper.version_id}
        prefetch_related_objects(list(versions.values()), *script.FETCHED)
        for paper in self.papers:
            paper.version = versions.get(paper.version_id)

    def _papers(self):
        decided = Exemption.objects.order_by("-decided_at", "-pk")
        return (
            Paper.objects.filter(item__meeting=self.meeting, item__withdrawn_at=None)
            .select_related(*OF_A_PAPER)
            .prefetch_related(Prefetch("exemptions", decided, to_attr="decided"))
            .annotate(is_kept=Q(kept_back()), newest=Max("version__report__versions__number"))
            .order_by("item__order", "order", "pk")
        )

    def uploads(self):
        """(paper, what came in, what the sentences call it, is it in the public edition) of each, in order."""
        for paper in self.papers:
            if paper.document_id:
                yield paper, paper.document, "the document", not paper.is_kept
            elif paper.version_id and paper.version.number is not None:
                kept = {one.appendix_id for one in paper.decided if one.appendix_id and one.ended_at is None}
                for number, row in enumerate(paper.version.appendices.all(), start=1):
                    yield paper, row, f"appendix {number}", not paper.is_kept and row.pk not in kept
