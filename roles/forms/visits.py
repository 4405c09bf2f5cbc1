"""Forms about children's homes and the visits to them."""

from django import forms
from django.utils import timezone

from corporate_parenting.lib.forms import NARROW, GovukDateField, helper, hints
from roles import visiting
from roles.models import Organisation, Person, Visit
from roles.rules import is_colleague

from .attempts import Attempts

NO_CHILD = "Never name or describe a child"


class HomeForm(Attempts, forms.Form):
    """A home, by its name alone."""

    name = forms.CharField(
        label="Name of the home",
        max_length=100,
        help_text="The name alone, never the address: where children live is not written down here",
    )
    starts_on = GovukDateField(
        label="From when are visits kept here?",
        called="The day from which visits are kept",
        help_text="The day the home opened, or the day from which you want to look back",
    )
    run_by = forms.ModelChoiceField(
        label="Who runs it", queryset=Organisation.objects.none(), required=False, empty_label="The council"
    )
    independent_visits = forms.BooleanField(
        label="An independent person visits it each month",
        required=False,
        initial=True,
        help_text=visiting.MEANING[Visit.Kind.INDEPENDENT],
    )
    rota_every_months = forms.IntegerField(
        label="Months between rota visits",
        min_value=1,
        max_value=24,
        required=False,
        widget=forms.NumberInput(NARROW),
        help_text=f"{visiting.MEANING[Visit.Kind.ROTA]} Leave empty if councillors do not visit this home.",
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["run_by"].queryset = Organisation.objects.all()
        self.fields["starts_on"].initial = timezone.localdate()
        self.helper = helper(submit="Save the home", cancel=cancel)

    def clean_name(self):
        """Said beside the field; the step refuses it too."""
        name = self.cleaned_data["name"]
        if why := visiting.looks_like_an_address(name):
            raise forms.ValidationError(why)
        return name


class CloseHomeForm(Attempts, forms.Form):
    """A home's last day."""

    on = GovukDateField(
        label="Last day of the home",
        called="Last day of the home",
        help_text="Visits due after it are not needed any more. What was done stays on record.",
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = helper(submit="Close the home", cancel=cancel)


class PlanForm(Attempts, forms.Form):
    """A row of visits to a home, to be looked at before it is planned."""

    kind = forms.ChoiceField(label="Which visits?", choices=Visit.Kind.choices, widget=forms.RadioSelect)
    first = GovukDateField(label="First visit due on", called="The day of the first visit")
    until = GovukDateField(label="None after", called="The day after which there is none")
    every_months = forms.IntegerField(
        label="Months between visits",
        min_value=1,
        max_value=24,
        initial=1,
        widget=forms.NumberInput(NARROW),
        help_text="A regulation 44 visit is due each month: 1",
    )
    visitor = forms.ModelChoiceField(
        label="Who visits",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Say so later",
        help_text="A councillor who is a rota visitor makes a rota visit; somebody independent a regulation 44 visit",
    )

    def __init__(self, *args, home, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.home = home
        hints(self, "kind", {str(kind): words for kind, words in visiting.MEANING.items()})
        self.fields["visitor"].queryset = people_who_may_visit()
        self.fields["every_months"].initial = home.rota_every_months or 1
        self.helper = helper(method="get", submit="Show the days", cancel=cancel)

    def clean(self):
        typed = super().clean()
        if typed.get("kind") == Visit.Kind.INDEPENDENT and typed.get("every_months", 1) != 1:
            self.add_error("every_months", "A regulation 44 visit is due each month: enter 1")
        return typed


def people_who_may_visit():
    """
    Whoever is here, but carers and the young: a regulation 44 visit may be made by anybody independent.

    Nobody whose name is not public: who keeps visits need not be one of those who may read it.
    """
    here = Person.objects.here_on(timezone.localdate()).filter(name_is_public=True)
    return here.exclude(category__in=[Person.Category.YOUNG, Person.Category.CARER])


def people_who_may_act(viewer):
    """Members and officers who are here; to a visitor who is neither, only those whose names are public."""
    here = Person.objects.here_on(timezone.localdate()).filter(category__in=Person.COLLEAGUES)
    return here if is_colleague(viewer.person) else here.filter(name_is_public=True)


class VisitorForm(Attempts, forms.Form):
    """Who makes a visit."""

    visitor = forms.ModelChoiceField(
        label="Who visits", queryset=Person.objects.none(), required=False, empty_label="Nobody yet"
    )

    def __init__(self, *args, visit, cancel, **kwargs):
        super().__init__(*args, initial={"visitor": visit.visitor_id}, **kwargs)
        field = self.fields["visitor"]
        if visit.kind == Visit.Kind.ROTA:
            field.queryset = visiting.rota_visitors(visit.done_on or visit.due_on)
            field.help_text = "Councillors who are rota visitors on that day"
        else:
            field.queryset = people_who_may_visit()
            field.help_text = "Somebody independent of the home: nobody who manages it or works there"
        self.helper = helper(submit="Save who visits", cancel=cancel)


class DayForm(Attempts, forms.Form):
    """One day on which something happened."""

    def __init__(self, *args, label, called, submit, cancel, initial, hint="", **kwargs):
        self.base_fields = {"on": GovukDateField(label=label, called=called, help_text=hint)}
        super().__init__(*args, initial={"on": initial}, **kwargs)
        self.helper = helper(submit=submit, cancel=cancel)


class NotNeededForm(Attempts, forms.Form):
    """Why a visit is not needed."""

    why = forms.CharField(
        label="Why is it not needed?",
        max_length=200,
        help_text=f"For example: the home was empty all month. {NO_CHILD}.",
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Save that it is not needed", cancel=cancel)


class AskForm(Attempts, forms.Form):
    """What somebody is to do because of a visit."""

    text = forms.CharField(
        label="What is to be done?",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=f"For example: mend the fence behind the house. {NO_CHILD}.",
    )
    owner = forms.ModelChoiceField(
        label="Who does it?", queryset=Person.objects.none(), empty_label="Choose who does it"
    )
    due_on = GovukDateField(label="By when?", called="The day by which it is done")

    def __init__(self, *args, viewer, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_who_may_act(viewer)
        self.helper = helper(submit="Ask for the action", cancel=cancel)
