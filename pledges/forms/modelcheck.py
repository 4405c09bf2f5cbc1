"""What people fill in about the model check."""

from django import forms
from django.utils import timezone

from corporate_parenting.lib.forms import NARROW, Button, GovukDateField, PlainErrors, helper, hints
from pledges.modelcheck import section, steps
from pledges.models import Finding

FIRST_YEAR = 2000
MOST_CHARACTERS = 4000
State = Finding.State

SOMEBODY_ELSE = (
    "Somebody else saved this component while you were writing. Nothing of yours is lost and nothing of theirs was "
    "overwritten: their text stands above yours. Bring the two together here, then save again."
)
FINISHED = (
    "Your text was not saved: the check was finished in the meantime. Copy your text from below; those who keep the "
    "check can open it again."
)
NO_EVIDENCE = {
    State.PRESENT: "Say what shows that it is present: a date, a paper, a figure, or who was there",
    State.PARTIAL: "Say what is there already, so that “partial” can be told from “absent”",
}
JUDGED_BY_HAND = (
    "Last year's words were not taken over, because you had begun to write your own. Nothing is lost. Copy what you "
    "need from last year, or empty your answers and take last year's words over again."
)


class BeginForm(PlainErrors, forms.Form):
    """The year that a check is of."""

    year = forms.IntegerField(
        label="Which year is the check for?",
        widget=forms.NumberInput(NARROW),
        help_text="The year you look back on. An earlier year can be added to compare with",
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Begin the check", cancel=cancel)

    def clean_year(self):
        year, last = self.cleaned_data["year"], timezone.localdate().year + 1
        if not FIRST_YEAR <= year <= last:
            raise forms.ValidationError(f"The year must be from {FIRST_YEAR} to {last}")
        return year


class Evidence(PlainErrors, forms.Form):
    """What both forms of a finding share: its words, and the edition that their writer started from."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    evidence = forms.CharField(
        label="Evidence",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Dates, papers, figures, who was there. Nothing that tells who a child is",
    )
    next_step = forms.CharField(
        label="What is missing, and the next step",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, finding, cancel, **kwargs):
        self.finding, self.theirs = finding, None
        names = ("state", "evidence", "next_step", "owner", "due_on")
        kwargs["initial"] = {name: getattr(finding, name) for name in names} | {"seen": finding.edition}
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="", cancel=cancel)
        self.helper.form_id = "finding"
        for text, kind, name in (("Save and go to the next", "", "next"), ("Save and go back", "secondary", "back")):
            self.helper.add_input(Button(text, kind=kind, name=name))

    def words(self):
        """What the step takes."""
        return self.cleaned_data

    def is_untouched(self):
        """Has nothing been typed or chosen that is not saved already?"""
        return not set(self.changed_data) - {"seen"}

    def keep_own_words(self):
        """Say why last year's words were not put over what was typed."""
        self.add_error(None, JUDGED_BY_HAND)

    def meet(self, current):
        """Another writer was first: show their words, and let the next save know that they were seen."""
        self.theirs = current
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = current.edition
        self.add_error(None, SOMEBODY_ELSE)

    def refuse(self, why):
        """Say why a step would not; every word stays in the form."""
        if isinstance(why, steps.Conflict):
            self.meet(why.current)
        elif isinstance(why, steps.Finished):
            self.add_error(None, FINISHED)
        elif isinstance(why, steps.NoEvidence):
            self.add_error("evidence", NO_EVIDENCE[self.cleaned_data.get("state") or self.finding.state])
        else:
            self.add_error("owner", "Choose a member or an officer who is here")


class EvidenceForm(Evidence):
    """What the owner of a component writes; the judging is not theirs alone."""


class FindingForm(Evidence):
    """One component: is it there, what shows it, what is missing, who sees to it by when."""

    state = forms.ChoiceField(label="Is it in place?", choices=State.choices, required=False, widget=forms.RadioSelect)
    owner = forms.ModelChoiceField(
        None,
        label="Who sees to it?",
        required=False,
        empty_label="Nobody yet",
        help_text="A member or an officer. They can write the evidence for it themselves",
    )
    due_on = GovukDateField(label="By when?", called="The date", required=False, help_text="For example 31 3 2027")

    field_order = ("seen", "state", "evidence", "next_step", "owner", "due_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        owners = steps.possible_owners()
        if self.finding.owner_id:
            owners = owners | type(self.finding.owner).objects.filter(pk=self.finding.owner_id)
        self.fields["owner"].queryset = owners.distinct()
        self.fields["owner"].label_from_instance = _named
        meanings = {"present": "It is there and works", "partial": "Some of it is there, or it does not always work"}
        hints(self, "state", meanings | {"absent": "It is not there"})


class FinishForm(PlainErrors, forms.Form):
    """That a check is done, and where something is not judged, that this is meant."""

    def __init__(self, *args, not_judged, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        if not_judged:
            one = not_judged == 1
            self.fields["meant"] = forms.BooleanField(
                label=f"Finish with {not_judged} component{'' if one else 's'} not judged",
                error_messages={"required": "Tick that you mean to finish with components not judged, or judge them"},
            )
        self.helper = helper(submit="Finish the check", cancel=cancel)


class ReopenForm(PlainErrors, forms.Form):
    """Why a finished check is opened again."""

    reason = forms.CharField(
        label="Why is it opened again?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who reads the check can read this",
        error_messages={"required": "Say why it is opened again"},
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Open the check again", cancel=cancel)


class ReportForm(PlainErrors, forms.Form):
    """Which of my drafts takes the findings."""

    report = forms.ModelChoiceField(
        None, label="Which report?", empty_label=None, widget=forms.RadioSelect,
        error_messages={"required": "Choose one of your reports"},
    )  # fmt: skip

    def __init__(self, *args, viewer, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["report"].queryset = section.drafts_of(viewer)
        self.helper = helper(submit="Add the section", cancel=cancel)


def _named(person):
    return f"{person}, {person.post}" if person.post else str(person)
