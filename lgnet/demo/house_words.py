"""Words of the demo's houses: rules in four languages, defects, incidents, plans. All invented."""

from lgnet.housing.catalogue import Called, IncidentKind, Severity
from lgnet.housing.enums import ExtensionReason

RULES = {
    "ita": """Benvenuta, benvenuto.
Questa casa è anche tua finché dormi qui.
1. Si entra entro l'orario scritto alla porta. Se fai tardi, telefona.
2. Di notte si fa piano: gli altri dormono.
3. Si fuma solo fuori.
4. Niente armi, niente violenza, niente droghe.
5. Le tue cose le puoi dare in custodia.
6. Se qualcosa si rompe, dillo subito. Non paghi tu.
7. Se hai un problema con qualcuno, parlane con noi.
Il posto dura al massimo sei mesi. Cerchiamo insieme quello che viene dopo.""",
    "eng": """Welcome.
This house is yours too while you sleep here.
1. Come in by the hour written on the door. If you are late, call us.
2. Be quiet at night: others are asleep.
3. Smoke outside only.
4. No weapons, no violence, no drugs.
5. You can give us your things to keep.
6. If something breaks, tell us at once. You do not pay for it.
7. If you have a problem with somebody, talk to us.
The place is yours for six months at most. Together we look for what comes next.""",
    "ara": """أهلاً وسهلاً.
هذا البيت بيتك ما دمت تنام فيه.
١. الدخول قبل الساعة المكتوبة على الباب. إذا تأخرت فاتصل بنا.
٢. الهدوء في الليل: الآخرون نائمون.
٣. التدخين في الخارج فقط.
٤. لا سلاح ولا عنف ولا مخدرات.
٥. يمكنك أن تترك أغراضك عندنا أمانة.
٦. إذا انكسر شيء فأخبرنا فوراً. لن تدفع ثمنه.
٧. إذا كانت لديك مشكلة مع أحد فتحدث معنا.
المكان لك ستة أشهر على الأكثر. نبحث معاً عن الخطوة التالية.""",
    "fra": """Bienvenue.
Cette maison est aussi la vôtre tant que vous y dormez.
1. On rentre avant l'heure écrite sur la porte. En cas de retard, appelez-nous.
2. La nuit, on ne fait pas de bruit : les autres dorment.
3. On fume seulement dehors.
4. Pas d'armes, pas de violence, pas de drogues.
5. Vous pouvez nous confier vos affaires.
6. Si quelque chose se casse, dites-le tout de suite. Vous ne payez pas.
7. Si vous avez un problème avec quelqu'un, parlez-nous-en.
La place est à vous pour six mois au plus. Nous cherchons la suite ensemble.""",
}
VISITORS = ("Il fratello", "Suor Prova", "Un'amica del corso", "Il mediatore", "La cugina")
BELONGINGS = ("Zaino blu", "Busta con i documenti", "Trolley grigio", "Chitarra", "Borsa frigo")
INCIDENTS = (
    (IncidentKind.CONFLICT, [Called.NOBODY], "Lite per il letto vicino alla finestra. Chiarita."),
    (IncidentKind.HEALTH, [Called.AMBULANCE], "Febbre alta nella notte. Portato in ospedale."),
    (IncidentKind.DAMAGE, [Called.ON_CALL], "Vetro della porta rotto. Nessuno si è fatto male."),
    (IncidentKind.MISSING, [Called.ON_CALL], "Non rientra da due notti e non risponde."),
)
# What is broken, how it presses, days until it is due (below zero: they have passed).
DEFECTS = (
    ("Doccia del primo piano: acqua fredda", Severity.SOON, 4),
    ("Luce di emergenza spenta sulle scale", Severity.DANGER, -2),
    ("Anta dell'armadio staccata", Severity.WHEN_POSSIBLE, 40),
)
INSPECTED = "Estintori e uscite a posto."
PLANS = (
    (ExtensionReason.HOME_FOUND, "Monolocale trovato, contratto dal mese prossimo."),
    (ExtensionReason.PAPERS, "Appuntamento in questura fissato. Poi stanza presso il cugino."),
    (ExtensionReason.JOB_STARTING, "Assunzione in cucina: con la prima paga affitta una stanza."),
    (ExtensionReason.HEALTH, "Intervento programmato. Dopo la convalescenza va in co-abitazione."),
)
NOT_ENOUGH = "Il progetto non dice ancora dove andrà. Lo scriviamo insieme e richiediamo."
VISIT_NOTES = ("Bolletta letta insieme.", "Spesa e medico di base.", "Sta bene, vuole un corso.")
AGREEMENT = (
    "Cucina in ordine entro sera. Pulizie a turno, il foglio è sul frigo. Ospiti fino alle 22."
    " Le spese si dividono a fine mese."
)
QUARRELS = (
    ("Rumore dopo le undici.", "Cuffie la sera, telefonate sul balcone."),
    ("Turni delle pulizie saltati.", "Nuovo foglio dei turni, lo tiene chi ospita."),
)
