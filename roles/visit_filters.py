"""The list of visits, narrowed."""

import django_filters
from django.utils import timezone

from corporate_parenting.lib.narrow import DayFilter
from roles.models import Home, Person, Visit


def _homes(request):
    return Home.objects.visible_to(request.user)


def _visitors(request):
    return Person.objects.filter(pk__in=Visit.objects.visible_to(request.user).values("visitor"))


class VisitFilter(django_filters.FilterSet):
    """Visits to children's homes; without a word about how they stand, those to look at now."""

    STATES = (
        ("overdue", "Overdue"),
        ("due", "To be made, in time"),
        ("to_make", "To be made, overdue or not"),
        ("awaited", "Report awaited"),
        ("made", "Made"),
        ("complete", "Complete: made, and the report is in"),
        ("not_needed", "Not needed"),
        ("so_far", "All that were due by today"),
        ("all", "All"),
    )

    home = django_filters.ModelChoiceFilter(queryset=_homes, label="Home", empty_label="Any home")
    kind = django_filters.ChoiceFilter(choices=Visit.Kind.choices, label="Kind of visit", empty_label="Both kinds")
    visitor = django_filters.ModelChoiceFilter(queryset=_visitors, label="Visitor", empty_label="Anybody")
    state = django_filters.ChoiceFilter(
        choices=STATES, method="by_state", label="How they stand", empty_label="Open now: overdue, due soon or awaited"
    )
    since = DayFilter(field_name="due_on", lookup_expr="gte", label="Due from")
    until = DayFilter(field_name="due_on", lookup_expr="lte", label="Due to")

    class Meta:
        model = Visit
        fields = ["kind", "home", "visitor", "state", "since", "until"]

    def filter_queryset(self, queryset):
        """Whoever asks for nothing in particular sees what needs a look."""
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("state") else queryset.open_now(timezone.localdate())

    def by_state(self, queryset, name, value):
        today = timezone.localdate()
        return {
            "overdue": lambda: queryset.overdue(today),
            "due": lambda: queryset.to_make().filter(due_on__gte=today),
            "to_make": queryset.to_make,
            "awaited": queryset.report_awaited,
            "made": lambda: queryset.needed().filter(done_on__isnull=False),
            "complete": queryset.complete,
            "not_needed": lambda: queryset.exclude(not_needed=""),
            "so_far": lambda: queryset.so_far(today),
            "all": queryset.all,
        }[value]()
