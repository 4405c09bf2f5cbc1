"""The door: who may sign in, and the second factor that stands before anything restricted."""

import time
from functools import wraps
from typing import ClassVar
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core import context, ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

# Where somebody was going when the second factor stopped them; kept while they set it up.
WANTED = "wanted_page"
# The name of the limit in ACCOUNT_RATE_LIMITS that counts wrong passwords for an account from all addresses.
FROM_ANYWHERE = "login_failed_anywhere"


def may_sign_in(user):
    """Is the account open, and has its person not left by today?"""
    if not user.is_active:
        return False
    person = user.person
    return person is None or person.left_on is None or person.left_on > timezone.localdate()


class Backend(AuthenticationBackend):
    """Somebody who has left is out at their next request: this is asked on every one."""

    def user_can_authenticate(self, user):
        return may_sign_in(user)


class Codes(DefaultMFAAdapter):
    """What is said about one-time codes, in our words."""

    error_messages: ClassVar[dict] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That is not the code. A new one comes every 30 seconds: type the one that shows now",
    }


class Door(DefaultAccountAdapter):
    """An account comes from an invitation, never from a form that anyone may fill in."""

    error_messages: ClassVar[dict] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or the password is not right. Try again",
        "too_many_login_attempts": "There were too many wrong passwords. Wait a few minutes, then try again",
    }

    def is_open_for_signup(self, request):
        return False

    def pre_login(self, request, user, **kwargs):
        """The right password of somebody who has left opens nothing."""
        if not may_sign_in(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def pre_authenticate(self, request, **credentials):
        """
        Wrong passwords count against one account from one address, then against the account from anywhere.

        Never against an address alone: a whole council may stand behind one.
        """
        if not ratelimit.consume(request, action=FROM_ANYWHERE, key=_account(credentials), dry_run=True):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request, **credentials):
        ratelimit.consume(request, action=FROM_ANYWHERE, key=_account(credentials))

    def _get_login_attempts_cache_key(self, request, **credentials):
        """The library's key names the account; ours names the account and the address it is tried from."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def reauthenticate(self, user, password):
        """The library looks for addresses in a table of its own, which we do not fill."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app, **kwargs):
        """Not within minutes of signing in."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        return required and not _has_just_signed_in(context.request)


def code_given(request):
    """Did this session give a one-time code (or a recovery code) beside the password?"""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def has_codes(user):
    """Has this account set up one-time codes?"""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP])


def restricted(view):
    """
    For views that show anything restricted, or give powers: the session must have given a one-time code.

    Whoever has none set up is sent to do so, whoever has is asked for one; then back to where they were going.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated or code_given(request):
            return view(request, *args, **kwargs)
        return _ask_for_code(request)

    return guarded


def wanted_page(request):
    """Where this person was going when they were asked for a code: a path of ours, or the home page."""
    return request.session.pop(WANTED, "") or reverse("home")


def _ask_for_code(request):
    """The path comes from this very request, so it can only lead back to us."""
    path = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("home")
    request.session[WANTED] = path
    page = "mfa_reauthenticate" if has_codes(request.user) else "mfa_activate_totp"
    return redirect(f"{reverse(page)}?{urlencode({REDIRECT_FIELD_NAME: path})}")


def _account(credentials):
    return credentials.get("email", "").lower()


def _has_just_signed_in(request):
    records = get_authentication_records(request, request.user)
    newest = max((record.get("at", 0) for record in records), default=0)
    return time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
