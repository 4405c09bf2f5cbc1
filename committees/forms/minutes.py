"""Forms about minutes: who checks them, what to change, on which item they were approved, who signed and when."""

from django import forms

from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper
from roles.models import Person


class SendForm(PlainErrors, forms.Form):
    """Who is asked to check the draft."""

    to = forms.ChoiceField(
        label="Who checks the draft?",
        help_text="Whoever presided, or the chair or vice-chair of that day",
        error_messages={"required": "Choose who checks the draft"},
    )

    def __init__(self, *args, people, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["to"].choices = [(pk, person.name) for pk, person in self.people.items()]
        self.helper = helper(submit="Send the draft", cancel=cancel)

    def clean_to(self):
        return self.people[self.cleaned_data["to"]]


class SendBackForm(PlainErrors, forms.Form):
    """What the chair wants changed."""

    asks = forms.CharField(
        max_length=5000,
        label="What should be changed?",
        help_text="The clerk reads this. Name the minute: “In minute 4 …”. Write nothing that is private in it",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what should be changed"},
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Send the draft back", cancel=cancel)


class FreezeForm(PlainErrors, forms.Form):
    """Why the minutes are changed after the check."""

    why = forms.CharField(
        max_length=2000,
        label="What changed, and why?",
        help_text="It stands beside the new version for good. The version before it is kept",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what changed, and why"},
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Keep the new version", cancel=cancel)


class ApproveForm(PlainErrors, forms.Form):
    """On which item the body approved the minutes, and what it corrected."""

    on = forms.ChoiceField(
        label="At which meeting were they approved?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the meeting that approved them"},
    )
    corrections = forms.CharField(
        max_length=10_000,
        required=False,
        label="Corrections",
        help_text="As the meeting agreed them: “In minute 4, for ‘ten’ read ‘twelve’.” Only whether the minutes are "
        "accurate may be debated. Everybody can read this",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    from_room = forms.BooleanField(
        required=False,
        label="Take over the minutes as they were changed at the meeting’s own page since the check",
    )

    def __init__(self, *args, items, changed, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = {str(item.pk): item for item in items}
        self.fields["on"].choices = [(pk, _named(item)) for pk, item in self.items.items()]
        if len(self.items) == 1:
            self.fields["on"].initial = next(iter(self.items))
        if not changed:
            del self.fields["from_room"]
        self.helper = helper(submit="Write down the approval", cancel=cancel)

    def clean_on(self):
        return self.items[self.cleaned_data["on"]]


def _named(item):
    return f"{item.meeting.body}, {item.meeting.starts_at:%-d %B %Y}: item {item.printed_number}, {item.title}"


class SignForm(PlainErrors, forms.Form):
    """Who signed on paper, and when."""

    signed_by = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who signed?",
        help_text="Whoever presided when the minutes were approved, or at the next suitable meeting",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who signed"},
    )
    signed_on = GovukDateField(label="Day of the signature", called="The day of the signature")

    def __init__(self, *args, people, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed_by"].queryset = people
        self.helper = helper(submit="Write down the signature", cancel=cancel)


class RemarkForm(PlainErrors, forms.Form):
    """A remark on the draft minute of one item."""

    text = forms.CharField(
        max_length=5000,
        label="What should the minute say?",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write what should be changed in the minute"},
    )
    is_private = forms.BooleanField(required=False, label="This is about part 2: only those who may read part 2 see it")

    def __init__(self, *args, reads_part_2, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        if not reads_part_2:
            del self.fields["is_private"]
        self.helper = helper(submit="Send the remark", cancel=cancel)
