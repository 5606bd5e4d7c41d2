"""What a column is about, guessed from its heading; Italian and English, as lists have them."""

import hashlib
import hmac
from collections.abc import Sequence

from lgnet.exchange.enums import Target

from .folding import folded

# Folded headings that say it in so many words; the first of a target are the usual ones.
HEADINGS: dict[Target, tuple[str, ...]] = {
    Target.KNOWN_AS: (
        *("come lo chiamiamo", "come la chiamiamo", "chiamato", "chiamata", "detto", "detta"),
        *("known as", "nome d uso", "called", "display name", "what we call this person"),
        "come chiamiamo questa persona",
    ),
    Target.GIVEN: (
        *("nome", "nome proprio", "nome di battesimo", "given name", "given names", "first name"),
        *("firstname", "forename", "prenome", "name given", "given", "nome beneficiario"),
        *("nome utente", "nome ospite", "nome persona", "first"),
    ),
    Target.FAMILY: (
        *("cognome", "family name", "last name", "lastname", "surname", "family", "cognomi"),
        *("cognome beneficiario", "cognome utente", "cognome ospite", "last"),
    ),
    Target.FULL: (
        *("nome e cognome", "cognome e nome", "nome cognome", "cognome nome", "nominativo"),
        *("full name", "fullname", "name", "nome completo", "beneficiario", "utente", "ospite"),
        *("persona", "person", "client name", "generalita", "nome e cognome beneficiario"),
    ),
    Target.OTHER: (
        *("alias", "soprannome", "nickname", "altro nome", "altri nomi", "other name"),
        *("other names", "secondo nome", "middle name", "aka", "detto anche", "also known as"),
        *("nome in originale", "nome originale", "native name", "altra grafia", "pseudonimo"),
    ),
    Target.SEX: ("sesso", "sex", "genere", "gender", "m f", "f m", "sesso m f"),
    Target.BIRTH_DATE: (
        *("data di nascita", "data nascita", "nato il", "nata il", "nato a il", "nascita"),
        *("date of birth", "birth date", "birthdate", "dob", "born", "born on", "datanascita"),
        *("data nasc", "d nascita", "nato nata il", "data di nasc", "birthday", "dt nascita"),
    ),
    Target.BIRTH_YEAR: (
        *("anno di nascita", "anno nascita", "year of birth", "birth year", "yob", "nato nel"),
        "anno nasc",
    ),
    Target.AGE: ("eta", "age", "anni", "eta presunta", "eta dichiarata", "age in years"),
    Target.CITIZENSHIP: (
        *("cittadinanza", "nazionalita", "citizenship", "nationality", "paese", "stato"),
        *("country", "paese di origine", "paese di provenienza", "nazione", "origine"),
        *("country of origin", "cittadinanza 1", "stato di cittadinanza", "provenienza"),
    ),
    Target.LANGUAGE: (
        *("lingua", "language", "lingua parlata", "lingua madre", "madrelingua", "lingue"),
        *("preferred language", "lingua principale", "languages", "mother tongue"),
    ),
    Target.PHONE: (
        *("telefono", "cellulare", "phone", "phone number", "tel", "cell", "mobile", "recapito"),
        *("numero di telefono", "recapito telefonico", "telefono 1", "telefono 2", "telephone"),
        *("numero telefono", "n telefono", "cellulare 1", "mobile phone"),
    ),
    Target.CODICE_FISCALE: (
        *("codice fiscale", "cf", "c f", "cod fiscale", "cod fisc", "codicefiscale", "tax code"),
        *("fiscal code", "codfisc", "codice fisc"),
    ),
    Target.HEALTH_CODE: (
        *("stp", "eni", "stp eni", "codice stp", "codice eni", "codice stp eni", "stp code"),
        *("eni stp", "tessera stp", "health code"),
    ),
    Target.PASSPORT: (
        *("passaporto", "passport", "numero passaporto", "n passaporto", "passport number"),
    ),
    Target.PERMIT: (
        *("permesso di soggiorno", "numero permesso", "n permesso", "pds", "residence permit"),
        *("numero permesso di soggiorno", "permesso", "n pds", "permit number"),
    ),
    Target.DOCUMENT: (
        *("documento", "numero documento", "n documento", "document", "document number"),
        *("carta d identita", "carta identita", "numero carta", "identity card", "id card"),
    ),
    Target.EXTERNAL: (
        *("id", "codice", "numero", "n", "nr", "num", "code", "identificativo", "client id"),
        *("id utente", "id beneficiario", "id persona", "id ospite", "codice utente", "person id"),
        *("numero scheda", "n scheda", "scheda", "matricola", "numero tessera", "tessera", "uid"),
        *("codice beneficiario", "codice persona", "record id", "progressivo"),
    ),
}
# What may be told in several columns of one table.
REPEATED = frozenset(
    {
        *(Target.OTHER, Target.PHONE, Target.PASSPORT, Target.PERMIT, Target.DOCUMENT),
        Target.HEALTH_CODE,
    }
)
# Words that settle a longer heading: "data di nascita (gg/mm/aaaa)". The first that fits counts.
_WITHIN: tuple[tuple[str, Target], ...] = (
    ("codice fiscale", Target.CODICE_FISCALE),
    ("anno di nascita", Target.BIRTH_YEAR),
    ("data di nascita", Target.BIRTH_DATE),
    ("data nascita", Target.BIRTH_DATE),
    ("date of birth", Target.BIRTH_DATE),
    ("birth date", Target.BIRTH_DATE),
    ("cognome e nome", Target.FULL),
    ("nome e cognome", Target.FULL),
    ("cognome nome", Target.FULL),
    ("full name", Target.FULL),
    ("cognome", Target.FAMILY),
    ("surname", Target.FAMILY),
    ("last name", Target.FAMILY),
    ("family name", Target.FAMILY),
    ("soprannome", Target.OTHER),
    ("first name", Target.GIVEN),
    ("given name", Target.GIVEN),
    ("cittadinanza", Target.CITIZENSHIP),
    ("nazionalita", Target.CITIZENSHIP),
    ("nationality", Target.CITIZENSHIP),
    ("citizenship", Target.CITIZENSHIP),
    ("telefono", Target.PHONE),
    ("cellulare", Target.PHONE),
    ("phone", Target.PHONE),
    ("passaporto", Target.PASSPORT),
    ("passport", Target.PASSPORT),
    ("permesso di soggiorno", Target.PERMIT),
    ("sesso", Target.SEX),
    ("gender", Target.SEX),
    ("lingua", Target.LANGUAGE),
    ("language", Target.LANGUAGE),
)
# Headings about something else, or someone else, that hold such words all the same.
_NEVER = (
    *("luogo", "place", "comune", "comune di nascita", "provincia", "scadenza", "rilascio"),
    *("expiry", "madre", "padre", "coniuge", "figlio", "figli", "mother", "father", "operatore"),
    *("operator", "referente", "note", "notes", "struttura", "shelter", "medico", "tutore"),
)
LAST_HEADING_ROW = 10
_EXACT = {heading: target for target, headings in HEADINGS.items() for heading in headings}


def meant(heading: str) -> Target | None:
    """Return what a single heading means, or None for one we do not know."""
    text = folded(heading)
    if text in _EXACT:
        return _EXACT[text]
    words = f" {text} "
    if any(f" {word} " in words for word in _NEVER):
        return None
    return next((target for part, target in _WITHIN if f" {part} " in words), None)


def guessed(headings: Sequence[str]) -> dict[int, Target]:
    """Return column -> target for the headings that are understood, each target where it may be.

    Of two columns for one answer the first counts. A given name beside a family name is one;
    alone, "nome" says the whole name.
    """
    found: dict[int, Target] = {}
    for column, heading in enumerate(headings):
        target = meant(heading)
        if target is None or (target in found.values() and target not in REPEATED):
            continue
        found[column] = target
    targets = set(found.values())
    for column, target in found.items():
        if target == Target.GIVEN and not targets & {Target.FAMILY, Target.FULL}:
            found[column] = Target.FULL
    return found


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the number of the row that holds the headings, from 1; 0 where there is none.

    Lists often begin with a title. Of the first rows the one with most known headings counts;
    where none is known, the first with text, unless digits in it show that it is data.
    """
    best, most = 0, 0
    first = 0
    for number, row in enumerate(rows[:LAST_HEADING_ROW], start=1):
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            continue
        first = first or number
        known = sum(1 for cell in filled if meant(cell) is not None)
        if known > most:
            best, most = number, known
    if most >= 2 or (most == 1 and len([c for c in rows[best - 1] if c.strip()]) <= 2):
        return best
    if not first:
        return 0
    has_digits = any(char.isdigit() for cell in rows[first - 1] for char in cell)
    return 0 if has_digits else first


def headings_key(headings: Sequence[str], *, secret: str) -> bytes:
    """Return the keyed digest of a set of headings, by which its columns are remembered.

    Keyed, because a file without headings has a person in its first row.
    """
    text = "\x1f".join(folded(heading) for heading in headings)
    return hmac.new(secret.encode(), b"table-headings|" + text.encode(), hashlib.sha256).digest()
