"""Appendices: added, reworded, replaced, looked at, and decided about where something in them is hidden."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render

from corporate_parenting.lib import files, pdf
from reports import appendix_answers, appendix_grades, drafting, rules
from reports.appendix_intake import NeedsDescription
from reports.forms import AppendixFileForm, AppendixWordsForm, CleanForm, FlattenForm
from reports.views.common import BEING_CLEARED, FROZEN, keeps_words, part_for, part_to_write, report_to_write, saved
from roles.access import restricted

SIDES = {"small": 300, "large": 1200}
ADDED = "“{}” was checked and is added."
WAITS = (
    "“{}” is added, and waits: words are hidden in it. Until somebody has decided about them the report cannot be sent "
    "for clearance."
)


@restricted
def appendices(request, pk):
    """The files added to a report, how well each can be read, and adding one more."""
    report, version = report_to_write(request, pk)
    form = AppendixFileForm(_sent(request), request.FILES or None)
    if request.method == "POST" and (added := _taken(request, form, drafting.add_appendix, version)):
        _say(request, added)
        return redirect("reports:appendices", pk)
    rows = [_graded(row) for row in version.appendices.all()]
    shown = {"report": report, "version": version, "form": form, "appendices": rows}
    return render(request, "reports/appendices.html", shown)


@restricted
def replace(request, pk):
    """Put another file in the place of an appendix."""
    appendix_, report = part_to_write(request, "appendix", pk)
    initial = {"title": appendix_.title, "alt": appendix_.alt, "was": appendix_.title}
    form = AppendixFileForm(_sent(request), request.FILES or None, initial=initial, button="Replace the file")
    if request.method == "POST" and (added := _taken(request, form, drafting.replace_appendix, appendix_)):
        _say(request, added)
        return redirect("reports:appendices", report.pk)
    return render(request, "reports/replace.html", {"report": report, "form": form, "appendix": appendix_})


@restricted
@keeps_words
def change(request, pk):
    """The title of an appendix and, of a picture, what it shows."""
    appendix_, report = part_to_write(request, "appendix", pk)
    initial = AppendixWordsForm.initial_of(appendix_) | {"seen": drafting.edition(appendix_)}
    form = AppendixWordsForm(request.POST or None, initial=initial, appendix=appendix_)
    if request.method == "POST" and form.is_valid() and _reworded(request, form, appendix_):
        messages.success(request, "Your changes are saved.")
        return redirect("reports:appendices", report.pk)
    return render(request, "reports/appendix_change.html", {"report": report, "form": form, "appendix": appendix_})


def _reworded(request, form, appendix_):
    words = form.words() | {"seen": form.cleaned_data["seen"]}
    try:
        return saved(form, drafting.reword_appendix, appendix_, by=request.user.person, **words)
    except files.Missing:
        form.add_error(None, "The file is missing from the server. Replace it first. Your words are below.")
        return False


@restricted
def decide(request, pk):
    """
    What is hidden in an appendix: where, how much, the pages as pictures and, where somebody asks, the words.

    Its writers flatten or replace the file; somebody else who may read the report says that nothing in it is private.
    """
    found = part_for(request, "appendix", pk)
    may = {
        "flatten": rules.writes(request.user, found.version.report) and appendix_grades.can_be_flattened(found),
        "replace": rules.writes(request.user, found.version.report),
        "clean": rules.may_say_clean(request.user.person, found),
    }
    seen = {"seen": drafting.edition(found)}
    flat = FlattenForm(request.POST if "flatten-alt" in request.POST else None, initial=seen)
    clean = CleanForm(request.POST if "clean-why" in request.POST else None, initial=seen)
    if request.method == "POST" and _answered(request, found, may, flat, clean):
        return redirect("reports:appendix_decide", pk)
    hidden = appendix_grades.hides(found)
    pages = sorted({number for one in hidden for number in one.pages})
    shown = {"report": found.version.report, "appendix": found, "hidden": hidden, "pages": pages, "may": may}
    shown |= {"flat": flat, "clean": clean, "words": _asked_words(request, found, pages)}
    return render(request, "reports/appendix_decide.html", shown)


def _answered(request, found, may, flat, clean):
    """Take the answer that was sent, if this person may give it. Whether it was taken."""
    for name, form, step in (("flatten", flat, appendix_answers.flatten), ("clean", clean, appendix_answers.say_clean)):
        if form.is_bound and may[name] and form.is_valid():
            words = {key: value for key, value in form.cleaned_data.items() if key != "confirm"}
            try:
                step(found, by=request.user.person, **words)
            except (appendix_answers.CannotAnswer, pdf.Refused, files.Missing) as why:
                form.add_error(None, str(why))
            except drafting.BeingCleared:
                form.add_error(None, BEING_CLEARED)
            except drafting.Frozen:
                form.add_error(None, FROZEN)
            else:
                messages.success(request, "Your decision is kept.")
                return True
    return False


def _asked_words(request, found, pages):
    """(page, every word on it), where somebody asks for the words of a page on which some are hidden."""
    asked = request.GET.get("words", "")
    if not asked.isdecimal() or len(asked) > 5 or int(asked) not in pages:
        return None
    try:
        return int(asked), pdf.page_text(files.read(found.safe), page=int(asked))
    except (pdf.Refused, files.Missing) as why:
        return int(asked), str(why)


@restricted
def page(request, pk, number):
    """One page of an appendix as a picture, as its readers will see it."""
    found = part_for(request, "appendix", pk)
    if not 1 <= number <= found.pages:
        raise Http404
    side = SIDES["small" if "small" in request.GET else "large"]
    try:
        drawn = pdf.picture(files.read(found.safe), page=number, side=side)
    except (pdf.Refused, files.Missing):
        raise Http404 from None
    return HttpResponse(drawn, content_type="image/png")


@restricted
def appendix(request, pk):
    """An appendix as it was made safe."""
    found = part_for(request, "appendix", pk)
    version = found.version
    number = f"version-{version.number}" if version.number else "draft"
    name = f"report-{version.report_id}-{number}-appendix-{found.order}.pdf"
    try:
        handle = files.path(found.safe).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(handle, content_type="application/pdf", as_attachment=True, filename=name)


def _sent(request):
    """What was typed; a file alone is an answer too."""
    return request.POST if request.method == "POST" else None


def _taken(request, form, step, thing):
    """The appendix that a step made of a valid form; None where it would not, and why stands in the form."""
    made = []

    def kept(*things, **words):
        made.append(step(*things, **words))

    if not form.is_valid():
        return None
    try:
        saved(form, kept, thing, by=request.user.person, **form.words())
    except NeedsDescription as why:
        form.ask_for_description(why)
    return made[0] if made else None


def _say(request, added):
    if added.waits_for_answer:
        messages.warning(request, WAITS.format(added.title))
    else:
        messages.success(request, ADDED.format(added.title))


def _graded(row):
    row.marks, row.says = appendix_grades.marks(row), appendix_grades.sentence(row)
    row.others = appendix_grades.others(row)
    row.tone, row.hides = appendix_grades.TONES[row.reads], appendix_grades.hides(row)
    return row
