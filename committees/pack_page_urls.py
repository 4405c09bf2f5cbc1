"""Web editions of packs, for who may open them before or after everybody may."""

from django.urls import path

from committees.views import pack_pages

urlpatterns = [
    path("packs/<int:pk>/public/", pack_pages.open_public, name="open_public_web_pack"),
    path("packs/<int:pk>/young/", pack_pages.open_young, name="open_young_web_pack"),
    path("packs/<int:pk>/restricted/", pack_pages.open_restricted, name="open_restricted_web_pack"),
]
