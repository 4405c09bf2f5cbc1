"""Forms about a meeting and the items on its agenda."""

from datetime import datetime

from django import forms
from django.utils import timezone

from committees import states
from committees.forms.revealing import RevealsNothing
from committees.models import Meeting
from corporate_parenting.lib.forms import NARROW, GovukDateField, PlainErrors, helper, reveal


class MeetingForm(RevealsNothing):
    """When, where and how a body meets. Gives `starts_at` and `ends_at` as moments."""

    watched = ("note",)
    glanced = ("how_to_attend",)
    day = GovukDateField(label="Day of the meeting", called="The day of the meeting")
    begins = forms.TimeField(label="Start time", help_text="For example 10:00 or 14:30", widget=forms.TimeInput(NARROW))
    ends = forms.TimeField(label="End time", required=False, widget=forms.TimeInput(NARROW))
    place = forms.CharField(max_length=300, label="Place")
    how_to_attend = forms.CharField(
        max_length=3000,
        required=False,
        label="How the public can come, watch or ask",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    note = forms.CharField(
        max_length=200,
        required=False,
        label="What sort of meeting",
        help_text="Only when it is out of the ordinary, such as: Budget meeting",
    )

    def __init__(self, *args, cancel, submit="Call the meeting", **kwargs):
        super().__init__(*args, **kwargs)
        label = "Call it all the same"
        self.fields["all_the_same"] = forms.BooleanField(required=False, label=label, widget=forms.HiddenInput)
        self.helper = helper(submit=submit, cancel=cancel)

    def accepts(self, clashes):
        """With what else is on that day (words) the clerk must agree by a tick, which shows only then."""
        field = self.fields["all_the_same"]
        if clashes:
            field.widget = forms.CheckboxInput()
        if not clashes or self.cleaned_data.get("all_the_same"):
            return True
        self.add_error("all_the_same", [*clashes, f"Choose another day, or tick “{field.label}”."])
        return False

    def clean(self):
        super().clean()
        return self.clean_moments()

    def clean_moments(self):
        """Day and times as moments."""
        given = self.cleaned_data
        day, begins, ends = (given.pop(name, None) for name in ("day", "begins", "ends"))
        if day and begins:
            given["starts_at"] = _moment(day, begins)
            given["ends_at"] = _moment(day, ends) if ends else None
        if ends and begins and ends <= begins:
            self.add_error("ends", "The meeting must end after it starts")
        return given


def _moment(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))


def when(meeting):
    """A meeting as initial values of MeetingForm and ChangeMeetingForm."""
    starts = timezone.localtime(meeting.starts_at)
    return {
        "day": starts.date(),
        "begins": starts.strftime("%H:%M"),
        "ends": timezone.localtime(meeting.ends_at).strftime("%H:%M") if meeting.ends_at else "",
        "place": meeting.place,
        "how_to_attend": meeting.how_to_attend,
        "note": meeting.note,
        "status": meeting.status,
    }


class ChangeMeetingForm(MeetingForm):
    """The same for a meeting that was called, and whether it takes place."""

    status = forms.ChoiceField(choices=Meeting.Status, label="Status", widget=forms.RadioSelect)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        now = Meeting.Status(meeting.status)
        can = {now} | (states.MEETING[now] - states.OVER)
        self.fields["status"].choices = [(one.value, one.label) for one in Meeting.Status if one in can]


class PostponeForm(PlainErrors, forms.Form):
    """The day on which a meeting takes place instead. Gives `starts_at` and `ends_at` as moments."""

    day = GovukDateField(label="The new day", called="The new day")
    begins = forms.TimeField(label="Start time", help_text="For example 10:00 or 14:30", widget=forms.TimeInput(NARROW))
    ends = forms.TimeField(label="End time", required=False, widget=forms.TimeInput(NARROW))
    place = forms.CharField(max_length=300, label="Place")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Postpone the meeting", cancel=cancel)

    clean = MeetingForm.clean_moments


class CloseForm(PlainErrors, forms.Form):
    """What became of a meeting."""

    status = forms.ChoiceField(
        label="What became of the meeting?",
        choices=[
            (Meeting.Status.HELD.value, "It was held"),
            (Meeting.Status.INQUORATE.value, "It was inquorate: too few came who count"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Close the meeting", cancel=cancel)


class PublishForm(RevealsNothing):
    """Publishing later than the law allows without a reason."""

    watched = ("short_notice",)

    short_notice = forms.CharField(
        max_length=2000,
        label="Why was the meeting called at shorter notice?",
        help_text="Everybody can read this",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, cancel, late, **kwargs):
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["short_notice"]
        self.helper = helper(submit="Publish the agenda", cancel=cancel)


GROUNDS = ("kind", "paragraphs", "terms", "reason")


class Grounds(PlainErrors, forms.Form):
    """Why a paper is kept from the public, and by which paragraph."""

    kind = forms.ChoiceField(label="Why is it private?", widget=forms.RadioSelect)
    paragraphs = forms.MultipleChoiceField(
        required=False,
        label="Paragraphs of Schedule 12A, Part 1",
        widget=forms.CheckboxSelectMultiple,
    )
    # LGA 1972 s100F(2A): without such terms, paragraph 3 keeps nothing from a councillor. Nobody said: it holds some.
    terms = forms.ChoiceField(
        choices=[("yes", "Yes, or I do not know"), ("no", "No")],
        initial="yes",
        required=False,
        label="For paragraph 3: does it hold terms proposed in negotiations for a contract?",
        help_text="If not, and nothing but paragraphs 3 and 6 covers it, every councillor has a right to read it "
        "(Local Government Act 1972 section 100F)",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        max_length=3000,
        label="Why the public interest lies in keeping it private",
        help_text="Kept with the decision. It is not shown to the public",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, kinds, paragraphs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds
        self.fields["paragraphs"].choices = [(str(number), f"{number}: {words}") for number, words in paragraphs]
        reveal(self, "kind", exempt=["paragraphs", "terms"])

    def grounds(self):
        """What was given: kind, paragraphs, whether it holds terms, and reason. Says what is missing."""
        given = {name: self.cleaned_data.get(name) for name in ("kind", "reason")}
        given["paragraphs"] = [int(number) for number in self.cleaned_data.get("paragraphs", [])]
        if given["kind"] == "exempt" and not given["paragraphs"] and "paragraphs" not in self.errors:
            self.add_error("paragraphs", "Select at least one paragraph")
        given["holds_terms"] = self.cleaned_data.get("terms") != "no"
        return given | ({"paragraphs": [], "holds_terms": True} if given["kind"] == "confidential" else {})


class PrivateForm(Grounds):
    """Keep a paper from the public."""

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Keep it private", cancel=cancel)

    def clean(self):
        super().clean()
        return self.grounds()


class LayForm(Grounds):
    """
    Who may read what is laid, where everybody could at once (`asks`). Gives `private`: its grounds, or False.
    """

    field_order = ("title", "file", "who", *GROUNDS)
    who = forms.ChoiceField(
        choices=[("everybody", "Everybody, at once"), ("private", "Not the public")],
        label="Who may read it?",
        help_text="The agenda is published, so there is no time to decide this later",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, cancel, asks=True, submit="Lay it on the agenda", **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("kind", "reason"):
            self.fields[name].required = False
        reveal(self, "who", private=list(GROUNDS))
        if not asks:
            for name in ("who", *GROUNDS):
                del self.fields[name]
        self.helper = helper(submit=submit, cancel=cancel)

    def clean(self):
        given = super().clean()
        who = given.pop("who", None)
        private = self._private() if who == "private" else False
        for name in GROUNDS:
            given.pop(name, None)
        return given | ({"private": private} if who else {})

    def _private(self):
        for name in ("kind", "reason"):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return self.grounds()


class DocumentForm(LayForm, RevealsNothing):
    """A PDF to lay by itself."""

    title = forms.CharField(
        max_length=250,
        label="Title of the paper",
        help_text="Everybody can read it. No name, nothing that tells who a child is",
    )
    file = forms.FileField(label="PDF file", widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, submit="Add the document", **kwargs)

    def is_private(self, given):
        return given.get("who") == "private"
