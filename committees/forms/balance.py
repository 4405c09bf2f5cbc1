"""Forms about political balance and outside bodies."""

import hashlib

from django import forms
from django.utils import timezone

from committees.balance import groups, outside, steps
from committees.models.bodies import OutsideBalance
from corporate_parenting.lib.forms import NARROW, GovukDateField, PlainErrors, helper, reveal
from roles.models import Person

JOINS, NO_GROUP = "new", "none"


def _reference():
    return forms.CharField(
        max_length=200, label="Minute or reference", help_text="For example: Annual Council, 19 May 2026, minute 12"
    )


class SeatsForm(PlainErrors, forms.Form):
    """How many voting seats a body has, and what excepts it from balance."""

    seats_total = forms.IntegerField(
        min_value=1,
        max_value=200,
        required=False,
        label="Voting seats",
        help_text="As its terms of reference say, with the chair. Co-opted members who do not vote are not counted. "
        "Leave empty if nobody has said.",
        widget=forms.NumberInput(NARROW),
    )
    outside_balance = forms.ChoiceField(
        choices=[("", "Nothing: the rule for its legal basis applies"), *OutsideBalance.choices],
        required=False,
        label="Does anything except it from political balance?",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Save the seats", cancel=cancel)


class GroupForm(PlainErrors, forms.Form):
    """A councillor gives notice of the group they belong to."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Councillor", empty_label="Choose a councillor")
    choice = forms.ChoiceField(label="Which group do they belong to?", widget=forms.RadioSelect)
    name = forms.CharField(max_length=200, required=False, label="Name of the group")
    starts_on = GovukDateField(label="From which day", called="The first day")

    def __init__(self, *args, names, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        here = Person.objects.here_on(timezone.localdate()).filter(category=Person.Category.MEMBER)
        self.fields["person"].queryset = here
        known = [(f"group:{name}", name) for name in names]
        self.fields["choice"].choices = [*known, (JOINS, "A group that is not on the list"), (NO_GROUP, "No group")]
        reveal(self, "choice", **{JOINS: ["name"]})
        self.helper = helper(submit="Note the group", cancel=cancel)

    def clean(self):
        """The step takes a group's name, or nothing for no group."""
        given = super().clean()
        choice, name = given.pop("choice", ""), (given.pop("name", "") or "").strip()
        if choice == JOINS and (not name or name.casefold() in groups.NO_NAMES):
            self.add_error("name", "Enter the name of the group, as in its notice")
        given["group"] = {JOINS: name, NO_GROUP: ""}.get(choice, choice.removeprefix("group:"))
        return given


class ReviewForm(PlainErrors, forms.Form):
    """What the council decided: seats for each group on each body, to begin with as the arithmetic has them."""

    decided_on = GovukDateField(label="When did the council decide?", called="The day on which the council decided")
    reference = _reference()

    def __init__(self, *args, lines, cancel, **kwargs):
        self.lines = lines
        self.boxes = {(line.body.pk, cell.group): _box_name(line, cell) for line in lines for cell in line.cells}
        boxes = {_box_name(line, cell): _box(line, cell) for line in lines for cell in line.cells}
        self.base_fields = self.base_fields | boxes
        super().__init__(*args, **kwargs)
        self.helper = helper("decided_on", "reference", submit="", cancel=cancel)
        self.helper.form_tag = False

    @property
    def rows(self):
        """[(line, its boxes)] for the page."""
        return [(line, [self[self.boxes[line.body.pk, cell.group]] for cell in line.cells]) for line in self.lines]

    def clean(self):
        """The step takes {body: {group: seats}}. Numbers that do not add up are said beside the body's first box."""
        given = super().clean()
        typed = {key: given.pop(name, None) for key, name in self.boxes.items()}
        given["seats"] = {line.body: self._row(line, typed) for line in self.lines}
        return given

    def _row(self, line, typed):
        row = {cell.group: typed[line.body.pk, cell.group] for cell in line.cells}
        if None not in row.values() and sum(row.values()) != line.body.seats_total:
            first = self.boxes[line.body.pk, line.cells[0].group]
            words = f"{line.body} has {line.body.seats_total} voting seats, and these numbers add up to"
            self.add_error(first, f"{words} {sum(row.values())}")
        return row


def _box_name(line, cell):
    """Named by body and group, so that a group that comes or goes meanwhile cannot shift a number to another."""
    return f"seats-{line.body.pk}-{hashlib.sha256(cell.group.encode()).hexdigest()[:8]}"


def _box(line, cell):
    missing = f"Enter the seats of {cell.in_words} on {line.body}, or 0"
    wrong = f"Enter the seats of {cell.in_words} on {line.body} as a whole number"
    return forms.IntegerField(
        min_value=0,
        max_value=200,
        initial=cell.proposed,
        label=cell.in_words,
        widget=forms.NumberInput(NARROW),
        error_messages={"required": missing, "invalid": wrong},
    )


class WaiverForm(PlainErrors, forms.Form):
    """The council decided otherwise for one body."""

    agreed_on = GovukDateField(label="When was it agreed?", called="The day on which it was agreed")
    reference = _reference()
    words = forms.CharField(
        max_length=2000,
        label="What was decided instead?",
        help_text="In the words of the minute. Members and officers can read this.",
        widget=forms.Textarea,
    )
    lapses_on = GovukDateField(
        label="When does it lapse?",
        called="The day on which it lapses",
        help_text="The day of the next annual meeting. From that day on it no longer holds, "
        "and the body must be in balance again unless the council agrees anew.",
    )
    unopposed = forms.BooleanField(
        label="No member voted against it",
        help_text="One vote against is enough, and there is no waiver (LGHA 1989 section 17)",
        error_messages={
            "required": "A waiver needs a decision without a vote against. If a member voted against, the body must "
            "stay in balance"
        },
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lapses_on"].initial = steps.usual_lapse(timezone.localdate())
        self.helper = helper(submit="Record the waiver", cancel=cancel)

    def clean(self):
        given = super().clean()
        given.pop("unopposed", None)
        return given


class OutsideBodyForm(PlainErrors, forms.Form):
    """An outside body, and how many places the council fills on it."""

    name = forms.CharField(max_length=180, label="Name of the outside body")
    kind = forms.ChoiceField(choices=outside.KINDS.items(), label="What is it?", widget=forms.RadioSelect)
    number = forms.IntegerField(
        min_value=1,
        max_value=9,
        initial=1,
        label="How many places does the council fill?",
        help_text="If it has places on the list already, how many more",
        widget=forms.NumberInput(NARROW),
    )
    starts_on = GovukDateField(label="From which day?", called="The first day")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(outside.KINDS.items())
        self.helper = helper(submit="Add the outside body", cancel=cancel)


class RepresentForm(PlainErrors, forms.Form):
    """Somebody represents the council on an outside body."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label="Who represents the council?", empty_label="Choose a member or an officer"
    )
    starts_on = GovukDateField(label="First day", called="The first day")
    ends_on = GovukDateField(
        label="Last day", called="The last day", required=False, help_text="If the term is known, such as four years"
    )
    nominated_by = forms.CharField(max_length=200, required=False, label="Nominated by")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        here = Person.objects.here_on(timezone.localdate())
        may = [Person.Category.MEMBER, Person.Category.OFFICER]
        self.fields["person"].queryset = here.filter(category__in=may)
        self.helper = helper(submit="Appoint the representative", cancel=cancel)
