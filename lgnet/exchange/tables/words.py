"""Words that stand for an answer: sexes, citizenships, languages, and the ways to say nothing."""

from lgnet.kernel.answers import Answer
from lgnet.people.enums import Sex

from .folding import folded

SEXES = {
    **dict.fromkeys(
        (
            *("f", "femmina", "femminile", "donna", "female", "woman", "ragazza", "fem", "w"),
            *("girl", "signora", "femme", "mujer", "d", "bambina"),
        ),
        Sex.FEMALE,
    ),
    **dict.fromkeys(
        (
            *("m", "maschio", "maschile", "uomo", "male", "man", "ragazzo", "masch", "u"),
            *("boy", "signore", "homme", "hombre", "bambino"),
        ),
        Sex.MALE,
    ),
    **dict.fromkeys(
        (
            *("altro", "other", "x", "trans", "transgender", "non binario", "non binaria"),
            *("non binary", "nb", "intersex", "altra", "diverse"),
        ),
        Sex.OTHER,
    ),
}
ANSWERS = {
    **dict.fromkeys(
        (
            *("sconosciuto", "sconosciuta", "non noto", "non nota", "ignoto", "ignota", "nd"),
            *("n d", "unknown", "not known", "non si sa", "boh", "non rilevato", "non pervenuto"),
            *("n a", "na", "non disponibile", "not available", "non so", "da verificare"),
        ),
        Answer.UNKNOWN,
    ),
    **dict.fromkeys(
        (
            *("non dichiarato", "non dichiarata", "rifiuta", "rifiutato", "non vuole dire"),
            *("declined", "refused", "prefer not to say", "non risponde", "non dichiara"),
        ),
        Answer.DECLINED,
    ),
    **dict.fromkeys(
        ("non chiesto", "non chiesta", "not asked", "null", "none", "nessuno", "vuoto"),
        Answer.NOT_ASKED,
    ),
}
# Nothing but marks: "-", "?", "/", "...".
UNKNOWN_MARKS = frozenset({"?", "??", "???"})

# Adjectives of peoples by ISO 3166-1 alpha-3: Italian without its last letter, then English.
PEOPLES: dict[str, tuple[str, ...]] = {
    "AFG": ("afghan", "afgan", "afghano", "afghana"),
    "ALB": ("albanes", "albanian"),
    "ARG": ("argentin", "argentinian"),
    "BEN": ("benines", "beninian"),
    "BFA": ("burkinab", "burkinabe"),
    "BGD": ("bengales", "bangladese", "bangladeshi", "bangladesh", "bangla"),
    "BGR": ("bulgar", "bulgarian"),
    "BIH": ("bosniac", "bosnian"),
    "BRA": ("brasilian", "brazilian"),
    "CHN": ("cines", "chinese"),
    "CIV": ("ivorian", "ivoriano", "costa d avorio", "ivory coast", "cote d ivoire"),
    "CMR": ("camerunens", "camerunes", "cameroonian"),
    "COD": ("congolese rdc", "rd congo", "rdc", "drc", "dr congo"),
    "COG": ("congoles", "congolese", "congo"),
    "COL": ("colombian",),
    "CUB": ("cuban",),
    "DEU": ("tedesc", "german"),
    "DOM": ("dominican",),
    "DZA": ("algerin", "algerian"),
    "ECU": ("ecuadorian", "ecuadoregn"),
    "EGY": ("egizian", "egyptian"),
    "ERI": ("eritre", "eritrean"),
    "ESP": ("spagnol", "spanish"),
    "ETH": ("etiop", "ethiopian"),
    "FRA": ("frances", "french"),
    "GEO": ("georgian",),
    "GHA": ("ghanes", "ghanaian"),
    "GIN": ("guinean", "guinea conakry"),
    "GMB": ("gambian",),
    "GNB": ("guinea bissau",),
    "HRV": ("croat", "croatian"),
    "IND": ("indian",),
    "IRN": ("iranian",),
    "IRQ": ("irachen", "iraqi"),
    "ITA": ("italian",),
    "LBN": ("libanes", "lebanese"),
    "LBR": ("liberian",),
    "LBY": ("libic", "libyan"),
    "LKA": ("cingales", "singales", "sri lankes", "srilankes", "sri lankan"),
    "MAR": ("marocchin", "moroccan"),
    "MDA": ("moldav", "moldovan"),
    "MKD": ("macedon", "macedonian", "macedonia"),
    "MLI": ("malian", "malien"),
    "MRT": ("mauritan", "mauritanian"),
    "NER": ("nigerin", "nigerien"),
    "NGA": ("nigerian",),
    "PAK": ("pachistan", "pakistan", "pakistani"),
    "PER": ("peruvian",),
    "PHL": ("filippin", "filipino", "philippine"),
    "POL": ("polacc", "polish"),
    "PSE": ("palestines", "palestinian", "palestina", "palestine"),
    "ROU": ("rumen", "romen", "romanian"),
    "RUS": ("russ", "russian"),
    "SDN": ("sudanes", "sudanese"),
    "SEN": ("senegales", "senegalese"),
    "SLE": ("sierraleones", "sierra leonean"),
    "SLV": ("salvadoregn", "salvadoran"),
    "SOM": ("somal", "somali"),
    "SRB": ("serb", "serbian"),
    "SYR": ("sirian", "syrian"),
    "TGO": ("togoles", "togolese"),
    "TUN": ("tunisin", "tunisian"),
    "TUR": ("turc", "turk", "turkish"),
    "UKR": ("ucrain", "ukrainian"),
    "VEN": ("venezuelan",),
    "XKX": ("kosovar", "kosovaro"),
}
STATELESS_WORDS = ("apolide", "stateless", "senza cittadinanza")
_ENDINGS = ("", "o", "a", "e", "i", "he", "hi")
PEOPLE_WORDS = {
    f"{word}{ending}": iso3
    for iso3, words in PEOPLES.items()
    for word in words
    for ending in _ENDINGS
}
# Names of languages that lists use beside those CLDR has.
LANGUAGE_WORDS = {
    "farsi": "fas",
    "dari": "prs",
    "mandinga": "mnk",
    "mandinka": "mnk",
    "mandingo": "mnk",
    "pular": "ful",
    "pulaar": "ful",
    "fula": "ful",
    "fulani": "ful",
    "peul": "ful",
    "pashtu": "pus",
    "pashto": "pus",
    "panjabi": "pan",
    "punjabi": "pan",
    "bangla": "ben",
    "bengali": "ben",
    "bengalese": "ben",
    "singalese": "sin",
    "cingalese": "sin",
    "sinhala": "sin",
    "tigrino": "tir",
    "tigrinya": "tir",
    "pidgin": "pcm",
    "broken": "pcm",
    "pidgin english": "pcm",
    "curdo": "kmr",
    "kurdish": "kmr",
    "sorani": "ckb",
    "kurmanji": "kmr",
    "serbocroato": "hbs",
    "serbo": "hbs",
    "serbian": "hbs",
    "croato": "hbs",
    "croatian": "hbs",
    "romanes": "rom",
    "romani": "rom",
    "romanesh": "rom",
    "moldavo": "ron",
    "mandarino": "zho",
    "mandarin": "zho",
    "swahili": "swa",
    "tagalog": "tgl",
    "filippino": "tgl",
    "edo": "edo",
    "bini": "edo",
    "sylheti": "syl",
    "berbero": "zgh",
    "diola": "dyu",
    "djoula": "dyu",
    "dioula": "dyu",
    "soninke": "snk",
    "sarahule": "snk",
    "arabo": "ara",
    "arabic": "ara",
    "marocchino": "ara",
    "darija": "ara",
}


def sex_meant(text: str) -> Sex | Answer | None:
    """Return the sex a word says, why it is missing, or None for a word we do not know."""
    return SEXES.get(folded(text)) or answer_meant(text)


def answer_meant(text: str) -> Answer | None:
    """Return why an answer is missing where the text says so, None where it says something."""
    word = folded(text)
    if not word:
        return Answer.UNKNOWN if text.strip() in UNKNOWN_MARKS else Answer.NOT_ASKED
    return ANSWERS.get(word)
