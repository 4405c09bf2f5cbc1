"""
The register of everything that is kept from the public: what, by what law, who decided, when it is looked at again.

Exempt is only what is exempt still: the reasons for secrecy can lapse (LGA 1972 Schedule 12A paragraph 10), so each
row has a day on which somebody looks again, and two people open it where nothing speaks against that any more.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from committees.models import Exemption, Meeting, Paper
from corporate_parenting.lib import dates
from reports.models import Appendix
from roles.audit import record
from roles.permissions import May

LONGEST = timedelta(days=2 * 365)


class CannotReview(Exception):
    """The day of the next look cannot be set so. The message says why."""


@dataclass(frozen=True)
class Row:
    """One row as one person may see it: the reason, and what a part is called, only for who reads that."""

    exemption: Exemption
    what: str
    review: str
    is_late: bool
    reason: str = ""
    may_review: bool = False

    @property
    def item(self):
        """The item under whose public title it stands."""
        return self.exemption.paper.item

    @property
    def law(self):
        """The class, and the paragraphs of an exempt one."""
        numbers = ", ".join(map(str, self.exemption.paragraphs))
        many = "s" if len(self.exemption.paragraphs) > 1 else ""
        return f"{self.exemption.get_kind_display()}{f', paragraph{many} {numbers}' if numbers else ''}"


def can_see(user):
    """Clerks for their bodies; who manages bodies or decides about leave, for whatever they may know was published."""
    return bool(user.remits(May.RUN_MEETINGS)) or user.may(May.MANAGE_BODIES) or user.may(May.GRANT_ACCESS)


def visible_to(user):
    """What this user finds in the register, the newest decision first; each says `reads`: may they read it?"""
    within = Q(paper__item__meeting__body__remit__in=user.remits(May.RUN_MEETINGS))
    if user.may(May.MANAGE_BODIES) or user.may(May.GRANT_ACCESS):
        known = Meeting.objects.visible_to(user).filter(published_at__isnull=False)
        within |= Q(paper__item__meeting__in=known.values("pk"))
    is_whole = Q(section=None, appendix=None)
    whole = Exists(Paper.objects.visible_to(user).filter(pk=OuterRef("paper")))
    parts = Exists(Paper.objects.whole_for(user).filter(pk=OuterRef("paper")))
    before = Appendix.objects.filter(version=OuterRef("appendix__version"), order__lte=OuterRef("appendix__order"))
    number = before.order_by().values("version").annotate(many=Count("pk")).values("many")
    return (
        Exemption.objects.filter(within)
        .select_related("paper__item__meeting__body", "decided_by", "ended_by", "ended_with", "section", "appendix")
        .annotate(reads=(is_whole & Q(whole)) | (~is_whole & Q(parts)), number=Coalesce(Subquery(number), 0))
        .order_by("-decided_at", "-pk")
    )


def due(today):
    """Condition on an Exemption: its day of review has come, and it holds still."""
    return Q(ended_at=None, review_on__lte=today)


def row(exemption, user, today):
    """A Row of an exemption from `visible_to`. No query."""
    is_late = exemption.ended_at is None and exemption.review_on is not None and exemption.review_on <= today
    return Row(
        exemption,
        what(exemption),
        review_words(exemption, today),
        is_late,
        exemption.reason if exemption.reads else "",
        may_review=exemption.ended_at is None and exemption.reads and user.may(May.RUN_MEETINGS, exemption.paper),
    )


def what(exemption):
    """What is private, in words: all of it, "Appendix 2", or a section, by its heading for who reads it."""
    if exemption.appendix_id:
        named = f": {exemption.appendix.title}" if exemption.reads else ""
        return f"Appendix {exemption.number}{named}"
    if exemption.section_id:
        return f"Section “{exemption.section.heading}”" if exemption.reads else "A section"
    return "All of the paper"


def review_words(exemption, today):
    """When it is looked at again, and how late that is."""
    if exemption.ended_at:
        return ""
    if exemption.review_on is None:
        return "No day was set"
    late = (today - exemption.review_on).days
    if late > 0:
        return f"Was due on {dates.day(exemption.review_on)}, {late} day{'' if late == 1 else 's'} ago"
    return "Due today" if late == 0 else dates.day(exemption.review_on)


@transaction.atomic
def review(exemption, *, on, reason, by):
    """
    It was looked at again and stays private: for what reason still, and until when. Returns the Exemption.

    Both are added to the reason that is kept with it, which only its readers see. Raises CannotReview.
    """
    exemption = Exemption.objects.select_for_update(of=("self",)).select_related("paper__item").get(pk=exemption.pk)
    today = timezone.localdate()
    if exemption.ended_at or exemption.paper is None:
        raise CannotReview("It is not private any more, so there is nothing to look at again.")
    if not reason.strip():
        raise CannotReview("Say why it has to stay private still: the public interest is weighed anew each time.")
    if not today < on <= today + LONGEST:
        raise CannotReview(f"Give a day after today, by {dates.day(today + LONGEST)}.")
    exemption.reason += f"\n\nLooked at again on {dates.day(today)} by {by}: {reason.strip()}"
    exemption.review_on = on
    exemption.save(update_fields=["reason", "review_on"])
    record(by, "looked again at what is private of", exemption.paper.item, exemption=exemption.pk, until=on.isoformat())
    return exemption


def waiting(user, today):
    """What this clerk is to look at again by now: the longest overdue first."""
    run = Q(paper__item__meeting__body__remit__in=user.remits(May.RUN_MEETINGS))
    found = Exemption.objects.filter(due(today), run).select_related("paper__item__meeting__body")
    return found.order_by(F("review_on").asc(), "pk")
