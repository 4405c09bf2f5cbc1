"""Accounts: inviting people, closing, reopening and moving accounts, and one's own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from roles import access, accounts, emails, invitations, rules, sessions
from roles.forms import AddressForm
from roles.models import Person
from roles.permissions import require

LINK = "invitation_link"


@access.restricted
def invite(request, pk):
    """A one-time link for somebody: mailed, and shown once."""
    person = _person(request, pk)
    require(rules.can_manage_people(request.user))
    form = AddressForm(request.POST or None, initial={"email": person.email}, submit="Invite", cancel=_page_of(person))
    if form.is_valid() and form.attempt(invitations.invite, person, by=request.user.person, **form.cleaned_data):
        sent = emails.invitation(person, link=form.outcome, **form.cleaned_data)
        request.session[LINK] = {"link": form.outcome, "sent": sent, **form.cleaned_data}
        return redirect("roles:invited", pk)
    return render(request, "roles/form.html", {"form": form, "title": "Invite to sign in", "caption": person})


@require_safe
@never_cache
@access.restricted
def invited(request, pk):
    """The link, this once."""
    person = _person(request, pk)
    require(rules.can_manage_people(request.user))
    shown = request.session.pop(LINK, None)
    return render(request, "roles/invited.html", {"person": person, "shown": shown})


@access.restricted
def move(request, pk):
    """Another address to sign in with."""
    person = _person_with_account(request, pk)
    require(rules.can_manage_people(request.user))
    form = AddressForm(request.POST or None, submit="Change the address", cancel=_page_of(person))
    if form.is_valid() and form.attempt(accounts.move, person.user, by=request.user.person, **form.cleaned_data):
        emails.moved(person, email=form.outcome)
        messages.success(request, f"{person} signs in with another address now. The old address was told.")
        return redirect("roles:person", pk)
    return render(request, "roles/form.html", {"form": form, "title": "Change the sign-in address", "caption": person})


@require_POST
@access.restricted
def close(request, pk):
    """Nobody signs in with this account any more."""
    person = _person_with_account(request, pk)
    require(rules.can_manage_account(request.user, person))
    accounts.close(person.user, by=request.user.person)
    messages.success(request, f"The account of {person} is closed and signed out everywhere.")
    return redirect("roles:person", pk)


@require_POST
@access.restricted
def reopen(request, pk):
    """The account opens again."""
    person = _person_with_account(request, pk)
    require(rules.can_manage_account(request.user, person))
    accounts.reopen(person.user, by=request.user.person)
    messages.success(request, f"The account of {person} is open again.")
    return redirect("roles:person", pk)


@require_safe
def own(request):
    """One's own account: address, password, one-time codes, sessions."""
    context = {
        "account": request.user,
        "has_codes": access.has_codes(request.user),
        "others": sessions.count(request.user) - 1,
        "can_delegate": rules.can_delegate(request.user),
    }
    return render(request, "roles/account.html", context)


@require_POST
def end_other_sessions(request):
    """Sign out everywhere but here."""
    by = request.user.person
    require(by is not None)
    ended = accounts.end_other_sessions(request.user, but=request.session.session_key, by=by)
    messages.success(request, f"Signed out in {ended} other place{'' if ended == 1 else 's'}.")
    return redirect("account")


@require_safe
def go_on(request):
    """On to the page where somebody was going when they were asked for a code."""
    return redirect(access.wanted_page(request))


def _person(request, pk):
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("user"), pk=pk)


def _person_with_account(request, pk):
    person = _person(request, pk)
    if not hasattr(person, "user"):
        raise Http404
    return person


def _page_of(person):
    return reverse("roles:person", args=[person.pk])
