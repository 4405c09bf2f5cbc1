"""What every form here can do: attempt a step, and say its refusal beside the field."""

from django.core.exceptions import ValidationError

from corporate_parenting.lib.forms import PlainErrors


class Attempts(PlainErrors):
    """A form that carries out a step."""

    def attempt(self, step, *args, **kwargs):
        """Carry out a step; what it refuses becomes an error of this form. `outcome` is what it gave back."""
        try:
            self.outcome = step(*args, **kwargs)
        except ValidationError as error:
            self.add_error(None, error)
        return not self.errors
