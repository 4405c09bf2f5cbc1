"""The first person of an installation."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from corporate_parenting.lib import commands
from roles import first_clerk
from roles.audit import SYSTEM


class Command(commands.Command):
    help = "Make the head of democratic services and print a one-time link, good for seven days, for their account."

    def add_arguments(self, parser):
        parser.add_argument("email", help="their email address")
        parser.add_argument("--name", default="Head of Democratic Services", help="their name, as it is printed")

    def handle(self, *, email, name, **options):
        try:
            validate_email(email)
        except ValidationError:
            self.misused(f"{email} is not an email address.")
        try:
            link = first_clerk.invite(email, name=name, by=SYSTEM)
        except ValidationError as error:
            self.refuse(" ".join(error.messages))
        self.tell("Open this address once, within seven days, to choose a password:")
        self.answer(link)
