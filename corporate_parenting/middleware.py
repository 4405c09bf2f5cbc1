"""Every page is closed, sessions end, and what is private stays out of every cache."""

import time
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.utils.cache import get_conditional_response, has_vary_header, set_response_etag


class ClosedByDefault(LoginRequiredMiddleware):
    """
    Closed unless a view says otherwise.

    Django's own asks `request.user` first, which touches the session and adds `Vary: Cookie`
    to public pages; ours looks at the view before it looks at the visitor.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class SessionsEnd:
    """
    A session ends an hour after its last page, and twelve hours after signing in whatever happens.

    Public pages are left alone: nothing here touches their visitor. The times are set at sign-in
    (roles.signins), so that a page costs a write only when a minute has passed since the one before.
    """

    NOTED_EVERY = 60

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if getattr(view_func, "login_required", True) and request.user.is_authenticated:
            self._look(request, time.time())

    def _look(self, request, now):
        session = request.session
        seen, began = session.get("seen_at", now), session.get("began_at", now)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif now - seen > self.NOTED_EVERY or "seen_at" not in session:
            session["seen_at"] = now
            session["began_at"] = began


# People ask anew each time, a proxy of the council's may answer for a minute: what is taken out of sight is gone then.
BRIEFLY = "public, max-age=0, s-maxage=60"


class KeepBriefly:
    """
    A public page that knows nothing of its visitor may be kept for a minute, and is not sent twice to who has it.

    It stands outside of everything that could still add to the page's head.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not _is_plain_page(request, response):
            return response
        response["Cache-Control"] = BRIEFLY
        set_response_etag(response)
        return get_conditional_response(request, etag=response["ETag"], response=response)


def _is_plain_page(request, response):
    match = request.resolver_match
    return (
        response.status_code == HTTPStatus.OK
        and request.method in ("GET", "HEAD")
        and match is not None
        and not getattr(match.func, "login_required", True)
        and not request.session.accessed
        and not response.cookies
        and not has_vary_header(response, "Cookie")
        and "Cache-Control" not in response
        and response["Content-Type"].startswith("text/html")
    )


class KeepPrivate:
    """A page that looked at who is asking must not be stored anywhere."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.session.accessed and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store, private"
        return response
