"""The site map of reports: for those who write and those who clear. Readers come in by committees."""

from django.urls import include, path

from reports.views import checking, files, parts, report, serving, write

app_name = "reports"

urlpatterns = [
    path("", include("reports.template_urls")),
    path("", include("reports.writing_urls")),
    path("", include("reports.text_urls")),
    path("", include("reports.private_urls")),
    path("", include("reports.appendix_urls")),
    path("", include("reports.clearance_urls")),
    path("", include("reports.board_urls")),
    path("reports/", report.my_reports, name="list"),
    path("reports/start/", report.start, name="start"),
    path("reports/<int:pk>/", report.overview, name="report"),
    path("reports/<int:pk>/details/", report.details, name="details"),
    path("reports/<int:pk>/serves/", serving.serves, name="serves"),
    path("reports/<int:pk>/check/", checking.check, name="check"),
    path("reports/<int:pk>/check/plain/", checking.plainness, name="plainness"),
    path("reports/<int:pk>/writers/", report.writers, name="writers"),
    path("reports/<int:pk>/writers/<int:person>/remove/", report.stop_sharing, name="stop_sharing"),
    path("reports/<int:pk>/new-version/", report.start_version, name="start_version"),
    path("reports/<int:pk>/recommendations/", write.recommendations, name="recommendations"),
    path("reports/<int:pk>/sources/", write.sources, name="sources"),
    path("reports/<int:pk>/unplaced/", write.unplaced, name="unplaced"),
    path("reports/<int:pk>/add/<str:kind>/", parts.add, name="add"),
    path("reports/sections/<int:pk>/add/<str:kind>/", parts.add_block, name="add_block"),
    path("reports/parts/<str:kind>/<int:pk>/", parts.change, name="change"),
    path("reports/parts/<str:kind>/<int:pk>/move/", parts.move, name="move"),
    path("reports/parts/<str:kind>/<int:pk>/remove/", parts.remove, name="remove"),
    path("reports/unplaced/<int:pk>/place/", parts.place, name="place"),
    path("reports/figures/<int:pk>/", files.figure, name="figure"),
    path("reports/versions/<int:pk>/", files.read, name="read"),
    path("reports/versions/<int:pk>/print/", files.preview, name="print"),
]
