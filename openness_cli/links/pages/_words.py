"""Words by which a page says that it is not what was asked for: in Uzbek of both scripts, Russian, English.

A sentence says so where every word of it is of its kind, and those that it cannot do without are there: «Страница не
найдена» does, «Пропавший турист не найден» does not, whatever the order, and whatever courtesies are put around it.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from openness_cli.links.pages._features import LITTLE, SHORT, Page
from openness_cli.model.availability import LinkCause

_MARKS = str.maketrans(dict.fromkeys("ʻʼ‘’‛`´′ʹʽʾʿ＇'\u00ad\u200b\u200c\u200d\u2060\ufeff") | {"ё": "е"})
_TOKEN = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.!?;…]+(?:\s+|$)|\s+[—–|•·»/-]+\s+|\s*[|•·\n]\s*")
_MOST_WORDS, _PAIR = 24, 2

# -- not found ---------------------------------------------------------------------------------------------------------

# one of a kind: that a list is empty is said of many
_NOUN = r"""
page|webpage|document|file|resource|url|item|article|content|post|record|address|link
|страниц[аыуе]|страничк[аиу]|документа?|файла?|ресурса?|элемента?|новост[ьи]|раздела?|материала?|запис[ьи]|стать[яи]
|публикаци[яи]|адресу?|контента?|объекта?|ссылк[аи]
|sahifa(?:ngiz|si|ni|da|lar)?|saxifa(?:ngiz|si|ni)?|bet|hujjat(?:ingiz|ni|i)?|fayl(?:ingiz|ni|i)?|resurs|yangilik
|material|maqola|bolim|element|manzil(?:da|ingiz|i|ni)?|havola|xabar
|са[ҳх]ифа(?:нгиз|си|ни|да)?|[ҳх]ужжат(?:ингиз|ни|и)?|янгилик|мақола|бўлим|элемент|манзил(?:да|ингиз|и|ни)?|[ҳх]авола
|материал|файл|ресурс|хабар
"""
_LACK = r"""
unavailable|removed|deleted|gone|найдена?о?|найдены|обнаружена?о?|существует|существуют|отсутствует|удален[аоы]?|нет
|недоступ\w+|снята?о?|неверн\w+|устарел[аои]?|topilmadi|topilmagan|topilmayapti|yoq|ochirilgan|ochirildi|emas|bolmadi|топилмади|топилмаган|йўқ
|ўчирилган|ўчирилди|эмас|бўлмади|eskirgan|tashlangan|notogri|эскирган|ташланган|нотўғри
"""
_LACK_IN_TWO = r"""
(?:not|cannot|cant|couldnt|couldn|wasnt|isnt|doesnt|dont|nothing|no|didnt)\b.*\b(?:found|find|exists?|available|longer)
|\bне\b.*\b(?:найден\w*|обнаружен\w*|существу\w+|доступн\w+|найти|удалось|нашл\w+|смогли|существовала?)
|\b(?:mavjud|topib|topa)\b.*\b(?:emas|bolmadi|olmadik)|\b(?:мавжуд|топиб|топа)\b.*\b(?:эмас|бўлмади|олмадик)
|\b(?:снят[ао]?|removed|withdrawn)\b.*\b(?:публикации|публикация|from|been)
"""
_FILL = r"""
sorry|oops|ooops|whoops|ups|uh|oh|hmm|the|this|that|these|requested|web|you|we|your|are|were|was|youre|looking|for|trying
|to|reach|open|access|view|it|is|be|been|has|have|had|and|or|no|not|longer|on|server|site|website|at|in|of|with|from|here
|could|can|might|may|moved|its|name|changed|temporarily|any|more|anymore|exist|exists|found|find|available|does|do|cannot
|cant|couldnt|wasnt|isnt|doesnt|dont|didnt|hasnt|location|seems|looks|like|nothing|but|by|our|please|back|withdrawn|what
|youve|longer|dead|broken|wrong|re|t|apologies|unfortunately
|извините|простите|приносим|извинения|к|сожалению|увы|упс|ой|но|и|или|либо|такой|такая|такого|такую|данн\w+|указанн\w+
|запрашиваем\w+|запрошенн\w+|иском\w+|вами|вы|вас|мы|которую|который|которого|которая|ищете|искали|запросили|запрашиваете
|был[аои]?|быть|возможно|может|могла|перемещен[аоы]?|перенесен[аоы]?|больше|уже|на|в|с|по|этом|этой|этого|этому|эта|этот
|данному|нашем|сайте|сервере|портале|базе|не|можем|можно|эту|ее|его|она|он|ничего|никогда|публикации|публикация|найти|удалось|доступн\w+
|смогли|нашли|что|то|пошло|так|неверн\w+|неправильн\w+|существовал\w*|временно|веб|из
|kechirasiz|uzr|afsuski|voy|hurmatli|siz|biz|bunday|ushbu|bu|shu|soralgan|soragan|soralayotgan|qidirgan|qidirayotgan
|qidirgansiz|izlagan|izlayotgan|kirmoqchi|bolgan|ochmoqchi|yoki|va|ham|kochirilgan|saytda|serverda|saytdan|portalda|mavjud
|hech|narsa|endi|muddati|tugagan|malumot|ochirib|hozircha|hozirda|vaqtincha|balki|ehtimol|bolishi|mumkin|topib|topa|olmadik|notogri|kiritilgan|biroq|lekin|soz
|кечирасиз|узр|афсуски|сиз|биз|бундай|ушбу|бу|шу|сўралган|сўраган|сўралаётган|қидирган|қидираётган|излаган|излаётган
|кирмоқчи|бўлган|ёки|ва|кўчирилган|сайтда|серверда|порталда|мавжуд|[ҳх]еч|нарса|энди|муддати|тугаган|маълумот|ўчириб|[ҳх]озирча|[ҳх]озирда|балки|э[ҳх]тимол|бўлиши
|мумкин|топиб|топа|олмадик|нотўғри
"""
# what is told to be lacking is what was asked for, not the entries of a list
_ASKED_FOR = r"(?:soragan|soralgan|сўраган|сўралган) (?:malumot|маълумот)"
_CODE = r"https?|status|code|error|err|ошибка|ошибки|код|xato|xatolik|xatosi|xatoligi|kod|kodi|хато|хатолик|хатоси|коди"

# -- other kinds -------------------------------------------------------------------------------------------------------

_SITE = r"""
account|site|website|domain|hosting|webspace|page|portal|сайт|сайта|сайте|сайту|хостинга?|аккаунт|домена?|портала?|портале
|страниц\w+|раздела?|раздел[ае]|sayt\w*|xosting\w*|hosting\w*|akkaunt\w*|hisob\w*|domen\w*|portal\w*|sahifa\w*|bolim\w*
|сайт\w*|хостинг\w*|домен\w*|портал\w*|са[ҳх]ифа\w*|бўлим\w*
"""
_PLAIN_FILL = r"""
the|this|that|is|has|been|was|for|a|an|and|or|of|our|your|we|you|are|be|will|to|on|at|in|by|soon|it|currently|temporarily
|sorry|please|down|under|due|back|mode|here|now|с|и|или|на|в|по|из|за|у|этот|эта|этого|данный|данная|наш|ваш|находится
|временно|был|была|уважаемые|посетители|пользователи|приносим|извинения|пожалуйста|к|сожалению|мы|скоро|в|связи
|ushbu|bu|va|bilan|hozirda|vaqtincha|tez|kunda|orada|hurmatli|foydalanuvchilar|uzr|kechirasiz|biz|da|uchun|sababli|soz
|ушбу|бу|ва|билан|[ҳх]озирда|вақтинча|тез|кунда|орада|[ҳх]урматли|фойдаланувчилар|узр|учун|сабабли
"""


class _Kind(NamedTuple):
    """What a sentence says: every word of it is one of ``words``; each of ``needs`` in it, rarest first."""

    cause: LinkCause
    words: str
    needs: tuple[str, ...]


def _any(*parts: str) -> str:
    """Join alternatives that are written over more than one line."""
    return "|".join(part.replace("\n", "").replace("ё", "е") for part in parts)


def _word(*parts: str) -> str:
    return rf"\b(?:{_any(*parts)})\b"


_SUSPENDED = r"""
срок|регистрации|действия|оплаты|suspended|disabled|blocked|expired|inactive|parked|sale|sold|приостановлен[ао]?|заблокирован[ао]?|отключен[ао]?
|припаркован[ао]?|продается|продажа|продаже|истек|toxtatilgan|toxtatildi|bloklangan|ochirilgan|sotiladi|sotuvda|muddati
|tugagan|тўхтатилган|блокланган|сотилади|сотувда|муддати|тугаган
"""
_WORKS = r"""
construction|maintenance|maintained|upgraded|updated|реконструкци\w+|разработк\w+|разрабатывается|обслуживани\w+|работ[аыу]?
|работы|готовится|наполнени\w+|стадии|обновляется|обновлени\w+|наполняется|ремонт\w?|открытие|откроется|заработает|доступ\w+
|закрыт|недоступ\w+|chiqilmoqda|ishlamayapti|rekonstruksiya\w*|чиқилмоқда|ишламаяпти|ishlar\w*|tamirlan\w+|tamirda|tayyorlanmoqda|ishlanmoqda|yangilanmoqda|qurilmoqda|toldirilmoqda
|ochiladi|ishga|tushadi|ишлар\w*|таъмирлан\w+|тайёрланмоқда|ишланмоқда|янгиланмоқда|очилади|ишга|тушади
"""
_WORKING = r"""
scheduled|performing|undergoing|coming|right|well|технически\w*|техническ\w+|профилактическ\w+|плановы\w+|ведутся|ведется
|проводятся|проводится|проходят|идут|идет|улучшени\w+|texnik|qilinmoqda|қилинмоқда|profilaktika|rejali|olib|borilmoqda|borilayapti|otkazilmoqda
|ketmoqda|chiqilmoqda|ishlab|yangi|xizmat|korsatish|техник|профилактика|олиб|борилмоқда|ўтказилмоқда|ишлаб|чиқилмоқда
|кетмоқда
"""
_ERROR = r"""
fatal|parse|uncaught|exception|error|errors|sqlstate\w*|database|connection|establishing|connecting|internal|server|bad
|gateway|service|unavailable|ошибка|базе|базой|базы|данных|подключени\w+|подключиться|соединени\w+|сервера|внутренняя
|невозможно|не|удалось|установить|malumotlar|bazasi\w*|ulan\w+|xato\w*|ichki|server\w*|маълумотлар|базаси\w*|улан\w+|хато\w*
|a|an|the|to|of|in|к|с|при|и|временно|http|temporarily|сервис|недоступен|occurred|something|went|wrong|whoops|looks|like|произошла
|ichki|yuz|berdi|юз|берди|mysql|db
"""

_ERROR_SAYS = r"""
fatal error|parse error|uncaught|sqlstate\w*|internal server error|bad gateway|service unavailable|something went wrong
|error establishing|database error|сервис (?:временно )?недоступен|произошла ошибка|xato\w* yuz berdi|хато\w* юз берди
|ichki xato\w*|ички хато\w*|внутренняя ошибка|баз\w+ данных|malumotlar bazasi\w*|маълумотлар базаси\w*|error occurred
|db query error
"""
_ERROR_HAS = r"""
error|недоступен|ошибка|не удалось|невозможно|xato|хато|ulan\w+|улан\w+|uncaught|gateway|unavailable|wrong|sqlstate
"""
_AT_WORK = r"under|mode|ведутся|проводятся|borilmoqda|борилмоқда"
_SOON = r"coming soon|be (?:right )?back|скоро открытие|tez (?:orada|kunda)|тез (?:орада|кунда)"
_SOON_WORDS = r"coming|soon|we|well|ll|be|right|back|скоро|открытие|tez|orada|kunda|тез|орада|кунда"
_REFUSAL = r"""
access|denied|forbidden|403|error|доступ|запрещен|закрыт|ограничен|ошибка|kirish|taqiqlangan|cheklangan|ruxsat|yoq|кириш
|тақиқланган|рухсат|йўқ|к|странице|сайту|to|this|page|is
"""
_REFUSED = r"""
access denied|forbidden|доступ (?:запрещен|закрыт|ограничен)|kirish (?:taqiqlangan|cheklangan)|ruxsat yoq
|кириш тақиқланган
"""

_KINDS = (
    _Kind(
        LinkCause.SOFT_404,
        _any(_NOUN, _LACK, _FILL, _CODE, "404|0|1"),
        (f"{_word(_LACK)}|{_any(_LACK_IN_TWO)}", _word(_NOUN, _ASKED_FOR, "not found|404|hech narsa|[ҳх]еч нарса")),
    ),
    _Kind(LinkCause.SOFT_404, _any(_CODE, "404"), ("404",)),
    _Kind(LinkCause.SUSPENDED, _any(_SITE, _SUSPENDED, _PLAIN_FILL), (_word(_SUSPENDED), _word(_SITE))),
    _Kind(LinkCause.UNDER_WORK, _any(_SITE, _WORKS, _WORKING, _PLAIN_FILL), (_word(_WORKS), _word(_SITE, _AT_WORK))),
    _Kind(LinkCause.UNDER_WORK, _SOON_WORDS, (_word(_SOON),)),
    _Kind(LinkCause.SERVER_ERROR, _any(_ERROR, "50[0234]"), (_word(_ERROR_SAYS), _any(_ERROR_HAS))),
    _Kind(LinkCause.FORBIDDEN, _any(_REFUSAL), (_word(_REFUSED),)),
)

# what servers put up themselves, by how its title begins
_DEFAULT = re.compile(
    _any(r"""
welcome to (?:nginx|openresty|centos|caddy|tengine|xampp)|apache2? .{0,30}default page|it works!?$|iis(?: windows| ?\d)
|internet information services|(?:http server )?test page for|test page for the .{0,20}server
|default (?:web ?site )?page
|default web ?site|apache tomcat/|wampserver|(?:plesk|cpanel|ispmanager|fastpanel|hestia)\b|domain default page
|success! your new web ?server|your (?:new )?web ?server is|web server'?s default page|сайт (?:только что )?создан
|this is the default|congratulations! your (?:website|site) is
"""),
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"(?:^|\s)(?:fatal error|parse error|uncaught \w+|sqlstate\[|traceback \(most recent|db query error|stack trace:"
    r"|server error in '|mysqli?_connect|odbc driver|ora-\d{5})",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(
    r"\b(?:log ?in|sign ?in|log on|вход\w*|войти|войдите|авториз\w+|аутентификац\w+|kirish\w*|kiring|avtorizatsiya\w*"
    r"|кириш\w*|киринг|авторизация\w*|login|password|parol|пароль|sso|oneid|id\.egov)\b",
    re.IGNORECASE,
)  # fmt: skip
_SIGN_IN_PATH = re.compile(
    r"(?:^|[/._?=-])(?:log-?in|sign-?in|auth|sso|kirish|vhod|cabinet|account)(?:$|[/._?=&-])", re.IGNORECASE
)


@cache
def _patterns() -> tuple[tuple[LinkCause, re.Pattern[str], tuple[re.Pattern[str], ...]], ...]:
    """Return the kinds, made when they are needed first."""
    return tuple((cause, re.compile(words), tuple(map(re.compile, needs))) for cause, words, needs in _KINDS)


@cache
def _hint() -> re.Pattern[str]:
    """Return what every sentence of any kind has something of."""
    return re.compile("|".join(f"(?:{needs[0]})" for _cause, _words, needs in _KINDS))


def said_by(page: Page) -> LinkCause | None:
    """Return what a page says of itself where a person would see it first; None where it says nothing of the kind."""
    size = page.size
    if size > _MOST_LETTERS:
        return None
    if _DEFAULT.match(page.title) or (size <= SHORT and page.headings and _DEFAULT.match(page.headings[0])):
        return LinkCause.DEFAULT_PAGE
    places = [page.title]
    if size <= SHORT:
        places += page.headings[:1]
    if size <= LITTLE:
        places += [*page.headings[1:], *page.opening]
    for place in places:
        cause = _said(place)
        # a longer page has news of what is blocked or opens soon
        if cause is LinkCause.SOFT_404 or (cause and size <= LITTLE):
            return cause
    if size <= SHORT and _PROGRAM.search(" ".join(page.main)[: 2 * SHORT]):
        return LinkCause.SERVER_ERROR
    return None


_MOST_LETTERS = 3000


def is_sign_in(title: str, texts: Iterable[str], address: str) -> bool:
    """Tell whether a form with a password is there to sign in with."""
    return bool(_SIGN_IN_PATH.search(address) or _SIGN_IN.search(title) or any(map(_SIGN_IN.search, texts)))


def names_sign_in(address: str) -> bool:
    """Tell whether an address is that of a page to sign in at."""
    return _SIGN_IN_PATH.search(address) is not None


# a page is judged more than once, and the pages of a site have lines in common
@lru_cache(maxsize=2048)
def _said(text: str) -> LinkCause | None:
    """Return what a title or a block says, as a whole or in one of its sentences."""
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    # of what a headline says, the half of it at least
    halves = [half for part in sentences for half in part.split(":") if 2 * len(half) >= len(part)]
    for part in dict.fromkeys((text, *sentences, *halves)):
        tokens = _TOKEN.findall(part.lower().translate(_MARKS))
        # between others the number may be that of a decision
        if not 0 < len(tokens) <= _MOST_WORDS or (len(sentences) > _PAIR and tokens == ["404"]):
            continue
        words = " ".join(tokens)
        if not _hint().search(words):
            continue
        for cause, own, needs in _patterns():
            if all(need.search(words) for need in needs) and all(map(own.fullmatch, tokens)):
                return cause
    return None
