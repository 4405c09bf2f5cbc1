"""Accounts are closed, reopened, and moved to another address; their sessions end."""

from django.core.exceptions import ValidationError
from django.db import transaction

from roles import sessions
from roles.audit import record
from roles.models import User


@transaction.atomic
def close(user, *, by):
    """Nobody signs in with this account any more, and its sessions end now."""
    _set_active(user, False)
    sessions.end_all(user)
    record(by, "closed the account", user)


@transaction.atomic
def reopen(user, *, by):
    """The person signs in again with the password they had."""
    _set_active(user, True)
    record(by, "reopened the account", user)


@transaction.atomic
def move(user, *, email, by):
    """
    The address somebody signs in with, and where new passwords are sent, is another from now on.

    Their sessions end. Returns the address it was. Raises ValidationError when another account uses it.
    """
    email, before = email.lower(), user.email
    if User.objects.exclude(pk=user.pk).filter(email__iexact=email).exists():
        raise ValidationError("Another account uses this email address.")
    user.email = email
    user.save(update_fields=["email"])
    sessions.end_all(user)
    record(by, "moved to another address the account", user)
    return before


@transaction.atomic
def end_other_sessions(user, *, but, by):
    """Sign the account out everywhere except in the session with the key `but`. Returns how many ended."""
    ended = sessions.end_all(user, but=but)
    record(by, "ended other sessions of", user, sessions=ended)
    return ended


def _set_active(user, active):
    user.is_active = active
    user.save(update_fields=["is_active"])
