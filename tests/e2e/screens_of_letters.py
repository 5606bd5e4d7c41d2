"""Screens of letters and papers: a head, a template of the city, a letter in two scripts."""

from lgnet.encounters.actions.letters import keep_template, set_letterhead, write_letter
from lgnet.kernel.ids import uuid7
from lgnet.network.enums import Role
from tests.e2e import screens_of_papers
from tests.e2e.screen import Screen

DESK = Role.DESK_OPERATOR

SCREENS = [
    Screen("encounters:letters", DESK, on_phone=True),
    Screen("encounters:letter_new", DESK, query="?person={person}", on_phone=True),
    Screen("encounters:letter_new", DESK, query="?person={person}&template=invito"),
    Screen("encounters:letter", DESK, ("letter",), on_phone=True),
    Screen("encounters:letterhead", Role.CITY_MANAGER),
    Screen("encounters:letter_templates", Role.CITY_MANAGER, on_phone=True),
    Screen("encounters:letter_template_new", DESK),
    Screen("encounters:letter_template_new", DESK, sends_empty_form=True, status=422),
    Screen("encounters:letter_template", DESK, ("letter_template",)),
    *screens_of_papers.SCREENS,
]

NOT_SCREENS = {"encounters:letter_word": "a file", "encounters:letter_pdf": "a file"}


def fill_letters(by, person) -> dict[str, object]:
    """Set a head, keep a template and write a letter."""
    head = set_letterhead(
        id=uuid7(),
        name="Città di Torino",
        lines="Via Garibaldi 1",
        logo=None,
        keeps_logo=False,
        by=by,
    )
    template = keep_template(
        id=uuid7(), name="Convocazione", text="Gentile {persona},", is_active=True, by=by
    )
    letter = write_letter(
        id=uuid7(),
        person=person,
        title="Attestazione",
        text="Si attesta che è qui.\n\nمحمد الأمين",
        head=head,
        by=by,
    )
    made = {"letter": letter, "letter_template": template}
    return made | screens_of_papers.fill_papers(by, person)
