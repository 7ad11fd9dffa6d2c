"""Words of Uzbek that the letters alone do not make: read one by one in both scripts.

``STAYS``: what is typed or named in Latin letters in either script: keys, values, commands, formats, products.
``SPOKEN``: what looks English and is Uzbek. ``WORDS``: whole words; ``STEMS``: how a word begins.
"""

_STAYS = """
action actions add alias alt anchor applicable apps ascii attachments availability average baseline basis best body
brief broken bundle by calendar canal certainty chrome chromium column compare console contains control council count
create cron crontab csv date day days declared default derived diff digest dns docx due edge effort email end enter
entry error evaluation evidence evidenced excel explain export f facebook fail failed file files first fix forecast full
gitattributes github google green hard head held history holidays host hours html http https ics id import index init
instagram install item items json jsonl junit keep kept key keys kind kinds label labels lang last late learning left
length level levels libreoffice link links linux list log macos manifest mark markdown message min minima ministry
missing month most moved n name named need new next no none not notion number ods of official on one open openness
options organisation ours outcome outlook owner owners part partial parts passed pdf pending period periods pip plan
plus point points possible prev private published python quarter rank record red reference regression remind replaced
report result results rfc root rss rule sandbox save schema schtasks score seconds sha share sheet shown shows site
sites size source sourced start status step steps svg systemd t tasks telegram terminal text theirs title titles tls tn
today total try txt unconfirmed unit units unknown until updated uri url urls usage utc utf validate value variable
verified version warc whatsapp when why windows word workspace x xls xlsx xml yaml year yellow youtube zip
"""
_SPOKEN = """
argument band bank blog bot brauzer chat da dan depozit deputat disk efir ekran ekspert eksport fayl format formula
forum ga grant ha har imtihon indikator internet ish kapital kod lokal manba manzil mart material may mb media mobil
moment monitoring na ni operator oy paket parametr parlament past pf platforma port portal press real rol ru rus
server sms son standart statistik sum ta til tur uch va video xato
"""
STAYS = frozenset(_STAYS.split())
SPOKEN = frozenset(_SPOKEN.split())

# the sign falls away before an ending: апрель, апрелдан
WORDS = {
    "alkogol": "алкоголь", "ansambl": "ансамбль", "aprel": "апрель", "avtomobil": "автомобиль", "barrel": "баррель",
    "byulleten": "бюллетень", "dekabr": "декабрь", "detal": "деталь", "dizel": "дизель", "emal": "эмаль",
    "festival": "фестиваль", "fevral": "февраль", "general": "генерал", "gospital": "госпиталь",
    "inventar": "инвентарь", "iyul": "июль", "iyun": "июнь", "kabel": "кабель", "kalendar": "календарь",
    "lager": "лагерь", "mebel": "мебель", "medal": "медаль", "model": "модель", "modul": "модуль", "neft": "нефть",
    "nol": "ноль", "noyabr": "ноябрь", "oktabr": "октябрь", "panel": "панель", "parol": "пароль",
    "portfel": "портфель", "profil": "профиль", "rentabel": "рентабель", "rol": "роль", "rul": "руль",
    "sentabr": "сентябрь", "spektakl": "спектакль", "stil": "стиль", "tabel": "табель", "tarjimayi": "таржимаи",
    "tekstil": "текстиль", "tunnel": "туннель", "veksel": "вексель", "ventil": "вентиль", "yakor": "якорь",
    "yanvar": "январь",
}  # fmt: skip

STEMS = {
    "abzas": "абзац", "adyutant": "адъютант", "aksent": "акцент", "albom": "альбом", "album": "альбом",
    "aryergard": "арьергард", "asfalt": "асфальт", "atelye": "ателье", "batalyon": "батальон", "brilyant": "брильянт",
    "budjet": "бюджет", "bulvar": "бульвар", "devalvatsiya": "девальвация", "emulsiya": "эмульсия",
    "fakultativ": "факультатив", "fakultet": "факультет", "falsifikatsiya": "фальсификация", "felyeton": "фельетон",
    "film": "фильм", "filtr": "фильтр", "folklor": "фольклор", "fransiya": "франция", "fransuz": "француз",
    "impuls": "импульс", "inersiya": "инерция", "insult": "инсульт", "intervyu": "интервью", "inyeksiya": "инъекция",
    "italyan": "итальян", "kalka": "калька", "kalkulyator": "калькулятор", "kansler": "канцлер",
    "kompanyon": "компаньон", "kompetensiya": "компетенция", "kompyuter": "компьютер", "konferensiya": "конференция",
    "konsepsiya": "концепция", "konsern": "концерн", "konsert": "концерт", "konsultatsiya": "консультация",
    "kultivatsiya": "культивация", "kultura": "культура", "kuryer": "курьер", "litsenziya": "лицензия",
    "litsey": "лицей", "multimedia": "мультимедиа", "multiplikatsiya": "мультипликация", "obyekt": "объект",
    "oktabr": "октябр", "palma": "пальма", "pochtalyon": "почтальон", "potensial": "потенциал", "premyera": "премьера",
    "prinsip": "принцип", "proporsiya": "пропорция", "prosess": "процесс", "protsedura": "процедура",
    "protsent": "процент", "protsess": "процесс", "proyekt": "проект", "puls": "пульс", "pult": "пульт",
    "pyesa": "пьеса", "relyef": "рельеф", "rezultat": "результат", "saldo": "сальдо", "sement": "цемент",
    "sentabr": "сентябр", "sentner": "центнер", "senzura": "цензура", "sex": "цех", "sikl": "цикл",
    "silindr": "цилиндр", "sirk": "цирк", "sirkulyar": "циркуляр", "sitata": "цитата", "sitrus": "цитрус",
    "sotsial": "социал", "spesial": "специал", "spetsial": "специал", "ssenariy": "сценарий", "subyekt": "субъект",
    "sudya": "судья", "syezd": "съезд", "tendensiya": "тенденция", "ultimatum": "ультиматум", "ultra": "ультра",
    "vaksina": "вакцина", "yuriskonsult": "юрисконсульт",
}  # fmt: skip

ENDINGS = (
    "ni", "ning", "ga", "da", "dan", "dagi", "gacha", "lar", "larni", "larga", "larda", "larning", "dek", "si", "siz",
)  # fmt: skip
