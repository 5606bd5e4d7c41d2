"""Members of staff in a browser: each signs in through the page, as they do at work."""

import contextlib

from tests.factories.network import make_member, make_user

PASSWORD = "una-frase-lunga-1"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}


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
        page.goto(f"{self.address}/accounts/login/")
        page.fill("[name=login]", user.email)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{self.address}/")
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
