"""Forms about what is kept from the public: a part of a report, and when it is looked at again."""

from django import forms

from committees.forms.meetings import Grounds
from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper


def _review_day():
    return GovukDateField(
        label="When will somebody look at this again?",
        help_text="What is exempt today may not be so for ever. Leave it empty for no day",
        called="The day",
        required=False,
    )


class PartForm(Grounds):
    """Keep a section or an appendix of a laid report from the public. `parts`: [(key, name)] of what can be."""

    field_order = ("part", "kind", "paragraphs", "terms", "reason", "review_on")
    part = forms.ChoiceField(label="Which part?", widget=forms.RadioSelect)
    review_on = _review_day()

    def __init__(self, *args, parts, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts
        self.helper = helper(submit="Keep this part private", cancel=cancel)

    def clean(self):
        """What was given, as `exempt.keep_private` takes it; `part` stays the key of it."""
        super().clean()
        return self.grounds() | {name: self.cleaned_data.get(name) for name in ("part", "review_on")}


class ReviewForm(PlainErrors, forms.Form):
    """It stays private: until when somebody looks again, and why still."""

    on = GovukDateField(label="When will somebody look at it next?", called="The day")
    reason = forms.CharField(
        max_length=2000,
        label="Why does it have to stay private still?",
        help_text="Kept with the decision. Only those who may read it see it",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="It stays private", cancel=cancel)
