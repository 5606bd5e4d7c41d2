"""Error pages: stand alone, say what to do next, betray nothing."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from lgnet.config import errors, urls
from lgnet.network.access import access
from lgnet.network.enums import Role

PAGES = ["400", "403", "403_form", "404", "409", "413", "429", "500"]


def _broken(request):
    raise RuntimeError("broken")


def _refused(request):
    raise PermissionDenied


def _too_big(request):
    raise RequestDataTooBig


def _too_many(request):
    raise TooManyFilesSent


urlpatterns = [
    path("broken/", access(public=True)(_broken)),
    path("refused/", access(public=True)(_refused)),
    path("too-big/", access(public=True)(_too_big)),
    path("too-many/", access(public=True)(_too_many)),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_to_do_next_without_the_database(name):
    response = errors.page(int(name[:3]), name)
    page = text(response)
    assert response.status_code == int(name[:3])
    assert page.count("<h1>") == 1
    assert page.count("<p>") >= 2
    assert 'href="/"' in page
    assert "<form" not in page
    assert "style=" not in page


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.ui.test_errors")
@pytest.mark.parametrize(
    ("address", "status"), [("broken", 500), ("refused", 403), ("too-big", 413), ("too-many", 413)]
)
def test_what_goes_wrong_in_a_page_has_its_page(address, status):
    response = Client(raise_request_exception=False).get(f"/{address}/")
    assert response.status_code == status
    assert "<h1>" in text(response)


@pytest.mark.django_db
def test_hidden_and_missing_answer_alike_for_everyone(sign_in, torino):
    worker = sign_in(Role.OUTREACH_WORKER, torino)
    missing = worker.get("/legal/nothing/")
    nowhere = worker.get("/no/such/address/")
    stranger = Client().get("/no/such/address/")
    assert missing.status_code == nowhere.status_code == 404
    assert missing.content == nowhere.content == stranger.content


@pytest.mark.django_db
def test_an_old_form_is_told_apart():
    response = Client(enforce_csrf_checks=True).post("/language/", {"language": "en"})
    assert response.status_code == 403
    assert response.content == errors.csrf_failure(RequestFactory().get("/")).content


def test_where_the_error_page_breaks_plain_words_remain(monkeypatch):
    def fail(*args, **options):
        raise ValueError

    monkeypatch.setattr(errors, "render_to_string", fail)
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/plain")


def test_no_error_page_is_kept_by_anyone(client, db):
    assert "no-store" in client.get("/no/such/address/")["Cache-Control"]


@pytest.mark.django_db
def test_too_many_sign_ins_get_the_page_of_their_own(client):
    cache.clear()
    for _ in range(12):
        response = client.post(
            "/accounts/login/", {"login": "a@test.example", "password": "x" * 12}
        )
        if response.status_code == 429:
            break
    cache.clear()
    # Either the form says so, or the page: never a bare answer.
    assert "<h1>" in text(response)
    assert errors.too_many_requests(RequestFactory().get("/")).status_code == 429
