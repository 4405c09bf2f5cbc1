"""Forms about how bodies stand to each other."""

from django import forms

from committees.forms.revealing import RevealsNothing
from committees.models import Body, BodyLink
from corporate_parenting.lib.forms import GovukDateField, helper


class LinkForm(RevealsNothing):
    """A body is linked to another from a day."""

    watched = ("note",)

    kind = forms.ChoiceField(
        choices=BodyLink.Kind, label="How does it stand to the other body?", widget=forms.RadioSelect
    )
    other = forms.ModelChoiceField(Body.objects.none(), label="The other body", empty_label="Choose a body")
    starts_on = GovukDateField(label="From which day", called="The first day")
    note = forms.CharField(
        max_length=200,
        required=False,
        label="Note",
        help_text="Such as where it is laid down, or how many members are nominated. It is public",
    )

    def __init__(self, *args, body, viewer, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = f"How does {body} stand to the other body?"
        self.fields["other"].queryset = Body.objects.visible_to(viewer).exclude(pk=body.pk)
        self.helper = helper(submit="Link the bodies", cancel=cancel)
