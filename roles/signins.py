"""Who came in, who did not, and what changed about an account: noted for those who watch over security."""

import time

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals
from django.dispatch import receiver

from roles.audit import record
from roles.models import User


class Stranger:
    """Somebody whose name is not known: what was typed as a name may have been a password."""

    pk = None
    name = "Somebody at the door"


class NoAccount:
    """Stands in a row for an account that does not exist."""

    pk = ""
    _meta = User._meta


@receiver(signals.user_logged_in)
def note_sign_in(sender, request, user, **kwargs):
    """Also starts the clocks that end the session."""
    if hasattr(request, "session"):
        request.session["seen_at"] = request.session["began_at"] = time.time()
    record(_actor(user), "signed in", user)


@receiver(signals.user_logged_out)
def note_sign_out(sender, request, user, **kwargs):
    if user is not None:
        record(_actor(user), "signed out", user)


@receiver(signals.user_login_failed)
def note_failure(sender, credentials, request=None, **kwargs):
    tried = credentials.get("email") or credentials.get("username") or ""
    user = User.objects.filter(email__iexact=tried).first()
    record(Stranger, "gave a wrong password", user or NoAccount)


@receiver(mfa_signals.authentication_failed)
def note_wrong_code(sender, user, **kwargs):
    record(Stranger, "gave a wrong one-time code", user)


@receiver(account_signals.password_changed)
@receiver(account_signals.password_set)
def note_new_password(sender, user, **kwargs):
    record(_actor(user), "changed the password of", user)


@receiver(account_signals.password_reset)
def note_reset(sender, user, **kwargs):
    record(_actor(user), "reset the password of", user)


@receiver(mfa_signals.authenticator_added)
def note_codes_on(sender, user, authenticator, **kwargs):
    record(_actor(user), f"set up {_called(authenticator)} for", user)


@receiver(mfa_signals.authenticator_removed)
def note_codes_off(sender, user, authenticator, **kwargs):
    record(_actor(user), f"removed {_called(authenticator)} of", user)


@receiver(mfa_signals.authenticator_reset)
def note_codes_new(sender, user, authenticator, **kwargs):
    record(_actor(user), f"renewed {_called(authenticator)} of", user)


def _called(authenticator):
    return "one-time codes" if authenticator.type == Authenticator.Type.TOTP else "recovery codes"


def _actor(user):
    """The person of an account; an account without one is named by nobody."""
    return user.person or Stranger
