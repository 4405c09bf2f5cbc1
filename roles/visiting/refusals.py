"""Why something about visits is refused. Each is said to the person as it is written."""

from django.core.exceptions import ValidationError


class NotAName(ValidationError):
    """What was typed as a home's name cannot be one."""


class CannotPlan(ValidationError):
    """These visits cannot be planned."""


class NotTheVisitor(ValidationError):
    """This person cannot make this visit."""


class WrongDay(ValidationError):
    """The days do not fit together."""


class NotNow(ValidationError):
    """The visit does not stand so that this can be done."""
