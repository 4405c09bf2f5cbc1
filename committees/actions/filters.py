"""What narrows a list of actions: body, owner, state, what is overdue, and how old it is."""

from datetime import timedelta

import django_filters
from django.utils import timezone

from committees.actions.log import MANY
from committees.models import Action, Body
from committees.models.actions import ActionState as State
from roles.models import Person

ALL = "all"
STATES = [(State.OPEN, "Open"), (State.REPORTED, "Reported done"), (State.CLOSED, "Closed"), (ALL, "All of them")]
MEETINGS = "meetings"
AGES = [("90", "3 months"), ("180", "6 months"), ("365", "A year"), (MEETINGS, "Two meetings of its body")]


class BodyActionsFilter(django_filters.FilterSet):
    """The actions of one body. Without a choice of state: those that no meeting has closed."""

    owner = django_filters.ChoiceFilter(choices=[], method="of_owner", label="Owner", empty_label="Anybody")
    state = django_filters.ChoiceFilter(choices=STATES, method="later", label="State", empty_label="Not closed yet")
    due = django_filters.ChoiceFilter(
        choices=[("overdue", "Overdue"), ("none", "No day set")], method="is_due", label="Due", empty_label="Any day"
    )
    older = django_filters.ChoiceFilter(choices=AGES, method="is_older", label="Older than", empty_label="Any age")

    class Meta:
        model = Action
        fields = ["owner", "state", "due", "older"]

    def __init__(self, *args, inside, **kwargs):
        """`inside`: may the viewer read the names of those who are not named in public?"""
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        owners = Person.objects.filter(pk__in=self.queryset.order_by().values("owner")).order_by("name", "pk")
        names = [(str(one.pk), one.name if inside else one.name_for_public) for one in owners]
        self.filters["owner"].extra["choices"] = names

    def of_owner(self, queryset, name, value):
        return queryset.filter(owner=value)

    def later(self, queryset, name, value):
        """Narrows in `filter_queryset`, where nothing was chosen too."""
        return queryset

    def is_due(self, queryset, name, value):
        return queryset.overdue(self.today) if value == "overdue" else queryset.filter(due_on=None)

    def is_older(self, queryset, name, value):
        if value == MEETINGS:
            return queryset.filter(meetings_since__gt=MANY)
        return queryset.filter(since__lt=self.today - timedelta(days=int(value)))

    def filter_queryset(self, queryset):
        """What a meeting has closed is shown only where it is asked for."""
        found = super().filter_queryset(queryset)
        state = self.form.cleaned_data.get("state") or ""
        if state == ALL:
            return found
        if state == State.CLOSED:
            return found.exclude(closed_at=None)
        narrowed = {"": found.not_closed, State.OPEN: found.open, State.REPORTED: found.reported}
        return narrowed[state]()


class ActionsFilter(BodyActionsFilter):
    """The actions of all bodies that a viewer may know of, or of one."""

    body = django_filters.ChoiceFilter(choices=[], method="of_body", label="Body", empty_label="Any body")

    class Meta(BodyActionsFilter.Meta):
        fields = ["body", "owner", "state", "due", "older"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = Body.objects.visible_to(self.request.user).filter(pk__in=self.queryset.order_by().values("body"))
        self.filters["body"].extra["choices"] = [(str(one.pk), one.name) for one in bodies]

    def of_body(self, queryset, name, value):
        return queryset.filter(body=value)
