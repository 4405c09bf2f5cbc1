"""The catalogue, narrowed."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from roles import holders
from roles.models import Wording
from roles.models.responsibilities import Theme, Tier

NO_TIER = "none"
RETIRED, TO_COME = "retired", "to_come"


class WordingFilter(django_filters.FilterSet):
    """The catalogue by words, tier, theme, who holds it, and whether it is current, retired, or still to come."""

    words = django_filters.CharFilter(method="with_words", label="Words or code")
    tier = django_filters.ChoiceFilter(
        choices=[*Tier.choices, (NO_TIER, "None: an organisation holds it")],
        method="at_tier",
        label="Level",
        empty_label="Any level",
    )
    theme = django_filters.ChoiceFilter(choices=Theme.choices, label="Theme", empty_label="Any theme")
    holder = django_filters.ChoiceFilter(
        choices=[(rule.key, rule.label) for rule in holders.RULES.values()],
        method="held_by_them",
        label="Held by",
        empty_label="Anybody",
    )
    historic = django_filters.ChoiceFilter(
        choices=[("0", "Current only"), ("1", "Historic only")], method="by_age", label="History", empty_label="Both"
    )
    show = django_filters.ChoiceFilter(
        choices=[(RETIRED, "Retired"), (TO_COME, "Words that are to come")],
        method="as_it_is",
        label="Show",
        empty_label="What stands today",
    )

    class Meta:
        model = Wording
        fields = ["words", "tier", "theme", "holder", "historic", "show"]

    def filter_queryset(self, queryset):
        """What stands today, until somebody asks for what does not."""
        today, asked = timezone.localdate(), self.form.cleaned_data.get("show")
        if asked == TO_COME:
            queryset = queryset.filter(starts_on__gt=today)
        elif asked == RETIRED:
            later = Wording.objects.filter(responsibility=OuterRef("responsibility"), starts_on__gt=OuterRef("ends_on"))
            queryset = queryset.filter(~Exists(later), ends_on__lt=today)
        else:
            queryset = queryset.on(today)
        return super().filter_queryset(queryset)

    def with_words(self, queryset, name, value):
        words = Q(text__icontains=value) | Q(practice__icontains=value) | Q(holder__icontains=value)
        return queryset.filter(words | Q(question__icontains=value) | Q(responsibility__code__iexact=value))

    def at_tier(self, queryset, name, value):
        return queryset.filter(tier="") if value == NO_TIER else queryset.filter(Q(tier=value) | Q(done_by_tier=value))

    def held_by_them(self, queryset, name, value):
        """Lists in a column are looked through here: the two databases have no search in common for them."""
        rows = queryset.order_by().values_list("pk", "held_by", "done_by")
        return queryset.filter(pk__in=[pk for pk, held, done in rows if value in held or value in done])

    def by_age(self, queryset, name, value):
        return queryset.filter(historic=value == "1")

    def as_it_is(self, queryset, name, value):
        """Seen to above, before anything else is asked."""
        return queryset
