"""What narrows the five lists of the coverage board. Each list is for a day: today, unless another is asked for."""

from datetime import date

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from corporate_parenting.lib import dates
from corporate_parenting.lib.narrow import WAYS_TO_WRITE_A_DAY, DayFilter
from roles import holders, periods, tiers
from roles.coverage import State
from roles.models import Affiliation, Appointment, Office, Person, Remit, Visit, Wording
from roles.models.responsibilities import Theme, Tier
from roles.permissions import OfficeKind

# Nothing is on record before, nothing is known after, and the year before or after a day is a year too.
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


def must_be_a_day_of_records(day):
    """Raises ValidationError for a day that no record can be about."""
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(f"Enter a day between {dates.day(EARLIEST)} and {dates.day(LATEST)}")


def read_day(written):
    """The day that somebody wrote, or today where they wrote none or nonsense (the form says so)."""
    try:
        day = forms.DateField(input_formats=WAYS_TO_WRITE_A_DAY, validators=[must_be_a_day_of_records])
        return day.clean(written)
    except ValidationError:
        return timezone.localdate()


class OnDay(django_filters.FilterSet):
    """A list as it stands on a day. The day narrows nothing by itself: it says when."""

    on = DayFilter(method="later", label="Day", validators=[must_be_a_day_of_records])

    @property
    def day(self):
        return read_day(self.data.get("on"))

    def chosen(self, name):
        """What was chosen for one filter; empty when nothing or nonsense was."""
        return "" if self.errors.get(name) else self.form.cleaned_data.get(name) or ""

    def later(self, queryset, name, value):
        """Narrows nothing here: the list is narrowed by it where it is made."""
        return queryset


class BoardFilter(OnDay):
    """The board itself: only the day is asked for."""

    class Meta:
        model = Wording
        fields = ["on"]


class GapFilter(OnDay):
    """Responsibilities that nobody holds."""

    tier = django_filters.ChoiceFilter(choices=Tier.choices, label="Level", empty_label="Any level")
    theme = django_filters.ChoiceFilter(choices=Theme.choices, label="Theme", empty_label="Any theme")
    holder = django_filters.ChoiceFilter(
        choices=[(key, rule.label) for key, rule in holders.RULES.items()],
        method="by_holder",
        label="Whose it is",
        empty_label="Anybody's",
    )
    why = django_filters.ChoiceFilter(choices=State.choices, method="later", label="Why", empty_label="Any reason")

    class Meta:
        model = Wording
        fields = ["tier", "theme", "holder", "why", "on"]

    def by_holder(self, queryset, name, value):
        return queryset.filter(pk__in=[pk for pk, keys in queryset.values_list("pk", "held_by") if value in keys])


class PostFilter(OnDay):
    """Posts that are vacant."""

    words = django_filters.CharFilter(lookup_expr="icontains", field_name="label", label="Post")
    which = django_filters.ChoiceFilter(
        choices=[
            ("single", "Posts that one person holds"),
            ("body", "Places on a body, and clerks"),
            ("other", "Others"),
        ],
        method="by_sort",
        label="Which",
        empty_label="All posts",
    )
    acting = django_filters.ChoiceFilter(
        choices=[("1", "Somebody acts"), ("0", "Nobody acts")],
        method="by_acting",
        label="Acting",
        empty_label="All",
    )

    class Meta:
        model = Office
        fields = ["words", "which", "acting", "on"]

    def by_sort(self, queryset, name, value):
        seats = Q(remit__isnull=False)
        single = Q(single_holder=True) & ~seats
        return queryset.filter({"single": single, "body": seats, "other": ~single & ~seats}[value])

    def by_acting(self, queryset, name, value):
        acting = Appointment.objects.on(self.day).filter(acting=True).values("office")
        return queryset.filter(pk__in=acting) if value == "1" else queryset.exclude(pk__in=acting)

    def fits(self, office):
        """Does an office that is not made yet fit what was asked for?"""
        named = self.chosen("words").lower() in office.label.lower()
        return named and self.chosen("which") in ("", "single") and self.chosen("acting") in ("", "0")


class PeopleFilter(OnDay):
    """People by name, who they are, where they sit, their level and their party."""

    name = django_filters.CharFilter(method="called", label="Name")
    category = django_filters.ChoiceFilter(
        choices=[choice for choice in Person.Category.choices if choice[0] != Person.Category.YOUNG],
        label="Who they are",
        empty_label="Anybody",
    )
    body = django_filters.ChoiceFilter(choices=[], method="on_body", label="Body", empty_label="Any body")
    tier = django_filters.ChoiceFilter(choices=Tier.choices, method="at_tier", label="Level", empty_label="Any level")
    party = django_filters.ChoiceFilter(choices=[], method="of_party", label="Party", empty_label="Any party")

    class Meta:
        model = Person
        fields = ["name", "category", "body", "tier", "party", "on"]

    def __init__(self, *args, **kwargs):
        """What there is to choose from is read once, and only what this viewer may know."""
        super().__init__(*args, **kwargs)
        remits = Remit.objects.visible_to(self.request.user).filter(offices__isnull=False).distinct()
        self.filters["body"].extra["choices"] = [(str(pk), name) for pk, name in remits.values_list("pk", "name")]
        self.filters["party"].extra["choices"] = parties(self.day)

    def _holding(self, queryset, **office):
        held = Appointment.objects.on(self.day).filter(**office)
        return queryset.filter(pk__in=held.values("person"))

    def called(self, queryset, name, value):
        return queryset.named_like(value, self.request.user)

    def on_body(self, queryset, name, value):
        return self._holding(queryset, office__remit=value)

    def at_tier(self, queryset, name, value):
        return self._holding(queryset, office__kind__in=[kind for kind in OfficeKind if tiers.tier_of(kind) == value])

    def of_party(self, queryset, name, value):
        members = Affiliation.objects.on(self.day).filter(kind=Affiliation.Kind.PARTY, name=value)
        return queryset.filter(pk__in=members.values("person"))


class MemberFilter(PeopleFilter):
    """Elected members by what training they lack."""

    category = None
    tier = None
    what = django_filters.ChoiceFilter(
        choices=[("induction", "No induction"), ("late", "Induction late"), ("overdue", "Another course overdue")],
        method="later",
        label="What is missing",
        empty_label="Anything",
    )

    class Meta:
        model = Person
        fields = ["name", "body", "party", "what", "on"]


class VisitFilter(OnDay):
    """Visits by kind and period."""

    kind = django_filters.ChoiceFilter(choices=Visit.Kind.choices, label="Kind of visit", empty_label="Both kinds")
    period = django_filters.ChoiceFilter(
        choices=periods.CHOICES[1:], method="later", label="Due in", empty_label=periods.CHOICES[0][1]
    )

    class Meta:
        model = Visit
        fields = ["kind", "period", "on"]

    @property
    def within(self):
        return periods.period(self.chosen("period"), self.day)


def parties(day):
    """(name, name) of every party that somebody belongs to on a day. One query."""
    of_day = Affiliation.objects.on(day).filter(kind=Affiliation.Kind.PARTY)
    return [(name, name) for name in of_day.order_by("name").values_list("name", flat=True).distinct()]
