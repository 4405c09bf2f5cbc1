"""A one-time link makes an account for a person. The link's secret is shown once; only its digest is kept."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from roles.audit import person_or_none, record
from roles.models import Invitation, Person, User

GOOD_FOR = timedelta(days=7)


class NotInvited(ValidationError):
    """This person cannot be invited."""


class Spent(ValidationError):
    """The link was used, replaced, or is too old."""


@transaction.atomic
def invite(person, *, email, by):
    """
    A link with which this person makes their account; it works once, for seven days. Returns its address.

    Earlier unused invitations of the person end. Raises NotInvited when they have an account, have left,
    or the address belongs to another account.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    _check(person, email)
    end_open(person)
    secret, now = secrets.token_urlsafe(32), timezone.now()
    invitation = Invitation.objects.create(
        person=person,
        email=email.lower(),
        digest=_digest(secret),
        made_at=now,
        made_by=person_or_none(by),
        expires_at=now + GOOD_FOR,
    )
    record(by, "invited", invitation, person=person.pk)
    return settings.BASE_URL + reverse("roles:accept_invitation", args=[secret])


def find(secret):
    """The invitation behind a link that still works, or None."""
    return _good().select_related("person").filter(digest=_digest(secret)).first()


def open_for(person):
    """The invitation that this person could still use, or None."""
    return _good().filter(person=person).first()


def end_open(person):
    """Links that were not used yet stop working now."""
    _good().filter(person=person).update(expires_at=timezone.now())


@transaction.atomic
def accept(invitation, *, password, by):
    """
    Make the account. `by` is the invited person. Returns the User.

    Raises ValidationError when the password is too weak, Spent when the link was used a moment ago.
    """
    _use(invitation)
    _check(invitation.person, invitation.email)
    user = User(email=invitation.email, person=invitation.person)
    validate_password(password, user)
    user = User.objects.create_user(invitation.email, password, person=invitation.person)
    record(by, "made an account", user, invitation=invitation.pk)
    return user


def _use(invitation):
    """One of two presses of the button wins."""
    if not _good().filter(pk=invitation.pk).update(used_at=timezone.now()):
        raise Spent("This link has been used, or a newer one has taken its place.")


def _check(person, email):
    if person.left_on and person.left_on <= timezone.localdate():
        raise NotInvited("This person has left.")
    if User.objects.filter(person=person).exists():
        raise NotInvited("This person has an account already.")
    if User.objects.filter(email__iexact=email).exists():
        raise NotInvited("Another account uses this email address.")


def _good():
    return Invitation.objects.filter(used_at=None, expires_at__gt=timezone.now())


def _digest(secret):
    return hashlib.sha256(secret.encode()).hexdigest()
