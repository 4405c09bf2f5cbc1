"""The site map of the clerk's desk, its deadlines, and reports that are commissioned."""

from django.urls import path

from committees.views import commissioning, desk

urlpatterns = [
    path("desk/", desk.my_desk, name="desk"),
    path("desk/deadlines/", desk.all_deadlines, name="deadlines"),
    path("desk/deadlines/table.csv", desk.deadlines_table, name="deadlines_table"),
    path("items/<int:pk>/commission/", commissioning.commission, name="commission"),
    path("items/<int:pk>/commission/link/", commissioning.link, name="link_report"),
    path("items/<int:pk>/commission/take-back/", commissioning.take_back, name="take_back_commission"),
]
