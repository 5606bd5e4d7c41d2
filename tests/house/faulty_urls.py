"""The system's addresses and a few with one fault each, for guards to find."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import include, path

from lgnet.network.access import access
from lgnet.people.models import Person


def undeclared(request):
    return HttpResponse("open")


@access(permission="people.view")
def writes_on_get(request):
    Person.objects.order_by("pk").update(interpreter_answer="declined")
    return HttpResponse("ok")


@access(permission="people.view")
def asks_for_each(request):
    names = [Person.objects.get(pk=p.pk).known_as for p in Person.objects.order_by("pk")]
    return HttpResponse(len(names))


@access(permission="people.view")
def betrays(request, person_id):
    """Answers otherwise where the id has a certain beginning: a stand-in for any difference."""
    if person_id.hex.startswith("0"):
        raise Http404
    return HttpResponse("It exists elsewhere.", status=404)


@access(permission="monitoring.network")
def forbidden(request):
    return HttpResponse("for the network")


@access(permission="people.view")
def fails(request, person_id):
    person = get_object_or_404(Person, pk=person_id)
    raise RuntimeError(f"cannot handle {person.known_as}")


urlpatterns = [
    path("", include("lgnet.config.urls")),
    path("faulty/undeclared/", undeclared, name="undeclared"),
    path("faulty/writes/", writes_on_get, name="writes_on_get"),
    path("faulty/asks/", asks_for_each, name="asks_for_each"),
    path("faulty/betrays/<uuid:person_id>/", betrays, name="betrays"),
    path("faulty/fails/<uuid:person_id>/", fails, name="fails"),
    path("faulty/forbidden/", forbidden, name="forbidden"),
    path("accounts/mine/", undeclared, name="hidden_among_sign_in"),
]

handler400 = "lgnet.config.errors.bad_request"
handler403 = "lgnet.config.errors.forbidden"
handler404 = "lgnet.config.errors.not_found"
handler500 = "lgnet.config.errors.server_error"
