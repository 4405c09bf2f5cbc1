"""The site map of what is declared, resolved, decided and voted in the room."""

from django.urls import path

from committees.views import deciding, declaring, excluding

urlpatterns = [
    path("items/<int:pk>/interests/new/", declaring.declare_interest, name="declare_interest"),
    path("interests/<int:pk>/change/", declaring.change_interest, name="change_interest"),
    path("interests/<int:pk>/withdraw/", declaring.withdraw_interest, name="withdraw_interest"),
    path("meetings/<int:pk>/exclusion/", excluding.exclude, name="exclude"),
    path("meetings/<int:pk>/exclusion/by-law/", excluding.left_by_law, name="left_by_law"),
    path("exclusions/<int:pk>/reopen/", excluding.let_in, name="let_public_in"),
    path("items/<int:pk>/decisions/new/", deciding.decide, name="decide"),
    path("decisions/<int:pk>/change/", deciding.change_decision, name="change_decision"),
    path("decisions/<int:pk>/take-back/", deciding.take_back, name="take_back_decision"),
    path("decisions/<int:pk>/named-vote/", deciding.named_vote, name="named_vote"),
    path("decisions/<int:pk>/own-vote/", deciding.own_vote, name="own_vote"),
    path("items/<int:pk>/actions/new/", deciding.agree, name="agree_on_item"),
]
