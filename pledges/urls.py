"""The site map of pledges."""

from django.urls import path

from pledges import public
from pledges.views import modelcheck, serving
from pledges.views import pledges as views

app_name = "pledges"

urlpatterns = [
    path("promises/", public.pledges, name="public_pledges"),
    path("promises/<int:pk>/", public.pledge, name="public_pledge"),
    path("promises/one/<int:pk>/", public.promise, name="public_promise"),
    path("pledges/", views.index, name="index"),
    path("pledges/new/", views.begin, name="begin"),
    path("pledges/<int:pk>/", views.pledge, name="pledge"),
    path("pledges/<int:pk>/change/", views.change, name="change"),
    path("pledges/<int:pk>/add/", views.add_promise, name="add_promise"),
    path("pledges/<int:pk>/release/", views.release, name="release"),
    path("pledges/promise/<int:pk>/", views.promise, name="promise"),
    path("pledges/promise/<int:pk>/change/", views.reword, name="reword"),
    path("pledges/promise/<int:pk>/serve/", views.serve, name="serve"),
    path("pledges/reports/<int:pk>/", serving.report, name="report_serves"),
    path("pledges/coverage/", serving.year, name="coverage"),
    path("pledges/coverage/table.csv", serving.year_table, name="coverage_table"),
    path("pledges/service/<int:pk>/part/", views.part, name="part"),
    path("pledges/model-checks/", modelcheck.checks, name="checks"),
    path("pledges/model-checks/begin/", modelcheck.begin, name="begin_check"),
    path("pledges/model-checks/<int:pk>/", modelcheck.check, name="check"),
    path("pledges/model-checks/<int:pk>/picture/", modelcheck.drawn, name="check_picture"),
    path("pledges/model-checks/<int:pk>/findings.csv", modelcheck.findings_csv, name="check_csv"),
    path("pledges/model-checks/<int:pk>/finish/", modelcheck.finish, name="finish_check"),
    path("pledges/model-checks/<int:pk>/reopen/", modelcheck.reopen, name="reopen_check"),
    path("pledges/model-checks/<int:pk>/report/", modelcheck.put_into_report, name="check_into_report"),
    path("pledges/model-checks/findings/<int:pk>/", modelcheck.finding, name="finding"),
]
