"""The form of one clearance stage."""

from django import forms

from corporate_parenting.lib.forms import NARROW, PlainErrors, helper
from reports import stages


class OfficeChoice(forms.ModelChoiceField):
    """Offices by their label, with what they are for."""

    def label_from_instance(self, obj):
        return obj.in_full


class StageForm(PlainErrors, forms.Form):
    """Who looks at a report, for how long, beside whom, and which of its words they answer for."""

    name = forms.CharField(
        max_length=100,
        label="Who looks at the report",
        help_text="As in a sentence: Finance and legal, or the Director of Children’s Services",
    )
    office = OfficeChoice(
        queryset=None,
        required=False,
        label="Which office answers?",
        empty_label="Whoever holds a post that clears reports",
        help_text="Asked by office: whoever holds it on the day, or answers for them while they are away",
    )
    working_days = forms.IntegerField(
        min_value=0, max_value=60, label="Working days that they have", widget=forms.NumberInput(NARROW)
    )
    at_once = forms.BooleanField(required=False, label="Asked at the same time as the stage before")
    covers = forms.MultipleChoiceField(
        required=False,
        label="What do they answer for?",
        help_text="Beside the recommendations. Tick none, and they answer for the whole report. "
        "Only a change of what they answer for comes to them again.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, known=(), submit="Add the stage", cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.known, self.pk = known, None
        self.fields["office"].queryset = stages.offices()
        self.fields["covers"].choices = [(name, name) for name in stages.implications(known)]
        if not self.fields["covers"].choices:
            del self.fields["covers"]
        self.helper = helper(submit=submit, cancel=cancel)

    def about(self, stage):
        """The stage that is changed: its own name is not taken."""
        self.pk = stage.pk
        return self

    def clean(self):
        """Two stages may share a name where their offices tell them apart."""
        name, office = self.cleaned_data.get("name", "").strip().lower(), self.cleaned_data.get("office")
        same = [row for row in self.known if row.pk != self.pk and row.name.strip().lower() == name]
        if any(row.office_id == (office.pk if office else None) for row in same):
            self.add_error("name", "There is a stage of this name already. Choose another name, or another office")
        return self.cleaned_data
