"""What people registers for its own pages, as any app does."""

from django.utils.translation import gettext_lazy as _

from lgnet.notifications.registry import register_kind
from lgnet.ui import panels, undo

from . import base_tasks, registry, sections, tasks
from .actions.paper_notices import PAPER_EXPIRES
from .parts import EDIT, PAPERS

VIEW = "people.view"


def register_identity() -> None:
    """Register names, languages, contacts and papers: sections, tasks, first page, undo."""
    for name, template, context, permission, order in (
        ("names", "people/_names_section.html", sections.names_section, VIEW, 40),
        ("languages", "people/_languages_section.html", sections.languages_section, VIEW, 35),
        ("contacts", "people/_contacts_section.html", sections.contacts_section, VIEW, 25),
        ("papers", "people/_papers_section.html", sections.papers_section, PAPERS, 30),
    ):
        registry.register_panel(
            name=f"people.{name}",
            template=template,
            context=context,
            permission=permission,
            order=order,
        )
    for label, url_name, permission, icon, order in (
        (_("Add a phone or address"), "contact_new", EDIT, "it-telephone", 60),
        (_("Add a name"), "name_new", EDIT, "it-user", 61),
        (_("Add a language"), "language_new", EDIT, "it-comment", 62),
        (_("Add a residence title"), "title_new", PAPERS, "it-card", 63),
        (_("Add a number or card"), "identifier_new", PAPERS, "it-card", 64),
    ):
        registry.register_add_link(
            label=label,
            url_name=f"people:{url_name}",
            permission=permission,
            icon=icon,
            order=order,
            is_own=True,
        )
    tasks.register_task_source(base_tasks.asked_tasks, permission=VIEW)
    tasks.register_task_source(base_tasks.papers_asked, permission=PAPERS)
    tasks.register_task_source(base_tasks.sharing_explained, permission=base_tasks.CONSENT)
    tasks.register_task_source(sections.paper_tasks, permission=PAPERS)
    tasks.register_task_source(sections.contact_tasks, permission=EDIT)
    panels.register(
        panels.Panel(
            name="people.expiring",
            template="people/_expiring_panel.html",
            context=sections.expiring_panel,
            permission=PAPERS,
            order=20,
        )
    )
    undo.register("people.end_detail", sections.undo_end, permission=EDIT)
    undo.register("people.end_paper", sections.undo_end, permission=PAPERS)
    register_kind(
        PAPER_EXPIRES,
        words=_("A paper you recorded expires on %(expires)s."),
        icon="it-card",
    )
