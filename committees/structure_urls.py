"""Addresses about how bodies stand to each other: links, re-constituting, and the governance picture."""

from django.urls import path

from committees.views import links, picture, reconstituting

urlpatterns = [
    path("bodies/arrangements/", picture.arrangements, name="arrangements"),
    path("bodies/arrangements/lines.csv", picture.lines, name="arrangement_lines"),
    path("bodies/<int:pk>/links/", links.index, name="links"),
    path("bodies/<int:pk>/links/new/", links.new, name="new_link"),
    path("bodies/links/<int:pk>/end/", links.end, name="end_link"),
    path("bodies/<int:pk>/reconstitute/", reconstituting.reconstitute, name="reconstitute"),
    path("bodies/<int:pk>/came-over/", reconstituting.came_over, name="came_over"),
]
