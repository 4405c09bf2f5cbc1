"""Writing a report."""

from django.urls import path

from reports.views import write, writing

urlpatterns = [
    path("reports/<int:pk>/write/", write.write, name="write"),
    path("reports/<int:pk>/write/whole/", write.write_whole, name="write_whole"),
    path("reports/<int:pk>/write/here/", writing.here, name="here"),
    path("reports/<int:pk>/write/paste/", writing.paste, name="paste"),
    path("reports/sections/<int:pk>/text/", writing.save, name="save_text"),
    path("reports/sections/<int:pk>/blocks/", write.blocks, name="blocks"),
    path("reports/versions/<int:pk>/preview/", writing.preview_page, name="preview_page"),
]
