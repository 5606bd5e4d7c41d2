"""Addresses of referrals."""

from django.urls import path

from .views import figures, link, lists, one, transfers, wizard

app_name = "referrals"
urlpatterns = [
    path("", lists.referrals, name="list"),
    path("done/", lists.done, name="done"),
    path("new/", wizard.new, name="new"),
    path("new/who/", wizard.choose, name="choose"),
    path("new/tell/", wizard.tell, name="tell"),
    path("figures/", figures.figures, name="figures"),
    path("term/", figures.policy, name="policy"),
    path("transfers/<uuid:transfer_id>/", transfers.transfer, name="transfer"),
    path("transfers/<uuid:transfer_id>/answer/", transfers.answer, name="transfer_answer"),
    path("transfers/<uuid:transfer_id>/cut/", transfers.cut, name="transfer_cut"),
    path("answer/<str:token>/", link.link, name="link"),
    path("<uuid:referral_id>/", one.detail, name="detail"),
    path("<uuid:referral_id>/answer/", one.answer, name="answer"),
    path("<uuid:referral_id>/outcome/", one.outcome, name="outcome"),
    path("<uuid:referral_id>/withdraw/", one.withdraw, name="withdraw"),
    path("<uuid:referral_id>/take-up/", one.take_up_again, name="take_up"),
    path("<uuid:referral_id>/link/", one.link_again, name="link_again"),
]
