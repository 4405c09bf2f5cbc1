"""Beginning a report, and choosing somebody for it."""

from django import forms

from corporate_parenting.lib.forms import PlainErrors, helper, hints
from reports.models import Format, Report
from roles.models import Person, Remit

NUMBERED = {
    Format.Numbering.DECIMAL: "1.1, 1.2, then 2.1: paragraphs are numbered within each section",
    Format.Numbering.CONTINUOUS: "1, 2, 3 and on: paragraphs are numbered through the whole report",
    Format.Numbering.NONE: "Paragraphs have no numbers",
}


class FromEarlierForm(PlainErrors, forms.Form):
    """What a new report is called, and whom it is for."""

    title = forms.CharField(label="Title", max_length=250, help_text=Report._meta.get_field("title").help_text)
    remit = forms.ModelChoiceField(
        Remit.objects.none(),
        label="Which body is it for?",
        required=False,
        empty_label="I do not know yet",
        help_text="Its clerk can read the draft",
    )

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remit"].queryset = Remit.objects.visible_to(viewer)
        self.helper = helper(submit="Start the report")


class StartForm(FromEarlierForm):
    """The same from a blank page: in which template."""

    field_order = ("title", "format", "remit")
    format = forms.ModelChoiceField(
        Format.objects.offered(), label="Template", empty_label=None, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hints(self, "format", {str(row.pk): NUMBERED[row.numbering] for row in self.fields["format"].queryset})


class FindForm(forms.Form):
    """Which of the earlier reports?"""

    words = forms.CharField(label="Words in the title", required=False, max_length=100)
    remit = forms.ModelChoiceField(Remit.objects.none(), label="Its body first", required=False, empty_label="Any body")

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remit"].queryset = Remit.objects.visible_to(viewer)


class PersonForm(PlainErrors, forms.Form):
    """Somebody from a list that the page knows."""

    person = forms.ModelChoiceField(Person.objects.none(), empty_label="Choose somebody")

    def __init__(self, *args, people, label, button, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["person"].label = label
        self.fields["person"].error_messages["required"] = f"Select somebody: {label.rstrip('?').lower()}"
        self.helper = helper(submit=button)
