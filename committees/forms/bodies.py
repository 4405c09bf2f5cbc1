"""Forms about a body: what it is, which law it stands on, who sits on it."""

from django import forms
from django.utils import timezone

from committees.models import Body, Seat
from committees.models.bodies import LegalBasis
from corporate_parenting.lib.forms import NARROW, GovukDateField, PlainErrors, helper
from roles.models import Person

SETTLED = [choice for choice in LegalBasis.choices if choice[0] != LegalBasis.NOT_SETTLED]


def _basis(**changes):
    about = {
        "label": "Legal basis",
        "help_text": "The law it was set up under. Its name says nothing about it. LGA: Local Government Act",
        "widget": forms.RadioSelect,
    }
    return forms.ChoiceField(**(about | changes))


class BodyForm(PlainErrors, forms.Form):
    """A new body, or the one that comes after another."""

    name = forms.CharField(max_length=200, label="Name of the body")
    kind = forms.ChoiceField(choices=Body.Kind, label="What kind of body is it?", widget=forms.RadioSelect)
    legal_basis = _basis(choices=LegalBasis)
    starts_on = GovukDateField(label="From which day", called="The first day")
    parent = forms.ModelChoiceField(
        Body.objects.none(), required=False, label="Body that it reports to", empty_label="None"
    )

    def __init__(self, *args, viewer, cancel, submit="Set up the body", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Body.objects.visible_to(viewer).on(timezone.localdate())
        self.helper = helper(submit=submit, cancel=cancel)


class SettleForm(PlainErrors, forms.Form):
    """Which law a body stands on, and what kind of body it is."""

    legal_basis = _basis(choices=SETTLED)
    kind = forms.ChoiceField(
        choices=Body.Kind,
        label="What kind of body is it?",
        help_text="What its members must do as corporate parents follows from this",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Settle the legal basis", cancel=cancel)


class DescribeForm(PlainErrors, forms.Form):
    """How a body meets."""

    usual_place = forms.CharField(max_length=300, required=False, label="Where it usually meets")
    quorum = forms.IntegerField(
        min_value=1, max_value=200, required=False, label="Quorum", widget=forms.NumberInput(NARROW)
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Save", cancel=cancel)


class ScheduleForm(PlainErrors, forms.Form):
    """When packs are built by themselves."""

    clear_days = forms.IntegerField(
        min_value=0,
        max_value=60,
        required=False,
        widget=forms.NumberInput(NARROW),
        label="Clear days before the meeting",
        help_text="Leave empty to build packs only when somebody presses the button",
    )
    time = forms.TimeField(
        required=False,
        label="Time of day",
        help_text="For example 10:00",
        widget=forms.TimeInput(NARROW, format="%H:%M"),
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Save the pack timetable", cancel=cancel)

    def clean(self):
        given = super().clean()
        if given.get("clear_days") is not None and not given.get("time") and "time" not in self.errors:
            self.add_error("time", "Enter the time of day at which packs are built")
        if given.get("clear_days") is None:
            given["time"] = None
        return given


class SeatForm(PlainErrors, forms.Form):
    """Somebody gets a place on a body."""

    person = forms.ModelChoiceField(Person.objects.none(), empty_label="Choose a person")
    capacity = forms.ChoiceField(choices=Seat.Capacity, label="In which capacity?", widget=forms.RadioSelect)
    label = forms.CharField(
        max_length=200,
        required=False,
        label="Title of the place",
        help_text="Only if it has one of its own, such as: Foster carers’ representative",
    )
    starts_on = GovukDateField(label="From which day", called="The first day")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.here_on(timezone.localdate())
        self.helper = helper(submit="Give the place", cancel=cancel)


class ClerkForm(PlainErrors, forms.Form):
    """Somebody is put in charge of a body's meetings."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Clerk", empty_label="Choose an officer")
    starts_on = GovukDateField(label="From which day", called="The first day")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        officers = Person.objects.here_on(timezone.localdate()).filter(category=Person.Category.OFFICER)
        self.fields["person"].queryset = officers
        self.helper = helper(submit="Make this person clerk", cancel=cancel)


class LastDayForm(PlainErrors, forms.Form):
    """The last day of a place, or of a body."""

    on = GovukDateField(label="Last day", called="The last day")

    def __init__(self, *args, cancel, submit, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit=submit, cancel=cancel)
