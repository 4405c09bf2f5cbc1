"""Forms about leave to read one restricted paper, and about opening one to the public."""

from django import forms

from committees.models import Grant
from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper, reveal
from roles.models import Person

REASON = {"max_length": 2000, "widget": forms.Textarea(attrs={"rows": 4})}


class AskForm(PlainErrors, forms.Form):
    """Somebody asks to read a paper."""

    why = forms.CharField(
        label="Why do you need to read it?",
        help_text="Say what you need it for in your work: a ward, a duty, a decision before you. Name no child",
        **REASON,
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Ask to read it", cancel=cancel)


def _last_day():
    return GovukDateField(
        label="Until the end of which day?",
        help_text="30 days from today at most. It can be ended before",
        called="The last day",
        required=False,
    )


class DecisionForm(PlainErrors, forms.Form):
    """Whoever decides gives leave or refuses it, and says why."""

    outcome = forms.ChoiceField(
        choices=[(Grant.Outcome.GRANTED, "Give leave to read it"), (Grant.Outcome.REFUSED, "Refuse")],
        label="What do you decide?",
        widget=forms.RadioSelect,
    )
    until = _last_day()
    reason = forms.CharField(label="Reason", help_text="It is kept, and whoever asked reads it", **REASON)

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        reveal(self, "outcome", granted=["until"])
        self.helper = helper(submit="Decide", cancel=cancel)


class GiveForm(PlainErrors, forms.Form):
    """Leave is given without being asked for, or a reader of a confidential paper is named."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Who?", empty_label="Choose somebody")
    until = _last_day()
    reason = forms.CharField(label="Why do they need to read it?", help_text="It is kept with the decision", **REASON)

    def __init__(self, *args, people, is_confidential, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["person"].label_from_instance = with_post
        if is_confidential:
            self.fields["until"].help_text = "30 days from today at most. Leave it empty for no last day"
        self.helper = helper(submit="Name this reader" if is_confidential else "Give leave", cancel=cancel)


def with_post(person):
    """A person with the post where the name does not say it."""
    return f"{person.name} ({person.post})" if person.post else person.name


class ReleaseForm(PlainErrors, forms.Form):
    """One of the two who open a paper to the public."""

    checked = forms.BooleanField(
        label="I have read all of it, and nothing in it needs to stay private",
        error_messages={"required": "Read all of the paper first, its appendices too, then tick that you have"},
    )

    def __init__(self, *args, submit, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit=submit, cancel=cancel)
