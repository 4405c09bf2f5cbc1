"""The demo's door: each kind of user with one press. Never outside the demo: the site map and every view look."""

from dataclasses import dataclass
from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from roles.models import Appointment, Person, User
from roles.permissions import OfficeKind as Kind

# The invented council's addresses; nobody of a real one has such.
DOMAIN = "@wexcombe.example"
SEATS = {kind for kind in Kind if kind.value.endswith("_seat")} - {
    Kind.CO_OPTED_SEAT,
    Kind.PARENTING_PLACE,
    Kind.ATTENDEE_SEAT,
}


@dataclass(frozen=True)
class UserKind:
    """A kind of user: who, what they come to see, and the offices of which they hold one."""

    title: str
    sees: str
    offices: frozenset


def _kind(title, sees, *offices):
    return UserKind(title, sees, frozenset(offices))


# The first kind that fits is theirs, so the narrower stand before the wider.
KINDS = [
    _kind(
        "Democratic services officer",
        "Runs meetings: agenda, papers, packs, publishing; the head also looks after people and the council's facts.",
        Kind.CLERK,
        Kind.HEAD_CLERK,
    ),
    _kind("Lead member", "Chairs the sub-committee and reads its restricted papers.", Kind.LEAD_MEMBER),
    _kind("Participation worker", "Looks after the pledges and what young people say.", Kind.PARTICIPATION),
    _kind("Clearance officer", "Reads the reports sent for clearance, clears them or sends them back.", Kind.CLEARER),
    _kind("System administrator", "Sees sign-ins and accounts, and no paper because of it.", Kind.SYSTEM_ADMIN),
    _kind("Data protection officer", "Sees everything that was done, and by whom.", Kind.DATA_PROTECTION),
    _kind(
        "Report author",
        "Writes reports, adds appendices and sends them for clearance.",
        Kind.OFFICER,
        Kind.CHILDRENS_MANAGER,
        Kind.VIRTUAL_HEAD,
        Kind.DIRECTOR,
    ),
    _kind(
        "Co-opted member",
        "Sits on the body without the right to its restricted papers.",
        Kind.PARENTING_PLACE,
        Kind.CO_OPTED_SEAT,
    ),
    _kind("Councillor on a body", "Reads the papers of the bodies they sit on, restricted ones too.", *SEATS),
    _kind(
        "Other councillor",
        "Is a corporate parent like every councillor, and reads what the public reads.",
        Kind.COUNCILLOR,
    ),
    _kind("Other people", "See what their offices let them see.", *Kind),
]


def in_the_demo(view):
    """No such page anywhere else."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
@never_cache
@require_safe
@in_the_demo
def door(request):
    """Who can be met here."""
    return render(request, "roles/demo.html", {"groups": _groups()})


@login_not_required
@require_POST
@in_the_demo
def enter(request, pk):
    """Come in as one of the invented people, as if password and code had been given."""
    user = get_object_or_404(_accounts(), pk=pk)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, "password")
    record_authentication(request, user, "mfa", type="totp")
    return redirect("home")


def _accounts():
    """The invented people who can sign in: no account that anybody made otherwise."""
    here = Person.objects.here_on(timezone.localdate())
    return User.objects.filter(email__endswith=DOMAIN, is_active=True, person__in=here).select_related("person")


def _groups():
    """(kind, [(account, its offices in words)]) of the kinds that somebody is."""
    held = {}
    for appointment in Appointment.objects.on(timezone.localdate()).select_related("office"):
        held.setdefault(appointment.person_id, []).append(appointment.office)
    groups = {kind: [] for kind in KINDS}
    for user in _accounts().order_by("person__name"):
        offices = held.get(user.person_id, [])
        groups[_kind_of(offices)].append((user, "; ".join(sorted({office.label for office in offices}))))
    return [(kind, people) for kind, people in groups.items() if people]


def _kind_of(offices):
    kinds = {office.kind for office in offices}
    return next((kind for kind in KINDS if kind.offices & kinds), KINDS[-1])
