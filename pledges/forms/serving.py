"""The promises that a report serves, ticked."""

from itertools import groupby

from django import forms

from corporate_parenting.lib.forms import PlainErrors
from corporate_parenting.lib.ticks import ShownTicks, meanwhile


class ReportPromisesForm(ShownTicks, PlainErrors, forms.Form):
    """Promises, grouped by their pledge."""

    SHOWN = ("promises",)
    promises = forms.TypedMultipleChoiceField(coerce=int, required=False, label="Promises")

    def __init__(self, *args, promises, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = {one.pk: one for one in promises}
        self.fields["promises"].choices = [(str(one.pk), one.title) for one in promises]

    @property
    def given(self):
        """The Promises of a valid form."""
        return [self.known[pk] for pk in self.cleaned_data["promises"]]

    def meanwhile(self, served):
        """What another changed while this page was open, in words; `served` are the promises as they are now (keys)."""
        titles = {pk: one.title for pk, one in self.known.items()}
        return meanwhile(titles, set(self.cleaned_data["promises"]), set(served))

    @property
    def groups(self):
        """[(pledge, [(promise, ticked), …]), …]"""
        ticked = {str(pk) for pk in self["promises"].value() or []}
        rows = groupby(self.known.values(), lambda one: one.pledge)
        return [(pledge, [(one, str(one.pk) in ticked) for one in found]) for pledge, found in rows]
