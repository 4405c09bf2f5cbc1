"""The site map."""

from django.conf import settings
from django.urls import include, path

from corporate_parenting import public, views

urlpatterns = [
    path("", public.front, name="front"),
    path("home/", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("search/private/", views.search_private, name="search_private"),
    path("meetings/search/", public.public_search, name="public_search"),
    path("accessibility/", public.page("accessibility"), name="accessibility"),
    path("privacy/", public.page("privacy"), name="privacy"),
    path("help/", public.page("help"), name="help"),
    path("contact/", public.page("contact"), name="contact"),
    path("theme.css", public.theme, name="theme"),
    path("healthz", public.healthz, name="healthz"),
    path("account/", include("roles.account_urls")),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("", include("roles.urls")),
    path("", include("reports.urls")),
    path("", include("committees.urls")),
    path("", include("pledges.urls")),
]

if settings.DEMO:
    urlpatterns += [path("demo/", include("roles.demo_urls"))]
