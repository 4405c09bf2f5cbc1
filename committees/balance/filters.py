"""Bodies, narrowed."""

import django_filters
from django.utils import timezone

from committees.balance import places
from committees.models import Body
from corporate_parenting.lib.narrow import DayFilter


class PlacesFilter(django_filters.FilterSet):
    """Bodies by name and kind, those with something vacant, on a day (today)."""

    name = django_filters.CharFilter(lookup_expr="icontains", label="Name of the body")
    kind = django_filters.ChoiceFilter(choices=Body.Kind.choices, label="Kind", empty_label="Any kind")
    vacant = django_filters.ChoiceFilter(
        choices=[("1", "Bodies with a vacant seat or no chair")], method="by_vacancy", label="Show", empty_label="All"
    )
    day = DayFilter(method="nothing", label="Day")

    class Meta:
        model = Body
        fields = ["name", "kind", "vacant", "day"]

    @property
    def chosen_day(self):
        """The day asked for, or today."""
        chosen = self.form.cleaned_data.get("day") if self.form.is_valid() else None
        return chosen or timezone.localdate()

    def by_vacancy(self, queryset, name, value):
        return places.vacant_only(queryset, self.chosen_day)

    def nothing(self, queryset, name, value):
        """The day narrows nothing: it says when."""
        return queryset
