"""Lists that a person narrows."""

import django_filters
from django.utils import timezone

from corporate_parenting.lib.narrow import DayFilter
from roles.history import kinds_of_things
from roles.models import Appointment, AuditRow, Person
from roles.permissions import OfficeKind


class PersonFilter(django_filters.FilterSet):
    """People by name, category, the office they hold today, and whether they are here."""

    name = django_filters.CharFilter(lookup_expr="icontains", label="Name")
    category = django_filters.ChoiceFilter(
        choices=Person.Category.choices, label="Category", empty_label="Any category"
    )
    office = django_filters.ChoiceFilter(
        choices=OfficeKind.choices, method="in_office", label="Office held today", empty_label="Any office"
    )
    left = django_filters.ChoiceFilter(
        choices=[("shut_out", "Cannot sign in"), ("1", "People who have left"), ("all", "Everybody")],
        method="by_leaving",
        label="Show",
        empty_label="People who are here",
    )

    class Meta:
        model = Person
        fields = ["name", "category", "office", "left"]

    def filter_queryset(self, queryset):
        """Whoever has left is not shown until somebody asks."""
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("left") else queryset.here_on(timezone.localdate())

    def in_office(self, queryset, name, value):
        held = Appointment.objects.on(timezone.localdate()).filter(office__kind=value)
        return queryset.filter(pk__in=held.values("person"))

    def by_leaving(self, queryset, name, value):
        today = timezone.localdate()
        if value == "shut_out":
            return queryset.here_on(today).exclude(user__is_active=True)
        return queryset if value == "all" else queryset.filter(left_on__lte=today)


class AuditFilter(django_filters.FilterSet):
    """The audit trail by who, what, and when."""

    actor = django_filters.CharFilter(lookup_expr="icontains", label="Who")
    did = django_filters.CharFilter(lookup_expr="icontains", label="Did what")
    kind = django_filters.ChoiceFilter(choices=kinds_of_things, label="To what", empty_label="Anything")
    since = DayFilter(field_name="at", lookup_expr="date__gte", label="From")
    until = DayFilter(field_name="at", lookup_expr="date__lte", label="To")

    class Meta:
        model = AuditRow
        fields = ["actor", "did", "kind", "since", "until"]
