"""What narrows the list of deadlines."""

import django_filters

from committees.deadlines import STATES, Kind
from committees.models import Body, Meeting
from corporate_parenting.lib.narrow import DayFilter


class DeadlineFilter(django_filters.FilterSet):
    """Deadlines of the meetings to come, by body, by what is due, by how it stands, and by day."""

    body = django_filters.ModelChoiceFilter(queryset=Body.objects.none(), label="Body", empty_label="All my bodies")
    kind = django_filters.ChoiceFilter(choices=Kind.choices, method="later", label="What is due", empty_label="All")
    state = django_filters.ChoiceFilter(
        choices=list(STATES.items()), method="later", label="How it stands", empty_label="All"
    )
    by = DayFilter(method="later", label="Due by")

    class Meta:
        model = Meeting
        fields = ["body", "kind", "state", "by"]

    def __init__(self, *args, **kwargs):
        """Bodies are those whose meetings the reader runs."""
        super().__init__(*args, **kwargs)
        self.filters["body"].queryset = Body.objects.clerked_by(self.request.user).order_by("name")

    def later(self, queryset, name, value):
        """Narrows no meetings: `keeps` asks it of each deadline."""
        return queryset

    def keeps(self, deadline):
        """Does a deadline fit what was asked for?"""
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        fits = deadline.kind == (asked.get("kind") or deadline.kind)
        stands = deadline.state == (asked.get("state") or deadline.state)
        return fits and stands and (not asked.get("by") or deadline.on <= asked["by"])
