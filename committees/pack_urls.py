"""Pages of packs."""

from django.urls import path

from committees.views import pack_before, pack_forms, pack_progress, pack_readers, packs

urlpatterns = [
    path("meetings/<int:pk>/pack/", packs.pack, name="pack"),
    path("meetings/<int:pk>/pack/build/", packs.build, name="build_pack"),
    path("meetings/<int:pk>/pack/build/held/", pack_before.build_held, name="build_held_pack"),
    path("meetings/<int:pk>/pack/hold/", pack_before.hold, name="hold_pack"),
    path("meetings/<int:pk>/pack/release/", pack_before.release, name="release_pack"),
    path("meetings/<int:pk>/pack/try/", pack_before.try_now, name="try_pack"),
    path("builds/<int:pk>/cancel/", pack_progress.cancel, name="cancel_build"),
    path("packs/<int:pk>/public.pdf", packs.open_public, name="open_public_pack"),
    path("builds/<int:pk>/large-print/", pack_forms.order_large, name="order_large_print"),
    path("packs/<int:pk>/large.pdf", pack_forms.open_large, name="open_large_pack"),
    path("packs/<int:pk>/young.pdf", pack_forms.open_young, name="open_young_pack"),
    path("packs/<int:pk>/restricted.pdf", packs.open_restricted, name="open_restricted_pack"),
    path("packs/<int:pk>/readers/", pack_readers.readers, name="pack_readers"),
]
