"""What sound each sign of a script has: classes as in ``sounds``, alternatives best first."""

import re

Table = dict[str, tuple[str, ...]]
# The dot below that makes another letter of one: written as a sign of its own after it.
NUKTA = "\u093c\u09bc\u0a3c"
_SIGN = re.compile(f".[{NUKTA}]?")


def _table(text: str) -> Table:
    """Return the table written as ``signs:sound|sound``, one entry a word; ``'`` is a vowel."""
    found: Table = {}
    for entry in text.split():
        signs, sounds = entry.split(":")
        for sign in signs.split(",") if "," in signs else _SIGN.findall(signs):
            found[sign] = tuple(sounds.split("|"))
    return found


# Arabic with the letters of Persian, Urdu, Kurdish and Pashto.
ARABIC = _table(
    """
    بپٻ:B تطټٹ:T ث:T|S ج:J|G چ:X خ:'|K دڈډ:D ذ:D|S رړڕڑ:R زژ:S|J سص:S ش:X|S ښ:X|K ض:D|S ظ:S|D
    غ:G ف:F|B ڤ:F ڨگ:G قكک:K|G لڵ:L م:M نںڼ:N ږ:G|J ځ:J|S څ:S|TS ݣ:G
    اأإآىعئؤءهحويةھہۃےۍېۆێەیٱۀ:'
    """
)
ARABIC_PAIRS = _table("تش,:X|TX تس,:TS|S دج,:J كس,:KS کس,:KS دز,:S|DS")

CYRILLIC = _table(
    """
    бп:B в:F| гғ:G| ґ:G д:D жӂ:J|S з:S|J кқҡ:K лљ:L м:M н:N|NG ңњ:N|NG р:R с:S|X т:T|X ф:F|T
    х:'|K ц:S|TS|X чћ:X шщ:X|S ђ:J|D џҷ:J ј:'|J ҳһ:'|K ѓ:J|G ќ:K|X
    аеёиоуыэюяіїєәөүұўӣӯйъь:'
    """
)
CYRILLIC_PAIRS = _table("дж,:J дз,:J|S|DS цз,:J|S чж,:J нг,:NG|N нь,:N кс,:KS тс,:TS|S")

# Devanagari, and through the order of the blocks Bengali, Gurmukhi, Gujarati, Tamil and others;
# then what is said otherwise in Bengali, Gurmukhi, Tamil and Sinhala.
INDIC = _table(
    """
    क:K|G ख:K|' ग:G|K घ:G ङ:NG च:X|S छ:X|S ज:J|S झ:J|S ञ:N ट:T|D ठ:T ड:D|R ढ:D|R ण:N त:T|D थ:T|S
    द:D|T ध:D न:N प:B फ:F|B ब:B भ:B|F म:M य:'|J र:R ऱ:R ल:L ळ:L ऴ:L|J व:F| श:X|S ष:X|S स:S|X
    ह:'|G क़:K ख़:'|K ग़:G ज़:S|J ड़:R|D ढ़:R|D फ़:F य़:' ँ:|N ं:N|M ः:' ़: ्: ॅ:'
    ব:B|F য:J|S|' ভ:B|F শষ:X|S স:S|X ছ:X|S জ:J|S ং:NG|N ৎ:T ৱ:F| ৰ:R
    ਵ:F| ੱ: ੰ:N|M ਸ਼:X|S
    ச:X|S|J ஜ:J|S ழ:L|J ன:N ற:R|TR ட:D|T த:T|D ப:B வ:F| க:K|G ங:NG|G ஸஷ:S|X ஃ:F ஹ:' ண:N ஞ:N
    ක:K ඛ:K ග:G ඝ:G ඞඟ:NG ච:X|S ඡ:X ජ:J|S ඣ:J ඤඥ:N ට:T ඨ:T ඩ:D ඪ:D ණ:N ඬ:ND ත:T ථ:T|S ද:D ධ:D
    න:N ඳ:ND ප:B ඵ:B|F බ:B භ:B ම:M ඹ:MB ය:'|J ර:R ල:L ව:F| ශෂ:X|S ස:S|X හ:' ළ:L ෆ:F ්: ං:NG|N
    """
)

_GEORGIAN = _table(
    """
    ბ:B გ:G|J დ:D ვ:F| ზ:S თტ:T კქყ:K ლ:L მ:M ნ:N პ:B ჟ:J რ:R ს:S ფ:F|B ღ:G შ:X|S ჩჭ:X ც:TS|S წ:TS|S
    ძ:S|DS|J ხ:'|K ჯ:J ჰ:' აეიოუ:'
    """
)

# The Ethiopic syllables of one consonant stand in rows of eight.
_ETHIOPIC_ROWS = {
    0x1200: "'", 0x1208: "L", 0x1210: "'", 0x1218: "M", 0x1220: "S", 0x1228: "R", 0x1230: "S",
    0x1238: "X|S", 0x1240: "K|G", 0x1248: "K", 0x1250: "K", 0x1258: "K", 0x1260: "B", 0x1268: "F|",
    0x1270: "T", 0x1278: "X", 0x1280: "'|K", 0x1288: "'|K", 0x1290: "N", 0x1298: "N", 0x12A0: "'",
    0x12A8: "K", 0x12B0: "K", 0x12B8: "'|K", 0x12C0: "'|K", 0x12C8: "|F", 0x12D0: "'", 0x12D8: "S",
    0x12E0: "J|S", 0x12E8: "'", 0x12F0: "D", 0x12F8: "D", 0x1300: "J", 0x1308: "G", 0x1310: "G",
    0x1318: "G", 0x1320: "T", 0x1328: "X", 0x1330: "B", 0x1338: "TS|S", 0x1340: "TS|S",
    0x1348: "F", 0x1350: "B",
}  # fmt: skip


def _ethiopic() -> Table:
    return {
        chr(row + vowel): tuple(sounds.split("|"))
        for row, sounds in _ETHIOPIC_ROWS.items()
        for vowel in range(8)
    }


OTHER_SCRIPTS = _GEORGIAN | _ethiopic()
