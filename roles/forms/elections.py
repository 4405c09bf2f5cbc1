"""Forms that bring in the councillors after an election."""

from django import forms

from corporate_parenting.lib.forms import GovukDateField, helper
from roles import councillors

from .attempts import Attempts

MOST_BYTES = 20_000_000


class CouncillorsForm(Attempts, forms.Form):
    """A list of councillors, and the day from which it is true."""

    file = forms.FileField(
        label="List of councillors",
        help_text="From your committee system: the XML answer of GetCouncillorsByWard, or a CSV file",
        widget=forms.FileInput(attrs={"accept": ".xml,.csv,text/xml,application/xml,text/csv"}),
        error_messages={"required": "Choose the list of councillors"},
    )
    on = GovukDateField(
        label="Day on which the new council takes office",
        called="Day on which the new council takes office",
        help_text="For example, 11 5 2026. For a by-election or a change of party: the day from which the list is true",
    )
    whole_council = forms.BooleanField(
        required=False,
        label="This is the whole council after the election",
        help_text="Needed only where more than half of the members leave, so that a part of a list is not taken for it",
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Read the list", cancel=cancel)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("The list must be smaller than 20 MB. Choose another file")
        return file

    def clean_on(self):
        day = self.cleaned_data["on"]
        if why := councillors.why_not_on(day):
            raise forms.ValidationError(why)
        return day


class ConfirmCouncillorsForm(forms.Form):
    """That what was shown is to be done. Carries what was read and shown, signed."""

    list = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Bring in this list", cancel=cancel)
