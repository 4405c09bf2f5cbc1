"""What would happen if a body became another: the plan that somebody looks over."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from committees import law, links
from committees.models import Body, BodyLink, Meeting
from committees.reconstituting.about import must_be_possible
from committees.reconstituting.differences import differences, warnings
from committees.reconstituting.people import holders
from committees.rules import VOTING
from corporate_parenting.lib import dates
from roles.council import Calendar

Kind = BodyLink.Kind
OPEN = (Meeting.Status.PLANNED, Meeting.Status.CONFIRMED)
# What comes over as a whole or not at all: value, words for one and for many.
KINDS_OF_WORK = {
    "actions": ("open action", "open actions"),
    "programme": ("planned item of the work programme", "planned items of the work programme"),
    "rules": ("rule by which work comes back", "rules by which work comes back"),
    "standing": ("standing item of the agenda", "standing items of the agenda"),
}


@dataclass(frozen=True)
class Carried:
    """A link of the old body, and whether it should hold for the new one."""

    link: BodyLink
    proposed: bool
    why: str

    def words(self, old):
        """What it says, without the name of the body that changes."""
        return (
            str(self.link) if self.link.other_id == old.pk else f"It {self.link.get_kind_display()} {self.link.other}"
        )


@dataclass(frozen=True)
class Coming:
    """A meeting to come that is not published, and what its notice needs under the new law."""

    meeting: Meeting
    note: str


@dataclass(frozen=True)
class Choices:
    """What somebody chose: a place for each appointment by its id, ids of what comes over, and the quorum."""

    places: dict
    links: frozenset = frozenset()
    groups: frozenset = frozenset()
    meetings: frozenset = frozenset()
    work: frozenset = frozenset(KINDS_OF_WORK)
    quorum: int | None = None


@dataclass(frozen=True)
class Plan:
    """Everything that would follow. `stuck` are published meetings: they never move, and are called anew."""

    old: Body
    about: object
    differences: list
    warnings: list
    holders: list
    links: list
    groups: list
    coming: list
    stuck: list
    work: dict = field(default_factory=dict)

    @property
    def new(self):
        return self.about.as_body()

    def proposed(self):
        """The Choices of somebody who agrees with everything."""
        return Choices(
            places={one.appointment.pk: one.proposed for one in self.holders},
            links=frozenset(one.link.pk for one in self.links if one.proposed),
            groups=frozenset(one.body_id for one in self.groups),
            meetings=frozenset(one.meeting.pk for one in self.coming),
            work=frozenset(kind for kind, things in self.work.items() if things),
            quorum=self.old.quorum,
        )

    def fingerprint(self):
        """Changes when anything in the plan does: what somebody looked over is what is done."""
        about = self.about
        told = [
            [self.old.pk, about.name, about.kind, about.legal_basis, about.starts_on, about.parent and about.parent.pk],
            [
                [one.appointment.pk, one.now, one.appointment.ends_on, one.allowed, one.member and one.member.pk]
                for one in self.holders
            ],
            [[one.link.pk, one.link.ends_on] for one in self.links],
            [one.pk for one in self.groups],
            [[one.meeting.pk, one.meeting.starts_at] for one in self.coming],
            [one.pk for one in self.stuck],
            {kind: [thing.pk for thing in things] for kind, things in self.work.items()},
        ]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def plan(old, about):
    """
    What follows if a body becomes another: a Plan. A fixed number of queries.

    Raises CannotReconstitute where names, days or what it is to be part of do not fit.
    """
    must_be_possible(old, about)
    new, day = about.as_body(), about.starts_on
    unpublished, published = _meetings(old, day)
    notices = _notices(unpublished, new)
    return Plan(
        old=old,
        about=about,
        differences=differences(old, links.parent_of(old, day), new, about.parent),
        warnings=warnings(old, new),
        holders=holders(old, new),
        links=[_carried(one, old, new) for one in _links(old, day)],
        groups=list(BodyLink.objects.on(day).filter(other=old, kind=Kind.PART_OF).select_related("body")),
        coming=[Coming(one, notices[one.pk]) for one in unpublished],
        stuck=published,
        work=_work(old, day),
    )


def _meetings(old, day):
    """Meetings that are to come: those not published, and those published."""
    coming = list(old.meetings.filter(status__in=OPEN, starts_at__date__gte=day))
    return [one for one in coming if not one.published_at], [one for one in coming if one.published_at]


def _notices(meetings, new):
    """{meeting's id: by which day its agenda must be public}, where the law of the new body says so."""
    if not law.of(new).statutory_notice:
        return dict.fromkeys((one.pk for one in meetings), "")
    calendar = Calendar()
    return {one.pk: _last_day(calendar, one) for one in meetings}


def _last_day(calendar, meeting):
    last = calendar.clear_days_before(_day(meeting)).last_day_to_publish
    past = ", which is past: move it, or call it at shorter notice" if last < timezone.localdate() else ""
    return f"its agenda must be public by {dates.weekday(last)}{past}"


def _day(meeting):
    return timezone.localdate(meeting.starts_at)


def _links(old, day):
    """Links that hold on or after a day, but for what the body and its groups are part of."""
    lasting = BodyLink.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day)).exclude(kind=Kind.PART_OF)
    return lasting.filter(Q(body=old) | Q(other=old)).select_related("body", "other")


def _carried(link, old, new):
    if link.body_id != old.pk:
        return Carried(link, True, "")
    if link.kind == Kind.ADVISES and law.of(new).may_decide and not law.of(old).may_decide:
        return Carried(link, False, "The new body can decide by itself. Tick it if it advises all the same.")
    if link.kind == Kind.SCRUTINISES and not law.of(new).may_call_the_executive:
        return Carried(link, False, "The new body is no scrutiny committee. Tick it if it looks at that all the same.")
    return Carried(link, True, "")


def _work(old, day):
    lasting = Q(ends_on=None) | Q(ends_on__gte=day)
    return {
        "actions": list(old.actions.filter(done_at=None)),
        "programme": list(old.programme.filter(agenda_item=None, dropped_at=None)),
        "rules": list(old.programme_rules.filter(lasting)),
        "standing": list(old.standing_items.filter(lasting)),
    }


def counted(old, new):
    """Which capacities count for the quorum of the new body: those of the old that have a vote by the new law."""
    if law.of(new).officers_may_sit:
        return old.quorum_counts
    return [capacity for capacity in old.quorum_counts if capacity in VOTING]
