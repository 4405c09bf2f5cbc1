"""Forms for a body that becomes another: what it is to be, then what comes over."""

from django import forms
from django.utils.html import escape

from committees.forms.bodies import SETTLED, name_the_executive
from committees.models import Body
from committees.reconstituting import KINDS_OF_WORK, About, Choices
from corporate_parenting.lib import dates
from corporate_parenting.lib.forms import DATE_PARTS, NARROW, GovukDateField, PlainErrors, helper

PLACE = "place-"
QUORUM = "As the old body had it, where it had one. The quorum of a committee is in the council’s standing orders"


class AboutForm(PlainErrors, forms.Form):
    """The body that is to be."""

    name = forms.CharField(
        max_length=200, label="Name of the new body", help_text="The old name stays with the meetings it held"
    )
    kind = forms.ChoiceField(choices=Body.Kind, label="What kind of body is it?", widget=forms.RadioSelect)
    legal_basis = forms.ChoiceField(
        choices=SETTLED,
        label="Legal basis of the new body",
        help_text="Notice, votes, what the public may see and who may sit follow from it. LGA: Local Government Act",
        widget=forms.RadioSelect,
    )
    starts_on = GovukDateField(
        label="First day of the new body", help_text="The old one ends the day before", called="The first day"
    )
    parent = forms.ModelChoiceField(
        Body.objects.none(), required=False, label="Body that it is part of", empty_label="None"
    )

    def __init__(self, *args, old, viewer, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_executive(self)
        self.fields["parent"].queryset = Body.objects.visible_to(viewer).filter(ends_on=None).exclude(pk=old.pk)
        self.helper = helper(submit="Look over what follows", cancel=cancel)

    def about(self):
        """The valid answers as one thing."""
        return About(**self.cleaned_data)

    def typed(self):
        """What was typed, as hidden fields carry it to the next page: [(name, value)]."""
        names = [name for name in self.fields if name != "starts_on"] + [f"starts_on-{part}" for part in DATE_PARTS]
        return [(name, self.data.get(name, "")) for name in names]


class ReviewForm(PlainErrors, forms.Form):
    """What comes over to the new body. The boxes are ticked as the plan proposes."""

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan, proposed = plan, plan.proposed()
        for holder in plan.holders:
            self.fields[f"{PLACE}{holder.appointment.pk}"] = self._place(holder)
        self._ticks("groups", [(one.body_id, str(one.body)) for one in plan.groups], proposed.groups)
        self._ticks("links", [(one.link.pk, one.words(plan.old)) for one in plan.links], proposed.links)
        self._ticks("meetings", [(one.meeting.pk, _meeting(one)) for one in plan.coming], proposed.meetings)
        self._ticks("work", [(kind, _counted(kind, things)) for kind, things in plan.work.items() if things], None)
        self.fields["quorum"] = forms.IntegerField(
            min_value=1,
            max_value=200,
            required=False,
            initial=proposed.quorum,
            label="Quorum of the new body",
            help_text=QUORUM,
            widget=forms.NumberInput(NARROW),
        )

    def _place(self, holder):
        now = escape(f"{holder.now} until now. {holder.why}".strip())  # hints are drawn as they are, names typed
        wrong = f"Choose for {holder.person} a place that the law of the new body allows"
        return forms.ChoiceField(
            choices=holder.options,
            initial=holder.proposed,
            required=False,
            label=str(holder.person),
            help_text=now,
            error_messages={"invalid_choice": wrong},
        )

    def _ticks(self, name, choices, ticked):
        if not choices:
            return
        self.fields[name] = forms.TypedMultipleChoiceField(
            choices=choices,
            coerce=int if ticked is not None else str,
            initial=[value for value, _ in choices] if ticked is None else sorted(ticked),
            required=False,
            label=LABELS[name],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields[name].widget.hints = {str(one.link.pk): one.why for one in self.plan.links if name == "links"}

    def places(self):
        """The fields that ask where somebody goes."""
        return [self[name] for name in self.fields if name.startswith(PLACE)]

    def choices(self):
        """The valid answers as Choices."""
        given = self.cleaned_data
        return Choices(
            places={holder.appointment.pk: given[f"{PLACE}{holder.appointment.pk}"] for holder in self.plan.holders},
            quorum=given["quorum"],
            **{name: frozenset(given.get(name, ())) for name in LABELS},
        )


LABELS = {
    "groups": "Groups that come along",
    "links": "Links that hold for the new body",
    "meetings": "Meetings to come that move to the new body",
    "work": "Work that comes over",
}


def _meeting(coming):
    when = f"{dates.weekday(coming.meeting.starts_at)}, {dates.clock(coming.meeting.starts_at)}"
    return f"{when}: {coming.note}" if coming.note else when


def _counted(kind, things):
    one, many = KINDS_OF_WORK[kind]
    return f"{len(things)} {one if len(things) == 1 else many}"
