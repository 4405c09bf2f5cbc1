"""Pages of packs."""

from django.urls import path

from committees.views import pack_progress, packs

urlpatterns = [
    path("meetings/<int:pk>/pack/", packs.pack, name="pack"),
    path("meetings/<int:pk>/pack/build/", packs.build, name="build_pack"),
    path("builds/<int:pk>/cancel/", pack_progress.cancel, name="cancel_build"),
    path("packs/<int:pk>/public.pdf", packs.open_public, name="open_public_pack"),
    path("packs/<int:pk>/restricted.pdf", packs.open_restricted, name="open_restricted_pack"),
]
