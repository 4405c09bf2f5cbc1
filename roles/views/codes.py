"""Setting up one-time codes: the library's page, and what we add to it."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView


class SetUpCodes(ActivateTOTPView):
    """Whoever has just typed their first right code has given one for this session."""

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=Authenticator.Type.TOTP)
        return response
