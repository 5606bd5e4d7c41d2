"""Members of staff in a browser. Signing in through the page is tested with the keyboard."""

import contextlib

from django.conf import settings
from django.test import Client

from tests.factories.network import make_member, make_user

PASSWORD = "una-frase-lunga-1"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}


def admit(context, user, address):
    """Give a window the session of a member of staff."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])


class Office:
    """Opens a browser window for a member of staff, and counts what went wrong in it."""

    def __init__(self, browser, address, context_args):
        self.browser, self.address, self.context_args = browser, address, context_args
        self.faults = []

    @contextlib.contextmanager
    def at_work(self, role, city=None, *, viewport=DESK, **options):
        """Yield the page of a new member of staff, signed in; the window closes after."""
        user = make_user(password=PASSWORD)
        make_member(role=role, city=city, user=user, **options)
        context = self.browser.new_context(**{**self.context_args, "viewport": viewport})
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._hear)
        admit(context, user, self.address)
        yield page
        context.close()

    def _hear(self, message):
        # A refused page (404) is an answer; a refused script or style is a fault.
        if message.type == "error" and "status of 404" not in message.text:
            self.faults.append(message.text)


def save(page):
    """Press the main button of the page's form and wait for the next page."""
    with page.expect_navigation():
        page.click("main form [type=submit].lg-button-primary")


def fits(page):
    """Return whether the page is no wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )
