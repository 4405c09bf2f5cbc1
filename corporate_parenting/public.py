"""Pages that anyone may read and that belong to no app. They never look at who is asking."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from corporate_parenting import looks, searching
from roles.permissions import PUBLIC


@login_not_required
@require_safe
def front(request):
    """The door: what this is, what the public may read, and where to sign in."""
    return render(request, "pages/front.html", {"public_page": True, "demo": settings.DEMO})


@login_not_required
@require_safe
def public_search(request):
    """What anybody may read that has some words: published meetings, open papers, approved minutes, promises."""
    return render(request, "pages/public_search.html", {"results": searching.search(PUBLIC, request.GET)})


def page(name):
    """A public page of plain text, one for each template in templates/pages."""

    @login_not_required
    @require_safe
    def view(request):
        return render(request, f"pages/{name}.html", {"public_page": True})

    return view


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def theme(request):
    """The council's colours as custom properties: the content security policy allows no inline style."""
    return HttpResponse(looks.theme_css(), content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
def healthz(request):
    """For the machine that watches us: does the database answer?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
