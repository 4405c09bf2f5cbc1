"""Web editions of packs: `public_pages` are open to everybody, `urlpatterns` closed."""

from django.urls import path

from committees.views import pack_pages

public_pages = [
    path("meetings/<int:pk>/pack/", pack_pages.meeting_page, name="public_web_pack"),
    path("meetings/<int:pk>/young-people/", pack_pages.young_meeting_page, name="public_young_web_pack"),
]

urlpatterns = [
    path("packs/<int:pk>/public/", pack_pages.open_public, name="open_public_web_pack"),
    path("packs/<int:pk>/young/", pack_pages.open_young, name="open_young_web_pack"),
    path("packs/<int:pk>/restricted/", pack_pages.open_restricted, name="open_restricted_web_pack"),
]
