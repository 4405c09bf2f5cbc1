"""The site map of an executive's notices: what everybody may read, and what its clerk writes."""

from django.urls import path

from committees.executive import public
from committees.views import executive

urlpatterns = [
    path("meetings/forward-plan/", public.forward_plan, name="public_forward_plan"),
    path("meetings/forward-plan/<int:year>/<int:month>/", public.forward_plan_month, name="public_forward_plan_month"),
    path("meetings/forward-plan/<int:pk>/", public.forward_plan_notice, name="public_notice"),
    path("committees/items/<int:pk>/notices/<slug:kind>/", executive.notice, name="executive_notice"),
]
