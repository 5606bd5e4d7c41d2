"""The lists of papers a city can begin with, in Italian and other languages; it changes them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DefaultPaper:
    """One paper: title, hint, and the same by language."""

    title: str
    hint: str = ""
    texts: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DefaultPapers:
    """A list for one purpose; ``service`` is a code of the directory, or empty."""

    code: str
    title: str
    service: str
    papers: tuple[DefaultPaper, ...]


def _paper(title: str, hint_: str = "", **texts: tuple[str, str]) -> DefaultPaper:
    known = {language: {"title": one[0], "hint": one[1]} for language, one in texts.items()}
    return DefaultPaper(title, hint_, known)


PASSPORT = _paper(
    "Passaporto o altro documento",
    "Va bene anche scaduto.",
    eng=("Passport or another identity paper", "It may be expired."),
    fra=("Passeport ou autre pièce d'identité", "Il peut être périmé."),
    ara=("جواز سفر أو وثيقة هوية أخرى", "يمكن أن تكون منتهية الصلاحية."),
)
PHOTOS = _paper(
    "Quattro foto formato tessera",
    "",
    eng=("Four passport photos", ""),
    fra=("Quatre photos d'identité", ""),
    ara=("أربع صور شخصية", ""),
)
ADDRESS = _paper(
    "Dove si dorme, o dove arriva la posta",
    "Basta una dichiarazione di chi ospita.",
    eng=("Where you sleep, or where your post arrives", "A word of who hosts you is enough."),
    fra=("Où vous dormez, ou où arrive le courrier", "Un mot de votre hôte suffit."),
    ara=("مكان النوم أو عنوان وصول البريد", "تكفي شهادة ممن يستضيفك."),
)
DEFAULTS = (
    DefaultPapers(
        "residenza",
        "Richiesta di residenza",
        "",
        (
            PASSPORT,
            _paper(
                "Permesso di soggiorno, o ricevuta della richiesta",
                "",
                eng=("Residence permit, or the receipt of the request", ""),
                fra=("Titre de séjour, ou récépissé de la demande", ""),
                ara=("تصريح الإقامة أو إيصال الطلب", ""),
            ),
            _paper(
                "Codice fiscale",
                "",
                eng=("Tax code", ""),
                fra=("Code fiscal", ""),
                ara=("الرمز الضريبي", ""),
            ),
            ADDRESS,
        ),
    ),
    DefaultPapers(
        "stp",
        "Tessera sanitaria (STP)",
        "",
        (
            _paper(
                "Un documento, se c'è",
                "Senza documento basta dire nome e data di nascita.",
                eng=("An identity paper, if you have one", "Without it, name and birth date do."),
                fra=("Une pièce d'identité, si vous en avez", "Sinon, nom et date de naissance."),
                ara=("وثيقة هوية إن وجدت", "بدونها يكفي الاسم وتاريخ الميلاد."),
            ),
            _paper(
                "Dichiarazione di indigenza",
                "Il modulo si firma allo sportello.",
                eng=("Statement that you have no means", "You sign the form at the desk."),
                fra=("Déclaration d'indigence", "Le formulaire se signe au guichet."),
                ara=("تصريح بعدم القدرة المالية", "يوقّع النموذج في المكتب."),
            ),
        ),
    ),
    DefaultPapers(
        "scuola",
        "Iscrizione a scuola",
        "",
        (
            PASSPORT,
            _paper(
                "Vaccinazioni fatte, se si sa quali",
                "Nessun bambino resta fuori dalla scuola perché manca una carta.",
                eng=("Vaccinations, if known", "No child stays out of school for a paper."),
                fra=("Vaccins faits, si on les connaît", "Aucun papier n'empêche l'école."),
                ara=("التطعيمات إن عُرفت", "لا يُمنع أي طفل من المدرسة بسبب ورقة."),
            ),
            PHOTOS,
        ),
    ),
)
