"""Words of Uzbek that the letters alone do not make: read one by one in both scripts.

``STAYS``: what is typed or named in Latin letters in either script: keys, values, commands, formats, products.
``SPOKEN``: what looks English and is Uzbek. ``WORDS``: whole words; ``STEMS``: how a word begins.
"""

_STAYS = """
action actions alias anchor applicable apps ascii attachments availability average baseline basis best body brief
broken by calendar canal certainty chrome chromium column console contains control council count create cron crontab
csv date day days declared default derived diff digest dns docx due edge effort email end entry error evaluation
evidence evidenced excel explain export f facebook fail failed file files first fix forecast full gitattributes github
google green hard head held history host hours html http https ics id import index init instagram install item items
json jsonl junit keep kept key keys kind kinds label labels lang last late learning left length level levels
libreoffice link links linux list log macos mark markdown message min minima ministry missing month most moved n name
named need new next no none not notion number of official on one open openness options organisation outcome outlook
owner owners part partial parts passed pdf pending period periods pip plan plus point points possible prev private
published python quarter rank record red reference regression remind replaced report result results rfc root rss rule
sandbox save schema schtasks score seconds sha share sheet shown shows site sites size source sourced start status
step steps svg systemd t tasks telegram terminal text title titles tls tn today total try txt unconfirmed unit unknown
until updated uri url urls usage utc utf validate value variable verified version warc whatsapp when why windows word
workspace x xls xlsx xml yaml year yellow youtube zip
"""
_SPOKEN = """
argument band bank blog bot brauzer chat da dan depozit deputat disk efir ekran ekspert eksport fayl format forum ga
grant ha har imtihon indikator internet ish kapital kod lokal manba manzil mart material may mb media mobil moment
monitoring na ni operator oy paket parametr parlament past pf platforma port portal press real rol ru rus server sms son
standart statistik sum ta til tur uch va video xato
"""
STAYS = frozenset(_STAYS.split())
SPOKEN = frozenset(_SPOKEN.split())

# the sign falls away before an ending: апрель, апрелдан
WORDS = {
    "yanvar": "январь", "fevral": "февраль", "aprel": "апрель", "iyun": "июнь", "iyul": "июль",
    "sentabr": "сентябрь", "oktabr": "октябрь", "noyabr": "ноябрь", "dekabr": "декабрь",
    "rol": "роль", "parol": "пароль", "profil": "профиль", "modul": "модуль", "model": "модель", "detal": "деталь",
    "avtomobil": "автомобиль", "stil": "стиль", "general": "генерал", "byulleten": "бюллетень",
    "tarjimayi": "таржимаи",
}  # fmt: skip

STEMS = {
    "sentabr": "сентябр", "oktabr": "октябр", "budjet": "бюджет", "kompyuter": "компьютер", "obyekt": "объект",
    "subyekt": "субъект", "intervyu": "интервью", "proyekt": "проект", "filtr": "фильтр", "album": "альбом",
    "kalkulyator": "калькулятор", "konsultatsiya": "консультация", "multimedia": "мультимедиа", "ultra": "ультра",
    "litsenziya": "лицензия", "konferensiya": "конференция", "konsepsiya": "концепция", "kompetensiya": "компетенция",
    "tendensiya": "тенденция", "potensial": "потенциал", "prinsip": "принцип", "protsent": "процент",
    "protsess": "процесс", "prosess": "процесс", "protsedura": "процедура", "konsert": "концерт", "sement": "цемент",
    "sirk": "цирк", "sitata": "цитата", "senzura": "цензура", "ssenariy": "сценарий", "vaksina": "вакцина",
    "abzas": "абзац", "proporsiya": "пропорция", "sirkulyar": "циркуляр", "agensiya": "агенция", "aksent": "акцент",
    "premyera": "премьера", "feleton": "фельетон", "pyesa": "пьеса", "kuryer": "курьер", "barrel": "баррель",
    "federal": "федерал", "rezultat": "результат", "kultura": "культура", "asfalt": "асфальт", "sikl": "цикл",
    "sex": "цех", "spesial": "специал", "spetsial": "специал", "sotsial": "социал",
    "syezd": "съезд", "adyutant": "адъютант", "inyeksiya": "инъекция",
}  # fmt: skip

ENDINGS = (
    "ni", "ning", "ga", "da", "dan", "dagi", "gacha", "lar", "larni", "larga", "larda", "larning", "dek", "si", "siz",
)  # fmt: skip
