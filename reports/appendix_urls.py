"""Appendices, and what is hidden in them."""

from django.urls import path

from reports.views import appendices

urlpatterns = [
    path("reports/<int:pk>/appendices/", appendices.appendices, name="appendices"),
    path("reports/appendices/<int:pk>/change/", appendices.change, name="appendix_change"),
    path("reports/appendices/<int:pk>/replace/", appendices.replace, name="replace"),
    path("reports/appendices/<int:pk>/decide/", appendices.decide, name="appendix_decide"),
    path("reports/appendices/<int:pk>/pages/<int:number>/", appendices.page, name="appendix_page"),
    path("reports/appendices/<int:pk>/file/", appendices.appendix, name="appendix"),
]
