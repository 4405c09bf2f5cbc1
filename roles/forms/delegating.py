"""Who answers clearances while somebody is away."""

from django import forms
from django.core.exceptions import ValidationError

from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper
from roles import delegating
from roles.forms.attempts import Attempts
from roles.models import Office, Person


class OfficeChoice(forms.ModelChoiceField):
    """Offices by their label, with what they are for."""

    def label_from_instance(self, obj):
        return obj.in_full


class AwayForm(Attempts, PlainErrors, forms.Form):
    """For which office, who, and from when to when."""

    office = OfficeChoice(Office.objects.none(), label="Office", empty_label="Choose one of your offices")
    to = forms.ModelChoiceField(Person.objects.none(), label="Who answers for you?", empty_label="Choose somebody")
    starts_on = GovukDateField(label="First day", called="First day")
    ends_on = GovukDateField(label="Last day", called="Last day")

    def __init__(self, *args, person, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        offices = delegating.offices_of(person)
        self.fields["office"].queryset = offices
        self.fields["to"].queryset = delegating.deputies(person)
        if len(offices) == 1:
            self.fields["office"].initial, self.fields["office"].empty_label = offices[0], None
        self.helper = helper(submit="Name who answers for me", cancel=cancel)

    def clean(self):
        got = super().clean()
        first, last = got.get("starts_on"), got.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", ValidationError("Last day must be the first day or later"))
        return got
