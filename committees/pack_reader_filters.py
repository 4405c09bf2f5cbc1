"""What narrows the list of those who have read a restricted pack."""

import django_filters
from django.db.models import Q

from committees.models import PackCopy


class PackReaderFilter(django_filters.FilterSet):
    """Copies by number or by reader, and by whether they were saved."""

    find = django_filters.CharFilter(method="of_copy", label="Copy number or name")
    saved = django_filters.ChoiceFilter(
        choices=[("yes", "Saved as a file"), ("no", "Only opened")],
        method="by_saved",
        label="How it was read",
        empty_label="Either way",
    )

    class Meta:
        model = PackCopy
        fields = ["find", "saved"]

    def of_copy(self, queryset, name, value):
        """A number is the number of a copy, whole; anything else is part of a name."""
        is_number = value.isascii() and value.isdigit() and len(value) < 9
        return queryset.filter(Q(number=int(value)) if is_number else Q(person__name__icontains=value))

    def by_saved(self, queryset, name, value):
        return queryset.filter(saved__gt=0) if value == "yes" else queryset.filter(saved=0)
