"""Forms about courses, and who did them."""

from typing import ClassVar

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils import timezone

from corporate_parenting.lib.dates import day as in_words
from corporate_parenting.lib.forms import NARROW, GovukDateField, helper, hints
from roles.models import Person
from roles.training import MEANT_FOR

from .attempts import Attempts

# Who needs a course, in groups that a reader knows; whatever is in none of them stands in the last.
GROUPS = {
    "members": ("Elected members", ["every_member", "leader", "lead_member", "home_visitors"]),
    "officers": (
        "Officers",
        [
            "every_officer",
            "every_manager",
            "senior_managers",
            "childrens_managers",
            "chief_executive",
            "director",
            "virtual_head",
            "participation",
        ],
    ),
    "places": (
        "People with a place on a body",
        [
            "parenting_seats",
            "subgroup_seats",
            "health_seats",
            "housing_seats",
            "learning_seats",
            "scrutiny_seats",
            "placement_seats",
            "co_opted",
            "attendees",
        ],
    ),
}
_GROUPED = {key for _, keys in GROUPS.values() for key in keys}
GROUPS["others"] = ("Partners and others", [key for key in MEANT_FOR if key not in _GROUPED])


SMALL = {"class": "govuk-checkboxes--small"}


def _group(name):
    label, keys = GROUPS[name]
    choices = [(key, MEANT_FOR[key]) for key in keys]
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple(SMALL)
    )


class CourseForm(Attempts, forms.Form):
    """A course: what it is, who needs it, by when, and how often."""

    name = forms.CharField(label="Name of the course", max_length=200)
    about = forms.CharField(
        label="What it is about, and how to take it",
        max_length=1000,
        required=False,
        widget=forms.Textarea,
        help_text="For example: two hours in the council chamber, with young people from the Children in Care Council",
    )
    members = _group("members")
    officers = _group("officers")
    places = _group("places")
    others = _group("others")
    given_from = GovukDateField(
        label="From which day is it given?",
        called="The first day of the course",
        help_text="Nobody is late for it before they could take it",
    )
    is_induction = forms.BooleanField(
        label="This is an induction",
        required=False,
        help_text="People who have not done it are listed as without induction",
    )
    within_days = forms.IntegerField(
        label="Days to do it in",
        min_value=0,
        max_value=3650,
        initial=90,
        widget=forms.NumberInput(NARROW),
        help_text="Counted from the first day in the office that makes it needed, or of the course where that is later",
    )
    again_after_months = forms.IntegerField(
        label="Months until it is due again",
        min_value=1,
        max_value=120,
        required=False,
        widget=forms.NumberInput(NARROW),
        help_text="Leave empty if once is enough",
    )

    def __init__(self, *args, cancel, course=None, **kwargs):
        initial = _as_typed(course) if course else {"given_from": timezone.localdate()}
        super().__init__(*args, initial=initial, **kwargs)
        self.revealed = set(GROUPS)  # one of them is needed, so none is called optional
        self.helper = helper(
            "name",
            "about",
            Fieldset("Who needs it?", Row("members", "officers"), Row("places", "others")),
            Fieldset("By when?", "is_induction", "given_from", "within_days", "again_after_months"),
            submit="Save the course",
            cancel=cancel,
        )

    def clean(self):
        """The groups become one list, in the order of the classes."""
        typed = super().clean()
        chosen = {key for name in GROUPS for key in typed.pop(name, [])}
        if not chosen and not self.errors.keys() & GROUPS.keys():
            self.add_error("members", "Choose at least one group of people who need the course")
        return typed | {"meant_for": [key for key in MEANT_FOR if key in chosen]}


def _as_typed(course):
    plain = ("name", "about", "is_induction", "given_from", "within_days", "again_after_months")
    values = {name: getattr(course, name) for name in plain}
    return values | {name: [key for key in keys if key in course.meant_for] for name, (_, keys) in GROUPS.items()}


class EndCourseForm(Attempts, forms.Form):
    """The day from which a course is not given."""

    on = GovukDateField(label="First day without the course", called="First day without the course")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = helper(submit="End the course", cancel=cancel)


class RegisterFilter(forms.Form):
    """Who needs a course, narrowed by name and by how they stand."""

    STATES = (("", "Everybody"), ("overdue", "Overdue"), ("due", "Not done, in time"), ("done", "Done"))
    ALSO: ClassVar[dict] = {"again": "done"}
    name = forms.CharField(label="Name", required=False, max_length=200)
    state = forms.ChoiceField(label="How they stand", choices=STATES, required=False)

    def narrowed(self, register):
        """Those of [(person with the name `shown`, standing)] asked for; everybody where that makes no sense."""
        typed = self.cleaned_data if self.is_valid() else {}
        name, wanted = typed.get("name", "").lower(), typed.get("state", "")
        return [
            (person, standing)
            for person, standing in register
            if name in person.shown.lower() and wanted in ("", self.ALSO.get(standing.state, standing.state))
        ]


class AttendanceForm(Attempts, forms.Form):
    """Who did a course on a day: ticked in a list that can be narrowed without losing a tick."""

    done_on = GovukDateField(label="When was it?", called="The day of the course")
    words = forms.CharField(
        label="Find people by name",
        required=False,
        max_length=200,
        help_text="Who is ticked stays ticked while you look for others",
    )
    people = forms.ModelMultipleChoiceField(
        label="Who did it?",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick everybody who did the course"},
    )

    def __init__(self, *args, shown, done, cancel, **kwargs):
        """`shown`: people on the list; `done`: {person: the day they last did it}."""
        super().__init__(*args, **kwargs)
        self.revealed = {"words"}  # a help to find people, and no answer that could be called optional
        field = self.fields["people"]
        field.queryset = Person.objects.here_on(timezone.localdate())
        field.choices = [(person.pk, person.name) for person in shown]
        about = {str(pk): f"Last done on {in_words(day)}" for pk, day in done.items()}
        hints(self, "people", about)
        self.helper = helper(cancel=cancel)
