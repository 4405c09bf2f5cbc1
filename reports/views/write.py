"""Writing: a section or the whole, the order of its blocks, the recommendations, sources and texts without a place."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from corporate_parenting.lib import richtext
from reports import carried_over, comments, drafting, layout, rules
from reports.forms import ReasonsForm, SourcesForm
from reports.models import KeptText, Section
from reports.views.common import part_to_write, quick, report_to_write, saved, told
from reports.writing import sheets
from roles.access import restricted

How = KeptText.How
# The preview beside the text is a page of ours within a page of ours.
framing = csp_update({"frame-src": [SELF]})


@restricted
@framing
def write(request, pk):
    """One section: its text in one box, beside it how it will be printed."""
    version = report_to_write(request, pk)[1]
    found = sheets.of(version, request.user.person)
    wanted = request.GET.get("section")
    chosen = next((sheet for sheet in found if str(sheet.section.pk) == wanted), found[0] if found else None)
    return shown(request, version, found, chosen)


@restricted
@framing
def write_whole(request, pk):
    """The whole report on one page: each section in a box of its own, saved by itself."""
    version = report_to_write(request, pk)[1]
    return shown(request, version, sheets.of(version, request.user.person), None, whole=True)


def shown(request, version, found, chosen, *, whole=False, status=200):
    """The page for writing, with the sheets that are on it."""
    report = version.report
    on_page = found if whole else [chosen] if chosen else []
    beside, still = comments.beside(version, request.user), carried_over.by_part(version)
    for sheet in on_page:
        sheet.threads, sheet.still = beside.get(sheet.name, []), still.get(sheet.name, [])
    about = {"report": report, "version": version, "sheets": found, "chosen": chosen, "on_page": on_page}
    about |= {"whole": whole, "can_write": rules.can_write(request.user, report)}
    if not about["can_write"]:
        about["chapters"] = _read(version, on_page)
    if chosen:
        at = found.index(chosen)
        about |= {"before": found[at - 1] if at else None, "after": found[at + 1] if at + 1 < len(found) else None}
    return render(request, "reports/write.html", about, status=status)


def _read(version, on_page):
    """What nobody may write in now is there to be read."""
    chapters = {chapter.pk: chapter for chapter in layout.lay_out(version, text=richtext.page).chapters}
    return [chapters[sheet.section.pk] for sheet in on_page if sheet.section.pk in chapters]


@restricted
def blocks(request, pk):
    """The paragraphs, tables and figures of a section one by one: their numbers and their order."""
    section, report = part_to_write(request, "section", pk)
    chapters = layout.lay_out(section.version, text=richtext.page).chapters
    chosen = next((chapter for chapter in chapters if chapter.pk == section.pk), None)
    if chosen is None:
        raise Http404
    place = list(Section.objects.filter(version=section.version).values_list("pk", flat=True)).index(section.pk) + 1
    about = {"report": report, "version": section.version, "section": section, "chosen": chosen, "place": place}
    return render(request, "reports/write_blocks.html", about | {"first": place == 1, "last": place == len(chapters)})


@restricted
def recommendations(request, pk):
    """What the body is asked to do, and why."""
    report, version = report_to_write(request, pk)
    form = _words_form(request, ReasonsForm, version)
    if answer := _saved(request, form, version, "reports:recommendations"):
        return answer
    asked = layout.lay_out(version, text=richtext.page).recommendations
    shown = {"report": report, "version": version, "form": form, "asked": asked}
    return render(request, "reports/recommendations.html", shown)


def _words_form(request, form_class, version):
    initial = form_class.initial_of(version) | {"seen": drafting.edition(version)}
    return form_class(request.POST or None, initial=initial)


def _saved(request, form, version, page):
    """The answer to a save of words of the version; None where the page is to be shown, with what was wrong."""
    if request.method != "POST":
        return None
    about = {"seen": form["seen"].value() or "", "how": How.AUTOSAVED if quick(request) else How.SAVED}
    done = form.is_valid() and saved(
        form, drafting.save_details, version, by=request.user.person, **about, **form.words()
    )
    if quick(request):
        return told(form, drafting.edition(done) if done else "")
    if not done:
        return None
    messages.success(request, "Your words are saved.")
    return redirect(page, version.report_id)


@restricted
def sources(request, pk):
    """The documents the report rests on, and whom to ask about it."""
    report, version = report_to_write(request, pk)
    form = _words_form(request, SourcesForm, version)
    if answer := _saved(request, form, version, "reports:sources"):
        return answer
    shown = {"sources": version.sources.all(), "contacts": version.contacts.all(), "form": form}
    return render(request, "reports/sources.html", {"report": report, "version": version} | shown)


@restricted
def unplaced(request, pk):
    """Texts of an import that found no place: each can be put into a section, or removed."""
    report, version = report_to_write(request, pk)
    shown = {"texts": version.unplaced.all(), "sections": list(version.sections.all())}
    return render(request, "reports/unplaced.html", {"report": report, "version": version} | shown)
