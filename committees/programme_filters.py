"""What narrows a work programme: state, who leads, what is asked, which time, and which body."""

import django_filters
from django.db.models import Q
from django.utils import timezone

from committees.models import AgendaItem, ProgrammeItem
from committees.models.programme import State
from committees.programme.listing import is_inside, own_bodies
from roles import periods
from roles.models import Person
from roles.permissions import May

NEEDS_MEETING = "needs_meeting"
STATES = [*State.choices, (NEEDS_MEETING, "Needs a meeting")]
EARLIER, ALL = "earlier", "all"
TIMES = [(EARLIER, "Earlier years"), (ALL, "All years")]


class ProgrammeFilter(django_filters.FilterSet):
    """The programme of one body (`body` is given) or of several. Without a choice: this municipal year and later."""

    state = django_filters.ChoiceFilter(choices=STATES, method="in_state", label="State", empty_label="Any state")
    lead = django_filters.ChoiceFilter(choices=[], method="led_by", label="Lead", empty_label="Anybody")
    purpose = django_filters.ChoiceFilter(
        choices=AgendaItem.Purpose.choices[:3], label="Asked to", empty_label="Anything"
    )
    years = django_filters.ChoiceFilter(choices=TIMES, method="later", label="When", empty_label="This year and later")

    class Meta:
        model = ProgrammeItem
        fields = ["state", "lead", "purpose", "years"]

    def __init__(self, *args, body=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        inside = is_inside(self.request.user, body) if body else self.is_tied
        led = self.queryset.order_by().values("lead")
        leads = Person.objects.filter(pk__in=led).order_by("name", "pk")
        names = [(str(one.pk), one.name if inside else one.name_for_public) for one in leads]
        self.filters["lead"].extra["choices"] = names

    @property
    def is_tied(self):
        """Are the bodies listed those that the viewer is tied to?"""
        return bool(self.request.user.remits(May.READ_BODY))

    def in_state(self, queryset, name, value):
        if value == NEEDS_MEETING:
            return queryset.without_a_meeting()
        return queryset.filter(state=value)

    def led_by(self, queryset, name, value):
        return queryset.filter(lead=value)

    def later(self, queryset, name, value):
        """Narrows in `filter_queryset`, where nothing was chosen too."""
        return queryset

    def filter_queryset(self, queryset):
        """What is still open stays in sight in any year but an earlier one."""
        found = super().filter_queryset(queryset)
        years = self.form.cleaned_data.get("years") or ""
        first = periods.period(periods.THIS, self.today).first
        if years == ALL or self.form.cleaned_data.get("state"):
            return found
        if years == EARLIER:
            return found.filter(shown_month__lt=first)
        return found.filter(Q(shown_month__gte=first) | Q(state=State.LATE))


class MineFilter(ProgrammeFilter):
    """The programmes of all bodies of a viewer, or of one of them."""

    body = django_filters.ChoiceFilter(choices=[], method="of_body", label="Body", empty_label="All of these bodies")

    class Meta(ProgrammeFilter.Meta):
        fields = ["body", "state", "lead", "purpose", "years"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = list(own_bodies(self.request.user))
        self.filters["body"].extra["choices"] = [(str(one.pk), one.name) for one in self.bodies]

    def of_body(self, queryset, name, value):
        return queryset.filter(body=value)
