"""One's own account. What the sign-in library offers beyond what we want is shut here, before its own addresses."""

from django.http import Http404
from django.urls import path
from django.views.generic import RedirectView

from roles.views import accounts, delegating
from roles.views.codes import SetUpCodes


def shut(request, **kwargs):
    """The library has a page here; the product has none."""
    raise Http404


urlpatterns = [
    path("", accounts.own, name="account"),
    path("sessions/end/", accounts.end_other_sessions, name="end_other_sessions"),
    path("away/", delegating.away, name="away"),
    path("away/<int:pk>/end/", delegating.end, name="end_away"),
    path("go-on/", accounts.go_on, name="go_on"),
    path("2fa/totp/activate/", SetUpCodes.as_view()),
    path("2fa/", RedirectView.as_view(pattern_name="account")),
    # Addresses are changed by democratic services, accounts come from invitations, codes from an app.
    path("email/", shut),
    path("confirm-email/", shut),
    path("confirm-email/<str:key>/", shut),
    path("signup/", shut),
    path("password/set/", shut),
    path("login/code/confirm/", shut),
    path("reauthenticate/code/", shut),
    path("reauthenticate/code/confirm/", shut),
]
