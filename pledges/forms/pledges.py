"""What people fill in about pledges and promises."""

from django import forms

from committees.models import Action, Body
from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper
from pledges.models import Pledge, Promise
from roles.models import Person


class PledgeForm(PlainErrors, forms.ModelForm):
    """A pledge: its name, what it is about, from when, and the body that answers for it."""

    starts_on = GovukDateField(label="From which day", called="The first day")
    ends_on = GovukDateField(
        label="Until which day", called="The last day", required=False, help_text="Leave empty while it has no end"
    )

    class Meta:
        model = Pledge
        fields = ["title", "introduction", "body", "starts_on", "ends_on"]
        labels = {
            "title": "Name of the pledge",
            "introduction": "What it is, in a few sentences",
            "body": "Body that answers for it",
        }

    def __init__(self, *args, viewer, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.visible_to(viewer)
        self.helper = helper(submit="Save the pledge", cancel=cancel)

    def clean(self):
        given = super().clean()
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day must be on or after the first day")
        return given


class PromiseForm(PlainErrors, forms.ModelForm):
    """A promise, in the words of young people and of the council."""

    class Meta:
        model = Promise
        fields = ["title", "text", "council_text", "champion"]
        labels = {
            "title": "The promise in a few words",
            "text": "In the words of young people",
            "council_text": "What the council will do",
            "champion": "Member who champions it",
        }
        help_texts = {"text": "As they would say it themselves. A twelve-year-old should understand it"}

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["champion"].queryset = Person.objects.filter(category=Person.Category.MEMBER, left_on=None)
        self.helper = helper(submit="Save the promise", cancel=cancel)


class ServeForm(PlainErrors, forms.Form):
    """Which action serves a promise."""

    action = forms.ModelChoiceField(Action.objects.none(), label="Action", empty_label="Choose an action")

    def __init__(self, *args, promise, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Action.objects.visible_to(viewer).exclude(services__promise=promise)
        self.fields["action"].queryset = seen.order_by("-pk")
        self.helper = helper(submit="Tie the action to this promise")
