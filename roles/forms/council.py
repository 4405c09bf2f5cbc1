"""Facts about the council, and its closure days."""

from django import forms
from django.utils import timezone

from corporate_parenting.lib.forms import NARROW, GovukDateField, helper

from .attempts import Attempts


class FactForm(Attempts, forms.Form):
    """A council fact from a day on."""

    starts_on = GovukDateField(
        label="From which day?", called="The day", help_text="A day in the past corrects what was written down before"
    )

    def __init__(self, *args, fact, cancel, **kwargs):
        self.base_fields = {"value": self._field(fact), **self.base_fields}
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate()
        self.helper = helper(submit="Save", cancel=cancel)

    @staticmethod
    def _field(fact):
        if fact.choices:
            return forms.ChoiceField(label=fact.label, choices=list(fact.choices.items()), widget=forms.RadioSelect)
        if isinstance(fact.default, int):
            return forms.IntegerField(
                label=fact.label, min_value=fact.least, max_value=fact.most, widget=forms.NumberInput(NARROW)
            )
        return forms.CharField(label=fact.label, max_length=200)


class ClosureForm(Attempts, forms.Form):
    """A day on which the offices are closed."""

    day = GovukDateField(label="Day", called="Day")
    reason = forms.CharField(
        label="Why", max_length=200, help_text="For example: Closed between Christmas and New Year"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Add the day")
