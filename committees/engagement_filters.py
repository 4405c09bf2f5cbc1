"""What narrows the lists of who came: members, and organisations."""

import django_filters

from committees import engagement
from committees.models import Body
from roles import periods
from roles.models import Appointment, Organisation, Person


def _period():
    return django_filters.ChoiceFilter(
        choices=periods.CHOICES[1:], method="later", label="When", empty_label=periods.CHOICES[0][1]
    )


class Periodical(django_filters.FilterSet):
    """A list of what was done in a period, on bodies that the viewer may know of."""

    def __init__(self, *args, day, **kwargs):
        """Bodies are read once, for the choice and for the list."""
        super().__init__(*args, **kwargs)
        self.day = day
        self.bodies = list(Body.objects.visible_to(self.request.user))
        self.filters["body"].extra["choices"] = [(str(body.pk), body.name) for body in self.bodies]

    @property
    def within(self):
        return periods.period(self.chosen("period"), self.day)

    def chosen(self, name):
        """What was chosen for one filter; empty when nothing or nonsense was."""
        return "" if self.errors.get(name) else self.form.cleaned_data.get(name) or ""

    def later(self, queryset, name, value):
        """Narrows nothing here: the list is narrowed by it where it is made."""
        return queryset


class EngagementFilter(Periodical):
    """Members by name, body, party and period, or those who have done nothing yet."""

    name = django_filters.CharFilter(lookup_expr="icontains", label="Name")
    body = django_filters.ChoiceFilter(choices=[], method="on_body", label="Has a place on", empty_label="Any body")
    party = django_filters.ChoiceFilter(choices=[], method="of_party", label="Party", empty_label="Any party")
    period = _period()
    show = django_filters.ChoiceFilter(
        choices=[("nothing", "Those with nothing yet"), ("late", "Those with training overdue")],
        method="later",
        label="Show",
        empty_label="Everybody",
    )
    order = django_filters.ChoiceFilter(
        choices=[(key, label) for key, (label, _) in engagement.ORDERS.items() if key != "name"],
        method="later",
        label="Order",
        empty_label=engagement.ORDERS["name"][0],
    )

    class Meta:
        model = Person
        fields = ["name", "body", "party", "period", "show", "order"]

    def __init__(self, *args, **kwargs):
        """Parties are read once too."""
        super().__init__(*args, **kwargs)
        self.belongs = engagement.parties(self.day)
        self.filters["party"].extra["choices"] = [(name, name) for name in sorted(set(self.belongs.values()))]

    def on_body(self, queryset, name, value):
        held = Appointment.objects.on(self.day).filter(office__seat__body=value)
        return queryset.filter(pk__in=held.values("person"))

    def of_party(self, queryset, name, value):
        return queryset.filter(pk__in=[pk for pk, party in self.belongs.items() if party == value])


class PartnersFilter(Periodical):
    """Organisations by kind and name, on one body or all, in a period."""

    organisation = django_filters.ModelChoiceFilter(
        queryset=Organisation.objects.all(), method="one", label="Organisation", empty_label="Any organisation"
    )
    kind = django_filters.ChoiceFilter(choices=Organisation.Kind.choices, label="Kind", empty_label="Any kind")
    body = django_filters.ChoiceFilter(choices=[], method="later", label="Body", empty_label="Any body")
    period = _period()

    class Meta:
        model = Organisation
        fields = ["organisation", "kind", "body", "period"]

    def one(self, queryset, name, value):
        return queryset.filter(pk=value.pk)

    @property
    def wanted(self):
        """The bodies that were chosen."""
        chosen = self.chosen("body")
        return [body for body in self.bodies if chosen in ("", str(body.pk))]
