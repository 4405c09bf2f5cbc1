"""The site map of what comes after a meeting: actions, questions to other bodies, and how long things are kept."""

from django.urls import path

from committees.views import actions, referrals, retention

urlpatterns = [
    path("actions/", actions.index, name="actions"),
    path("actions/log/", actions.log, name="action_log"),
    path("actions/log/table.csv", actions.table, name="action_table"),
    path("actions/<int:pk>/", actions.action, name="action"),
    path("actions/<int:pk>/in-full/", actions.in_full, name="action_in_full"),
    path("actions/<int:pk>/progress/", actions.report, name="report_progress"),
    path("actions/<int:pk>/done/", actions.complete, name="complete"),
    path("actions/<int:pk>/reopen/", actions.reopen, name="reopen_action"),
    path("actions/<int:pk>/close/", actions.close, name="close_action"),
    path("actions/<int:pk>/day/", actions.change_due, name="change_action_day"),
    path("actions/<int:pk>/owner/", actions.change_owner, name="change_action_owner"),
    path("bodies/<int:pk>/actions/", actions.of_body, name="body_actions"),
    path("bodies/<int:pk>/actions/table.csv", actions.body_table, name="body_action_table"),
    path("bodies/<int:pk>/actions/new/", actions.agree, name="agree"),
    path("meetings/<int:pk>/action-log/", actions.lay_log, name="lay_action_log"),
    path("bodies/<int:pk>/asked/", referrals.of_body, name="referrals"),
    path("asked/<int:pk>/take-back/", referrals.withdraw, name="withdraw_referral"),
    path("retention/", retention.index, name="retention"),
    path("retention/table.csv", retention.table, name="retention_table"),
]
