"""What narrows the year of meetings: which year, month, body, and whose."""

import calendar as months
from datetime import date

import django_filters
from django import forms

from committees.models import Body, Meeting
from committees.year.patterns import municipal_year
from committees.year.showing import mine
from roles.periods import FIRST_MONTH

BACK, AHEAD = 2, 3
IN_ORDER = [*range(FIRST_MONTH, 13), *range(1, FIRST_MONTH)]


class YearFilter(django_filters.FilterSet):
    """A municipal year of meetings, by month, body and whether they are the viewer's own."""

    year = django_filters.ChoiceFilter(choices=[], method="later", label="Municipal year", empty_label="This year")
    month = django_filters.ChoiceFilter(
        choices=[(str(number), months.month_name[number]) for number in IN_ORDER],
        field_name="starts_at",
        lookup_expr="month",
        label="Month",
        empty_label="All months",
    )
    body = django_filters.ChoiceFilter(choices=[], label="Body", empty_label="All bodies")
    only = django_filters.BooleanFilter(method="of_mine", label="Only my bodies", widget=forms.CheckboxInput)

    class Meta:
        model = Meeting
        fields = ["year", "month", "body", "only"]

    def __init__(self, *args, day, **kwargs):
        """Bodies are read once, for the choice alone."""
        super().__init__(*args, **kwargs)
        self.day = day
        bodies = Body.objects.visible_to(self.request.user)
        self.filters["body"].extra["choices"] = [(str(body.pk), body.name) for body in bodies]
        self.filters["year"].extra["choices"] = _years(day)

    def later(self, queryset, name, value):
        """Narrows nothing here: the list is made for the year."""
        return queryset

    def of_mine(self, queryset, name, value):
        return queryset.filter(mine(self.request.user)) if value else queryset

    def chosen(self, name):
        """What was chosen for one filter; empty when nothing or nonsense was."""
        return "" if self.errors.get(name) else self.form.cleaned_data.get(name) or ""

    @property
    def within(self):
        """The first and last day of the year that was chosen."""
        chosen = self.chosen("year")
        return municipal_year(date(int(chosen), FIRST_MONTH, 1) if chosen else self.day)

    def narrow(self, meetings):
        """Meetings that fit; what was typed wrongly narrows nothing."""
        return self.filter_queryset(meetings)


def _years(day):
    this = municipal_year(day)[0].year
    others = [year for year in range(this - BACK, this + AHEAD) if year != this]
    return [(str(year), f"May {year} to April {year + 1}") for year in others]
