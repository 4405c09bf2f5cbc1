"""What narrows the register of everything kept from the public."""

import django_filters
from django.utils import timezone

from committees import kept
from committees.models import Body, Exemption


class KeptFilter(django_filters.FilterSet):
    """Rows by body, class, when they are looked at again, and whether they hold still."""

    body = django_filters.ChoiceFilter(choices=[], method="of_body", label="Body", empty_label="Any body")
    kind = django_filters.ChoiceFilter(choices=Exemption.Class.choices, label="Class", empty_label="Either class")
    review = django_filters.ChoiceFilter(
        choices=[("due", "Due now"), ("none", "No day set")], method="by_review", label="Review", empty_label="Any day"
    )
    show = django_filters.ChoiceFilter(
        choices=[("ended", "What was opened"), ("all", "Both")],
        method="later",
        label="Show",
        empty_label="What is private now",
    )

    class Meta:
        model = Exemption
        fields = ["body", "kind", "review", "show"]

    def __init__(self, *args, **kwargs):
        """Bodies are read once, for the choice."""
        super().__init__(*args, **kwargs)
        there = Body.objects.filter(pk__in=self.queryset.order_by().values("paper__item__meeting__body"))
        self.filters["body"].extra["choices"] = [(str(body.pk), body.name) for body in there]

    def filter_queryset(self, queryset):
        """Unless something else is asked for, what is private now."""
        found = super().filter_queryset(queryset)
        shown = self.form.cleaned_data.get("show")
        return found if shown == "all" else found.filter(ended_at__isnull=shown != "ended")

    def of_body(self, queryset, name, value):
        return queryset.filter(paper__item__meeting__body=value)

    def by_review(self, queryset, name, value):
        if value == "none":
            return queryset.filter(review_on=None, ended_at=None)
        return queryset.filter(kept.due(timezone.localdate()))

    def later(self, queryset, name, value):
        """Narrows nothing here: see filter_queryset."""
        return queryset
