"""The templates of the council, and what a report has of its own."""

from django.urls import path

from reports.views import implications, templates

urlpatterns = [
    path("reports/templates/", templates.every, name="templates"),
    path("reports/templates/new/", templates.new, name="new_template"),
    path("reports/templates/<int:pk>/", templates.one, name="template"),
    path("reports/templates/<int:pk>/change/", templates.change, name="change_template"),
    path("reports/templates/<int:pk>/example/", templates.printed, name="template_example"),
    path("reports/templates/<int:pk>/withdraw/", templates.withdraw, name="withdraw_template"),
    path("reports/templates/<int:pk>/offer/", templates.offer, name="offer_template"),
    path("reports/<int:pk>/implications/", implications.implications, name="implications"),
    path("reports/<int:pk>/take-template/", implications.take_template, name="take_template"),
]
