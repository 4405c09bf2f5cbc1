"""The site map of reports: for those who write and those who clear. Readers come in by committees."""

from django.urls import path

from reports.views import clearances, files, parts, report, stages, write

app_name = "reports"

urlpatterns = [
    path("reports/", report.my_reports, name="list"),
    path("reports/start/", report.start, name="start"),
    path("reports/stages/", stages.of_council, name="stages"),
    path("reports/stages/of/<int:pk>/", stages.of_body, name="stages_of"),
    path("reports/stages/<int:pk>/", stages.change, name="change_stage"),
    path("reports/stages/<int:pk>/move/", stages.move, name="move_stage"),
    path("reports/stages/<int:pk>/remove/", stages.remove, name="remove_stage"),
    path("reports/<int:pk>/", report.overview, name="report"),
    path("reports/<int:pk>/details/", report.details, name="details"),
    path("reports/<int:pk>/check/", report.check, name="check"),
    path("reports/<int:pk>/writers/", report.writers, name="writers"),
    path("reports/<int:pk>/writers/<int:person>/remove/", report.stop_sharing, name="stop_sharing"),
    path("reports/<int:pk>/new-version/", report.start_version, name="start_version"),
    path("reports/<int:pk>/write/", write.write, name="write"),
    path("reports/<int:pk>/recommendations/", write.recommendations, name="recommendations"),
    path("reports/<int:pk>/sources/", write.sources, name="sources"),
    path("reports/<int:pk>/unplaced/", write.unplaced, name="unplaced"),
    path("reports/<int:pk>/appendices/", files.appendices, name="appendices"),
    path("reports/<int:pk>/add/<str:kind>/", parts.add, name="add"),
    path("reports/<int:pk>/send/", clearances.send, name="send"),
    path("reports/sections/<int:pk>/add/<str:kind>/", parts.add_block, name="add_block"),
    path("reports/parts/<str:kind>/<int:pk>/", parts.change, name="change"),
    path("reports/parts/<str:kind>/<int:pk>/move/", parts.move, name="move"),
    path("reports/parts/<str:kind>/<int:pk>/remove/", parts.remove, name="remove"),
    path("reports/unplaced/<int:pk>/place/", parts.place, name="place"),
    path("reports/appendices/<int:pk>/replace/", files.replace, name="replace"),
    path("reports/appendices/<int:pk>/file/", files.appendix, name="appendix"),
    path("reports/figures/<int:pk>/", files.figure, name="figure"),
    path("reports/versions/<int:pk>/", files.read, name="read"),
    path("reports/versions/<int:pk>/print/", files.preview, name="print"),
    path("reports/clearances/<int:pk>/", clearances.answer, name="clearance"),
    path("reports/clearances/<int:pk>/withdraw/", clearances.withdraw, name="withdraw"),
]
