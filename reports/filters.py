"""Narrowing the list of reports, and the board that says where each one is."""

import django_filters
from django import forms
from django.db.models import Q

from reports import board
from reports.models import Clearance, Report
from roles.models import Remit

STATES = [("draft", "Being written"), ("sent", "With a clearer"), ("cleared", "Cleared")]


class ReportFilter(django_filters.FilterSet):
    """By words of the title and by how a report stands; the queryset comes from `whereabouts.with_standing`."""

    title = django_filters.CharFilter(lookup_expr="icontains", label="Words in the title")
    state = django_filters.ChoiceFilter(
        choices=STATES, method="in_state", label="How it stands", empty_label="All", widget=forms.Select
    )

    class Meta:
        model = Report
        fields = ["title"]

    def in_state(self, queryset, name, value):
        wanted = {
            "draft": {"has_draft": True, "is_sent": False},
            "sent": {"is_sent": True},
            "cleared": {"has_draft": False},
        }
        return queryset.filter(**wanted[value])


UNDER_WAY = [
    ("draft", "Being written"),
    ("returned", "Sent back"),
    ("sent", "With a clearer"),
    ("cleared", "Cleared"),
    ("all", "All, also cleared"),
]


class BoardFilter(django_filters.FilterSet):
    """By body, by how a report stands and by what is late; the queryset comes from `board.of`."""

    remit = django_filters.ModelChoiceFilter(queryset=Remit.objects.none(), label="Body", empty_label="All")
    state = django_filters.ChoiceFilter(
        choices=UNDER_WAY, method="in_state", label="How it stands", empty_label="Under way", widget=forms.Select
    )
    late = django_filters.ChoiceFilter(
        choices=[("yes", "Late")], method="that_are_late", label="By when", empty_label="All", widget=forms.Select
    )

    class Meta:
        model = Report
        fields = ["remit", "state", "late"]

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Report.objects.visible_to(viewer)
        self.filters["remit"].queryset = Remit.objects.filter(pk__in=seen.values("remit"))

    @property
    def qs(self):
        """What is cleared is not under way, and shown when it is asked for."""
        found = super().qs
        state = self.form.cleaned_data.get("state") if self.form.is_valid() else ""
        return found if state else found.filter(Q(has_draft=True) | Q(is_sent=True))

    def in_state(self, queryset, name, value):
        wanted = {
            "draft": Q(has_draft=True, is_sent=False) & ~_sent_back(),
            "returned": Q(has_draft=True, is_sent=False) & _sent_back(),
            "sent": Q(is_sent=True),
            "cleared": Q(has_draft=False, is_sent=False),
            "all": Q(),
        }
        return queryset.filter(wanted[value])

    def that_are_late(self, queryset, name, value):
        return board.late(queryset)


def _sent_back():
    return Q(last_outcome=Clearance.Outcome.SENT_BACK, last_outcome__isnull=False)
