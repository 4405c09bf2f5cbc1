"""Pages for the clerk about the young people's edition: which items are in it, and what each says in plain words."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from committees import agenda, conflicts, young
from committees.forms.items import YoungForm, for_young
from committees.views import forming
from committees.views.clerking import PAGE, back, run_item
from committees.views.items import Stale, conflict_page, save
from roles.access import restricted

ON_PAPERS = "Young people read these words first, then the open papers of the item in large print."
NO_PAPERS = "Its papers are private, so young people read these words and nothing else of it."


@restricted
def item(request, pk):
    """What an item says to young people. When somebody else saved it meanwhile, both versions are shown."""
    found = run_item(request, pk)
    initial = for_young(found)
    about = {"item": found, "cancel": back(found.meeting)}
    if request.method != "POST":
        return _page(request, YoungForm(initial=initial, **about), found)
    posted = conflicts.chosen(request.POST, initial, YoungForm(**about).fields)
    form = YoungForm(posted, initial=initial, **about)
    if conflicts.undecided(request.POST):
        return conflict_page(request, YoungForm(request.POST, **about), found)
    try:
        if forming.saved(form, partial(save, found), agenda.CannotChangeAgenda, by=request.user.person):
            return _saved(request, found, form.cleaned_data)
    except Stale as stale:
        return conflict_page(request, YoungForm(posted, **about), stale.theirs)
    return _page(request, form, found)


def _saved(request, found, given):
    """Back to the agenda; where the words could be plainer, here again with advice."""
    messages.success(request, "The item is saved.")
    if given["for_young"] and young.is_hard(given["young_words"]):
        return redirect(f"{reverse('committees:item_young', args=[found.pk])}#advice")
    return redirect(PAGE, found.meeting_id)


def _page(request, form, found):
    if not form.is_bound:
        form.initial[conflicts.WAS] = conflicts.before(form)
    words = form["young_words"].value() or ""
    context = {
        "form": form,
        "item": found,
        "advice": young.advice(words),
        "lead": NO_PAPERS if found.likely_private else ON_PAPERS,
    }
    return render(request, "committees/item_young.html", context)
