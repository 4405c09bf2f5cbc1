"""People: the list, each person, and what can be done about them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from roles import access, appointments, history, invitations, people, rules
from roles.filters import PersonFilter
from roles.forms import AppointForm, EndForm, LeaveForm, PersonForm
from roles.models import Appointment, Person
from roles.permissions import require

PAGE = 50


@require_safe
@access.restricted
def index(request):
    """Everybody the council works with, to be narrowed."""
    require(rules.can_see_people(request.user))
    today = Appointment.objects.on(timezone.localdate()).select_related("office__remit")
    everybody = Person.objects.visible_to(request.user).select_related("user", "organisation")
    found = PersonFilter(request.GET, everybody.prefetch_related(Prefetch("appointments", today, to_attr="held_today")))
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    context = {"filter": found, "page": page, "can_manage": rules.can_manage_people(request.user)}
    return render(request, "roles/people.html", context)


@require_safe
@access.restricted
def person(request, pk):
    """One person: offices over time, party and ward, account, and what was done about them."""
    shown = _person(request, pk)
    context = {
        "person": shown,
        "appointments": _over_time(shown),
        "affiliations": shown.affiliations.all(),
        "account": getattr(shown, "user", None),
        "invitation": invitations.open_for(shown),
        "can_manage": rules.can_manage_people(request.user),
        "sees_role": rules.can_see_role(request.user, shown),
        "can_manage_account": rules.can_manage_account(request.user, shown),
        "events": history.of_person(shown) if rules.can_see_people(request.user) else [],
    }
    return render(request, "roles/person.html", context)


@access.restricted
def add(request):
    """Somebody new."""
    require(rules.can_manage_people(request.user))
    form = PersonForm(request.POST or None, cancel=reverse("roles:people"))
    if form.is_valid() and form.attempt(people.add, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"{form.outcome} is added. Appoint them to an office, or invite them to sign in.")
        return redirect("roles:person", form.outcome.pk)
    return render(request, "roles/form.html", {"form": form, "title": "Add a person"})


@access.restricted
def change(request, pk):
    """What is written down about somebody."""
    changed = _managed(request, pk)
    form = PersonForm(request.POST or None, instance=changed, cancel=_page_of(changed))
    if form.is_valid() and form.attempt(people.change, changed, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"The details of {changed} are saved.")
        return redirect("roles:person", pk)
    return render(
        request, "roles/form.html", {"form": form, "title": "Change what is written down", "caption": changed}
    )


@access.restricted
def appoint(request, pk):
    """An office for somebody."""
    person = _managed(request, pk)
    form = AppointForm(request.POST or None, cancel=_page_of(person))
    if form.is_valid() and form.attempt(_appoint, person, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"{person} is appointed: {form.outcome.office}.")
        return redirect("roles:person", pk)
    return render(request, "roles/form.html", {"form": form, "title": "Appoint to an office", "caption": person})


@access.restricted
def end_appointment(request, pk):
    """Somebody's last day in an office."""
    appointment = _appointment(request, pk)
    form = EndForm(request.POST or None, cancel=_page_of(appointment.person))
    if form.is_valid() and form.attempt(appointments.end, appointment, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"The appointment ends: {appointment.office}.")
        return redirect("roles:person", appointment.person_id)
    return render(request, "roles/form.html", {"form": form, "title": "End an appointment", "caption": appointment})


@require_POST
@access.restricted
def withdraw_appointment(request, pk):
    """Take back an appointment that has not begun."""
    appointment = _appointment(request, pk)
    require(appointment.starts_on > timezone.localdate())
    appointments.withdraw(appointment, by=request.user.person)
    messages.success(request, f"The appointment is withdrawn: {appointment.office}.")
    return redirect("roles:person", appointment.person_id)


@access.restricted
def leave(request, pk):
    """Somebody leaves the council's service."""
    person = _managed(request, pk)
    form = LeaveForm(request.POST or None, cancel=_page_of(person))
    if form.is_valid() and form.attempt(people.leave, person, by=request.user.person, **form.cleaned_data):
        messages.success(request, f"The leaving of {person} is noted.")
        return redirect("roles:person", pk)
    return render(request, "roles/form.html", {"form": form, "title": "Somebody leaves", "caption": person})


def _person(request, pk):
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("user", "organisation"), pk=pk)


def _managed(request, pk):
    person = _person(request, pk)
    require(rules.can_manage_people(request.user))
    return person


def _appointment(request, pk):
    found = Appointment.objects.visible_to(request.user).select_related("person", "office")
    appointment = get_object_or_404(found, pk=pk)
    require(rules.can_manage_people(request.user))
    return appointment


def _appoint(person, *, office, by, **dates):
    """The form names a kind of office; the first appointment makes it."""
    return appointments.appoint(person, appointments.office(office, by=by), by=by, **dates)


def _over_time(person):
    """Appointments, newest first, each with whether it can end or be withdrawn."""
    today = timezone.localdate()
    for appointment in Appointment.objects.held_by(person):
        appointment.is_to_come = appointment.starts_on > today
        appointment.is_over = appointment.ends_on is not None and appointment.ends_on < today
        yield appointment


def _page_of(person):
    return reverse("roles:person", args=[person.pk])
