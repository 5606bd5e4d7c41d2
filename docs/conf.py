"""The users' guide and the project's pages, built by ``make docs`` into docs/_build.

The guide names screens and buttons by the text in the code, ``{ui}`Places tonight` ``; this file
puts the Italian of the interface in its place, so that both always say the same.
"""

from pathlib import Path

from babel.messages.pofile import read_po
from docutils import nodes

project = "LgNet"
author = "LgNet"
project_copyright = "CC BY 4.0"
language = "it"

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

html_theme = "alabaster"
html_title = "LgNet"
html_show_sphinx = False
html_show_sourcelink = False
html_theme_options = {
    "description": "La guida di chi usa LgNet",
    "fixed_sidebar": False,
    "page_width": "70rem",
    "sidebar_width": "17rem",
    "font_family": "system-ui, sans-serif",
}

CATALOGUE = Path(__file__).parents[1] / "lgnet" / "locale" / "it" / "LC_MESSAGES" / "django.po"


def interface_words():
    """Return the Italian texts of the interface by the text in the code."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="it")
    return {message.id: message.string for message in catalogue if isinstance(message.string, str)}


def setup(app):
    """Add the role that turns a text in the code into the interface's Italian."""
    words = interface_words()

    def ui(name, rawtext, text, lineno, inliner, options=None, content=None):
        shown = words.get(text)
        if not shown:
            problem = inliner.reporter.warning(f"the interface has no text {text!r}", line=lineno)
            return [nodes.strong(rawtext, text), problem], []
        return [nodes.strong(rawtext, shown)], []

    app.add_role("ui", ui)
    return {"parallel_read_safe": True}
