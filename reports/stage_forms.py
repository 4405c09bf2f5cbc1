"""The form of one clearance stage."""

from django import forms

from corporate_parenting.lib.forms import NARROW, PlainErrors, helper


class StageForm(PlainErrors, forms.Form):
    """Who looks at a report, and how many working days they have."""

    name = forms.CharField(
        max_length=100,
        label="Who looks at the report",
        help_text="As in a sentence: Finance and legal, or the Director of Children’s Services",
    )
    working_days = forms.IntegerField(
        min_value=0, max_value=60, label="Working days that they have", widget=forms.NumberInput(NARROW)
    )

    def __init__(self, *args, submit="Add the stage", cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit=submit, cancel=cancel)
