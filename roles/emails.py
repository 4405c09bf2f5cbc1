"""Letters about accounts. They carry a link and names of the council, and nothing that is written in papers."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def invitation(person, *, email, link):
    """Send the one-time link. Says whether the mail server took it."""
    subject = f"Your account for corporate parenting at {settings.COUNCIL_NAME}"
    return _send("invitation", subject, email, person=person, link=link)


def moved(person, *, email):
    """Tell the old address that the account has another one now."""
    subject = f"Your sign-in address at {settings.COUNCIL_NAME} has changed"
    return _send("account_moved", subject, email, person=person)


def _send(template, subject, to, **context):
    context |= {"council_name": settings.COUNCIL_NAME, "contact_email": settings.CONTACT_EMAIL}
    try:
        send_mail(subject, render_to_string(f"emails/{template}.txt", context), None, [to])
    except (SMTPException, OSError) as error:
        log.warning("mail %s was not taken: %s", template, type(error).__name__)
        return False
    return True
