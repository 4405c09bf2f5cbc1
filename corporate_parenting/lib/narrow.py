"""A day that narrows a list, or says when: written as people write days."""

import django_filters
from django import forms

WAYS_TO_WRITE_A_DAY = ["%d %B %Y", "%d %b %Y", "%d %m %Y", "%d/%m/%Y", "%Y-%m-%d"]
EXAMPLE = "26 November 2026"


class DayFilter(django_filters.DateFilter):
    """A DateFilter in one box that takes “26 November 2026”, “26 11 2026”, “26/11/2026” and “2026-11-26”."""

    def __init__(self, *args, **kwargs):
        kwargs = {
            "widget": forms.DateInput,
            "input_formats": WAYS_TO_WRITE_A_DAY,
            "help_text": f"Such as {EXAMPLE}",
            "error_messages": {"invalid": f"Enter the day with day, month and year, for example {EXAMPLE}"},
        } | kwargs
        super().__init__(*args, **kwargs)
