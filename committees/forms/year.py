"""Forms about a body's year: the pattern of its meetings, and the dates that come of it."""

import calendar as names

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone

from committees.year.patterns import LAST_OF_MONTH, MONTHS, WEEKS, Pattern, wanted_days
from corporate_parenting.lib.calendar import months_after
from corporate_parenting.lib.forms import NARROW, GovukDateField, PlainErrors, helper

MOST_DATES = 60
LONGEST = 24
WEEKDAYS = [(str(number), names.day_name[number]) for number in range(5)]
NTH = [("1", "First"), ("2", "Second"), ("3", "Third"), ("4", "Fourth"), (str(LAST_OF_MONTH), "Last")]


def _clock(**about):
    return forms.TimeField(widget=forms.TimeInput(NARROW, format="%H:%M"), **about)


class PatternForm(PlainErrors, forms.Form):
    """Every so many months or weeks, on which weekday, from a day to a day. Sent with GET: it changes nothing."""

    every = forms.IntegerField(min_value=1, max_value=12, label="Every", widget=forms.NumberInput(NARROW))
    unit = forms.ChoiceField(
        choices=[(MONTHS, "Months"), (WEEKS, "Weeks")], label="Months or weeks?", widget=forms.RadioSelect
    )
    nth = forms.ChoiceField(
        choices=NTH, label="Which one in the month", help_text="Makes no difference when you count by weeks"
    )
    weekday = forms.ChoiceField(choices=WEEKDAYS, label="Weekday")
    begins = _clock(label="Start time", help_text="For example 10:00 or 14:30")
    ends = _clock(label="End time", required=False)
    place = forms.CharField(max_length=300, label="Place", required=False)
    first = GovukDateField(label="From", called="The first day")
    last = GovukDateField(label="To", called="The last day")
    leave_out = forms.MultipleChoiceField(
        choices=[(str(number), names.month_name[number]) for number in range(1, 13)],
        required=False,
        label="Months without a meeting",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Propose the dates", cancel=cancel, method="get")

    def clean(self):
        given = super().clean()
        if given.get("ends") and given.get("begins") and given["ends"] <= given["begins"]:
            self.add_error("ends", "The meeting must end after it starts")
        if given.get("first") and given.get("last"):
            self._bound(given["first"], given["last"])
        if not self.errors:
            self._count()
        return given

    def _bound(self, first, last):
        if last < first:
            self.add_error("last", "The last day must be after the first day")
        elif last > months_after(first, LONGEST):
            self.add_error("last", "The last day must be at most two years after the first day")

    def _count(self):
        found = len(wanted_days(self.pattern))
        if not found:
            self.add_error(None, "No day fits this pattern. Choose other days, or leave out fewer months.")
        if found > MOST_DATES:
            self.add_error(None, f"That makes {found} dates; {MOST_DATES} can be planned at once. Plan a shorter time.")

    @property
    def pattern(self):
        """The Pattern that a valid form says."""
        given = self.cleaned_data
        return Pattern(
            first=given["first"],
            last=given["last"],
            begins=given["begins"],
            ends=given["ends"],
            place=given["place"],
            unit=given["unit"],
            every=given["every"],
            nth=int(given["nth"]),
            weekday=int(given["weekday"]),
            leave_out=frozenset(map(int, given["leave_out"])),
        )


class DateForm(PlainErrors, forms.Form):
    """One date of the year: may be changed or left out. What stands in one that is left out is not looked at."""

    wanted = forms.DateField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    day = GovukDateField(label="Date", called="The day")
    begins = _clock(label="Start time")
    ends = _clock(label="End time", required=False)
    leave_out = forms.BooleanField(required=False, label="Leave this date out")

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.body = body

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.cleaned_data.get("leave_out"):
            self._errors = ErrorDict()

    def clean_day(self):
        day, body = self.cleaned_data["day"], self.body
        if day < timezone.localdate():
            raise forms.ValidationError("The day must not be in the past")
        if day < body.starts_on or (body.ends_on and day > body.ends_on):
            raise forms.ValidationError(f"{body} does not meet on that day: it begins later, or has ended by then")
        return day

    def clean(self):
        given = super().clean()
        if given.get("ends") and given.get("begins") and given["ends"] <= given["begins"]:
            self.add_error("ends", "The meeting must end after it starts")
        return given

    @property
    def is_kept(self):
        """Is the date to be put into the calendar, and said in full?"""
        given = getattr(self, "cleaned_data", {})
        return not given.get("leave_out") and bool(given.get("day") and given.get("begins"))


class BaseDatesFormSet(forms.BaseFormSet):
    """All dates of a year together: no two at the same moment."""

    def clean(self):
        moments = [(form.cleaned_data["day"], form.cleaned_data["begins"]) for form in self.forms if form.is_kept]
        if len(moments) != len(set(moments)):
            raise forms.ValidationError("Two dates are at the same day and time. Change one of them, or leave it out.")


DatesFormSet = forms.formset_factory(
    DateForm, formset=BaseDatesFormSet, extra=0, max_num=MOST_DATES, absolute_max=MOST_DATES
)
