"""Papers as PDF, made anew from their pages: what runs, reaches out or hides stays behind.

Pages are copied into a new document, so scripts, attached files, forms and what was said about
the file (who wrote it, with what, when) do not come along. A locked paper is refused: nobody
could look at what is in it.
"""

from lgnet.kernel.reading.process import NotRead as NotRead
from lgnet.kernel.reading.process import answer_of

SIGNATURE = b"%PDF-"
MOST_BYTES = 10 * 1024 * 1024
_CHILD = "lgnet.kernel.papers.child"
_MADE, _REFUSED = b"made\n", b"refused\n"


def remake_paper(content: bytes) -> bytes:
    """Return a PDF of the same pages and nothing else, made in a process of its own.

    Raises NotRead: too_large, not_a_paper, locked, too_many_pages, too_slow, unreadable.
    """
    if len(content) > MOST_BYTES:
        raise NotRead("too_large")
    # Some writers put a few bytes before the signature; programs that show papers allow them.
    if SIGNATURE not in content[:1024]:
        raise NotRead("not_a_paper")
    head, _, body = answer_of(_CHILD, content).partition(b"\n")
    if head + b"\n" == _MADE and body.startswith(SIGNATURE):
        return body
    raise NotRead(body.decode("ascii", "replace") if head + b"\n" == _REFUSED else "unreadable")
