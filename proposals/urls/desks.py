from django.urls import path

from ..views import assign_desk, press_desk, reply_desk, review_desk, sign_desk

urlpatterns = [
    path("w/proposals/review/", review_desk.review_desk, name="review-desk"),
    path("w/proposals/review/meeting/<int:pk>/", review_desk.review_meeting, name="review-meeting"),
    path("w/proposals/assign/", assign_desk.assign_desk, name="assign-desk"),
    path("w/proposals/sign/", sign_desk.sign_desk, name="sign-desk"),
    path("w/proposals/countersign/", sign_desk.countersign_desk, name="countersign-desk"),
    path("w/proposals/late/", press_desk.press_desk, name="press-desk"),
    path("w/proposals/late/<int:pk>/press/", press_desk.press_unit, name="press-unit"),
    path("w/proposals/press/", press_desk.press, name="press"),
    path("w/proposals/<int:pk>/reply/", reply_desk.reply_desk, name="reply-desk"),
    path("w/proposals/<int:pk>/reply/keep/", reply_desk.reply_keep, name="reply-keep"),
]
