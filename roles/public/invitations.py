"""Accepting an invitation: whoever holds the link may, and nobody asks who they are otherwise."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from roles import invitations
from roles.forms import PasswordForm


@login_not_required
@csrf_exempt  # the link's secret is the proof: who could forge the form could as well open the link
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request, secret):
    """Choose a password. Looking at the page changes nothing, so that a mail scanner cannot use the link up."""
    invitation = invitations.find(secret)
    if invitation is None:
        return render(request, "roles/public/invitation_gone.html", status=404)
    form = PasswordForm(request.POST or None)
    if form.is_valid() and form.attempt(invitations.accept, invitation, by=invitation.person, **form.cleaned_data):
        return redirect("roles:welcome")
    return render(request, "roles/public/invitation.html", {"form": form, "invitation": invitation})


@login_not_required
@require_safe
def welcome(request):
    """The account is there: the way to the door."""
    return render(request, "roles/public/welcome.html")
