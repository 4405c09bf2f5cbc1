"""The site map of minutes: the clerk's draft, the chair's check, the record for those who may read it."""

from django.urls import path

from committees.views import minutes

urlpatterns = [
    path("meetings/<int:pk>/minutes/", minutes.page, name="minutes"),
    path("meetings/<int:pk>/minutes.pdf", minutes.pdf, name="minutes_pdf"),
    path("meetings/<int:pk>/minutes/part-2/", minutes.part_2, name="minutes_part_2"),
    path("meetings/<int:pk>/minutes/part-2.pdf", minutes.part_2_pdf, name="minutes_part_2_pdf"),
    path("meetings/<int:pk>/minutes/begin/", minutes.start, name="start_minutes"),
    path("meetings/<int:pk>/minutes/send/", minutes.send, name="send_minutes"),
    path("meetings/<int:pk>/minutes/check/", minutes.check, name="check_minutes"),
    path("meetings/<int:pk>/minutes/send-back/", minutes.send_back, name="send_back_minutes"),
    path("meetings/<int:pk>/minutes/change/", minutes.freeze, name="freeze_minutes"),
    path("meetings/<int:pk>/minutes/approve/", minutes.approve, name="approve_minutes"),
    path("meetings/<int:pk>/minutes/sign/", minutes.sign, name="sign_minutes"),
    path("items/<int:pk>/minute/remark/", minutes.remark, name="remark_minute"),
    path("minutes/remarks/<int:pk>/done/", minutes.settle, name="settle_remark"),
]
