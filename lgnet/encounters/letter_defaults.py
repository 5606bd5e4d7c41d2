"""The letters every city begins with, in Italian, until it writes its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DefaultTemplate:
    """A template that stands in code; a city's own of the same ``code`` takes its place."""

    code: str
    name: str
    text: str


DEFAULTS = (
    DefaultTemplate(
        "presenza",
        "Attestazione di presenza",
        """Si attesta che {nome_completo}, data di nascita {data_nascita}, si è presentato/a \
in data {data} presso lo sportello di {ente}, {citta}.

{testo}

Si rilascia a richiesta dell'interessato/a per gli usi consentiti.

{citta}, {data}

{operatore}
{ente}""",
    ),
    DefaultTemplate(
        "accompagnamento",
        "Lettera di accompagnamento a un servizio",
        """Alla cortese attenzione di: {testo}

Con la presente si accompagna {nome_completo}, data di nascita {data_nascita}, \
che si rivolge al vostro servizio per:

{testo}

Restiamo a disposizione per ogni chiarimento.

{citta}, {data}

{operatore}
{ente}""",
    ),
    DefaultTemplate(
        "invito",
        "Invito a un appuntamento",
        """Gentile {persona},

la aspettiamo il giorno: {appuntamento}.

Se non può venire, ce lo dica: cercheremo insieme un altro giorno.

{testo}

{citta}, {data}

{operatore}
{ente}""",
    ),
)
BY_CODE = {one.code: one for one in DEFAULTS}
