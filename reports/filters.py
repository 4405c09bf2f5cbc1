"""Narrowing the list of reports."""

import django_filters
from django import forms

from reports.models import Report

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
