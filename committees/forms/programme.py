"""What people fill in about the work programme: what is planned and when, what comes back, why it moves."""

from datetime import date

from django import forms
from django.db.models import Q
from django.utils import timezone

from committees.forms.revealing import RevealsNothing
from committees.models import AgendaItem
from committees.programme import months, moving, usual
from corporate_parenting.lib import dates
from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper, hints, reveal
from roles.models import Person

PURPOSES = [*AgendaItem.Purpose.choices[:3], ("", "Not said yet")]
MONTHS = [(str(number), f"{date(2026, number, 1):%B}") for number in range(1, 13)]
AHEAD = 18
EVERY, SOME = "every", "some"


def _purpose():
    return forms.ChoiceField(
        choices=PURPOSES, required=False, label="What will the body be asked to do?", widget=forms.RadioSelect
    )


def _lead():
    return forms.ModelChoiceField(Person.objects.none(), required=False, label="Lead officer", empty_label="Nobody yet")


def _reason(label, hint):
    return forms.CharField(max_length=500, label=label, help_text=hint, widget=forms.Textarea(attrs={"rows": 3}))


def _leads(form, current=None):
    """Officers who are here today, and whoever leads it already."""
    here = Person.objects.here_on(timezone.localdate()).filter(category=Person.Category.OFFICER)
    form.fields["lead"].queryset = Person.objects.filter(Q(pk__in=here.values("pk")) | Q(pk=current))


class WhenField(forms.ChoiceField):
    """A meeting to come, or a month in which none is called. Gives (meeting, month): one of the two is None."""

    def offer(self, body, day):
        """The meetings of a body whose agenda can still be filled, then the months to come."""
        self.meetings = {f"meeting-{one.pk}": one for one in moving.meetings_to_come(body, day)}
        called = [(key, f"{dates.weekday(one.starts_at)}") for key, one in self.meetings.items()]
        self.choices = [("", "Choose a meeting or a month"), ("Meetings", called), ("Months", self._months(body, day))]

    def _months(self, body, day):
        last = date(day.year + (day.month + AHEAD - 1) // 12, (day.month + AHEAD - 1) % 12 + 1, 1)
        last = min(last, body.ends_on or last)
        self.months = {months.key(month): month for month in months.between(day, last)}
        return [(key, months.words(month)) for key, month in self.months.items()]

    def clean(self, value):
        chosen = super().clean(value)
        return (self.meetings.get(chosen), self.months.get(chosen)) if chosen else (None, None)


class _Timed(PlainErrors, forms.Form):
    """A form that asks for when; gives `meeting` and `month`."""

    def clean(self):
        given = super().clean()
        if "when" in given:
            given["meeting"], given["month"] = given.pop("when")
        return given


class ItemForm(RevealsNothing, _Timed):
    """Something that a body means to consider."""

    title = forms.CharField(
        max_length=300,
        label="Title",
        help_text="Everybody can read it. No name, nothing that tells who a child is",
    )
    when = WhenField(label="Meeting or month", help_text="A month, where its meeting is not called yet")
    purpose = _purpose()
    lead = _lead()
    expects_paper = forms.BooleanField(required=False, initial=True, label="A report is expected")
    note = forms.CharField(
        max_length=300,
        required=False,
        label="Note",
        help_text="For the members of the body and its clerk. The public does not see it",
    )

    def __init__(self, *args, body, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["when"].offer(body, timezone.localdate())
        _leads(self)
        self.helper = helper(submit="Add to the work programme", cancel=cancel)


class ChangeItemForm(ItemForm):
    """The same for what is planned already, without when: that is changed by moving it, with a reason."""

    def __init__(self, *args, item, cancel, **kwargs):
        super().__init__(*args, body=item.body, cancel=cancel, **kwargs)
        del self.fields["when"]
        _leads(self, item.lead_id)
        self.helper = helper(submit="Save", cancel=cancel)


class MoveForm(_Timed):
    """Another meeting or month, and why."""

    when = WhenField(label="Move it to")
    reason = _reason("Why does it move?", "Kept with the item. Such as: so that the results are in")

    def __init__(self, *args, body, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["when"].offer(body, timezone.localdate())
        self.helper = helper(submit="Move the item", cancel=cancel)


class DropForm(PlainErrors, forms.Form):
    """Why something will not be considered."""

    why = _reason("Why is it dropped?", "It stays in the programme, with this reason, for the members of the body")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Drop the item", cancel=cancel)


class RuleForm(RevealsNothing):
    """Something that comes back. Gives `months`: empty for every meeting."""

    title = forms.CharField(
        max_length=300,
        label="Title",
        help_text="Everybody can read it. No name, nothing that tells who a child is",
    )
    often = forms.ChoiceField(
        choices=[(SOME, "Each year, in certain months"), (EVERY, "At every meeting")],
        label="When does it come back?",
        widget=forms.RadioSelect,
    )
    months = forms.MultipleChoiceField(
        choices=MONTHS, required=False, label="Months", widget=forms.CheckboxSelectMultiple
    )
    purpose = _purpose()
    lead = _lead()
    source = forms.CharField(
        max_length=300,
        required=False,
        label="Law or decision that asks for it",
        help_text="Such as: terms of reference, paragraph 6",
    )
    expects_paper = forms.BooleanField(required=False, initial=True, label="A report is expected")
    starts_on = GovukDateField(label="From which day", called="The first day")
    ends_on = GovukDateField(label="Last day", called="The last day", required=False)

    def __init__(self, *args, cancel, lead=None, submit="Save what comes back", **kwargs):
        super().__init__(*args, **kwargs)
        _leads(self, lead)
        reveal(self, "often", some=["months"])
        self.helper = helper(submit=submit, cancel=cancel)

    def clean(self):
        given = super().clean()
        often = given.pop("often", None)
        if often == SOME and not given.get("months") and "months" not in self.errors:
            self.add_error("months", "Select at least one month, or choose “At every meeting”")
        given["months"] = [int(number) for number in given.get("months", [])] if often == SOME else []
        return given


def as_initial(rule):
    """A rule as initial values of RuleForm."""
    plain = ("title", "purpose", "lead", "source", "expects_paper", "starts_on", "ends_on")
    often = {"often": SOME if rule.months else EVERY, "months": [str(number) for number in rule.months]}
    return {name: getattr(rule, name) for name in plain} | often


class YearForm(PlainErrors, forms.Form):
    """The time for which what comes back is planned."""

    first_day = GovukDateField(label="From which day", called="The first day")
    last_day = GovukDateField(label="Until which day", called="The last day")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Plan the year", cancel=cancel)


class UsualForm(PlainErrors, forms.Form):
    """What usually comes back before such a body, as ticks."""

    keys = forms.MultipleChoiceField(
        label="What comes back before this body?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one"},
    )
    starts_on = GovukDateField(label="From which day", called="The first day")

    def __init__(self, *args, body, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        offered = usual.left_for(body, timezone.localdate())
        self.fields["keys"].choices = [(one.key, one.title) for one in offered]
        hints(self, "keys", {one.key: ". ".join(_about(one)) for one in offered})
        self.helper = helper(submit="Add what comes back", cancel=cancel)


def _about(one):
    return [words for words in (in_words(one.months), one.hint, one.source) if words]


def in_words(numbers):
    """Months of a rule as people say them: "June and December", "every meeting"."""
    named = [f"{date(2026, number, 1):%B}" for number in numbers]
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named) or "Every meeting"
