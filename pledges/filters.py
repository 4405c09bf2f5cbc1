"""What narrows the coverage of a year: which year, reckoned how, and which body."""

from datetime import date

import django_filters

from committees.models import Body, Paper
from committees.year import municipal_year
from roles.periods import FIRST_MONTH

YEARS_BACK = 4
CALENDAR = "calendar"


class CoverageFilter(django_filters.FilterSet):
    """Papers by the year of their meeting, municipal (May to April) or of the calendar, and by body."""

    year = django_filters.ChoiceFilter(choices=[], method="later", label="Year", empty_label="This year")
    kind = django_filters.ChoiceFilter(
        choices=[(CALENDAR, "January to December")], method="later", label="Reckoned from", empty_label="May to April"
    )
    body = django_filters.ChoiceFilter(
        choices=[], field_name="item__meeting__body", label="Body", empty_label="All bodies"
    )

    class Meta:
        model = Paper
        fields = ["year", "kind", "body"]

    def __init__(self, *args, day, **kwargs):
        """Bodies are read once, for the choice alone."""
        super().__init__(*args, **kwargs)
        self.day = day
        years = range(day.year, day.year - YEARS_BACK - 1, -1)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]
        bodies = Body.objects.visible_to(self.request.user)
        self.filters["body"].extra["choices"] = [(str(body.pk), body.name) for body in bodies]

    def later(self, queryset, name, value):
        """Seen to below: the two say together which days."""
        return queryset

    def chosen(self, name):
        """What was chosen for one filter; empty when nothing or nonsense was."""
        return "" if self.errors.get(name) else self.form.cleaned_data.get(name) or ""

    @property
    def within(self):
        """The first and last day that was asked for."""
        year = self.chosen("year")
        if self.chosen("kind") == CALENDAR:
            number = int(year or self.day.year)
            return date(number, 1, 1), date(number, 12, 31)
        return municipal_year(date(int(year), FIRST_MONTH, 1) if year else self.day)

    def filter_queryset(self, queryset):
        first, last = self.within
        until = {"item__meeting__starts_at__date__gte": first, "item__meeting__starts_at__date__lte": last}
        return super().filter_queryset(queryset).filter(**until)
