"""Forms about people, the council, and what is theirs to do."""

from .attempts import Attempts
from .council import ClosureForm, FactForm
from .people import AddressForm, AppointForm, EndForm, LeaveForm, PasswordForm, PersonForm

__all__ = [
    "AddressForm",
    "AppointForm",
    "Attempts",
    "ClosureForm",
    "EndForm",
    "FactForm",
    "LeaveForm",
    "PasswordForm",
    "PersonForm",
]
