"""Who came, trained and visited: members for those who lead, and organisations for everybody."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from committees import engagement, partners
from committees.engagement_filters import EngagementFilter, PartnersFilter
from corporate_parenting.lib import csvwrite
from roles import rules
from roles.access import restricted
from roles.models import Organisation
from roles.permissions import require

PAGE = 50
MEMBERS = [
    "member",
    "party",
    "meetings attended",
    "meetings expected",
    "meetings without a record",
    "other meetings attended",
    "courses done",
    "courses overdue",
    "visits made",
    "Children in Care Council",
    "events",
    "anything else noted",
    "last day",
]
PARTNERS = [
    "organisation",
    "kind",
    "body",
    "meetings expected",
    "its representative came",
    "only a deputy came",
    "nobody came",
    "meetings without a record",
    "last day",
]


@require_safe
@restricted
def members(request):
    """Each elected member in a period: meetings, training, visits, the Children in Care Council, events."""
    found, rows = _members(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page, "within": found.within}
    context["unrecorded"] = any(row.meetings.unknown for row in rows)
    return render(request, "committees/engagement.html", context)


@require_safe
@restricted
def members_table(request):
    """The same rows for a spreadsheet."""
    found, rows = _members(request)
    return csvwrite.response(f"engagement-{found.within.last}", MEMBERS, (_member_cells(row) for row in rows))


SHOWN = {"": lambda row: True, "nothing": lambda row: row.nothing_yet, "late": lambda row: row.overdue}


def _members(request):
    require(rules.can_see_engagement(request.user))
    today = timezone.localdate()
    found = EngagementFilter(request.GET, engagement.members(today), request=request, day=today)
    about = {"day": today, "bodies": found.bodies, "belongs": found.belongs}
    rows = engagement.of(list(found.qs), request.user, found.within, **about)
    shown = SHOWN[found.chosen("show")]
    return found, engagement.in_order([row for row in rows if shown(row)], found.chosen("order"))


def _member_cells(row):
    told = row.meetings
    meetings = [told.attended, told.expected, told.unknown, told.otherwise]
    noted = [row.childrens_council, row.events, row.others]
    return [row.person.name, row.party, *meetings, row.trained, len(row.overdue), row.visits, *noted, row.last]


@require_safe
def organisations(request):
    """Which organisations come to which body's meetings, in person, by a deputy or not at all."""
    found, rows = _partners(request)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page, "within": found.within}
    return render(request, "committees/engagement_organisations.html", context)


@require_safe
def organisations_table(request):
    """The same rows for a spreadsheet."""
    found, rows = _partners(request)
    return csvwrite.response(f"attendance-{found.within.last}", PARTNERS, (_partner_cells(row) for row in rows))


def _partners(request):
    require(rules.can_see_organisations(request.user))
    found = PartnersFilter(request.GET, Organisation.objects.all(), request=request, day=timezone.localdate())
    return found, partners.lines(found.qs, found.wanted, found.within)


def _partner_cells(row):
    one = row.organisation
    counts = [row.expected, row.holder, row.deputy, row.nobody, row.unknown]
    return [one.name, one.get_kind_display(), row.body.name, *counts, row.last]
