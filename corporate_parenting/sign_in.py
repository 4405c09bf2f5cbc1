"""The forms of the door, in our words. What they do is allauth's; settings name them in ACCOUNT_FORMS and MFA_FORMS."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

from corporate_parenting.lib.forms import PlainErrors

NEW = {"oldpassword": "Current password", "password1": "New password", "password2": "New password again"}
CODE = {"code": "Code"}
FROM_APP = {"code": "The six digits that your authenticator app shows now, or one of your recovery codes"}


class SignIn(PlainErrors, account.LoginForm):
    labels = {"login": "Email address"}
    help_texts = {"password": ""}


class ForgottenPassword(PlainErrors, account.ResetPasswordForm):
    labels = {"email": "Email address"}


class NewPassword(PlainErrors, account.ResetPasswordKeyForm):
    labels = NEW


class FirstPassword(PlainErrors, account.SetPasswordForm):
    labels = NEW


class ChangedPassword(PlainErrors, account.ChangePasswordForm):
    labels = NEW
    help_texts = {"oldpassword": ""}


class PasswordAgain(PlainErrors, account.ReauthenticateForm):
    help_texts = {"password": ""}


class OneTimeCode(PlainErrors, mfa.AuthenticateForm):
    labels = CODE
    help_texts = FROM_APP


class OneTimeCodeAgain(PlainErrors, mfa.ReauthenticateForm):
    labels = CODE
    help_texts = FROM_APP


class FirstCode(PlainErrors, totp.ActivateTOTPForm):
    labels = CODE
    help_texts = {"code": "The six digits that the app shows now"}
