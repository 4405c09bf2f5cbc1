"""What pages with one form share: the form's values go to a step, and a step that refuses says so beside the form."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render


def saved(form, step, *refusals, **more):
    """
    Call a step with the form's values; True when it was done.

    What the step raises of `refusals` is shown with the form, and nothing typed is lost.
    """
    if not form.is_valid():
        return False
    try:
        form.made = step(**form.cleaned_data, **more)
    except refusals as refused:
        form.add_error(None, refused if isinstance(refused, ValidationError) else str(refused))
        return False
    return True


def page(request, form, title, *, caption="", lead="", warning="", details=None):
    """A page with one form on it."""
    about = {"form": form, "title": title, "caption": caption, "lead": lead, "warning": warning, "details": details}
    return render(request, "committees/form.html", about)


def done(request, words, where, *args):
    """Say that it was done, and go on."""
    messages.success(request, words)
    return redirect(where, *args)


def refused(request, words, where, *args):
    """Say why it was not done, and go back."""
    messages.error(request, words)
    return redirect(where, *args)
