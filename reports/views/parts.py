"""One part of a report: added, reworded, moved, removed. The same few pages for every kind of part."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports import drafting
from reports.forms import (
    BLOCK_FORMS,
    ContactForm,
    FigureForm,
    PlaceForm,
    RecommendationForm,
    SectionForm,
    SourceForm,
    form_for,
)
from reports.models import Block, Section
from reports.views.common import keeps_words, part_to_write, report_to_write, saved
from reports.writing import flow
from roles.access import restricted

# kind: (form, step, title of the page)
ADDED = {
    "section": (SectionForm, drafting.add_section, "Add a heading"),
    "contact": (ContactForm, drafting.add_contact, "Add a contact"),
    "recommendation": (RecommendationForm, drafting.add_recommendation, "Add a recommendation"),
    "source": (SourceForm, drafting.add_source, "Add a source document"),
}
BLOCK_TITLES = {"text": "Add a paragraph", "table": "Add a table", "figure": "Add a figure"}
LISTED_ON = {
    "contact": "sources",
    "source": "sources",
    "recommendation": "recommendations",
    "appendix": "appendices",
    "unplaced": "unplaced",
}
MOST_DIGITS = 7
NOT_NOW = "Nothing was changed: the report is with a clearer, or this version is cleared."


@restricted
@keeps_words
def add(request, pk, kind):
    """A heading, a contact, a recommendation or a source."""
    report, version = report_to_write(request, pk)
    if kind not in ADDED:
        raise Http404
    form_class, step, title = ADDED[kind]
    form = form_class(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, step, version, by=request.user.person, **form.words())
    ):
        messages.success(request, f"{title.replace('Add a', 'The')} is added.")
        return redirect(back_to(kind, report))
    shown = {"report": report, "form": form, "title": title, "back": back_to(kind, report)}
    return render(request, "reports/part.html", shown)


@restricted
@keeps_words
def add_block(request, pk, kind):
    """A paragraph, a table or a figure: where the writer's cursor stood (`at`), or they say, or at the end."""
    section, report = part_to_write(request, "section", pk)
    if kind not in BLOCK_FORMS:
        raise Http404
    blocks = list(section.blocks.all())
    initial = {"after": _before(blocks, request.GET.get("at", ""))}
    form = BLOCK_FORMS[kind](request.POST or None, request.FILES or None, initial=initial)
    form.offer_places(blocks)
    if request.method == "POST" and form.is_valid():
        step, words = _block_step(kind, form)
        after = next((block for block in blocks if str(block.pk) == form.after), None)
        if saved(form, step, section, by=request.user.person, after=after, **words):
            messages.success(request, f"The {Block.Kind(kind).label.lower()} is added.")
            return redirect(_place(section))
    shown = {"report": report, "form": form, "title": BLOCK_TITLES[kind], "back": _place(section)}
    return render(request, "reports/part.html", shown | {"under": section.heading})


def _before(blocks, typed):
    """The key of the block in which the writer's cursor stood, `typed` letters into the text; empty for the last."""
    if not typed.isdecimal() or len(typed) > MOST_DIGITS:
        return ""
    texts = (flow.written(blocks[:count]) for count in range(1, len(blocks)))
    return next((block.pk for block, text in zip(blocks, texts, strict=False) if len(text) >= int(typed)), "")


def _block_step(kind, form):
    if kind == Block.Kind.FIGURE:
        return drafting.add_figure, form.words()
    return drafting.add_block, form.words() | {"kind": kind}


@restricted
@keeps_words
def change(request, kind, pk):
    """Reword a part; a second writer sees both texts."""
    part, report = part_to_write(request, kind, pk)
    if kind == "appendix":  # its title is printed on it: it has a page of its own
        return redirect("reports:appendix_change", pk)
    form = _form_of(part, kind, request)
    if request.method == "POST" and form.is_valid():
        step = drafting.change_figure if isinstance(form, FigureForm) else drafting.change
        seen = form.cleaned_data["seen"]
        if saved(form, step, part, seen=seen, by=request.user.person, **form.words()):
            messages.success(request, "Your changes are saved.")
            return redirect(back_to(kind, report, part))
    title = f"Change the {part.get_kind_display().lower() if kind == 'block' else part._meta.verbose_name}"
    shown = {"report": report, "form": form, "title": title, "back": back_to(kind, report, part)}
    return render(request, "reports/part.html", shown | {"part": part, "kind": kind})


def _form_of(part, kind, request):
    if kind == "unplaced":
        raise Http404
    form_class = form_for(part)
    more = {"changing": True} if form_class is FigureForm else {}
    initial = form_class.initial_of(part) | {"seen": drafting.edition(part)}
    return form_class(request.POST or None, request.FILES or None, initial=initial, **more)


@require_POST
@restricted
def move(request, kind, pk):
    """One place up or down, or to a number."""
    part, report = part_to_write(request, kind, pk)
    order = [row.pk for row in drafting.neighbours(part)]
    steps = {"up": -1, "down": 1}.get(request.POST.get("move"))
    typed = request.POST.get("number", "")
    if steps:
        _tried(request, drafting.move, part, to=order.index(part.pk) + 1 + steps)
    elif typed.isdecimal() and len(typed) < 6:
        _tried(request, drafting.move, part, to=int(typed))
    else:
        messages.error(request, f"“{typed}” is not a place. Type a whole number, such as 2. Nothing was moved.")
    return redirect("reports:blocks", part.section_id) if kind == "block" else redirect(back_to(kind, report, part))


@restricted
def remove(request, kind, pk):
    """Show what would go, then take it out."""
    part, report = part_to_write(request, kind, pk)
    if request.method == "POST":
        back = back_to(kind, report, None if kind == "section" else part)
        _tried(request, drafting.remove, part, done="It is removed.")
        return redirect(back)
    shown = {"report": report, "part": part, "kind": kind, "back": back_to(kind, report, part)}
    if isinstance(part, Section):
        shown["blocks"] = part.blocks.count()
    return render(request, "reports/remove.html", shown)


@require_POST
@restricted
def place(request, pk):
    """Put an unplaced text at the end of a section."""
    text, report = part_to_write(request, "unplaced", pk)
    form = PlaceForm(request.POST, version=text.version)
    if form.is_valid():
        section = form.cleaned_data["section"]
        _tried(request, drafting.place, text, section=section, done=f"The text stands at the end of “{section}”.")
    else:
        messages.error(request, "Choose the section that the text belongs to. Nothing was moved.")
    return redirect("reports:unplaced", report.pk)


def _tried(request, step, part, *, done="", **how):
    """Run a step that has no form; say what came of it."""
    try:
        step(part, by=request.user.person, **how)
    except (drafting.BeingCleared, drafting.Frozen):
        messages.error(request, NOT_NOW)
    else:
        if done:
            messages.success(request, done)


def back_to(kind, report, part=None):
    """The page that lists parts of this kind, at this one's place."""
    if kind in LISTED_ON:
        return reverse(f"reports:{LISTED_ON[kind]}", args=[report.pk])
    if kind == "block":
        return _place(part.section)
    return _place(part) if part else reverse("reports:write", args=[report.pk])


def _place(section):
    return f"{reverse('reports:write', args=[section.version.report_id])}?section={section.pk}"
