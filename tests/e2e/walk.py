"""Walks through every screen as its role sees it, and gathers what is wrong."""

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from lgnet.network.enums import NATIONAL_ROLES, Role
from tests.e2e.screens import SCREENS
from tests.e2e.staff import DESK, PHONE, admit, fits
from tests.factories.network import make_member, make_user

LEVELS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations", "incomplete"],
}
# What another width, or another direction, can change; names and roles are the same on both.
LAYOUT = {
    "runOnly": {
        "type": "rule",
        "values": [
            "html-lang-valid",
            "scrollable-region-focusable",
            "target-size",
            "valid-lang",
        ],
    },
    "resultTypes": ["violations", "incomplete"],
}
AXE = Axe().axe_script
# The same on each page of a role: looked at on the first.
FRAME = [".lg-skip", ".lg-header", "#lg-nav", ".lg-footer", "#lg-keys"]

# What axe finds. It leaves the contrast open where letters reach over the box that has their
# background, as tall letters in a low line do; then the two colours are compared here.
FIND = """async ([skipped, options]) => {
  const found = await axe.run({include: [document], exclude: skipped}, options);
  const told = (rule, node) => `${rule}: ${node.html.slice(0, 300)}`;
  const parts = (words) => words.match(/[\\d.]+/g).map(Number);
  const light = ([red, green, blue]) => [red, green, blue]
    .map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const isPale = (node) => {
    const element = document.querySelector(node.target[0]);
    const style = getComputedStyle(element);
    let ground = element;
    while (ground && (parts(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) {
      ground = ground.parentElement;
    }
    const back = ground ? parts(getComputedStyle(ground).backgroundColor) : [255, 255, 255];
    const [high, low] = [light(parts(style.color)), light(back)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    return (high + 0.05) / (low + 0.05) < (isLarge ? 3 : 4.5);
  };
  const open = found.incomplete.filter(rule => rule.id === "color-contrast")
    .flatMap(rule => rule.nodes).filter(isPale);
  return [
    ...found.violations.map(rule => told(rule.id, rule.nodes[0])),
    ...open.map(node => told("color-contrast", node)),
  ];
}"""


class Walk:
    """Opens screens, a window for each role, and gathers what is wrong on them."""

    def __init__(self, browser, address, context_args):
        self.browser, self.address, self.context_args = browser, address, context_args
        self.faults: list[str] = []
        self.users: dict[Role, object] = {}
        self._pages: dict[Role | None, object] = {}
        self._framed: set[tuple[Role | None, str]] = set()
        self._where = ""

    def hire(self, city):
        """Make a member of staff for each role the screens need."""
        for role in {screen.role for screen in SCREENS} - {None} | {Role.DESK_OPERATOR}:
            here = None if role in NATIONAL_ROLES else city
            user = self.users[role] = make_user()
            make_member(role=role, city=here, user=user)

    def page_of(self, role):
        """Return the window in which somebody of ``role`` is signed in."""
        if role not in self._pages:
            context = self.browser.new_context(**self.context_args)
            # Once a window: to send it anew to each page takes as long as half of what it finds.
            context.add_init_script(AXE)
            if role is not None:
                admit(context, self.users[role], self.address)
            page = self._pages[role] = context.new_page()
            page.on("pageerror", lambda error: self.add(str(error)))
            page.on("console", self._hear)
        return self._pages[role]

    def close(self):
        """Close the windows: pages that renew themselves would keep a processor busy for nobody."""
        for page in self._pages.values():
            page.context.close()

    def visit(self, screen, made, language):
        """Open a screen on a desk and on a phone."""
        page = self.page_of(screen.role)
        self._where = f"{screen.title}, {language}"
        self._set_cookie(page.context, settings.LANGUAGE_COOKIE_NAME, language)
        page.set_viewport_size(DESK)
        answer = page.goto(self.address + screen.address(made))
        if screen.sends_empty_form:
            with page.expect_navigation() as sent:
                page.evaluate("document.querySelector('main form[method=post]').submit()")
            answer = sent.value
        if answer.status != screen.status:
            self.add(f"answers {answer.status}")
        self.look_at(page, **self._how(screen, language))
        page.set_viewport_size(PHONE)
        # At the end of the page, where a bar that stays in view covers nothing any more.
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        self.look_at(page, with_axe=screen.on_phone, layout_only=True)

    def _how(self, screen, language):
        """Return how to look at a page on a desk: by axe in Italian, and the first of each role.

        Another direction can bring things closer together where there is little room: that is
        looked at on the phone.
        """
        is_first = (screen.role, language) not in self._framed
        self._framed.add((screen.role, language))
        return {"with_frame": is_first, "with_axe": language == "it" or is_first}

    def look_at(self, page, *, with_axe=True, **how):
        """Note what axe finds, and whether something is wider than the window."""
        width = page.viewport_size["width"]
        if not fits(page):
            self.add(f"is wider than {width}")
        for violation in violations(page, **how) if with_axe else ():
            self.add(f"at {width}, {violation}")

    def add(self, fault):
        self.faults.append(f"{self._where}: {fault}")

    def _set_cookie(self, context, name, value):
        context.add_cookies([{"name": name, "value": value, "url": self.address}])

    def _hear(self, message):
        # A page refused with a reason is an answer; a refused script or style is a fault.
        is_answer = "the server responded with a status of 4" in message.text
        if message.type in ("error", "warning") and not is_answer:
            self.add(message.text)


def violations(page, *, layout_only=False, with_frame=True):
    """Return what stands in somebody's way on a page: the rule, and the element that breaks it.

    Without its frame: the header, the menu and the footer, which are the same on each page.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(FIND, [[] if with_frame else FRAME, LAYOUT if layout_only else LEVELS])
