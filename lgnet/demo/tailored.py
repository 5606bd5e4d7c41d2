"""The demo's tailored forms: two cities that ask different things, and an own form to adopt."""

from lgnet.forms.catalogue import Condition, Definition, Field, Option, Section, Shown
from lgnet.forms.enums import LOCAL_ONLY, Comparison, FieldType, Moment, Privacy, Purpose

TORINO, PALERMO, BOLOGNA = "L219", "G273", "A944"


def _asked(code: str, it: str, en: str, type_: str = FieldType.SHORT_TEXT, **more: object) -> Field:
    facts = {"privacy": Privacy.OPERATIONAL, "purpose": Purpose.CARE, "national": LOCAL_ONLY}
    return Field(code, type_, {"it": it, "en": en}, **{**facts, **more})  # type: ignore[arg-type]


def _option(code: str, it: str, en: str, national: str = LOCAL_ONLY) -> Option:
    return Option(code, {"it": it, "en": en}, national)


_WORK = (
    _option("contratto", "Lavora con contratto", "Works with a contract", "regular"),
    _option("nero", "Lavora senza contratto", "Works without a contract", "irregular"),
    _option("tirocinio", "Tirocinio", "Traineeship", "training"),
    _option("cerca", "Cerca lavoro", "Looks for work", "seeking"),
    _option("attesa", "Aspetta i documenti", "Waits for papers"),
)
_LEVELS = tuple(
    _option(code.lower(), it, en, code)
    for code, it, en in (
        ("A0", "Non parla ancora", "Does not speak yet"),
        ("A1", "Parole e frasi semplici", "Simple words"),
        ("A2", "Cose di ogni giorno", "Everyday things"),
        ("B1", "Se la cava da sé", "Gets along alone"),
    )
)
_SEEKS = Shown(conditions=(Condition("lavoro", Comparison.IS, "cerca"),))
_WITH_CHILDREN = Shown(conditions=(Condition("with_minors", Comparison.IS, "yes"),))
_TORINO = (
    Section(
        "torino_lavoro",
        {"it": "Lavoro e lingua", "en": "Work and language"},
        fields=(
            _asked(
                *("lavoro", "Che lavoro fa ora?", "What work now?", FieldType.ONE_CHOICE),
                options=_WORK,
                national="work_situation",
            ),
            _asked(
                *("mestiere", "Che mestiere sa fare?", "Which trade?"),
                shown=_SEEKS,
                help={"it": "Anche imparato altrove", "en": "Learned anywhere"},
            ),
            _asked(
                *("italiano", "Come parla italiano?", "How is their Italian?"),
                FieldType.ONE_CHOICE,
                options=_LEVELS,
                national="language_level",
                required_at=Moment.CLOSING,
            ),
        ),
    ),
    Section(
        "torino_scuola",
        {"it": "Scuola", "en": "School"},
        _WITH_CHILDREN,
        (
            _asked(
                *("scuola", "I figli vanno a scuola?", "Do the children go to school?"),
                FieldType.YES_NO,
                privacy=Privacy.SENSITIVE,
            ),
        ),
    ),
)
_PALERMO = (
    Section(
        "palermo_arrivo",
        {"it": "Arrivo in città", "en": "Arrival in the city"},
        fields=(
            _asked(
                *("arrivo", "Da quando è a Palermo?", "Since when in Palermo?"),
                FieldType.PARTIAL_DATE,
                purpose=Purpose.FIGURES,
            ),
            _asked(
                *("stagione", "Lavora in campagna, a stagione?", "Seasonal farm work?"),
                FieldType.YES_NO,
            ),
            _asked(
                *("parla", "Quanto italiano parla?", "How much Italian?"),
                FieldType.ONE_CHOICE,
                options=_LEVELS[:3],
                national="language_level",
            ),
        ),
    ),
)
_WORKSHOP = (
    Section(
        "laboratorio",
        {"it": "Com'è andata", "en": "How it went"},
        fields=(
            _asked("tema", "Di che cosa avete parlato?", "What did you talk about?"),
            _asked(
                *("presenti", "Quante persone c'erano?", "How many people came?"),
                FieldType.WHOLE_NUMBER,
                low="0",
                high="200",
                purpose=Purpose.FIGURES,
            ),
            _asked("torna", "Ci si vede ancora?", "Another meeting?", FieldType.YES_NO),
        ),
    ),
)
# Beside the national core: cadastral code of the city to code, title and definition.
EXTENSIONS: dict[str, tuple[str, dict[str, str], Definition]] = {
    TORINO: (
        "torino",
        {"it": "Domande di Torino", "en": "Questions of Torino"},
        Definition(("it", "en"), _TORINO),
    ),
    PALERMO: (
        "palermo",
        {"it": "Domande di Palermo", "en": "Questions of Palermo"},
        Definition(("it", "en"), _PALERMO),
    ),
}
# A form of its own that other cities may take over.
INSTRUMENT = (
    {"it": "Laboratorio: dopo l'incontro", "en": "Workshop: after the meeting"},
    Definition(("it", "en"), _WORKSHOP),
)
# Begun and not ready: the editor says beside it what is missing.
BEGUN = Field(
    "canale",
    FieldType.ONE_CHOICE,
    {"it": "Chi ha mandato la persona?", "en": "Who sent the person?"},
)
