"""Forms about organisations."""

from django import forms
from django.utils import timezone

from corporate_parenting.lib.forms import GovukDateField, helper
from roles import organisations
from roles.models import Organisation

from .attempts import Attempts


class OrganisationForm(Attempts, forms.ModelForm):
    """An organisation as the council knows it."""

    class Meta:
        model = Organisation
        fields = ["name", "kind", "contact", "reports_back"]
        labels = {
            "kind": "What kind of organisation it is",
            "contact": "Named contact",
            "reports_back": "What it reports back, and how often",
        }
        help_texts = {
            "kind": "Its responsibilities as a corporate parent follow from this",
            "contact": "Who answers for it to the council. Add them under People first if they are not on the list",
            "reports_back": "For example: health assessments done in time, each quarter to the panel. "
            "Everybody who is signed in reads this",
        }
        widgets = {"kind": forms.RadioSelect, "reports_back": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, submit, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Organisation.Kind.choices
        self.fields["contact"].queryset = organisations.who_may_be_contact(timezone.localdate())
        self.fields["contact"].empty_label = "Nobody yet"
        self.helper = helper(submit=submit, cancel=cancel)

    def _post_clean(self):
        """The step writes the columns, so the instance is left as it is."""


class EndOrganisationForm(Attempts, forms.Form):
    """From when an organisation is not there."""

    on = GovukDateField(
        label="First day without it",
        called="First day without it",
        help_text="Its responsibilities then fall to the others of its kind. What it did stays on record.",
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = helper(submit="End the organisation", cancel=cancel)
