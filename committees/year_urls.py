"""The site map of the year: all meetings of all bodies, and a body's dates planned by a pattern."""

from django.urls import path

from committees.views import year

urlpatterns = [
    path("year/", year.index, name="year"),
    path("year/rows.csv", year.table, name="year_table"),
    path("bodies/<int:pk>/year/", year.plan, name="year_plan"),
    path("bodies/<int:pk>/year/dates/", year.review, name="year_review"),
]
