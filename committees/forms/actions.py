"""Forms about actions: what is agreed, how it goes, what was done, and by which minute it is closed."""

from django import forms
from django.utils import timezone

from committees.actions.answering import reference
from committees.actions.laying import ABOUT_ACTIONS
from committees.forms.revealing import RevealsNothing
from committees.models import AgendaItem, Meeting
from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper
from roles.models import Person

# From how many of the newest meetings the item that closes an action can be chosen.
MEETINGS = 3


def _people():
    return Person.objects.here_on(timezone.localdate())


class ActionForm(RevealsNothing):
    """Something to be done, by somebody."""

    watched = ("text",)

    text = forms.CharField(
        max_length=500,
        label="What is to be done",
        help_text="Everybody can read it. No name of a child",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(), label="Who does it", help_text="What has no owner, nobody does", empty_label="Choose"
    )
    due_on = GovukDateField(label="By which day", called="The day", required=False)

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = _people()
        self.helper = helper(submit="Note the action", cancel=cancel)


class ToldForm(RevealsNothing):
    """What is told of an action: to everybody or, where it has a part 2 text, to those alone who may read that."""

    is_private = forms.BooleanField(
        required=False,
        label="Only for those who may read part 2",
        help_text="This action has a restricted text. Without the tick, everybody can read what you write",
    )

    def __init__(self, *args, action, cancel, submit, **kwargs):
        super().__init__(*args, **kwargs)
        if action.private_text:
            self.fields["is_private"].initial = True
        else:
            del self.fields["is_private"]
        self.order_fields([name for name in self.fields if name != "is_private"])
        self.helper = helper(submit=submit, cancel=cancel)

    def clean(self):
        if self.cleaned_data.get("is_private"):
            self.watched = ()
        return super().clean()


class ProgressForm(ToldForm):
    """How it goes."""

    watched = ("text",)

    text = forms.CharField(
        max_length=2000,
        label="How it goes",
        help_text="Everybody can read it. What is done so far, and what is still missing",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, submit="Report progress", **kwargs)


class DoneForm(ToldForm):
    """What was done."""

    watched = ("outcome",)

    outcome = forms.CharField(
        max_length=3000, label="What was done", help_text="Everybody can read it", widget=forms.Textarea
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, submit="Mark it done", **kwargs)


class ReopenForm(RevealsNothing):
    """Why a meeting did not accept an action as done."""

    watched = ("why",)

    why = forms.CharField(
        max_length=1000,
        label="Why is it not accepted as done?",
        help_text="Everybody can read it, and its owner is told by it what is still missing",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, action, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.action = action
        self.helper = helper(submit="Reopen the action", cancel=cancel)


class ItemChoice(forms.ModelChoiceField):
    """An item named by the minute it will be known by."""

    def label_from_instance(self, item):
        return f"{reference(item)}: {item.title}"


class CloseForm(PlainErrors, forms.Form):
    """By which minute an action is closed."""

    on = ItemChoice(
        AgendaItem.objects.none(),
        label="Which minute closes it?",
        help_text="The item under which the meeting accepted it as done. A closed action stays closed",
        empty_label="Choose a minute",
    )

    def __init__(self, *args, action, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        items = list(_items_that_close(action))
        self.fields["on"].queryset = _items_that_close(action)
        usual = [one for one in items if ABOUT_ACTIONS.search(one.title)]
        self.fields["on"].initial = usual[0] if usual else None
        self.helper = helper(submit="Close the action", cancel=cancel)


def _items_that_close(action):
    """The items of the newest meetings since it was agreed, newest first."""
    been = Meeting.objects.filter(body=action.body_id, starts_at__date__lte=timezone.localdate())
    been = been.exclude(status=Meeting.Status.CANCELLED)
    if action.agreed_on:
        been = been.filter(starts_at__date__gte=action.agreed_on)
    newest = list(been.order_by("-starts_at").values_list("pk", flat=True)[:MEETINGS])
    items = AgendaItem.objects.filter(meeting__in=newest, withdrawn_at=None).select_related("meeting")
    return items.order_by("-meeting__starts_at", "order")


class DueForm(RevealsNothing):
    """Another day, and why."""

    watched = ("why",)

    due_on = GovukDateField(label="By which day now", called="The day")
    why = forms.CharField(
        max_length=1000,
        label="Why does the day change?",
        help_text="Everybody can read it. The day before stays in the history of the action",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, action, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = action.due_on
        self.helper = helper(submit="Change the day", cancel=cancel)


class OwnerForm(RevealsNothing):
    """Somebody else, and why."""

    watched = ("why",)

    owner = forms.ModelChoiceField(Person.objects.none(), label="Who does it now", empty_label="Choose")
    why = forms.CharField(
        max_length=1000,
        required=False,
        label="Why",
        help_text="Everybody can read it",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, action, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = _people().exclude(pk=action.owner_id)
        self.helper = helper(submit="Give it to them", cancel=cancel)


class TakeBackForm(RevealsNothing):
    """Why a question to another body is taken back."""

    watched = ("why",)

    why = forms.CharField(
        max_length=300,
        label="Why is the question taken back?",
        help_text="The other body reads it in its work programme",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Take the question back", cancel=cancel)
