"""The council's templates, for those who keep them: each in numbered versions, made and changed by a form."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from corporate_parenting.lib import pdf, richtext
from reports import example, rules, template_words, templating
from reports.forms.templates import TemplateForm
from reports.models import Format
from reports.views.files import PREVIEW_LIMITS
from roles.access import restricted
from roles.permissions import require

MEANWHILE = (
    "Somebody else changed this template while you were at it. Nothing of yours is lost and nothing of theirs was "
    "overwritten: what they changed stands below. Take it over here where you agree, then save again."
)


@restricted
def every(request):
    """Every template, with its versions and where each is used."""
    require(rules.can_keep_stages(request.user))
    return render(request, "reports/templates.html", {"templates": templating.everything()})


def _version(request, pk):
    require(rules.can_keep_stages(request.user))
    return get_object_or_404(Format.objects.select_related("made_by", "follows"), pk=pk)


@restricted
def one(request, pk):
    """One version of a template, with an example, and what each version changed."""
    format_ = _version(request, pk)
    template = templating.template_of(format_)
    versions = [
        (row, template_words.differences(row.follows, row) if row.follows_id else []) for row in template.versions
    ]
    used = next(row.used for row in template.versions if row == format_)
    shown = {"format": format_, "template": template, "versions": versions, "used": used}
    return render(request, "reports/template.html", shown | {"laid": example.laid(format_), "parts": _parts(format_)})


def _parts(format_):
    return [template_words.PART_NAMES[part] for part in format_.parts]


@restricted
def new(request):
    """A new template, empty or like another: ?from=its number."""
    require(rules.can_keep_stages(request.user))
    like = Format.objects.filter(pk=int(asked)).first() if (asked := request.GET.get("from", "")).isdecimal() else None
    start_from = TemplateForm.initial_of(like or _empty()) | {"name": ""}
    form = _form(request, start_from)
    if request.method == "POST" and not _stays(request) and form.is_valid():
        made = _done(form, templating.make, by=request.user.person, **form.words())
        if made:
            messages.success(request, f"“{made.name}” is made. Reports can be started in it from now on.")
            return redirect("reports:template", made.pk)
    shown = {"form": form, "like": like, "back": reverse("reports:templates")}
    return render(request, "reports/template_form.html", shown | _look(request, form))


def _empty():
    """What a new template begins with: the usual order, and nothing else."""
    usual = {"sources_heading": "Background papers", "parts": [part.value for part in Format.Part]}
    return Format(numbering=Format.Numbering.DECIMAL, **usual)


@restricted
def change(request, pk):
    """Change a template: its next version. Reports that were begun keep theirs."""
    format_ = _version(request, pk)
    form = _form(request, TemplateForm.initial_of(format_) | {"seen": format_.pk}, changing=True)
    shown = {"format": format_, "back": reverse("reports:template", args=[pk])}
    if request.method == "POST" and not _stays(request) and form.is_valid():
        base = _seen(form, format_)
        try:
            made = _done(
                form, templating.change, base, by=request.user.person, note=form.cleaned_data["note"], **form.words()
            )
        except templating.Superseded as superseded:
            form.data = form.data | {"seen": superseded.newest.pk}
            form.add_error(None, MEANWHILE)
            made, shown["theirs"] = None, template_words.differences(base, superseded.newest)
        if made:
            messages.success(request, f"Version {made.number} is made. New reports start in it; others keep theirs.")
            return redirect("reports:template", made.pk)
    return render(request, "reports/template_form.html", shown | {"form": form} | _look(request, form))


def _seen(form, format_):
    """The version that the person had before them: of this template, or it is the one of the address."""
    seen = form.cleaned_data.get("seen")
    return next((row for row in templating.template_of(format_).versions if row.pk == seen), format_)


def _form(request, start_from, **how):
    """The form as posted; where a part is only moved, as typed and not checked yet."""
    if request.method != "POST":
        return TemplateForm(initial=start_from, **how)
    data = request.POST.dict()
    form = TemplateForm(data, **how)
    if told := request.POST.get("move"):
        return TemplateForm(initial=form.move(told), moved=told.partition(":")[0], **how)
    return form


def _stays(request):
    """A press that saves nothing: a part was moved, or an example is asked for."""
    return "move" in request.POST or "look" in request.POST


def _look(request, form):
    """The example in the template as it is typed, where it is asked for and can be drawn."""
    if "look" not in request.POST or not form.is_valid():
        return {}
    return {"laid": example.laid(Format(**form.words()))}


def _done(form, step, *things, **words):
    try:
        return step(*things, **words)
    except templating.Refused as refused:
        form.refuse(refused.reasons)


@restricted
def printed(request, pk):
    """The example as it is printed."""
    format_ = _version(request, pk)
    html = render_to_string("pdf/report.html", {"laid": example.laid(format_, text=richtext.print_html)})
    made = pdf.render(html, limits=PREVIEW_LIMITS)
    response = HttpResponse(made.data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="template-{pk}-example.pdf"'
    return response


@require_POST
@restricted
def withdraw(request, pk):
    """No new report starts in it."""
    format_ = _version(request, pk)
    _told(request, templating.withdraw, format_, f"“{format_.name}” is out of use. Reports that stand in it stay.")
    return redirect("reports:templates")


@require_POST
@restricted
def offer(request, pk):
    """New reports can start in it again."""
    format_ = _version(request, pk)
    _told(request, templating.offer, format_, f"“{format_.name}” is in use again.")
    return redirect("reports:templates")


def _told(request, step, format_, done):
    try:
        step(format_, by=request.user.person)
    except templating.Refused as refused:
        messages.error(request, str(refused))
    except templating.Superseded as superseded:
        messages.error(request, f"Version {superseded.newest.number} took its place. Nothing was changed.")
    else:
        messages.success(request, done)
