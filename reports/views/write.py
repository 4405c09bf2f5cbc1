"""Writing: the sections with their blocks, the recommendations, sources and contacts, and texts without a place."""

from django.contrib import messages
from django.shortcuts import redirect, render

from corporate_parenting.lib import richtext
from reports import drafting, layout
from reports.forms import ReasonsForm, SourcesForm, TextForm
from reports.views.common import report_to_write, saved
from roles.access import restricted


@restricted
def write(request, pk):
    """One section at a time: its blocks as they will be printed, each with what can be done to it."""
    report, version = report_to_write(request, pk)
    chapters = layout.lay_out(version, text=richtext.page).chapters
    wanted = request.GET.get("section")
    chosen = next((chapter for chapter in chapters if str(chapter.pk) == wanted), chapters[0] if chapters else None)
    shown = {"report": report, "version": version, "chapters": chapters, "chosen": chosen}
    if chosen:
        place = [chapter.pk for chapter in chapters].index(chosen.pk) + 1
        shown |= {"place": place, "first": place == 1, "last": place == len(chapters), "text_form": TextForm()}
    return render(request, "reports/write.html", shown)


@restricted
def recommendations(request, pk):
    """What the body is asked to do, and why."""
    report, version = report_to_write(request, pk)
    form = _words_form(request, ReasonsForm, version)
    if _saved(request, form, version):
        return redirect("reports:recommendations", pk)
    asked = layout.lay_out(version, text=richtext.page).recommendations
    shown = {"report": report, "version": version, "form": form, "asked": asked}
    return render(request, "reports/recommendations.html", shown)


def _words_form(request, form_class, version):
    initial = form_class.initial_of(version) | {"seen": drafting.edition(version)}
    return form_class(request.POST or None, initial=initial)


def _saved(request, form, version):
    """Was this a save of words of the version, and is it done?"""
    if request.method != "POST" or not form.is_valid():
        return False
    seen = form.cleaned_data["seen"]
    done = saved(form, drafting.save_details, version, seen=seen, by=request.user.person, **form.words())
    if done:
        messages.success(request, "Your words are saved.")
    return done


@restricted
def sources(request, pk):
    """The documents the report rests on, and whom to ask about it."""
    report, version = report_to_write(request, pk)
    form = _words_form(request, SourcesForm, version)
    if _saved(request, form, version):
        return redirect("reports:sources", pk)
    shown = {"sources": version.sources.all(), "contacts": version.contacts.all(), "form": form}
    return render(request, "reports/sources.html", {"report": report, "version": version} | shown)


@restricted
def unplaced(request, pk):
    """Texts of an import that found no place: each can be put into a section, or removed."""
    report, version = report_to_write(request, pk)
    shown = {"texts": version.unplaced.all(), "sections": list(version.sections.all())}
    return render(request, "reports/unplaced.html", {"report": report, "version": version} | shown)
