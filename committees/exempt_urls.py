"""The site map of what is kept from the public in part, and of the register of everything that is."""

from django.urls import path

from committees.views import kept, releasing

urlpatterns = [
    path("kept/", kept.register, name="kept"),
    path("kept/table.csv", kept.table, name="kept_table"),
    path("kept/<int:pk>/review/", kept.review, name="review_kept"),
    path("kept/<int:pk>/release/", releasing.propose_part, name="release_part"),
    path("papers/<int:pk>/keep-part-private/", kept.keep_part, name="keep_part_private"),
]
