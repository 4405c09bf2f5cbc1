"""The form that seats those whom a body's brought-in meetings name as its members."""

from django import forms

from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper
from roles.models import Person


class SeatNamedForm(PlainErrors, forms.Form):
    """Who of them gets the place that the record gives them, and from which day."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="Who sits on the body?", widget=forms.CheckboxSelectMultiple
    )
    starts_on = GovukDateField(label="From which day", called="The first day")

    def __init__(self, *args, named, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        words = {one.person.pk: f"{one.person}: {one.capacity.label.lower()}" for one in named}
        field = self.fields["people"]
        field.queryset = Person.objects.filter(pk__in=words)
        field.label_from_instance = lambda person: words[person.pk]
        self.helper = helper(submit="Give them their places", cancel=cancel)
