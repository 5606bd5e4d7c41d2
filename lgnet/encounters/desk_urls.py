"""Addresses of the desk: reception, queue, appointments."""

from django.urls import path

from .views import appointments, desks, queue, reception, wall

addresses = [
    path("reception/", reception.receptions, name="receptions"),
    path("reception/<uuid:desk_id>/", reception.reception, name="reception"),
    path("reception/<uuid:desk_id>/wall/", reception.wall, name="wall"),
    path("reception/visits/<uuid:visit_id>/gone/", reception.gone, name="visit_gone"),
    path("desk/", queue.desks, name="desks"),
    path("desk/<uuid:desk_id>/", queue.queue, name="desk_queue"),
    path("desk/<uuid:desk_id>/next/", queue.call_next, name="desk_next"),
    path("visits/<uuid:visit_id>/", queue.visit, name="visit"),
    path("visits/<uuid:visit_id>/call/", queue.call, name="visit_call"),
    path("visits/<uuid:visit_id>/move/", queue.move, name="visit_move"),
    path("visits/<uuid:visit_id>/take/", queue.take, name="visit_take"),
    path("visits/<uuid:visit_id>/finish/", queue.finish, name="visit_finish"),
    path("desk/new/", desks.desk_new, name="desk_new"),
    path("desk/<uuid:desk_id>/edit/", desks.desk_edit, name="desk_edit"),
    path("desk/<uuid:desk_id>/screens/", wall.links, name="wall_links"),
    path("desk/screens/<uuid:link_id>/back/", wall.link_back, name="wall_link_back"),
    path("desk/rooms/<uuid:room_id>/close/", desks.room_close, name="room_close"),
    path("desk/hours/<uuid:hours_id>/remove/", desks.hours_remove, name="hours_remove"),
    path("appointments/", appointments.appointments, name="appointments"),
    path("appointments/new/", appointments.appointment_new, name="appointment_new"),
    path("appointments/<uuid:appointment_id>/", appointments.appointment, name="appointment"),
    path(
        "appointments/<uuid:appointment_id>/answer/",
        appointments.appointment_answer,
        name="appointment_answer",
    ),
    path(
        "appointments/<uuid:appointment_id>/arrived/",
        appointments.appointment_arrived,
        name="appointment_arrived",
    ),
    path(
        "appointments/<uuid:appointment_id>/remind/",
        appointments.appointment_remind,
        name="appointment_remind",
    ),
]
