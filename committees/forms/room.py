"""Forms for the clerk at the meeting: it is opened and ended, people come and go, items are minuted and timed."""

from django import forms

from committees import room
from committees.room import clock
from corporate_parenting.lib import richtext
from corporate_parenting.lib.forms import NARROW, PlainErrors, helper
from roles.models import Person

HOW_TYPED = "For example 10:05am, 10.05 or 1005"


class ClockField(forms.CharField):
    """A time of the meeting's day as a clerk types it; gives a moment, or None for nothing."""

    def __init__(self, *, meeting, **kwargs):
        self.meeting = meeting
        super().__init__(max_length=20, widget=forms.TextInput(NARROW | {"autocomplete": "off"}), **kwargs)

    def clean(self, value):
        """Raises ValidationError with what cannot be read."""
        try:
            return clock.read(super().clean(value) or "", self.meeting)
        except room.WrongTime as why:
            raise forms.ValidationError(str(why)) from why


class OpenForm(PlainErrors, forms.Form):
    """Who presides, and when the meeting was opened."""

    presiding = forms.ModelChoiceField(Person.objects.none(), label="Who presides", empty_label=None)

    def __init__(self, *args, found, **kwargs):
        super().__init__(*args, **kwargs)
        people = [place.person for place in found.may_preside]
        self.fields["presiding"].queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        self.fields["presiding"].choices = [
            (place.person.pk, f"{place.person}, {place.words}{'' if place.votes else ' (no casting vote)'}")
            for place in found.may_preside
        ]
        self.fields["at"] = ClockField(
            meeting=found.meeting, label="Opened at", required=False, help_text="Empty: now", initial=found.clock_now
        )


class PresideForm(OpenForm):
    """Who presides from now on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["at"]
        self.fields["presiding"].label = "Who presides now"


class MinuteForm(forms.Form):
    """
    The texts of a minute and the edition that the writer had before them.

    How much a minute holds says its step (committees.room.writing), to the page and to the script alike.
    """

    text = forms.CharField(required=False, strip=False)
    private_text = forms.CharField(required=False, strip=False)
    public_summary = forms.CharField(required=False, strip=False)
    edition = forms.IntegerField(min_value=0, required=False)
    over = forms.BooleanField(required=False)

    def clean(self):
        """A text that was not sent stays as it is."""
        given = super().clean()
        return {name: value for name, value in given.items() if name in self.data}


class GuestForm(PlainErrors, forms.Form):
    """Somebody in attendance: whom the product knows, or only by name."""

    name = forms.CharField(max_length=200, label="Name")
    role = forms.CharField(max_length=200, label="Post or organisation", required=False)
    remote = forms.BooleanField(label="Joined by a link", required=False)

    def __init__(self, *args, meeting, **kwargs):
        # It stands on one page with the form that opens the meeting, which asks for a time too.
        super().__init__(*args, auto_id="guest-%s", **kwargs)
        self.fields["at"] = ClockField(meeting=meeting, label="Came at", required=False)


class FinishForm(PlainErrors, forms.Form):
    """When a meeting ended, and whether it could decide."""

    inquorate = forms.TypedChoiceField(
        label="Was it held?",
        choices=[
            ("no", "It was held: enough people were there, at least for a time"),
            ("yes", "It was inquorate: there were never enough people to decide anything"),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, meeting, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        at = ClockField(meeting=meeting, label="Ended at", required=False, help_text=f"{HOW_TYPED}. Empty: now")
        self.fields = {"at": at, **self.fields}
        self.helper = helper(submit="End the meeting", cancel=cancel)


class PlanForm(PlainErrors, forms.Form):
    """The minutes planned for each item, and the notes for the chair, on one page."""

    def __init__(self, *args, items, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            named = f"{item.printed_number}. {item.title}"
            self.fields[f"minutes-{item.pk}"] = forms.IntegerField(
                label="Minutes planned",
                min_value=0,
                max_value=600,
                required=False,
                initial=item.minutes_planned,
                widget=forms.NumberInput({"class": "govuk-input--width-3"}),
                error_messages={"invalid": f"Enter the minutes planned for item {named[:60]} as a whole number"},
            )
            self.fields[f"note-{item.pk}"] = forms.CharField(
                label="Note for the chair",
                max_length=richtext.MAX_CHARS,
                required=False,
                initial=item.chair_note,
                widget=forms.Textarea({"rows": 2}),
            )
        self.helper = helper(submit="Save the run sheet", cancel=cancel)

    @property
    def rows(self):
        """[(item, its minutes, its note)] as bound fields."""
        return [(item, self[f"minutes-{item.pk}"], self[f"note-{item.pk}"]) for item in self.items]

    def clean(self):
        """{item's id: (minutes, note)}."""
        given = super().clean()
        return {
            "plans": {
                item.pk: (given.get(f"minutes-{item.pk}"), given.get(f"note-{item.pk}") or "") for item in self.items
            }
        }
