"""The pages and letters of the door are ours: our words, our components, one form each."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.urls import reverse

PASSWORD = "four words make this long"


@pytest.fixture
def clerk(people):
    """A person with a password, an authenticator app and recovery codes."""
    user = people.clerk.user
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    return people.clerk


def heading(response):
    return response.text.split('<h1 class="govuk-heading-l">')[1].split("</h1>")[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "args", "words"),
    [
        ("account_login", [], "Sign in"),
        ("account_reset_password", [], "Get a new password"),
        ("account_reset_password_done", [], "Check your email"),
        ("account_reset_password_from_key", ["1", "used-already"], "This link no longer works"),
        ("account_reset_password_from_key_done", [], "Your new password is saved"),
        ("account_inactive", [], "This account is closed"),
    ],
)
def test_pages_before_the_door(client, name, args, words):
    assert heading(client.get(reverse(name, args=args))) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account_change_password", "Change your password"),
        ("account_logout", "Do you want to sign out?"),
        ("account_reauthenticate", "Is it still you?"),
        ("mfa_reauthenticate", "Is it still you?"),
        ("mfa_deactivate_totp", "Turn off codes from an app?"),
        ("mfa_view_recovery_codes", "Recovery codes"),
        ("mfa_generate_recovery_codes", "Make new recovery codes?"),
    ],
)
def test_pages_of_an_account(sign_in, clerk, name, words):
    assert heading(sign_in(clerk).get(reverse(name))) == words


def test_a_right_password_asks_for_the_code(client, clerk):
    sent = {"login": clerk.user.email, "password": PASSWORD}
    response = client.post(reverse("account_login"), sent, follow=True)
    assert heading(response) == "Enter your code"


def test_what_is_missing_at_the_door_is_said_once_for_each_box(client, db):
    page = client.post(reverse("account_login"), {}).text
    assert page.count('<a href="#id_login">Enter the email address</a>') == 1
    assert page.count('<a href="#id_password">Enter the password</a>') == 1
    assert page.count("govuk-error-summary__title") == 1


def test_boxes_at_the_door_can_be_filled_by_the_browser(client, db):
    page = client.get(reverse("account_login")).text
    assert page.count('autocomplete="email"') == 1
    assert page.count('autocomplete="current-password"') == 1


def test_the_letter_with_a_new_password_is_in_our_words(client, clerk, settings):
    client.post(reverse("account_reset_password"), {"email": clerk.user.email})
    [letter] = mail.outbox
    assert letter.subject == "Choose a new password for Corporate Parenting"
    assert letter.body.endswith(f"Corporate Parenting, {settings.COUNCIL_NAME}")
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert heading(client.get(link, follow=True)) == "Choose a new password"


def test_an_unknown_address_gets_a_letter_that_says_so(client, db):
    client.post(reverse("account_reset_password"), {"email": "nobody@wexcombe.example"})
    [letter] = mail.outbox
    assert letter.subject == "There is no Corporate Parenting account with this address"
    assert "nobody@wexcombe.example" in letter.body
