"""Pages of sites made up for the tests, each with what its site answers for paths that cannot exist.

Sites differ as real ones do: in what stands around the page, in what changes from one answer to the next, and in what
they answer for what they do not have. Of each there are pages that are there, that are gone, or that only a browser can
tell.
"""

# ruff: noqa: ARG001, E501, S311  (sites answer in one way, whatever they heed; lines are as long as those of pages)

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from openness_cli.links.pages.judging import ControlPages
from openness_cli.links.pages.page import Page, read_page

SITE = "https://idora.example"
UNLIKELY = "q7hz2mtw9k4xbp"

Answer = Callable[[str, random.Random], str]


class Labelled(NamedTuple):
    """One page: what it is, itself, and the other answers of its site; ``name`` tells it apart."""

    name: str
    label: str  # there, gone, needs-browser
    page: Page
    controls: ControlPages


class Site(NamedTuple):
    """How a site answers. ``missing``: with what page it answers for what it has not, None where properly with 404."""

    name: str
    around: Callable[[str, str, str, random.Random], str]  # title, main part, path -> page
    missing: Callable[[str, random.Random], tuple[str, str]] | None  # path -> title, main part
    label_of_missing: str = "gone"
    title: str = "%s"
    is_proper_at_root: bool = False  # it answers so in its folders alone


def _menu(words: str, tag: str = "nav") -> str:
    items = "".join(f'<li><a href="/{at}">{word}</a></li>' for at, word in enumerate(words.split("|")))
    return f"<{tag} class=navigatsiya><ul>{items}</ul></{tag}>"


_UZ = "Bosh sahifa|Agentlik haqida|Meʼyoriy hujjatlar|Ochiq maʼlumotlar|Matbuot xizmati|Davlat xizmatlari|Aloqa"
_RU = "Главная|О ведомстве|Деятельность|Документы|Пресс-служба|Открытые данные|Услуги|Контакты"
_CYRL = "Бош саҳифа|Қўмита ҳақида|Фаолият|Ҳужжатлар|Очиқ маълумотлар|Боғланиш"
_EN = "Home|About us|Legislation|Press centre|Open data|Contact"
_HEADLINES = (
    "Toshkentda xalqaro anjuman boʻlib oʻtdi", "Yoshlar uchun yangi grantlar eʼlon qilindi",
    "Hududlarda sayyor qabul davom etmoqda", "Kadrlar tanlovi natijalari chiqdi",
    "Raqamli xizmatlar soni ortdi", "Yozgi taʼtil dasturi tasdiqlandi", "Mahallalarda uchrashuvlar oʻtkazildi",
)  # fmt: skip
_QUOTES = (
    "Bilim — eng katta boylik.", "Inson qadri har narsadan ustun.", "Halol mehnat barakali boʻladi.",
    "Vaqtni qadrlagan yutadi.", "Yaxshi soʻz — jon ozigʻi.",
)  # fmt: skip


def _plain(title: str, main: str, path: str, rng: random.Random) -> str:
    """Answer as a page of tables from the nineties, without a single element that says what it is for."""
    return (
        f"<html><head><title>{title}</title></head><body><table><tr><td bgcolor=#ccc>Davlat qoʻmitasi</td></tr><tr><td>"
        f"<a href=/>Bosh</a><br><a href=/a.htm>Hujjatlar</a><br><a href=/b.htm>Yangiliklar</a></td><td>{main}</td></tr>"
        f"</table><font size=1>Siz {rng.randrange(9000, 99999)}-tashrif buyuruvchisiz</font></body></html>"
    )


def _bitrix(title: str, main: str, path: str, rng: random.Random) -> str:
    """Answer as the usual commercial system does: breadcrumbs of the path, a session id, dates in Russian."""
    crumbs = " / ".join(part.replace("-", " ").capitalize() for part in path.strip("/").split("/") if part)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title><script>BX.message({{'bitrix_sessid':'{rng.random()}'}})</script>"
        "<script src=/bitrix/js/main/jquery/jquery-3.6.0.min.js></script></head><body><div id=panel></div><header>"
        f"<div class=logo>Агентство развития</div><div class=date>Сегодня {rng.randrange(1, 29)} ноября</div></header>"
        f"{_menu(_RU)}<div class=workarea><div class=breadcrumb>Главная / {crumbs}</div>{main}</div>"
        f"<footer>© 2008-2026 Агентство развития. Посетителей: {rng.randrange(10**6)}</footer>"
        "<script>(function(m,e,t){m[i]=1;k=e.createElement('script');})(window,document,'https://mc.yandex.ru/metrika/tag.js')"
        "</script></body></html>"
    )


def _wordpress(title: str, main: str, path: str, rng: random.Random) -> str:
    """Answer as a blog does, with the newest posts beside the page and a notice on cookies."""
    recent = "".join(f"<li><a href=/p/{n}>{head}</a></li>" for n, head in enumerate(_HEADLINES[:4]))
    return (
        f'<!doctype html><html lang="uz"><head><title>{title}</title><style>.a{{}}</style><script src="/wp-includes/js/wp-emoji-'
        f'release.min.js?ver=6"></script></head><body class="page-template-default"><a class="screen-reader-text" href="#c">'
        f"Kontentga oʻtish</a><header class=site-header>{_menu(_UZ)}</header><div id=content class=site-content><main id=main>"
        f"<article>{main}</article></main><aside class=widget-area><h2>Soʻnggi xabarlar</h2><ul>{recent}</ul></aside></div>"
        "<footer class=site-footer>WordPress bilan ishlaydi</footer><div id=cookie-notice>Biz cookie fayllaridan foydalanamiz. "
        f"<button>Roziman</button></div><!-- nonce {rng.random()} --></body></html>"
    )


def _joomla(title: str, main: str, path: str, rng: random.Random) -> str:
    """Answer with a form to sign in with in the margin, and a quote that is another every time."""
    return (
        f"<html><head><title>{title}</title></head><body><div id=wrap><div id=top>{_menu(_CYRL, 'div')}</div><div id=left><h3>"
        "Фойдаланувчи</h3><form>Логин <input name=u> Парол <input type=password name=p><button>Кириш</button></form><div>"
        f"{rng.choice(_QUOTES)}</div></div><div id=maincolumn>{main}</div><div id=bottom>Давлат қўмитаси, 2026 йил. Барча "
        f"ҳуқуқлар ҳимояланган. Онлайн {rng.randrange(99)}</div></div></body></html>"
    )


def _portal(title: str, main: str, path: str, rng: random.Random) -> str:
    """Answer as a platform for many bodies does: a menu as long as ten pages, a notice that half of visitors see."""
    long_menu = _menu("|".join(f"{word} {letter}" for letter in "abcdefghijkl" for word in _UZ.split("|")))
    notice = "<div class=alert>Yangi saytimizning sinov talqini ishga tushdi</div>" if rng.random() < 0.5 else ""
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title><meta name=csrf-token content={rng.random()}>"
        f"</head><body>{notice}<header><div class=brand>Ochiq hukumat platformasi</div>{long_menu}</header><section class=page>"
        f"{main}</section><section class=banners><img src=/banner/{rng.randrange(9)}.png alt=''><span>{rng.choice(_QUOTES)}</span>"
        f"</section><footer><p>Ishonch telefoni: 1{rng.randrange(100, 999)}</p><p>Manzil: Toshkent shahri</p></footer></body></html>"
    )


def _english(title: str, main: str, path: str, rng: random.Random) -> str:
    """Answer with everything in divisions, news that turn, and a clock."""
    news = "".join(
        f"<div><b>{rng.randrange(1, 30)}.11</b> <a href=#>{head}</a></div>" for head in rng.sample(_HEADLINES, 3)
    )
    return (
        f"<html><head><title>{title}</title></head><body><div class=header>Agency for Statistics {_menu(_EN, 'div')}</div>"
        f"<div class=body><div class=content>{main}</div><div class=ticker><h4>Latest</h4>{news}</div></div><div class=footer>"
        f"Last updated {rng.randrange(24)}:{rng.randrange(60):02} | Visits today: {rng.randrange(9999)}</div></body></html>"
    )


def _tilda(title: str, main: str, path: str, rng: random.Random) -> str:
    """Answer as a builder of pages does: blocks upon blocks, with a script of the builder."""
    return (
        f'<!DOCTYPE html><html><head><title>{title}</title></head><body class="t-body"><div id="allrecords" class="t-records">'
        f'<div class="r t-rec"><div class="t228__list">{_menu(_RU, "div")}</div></div><div class="r t-rec"><div class="t-text">'
        f'{main}</div></div></div><script src="https://static.tildacdn.com/js/tilda-scripts-3.0.min.js?{rng.random()}"></script>'
        "</body></html>"
    )


def _home(path: str, rng: random.Random) -> tuple[str, str]:
    cards = "".join(
        f"<div class=card><h3>{head}</h3><p>Batafsil oʻqing</p></div>" for head in rng.sample(_HEADLINES, 3)
    )
    return "Agentlik", f"<h1>Agentlikning rasmiy sayti</h1><p>{rng.choice(_QUOTES)}</p>{cards}"


def _echo(path: str, rng: random.Random) -> tuple[str, str]:
    words = path.strip("/").rpartition("/")[2].replace("-", " ")
    return words, f"<h1>{words.capitalize()}</h1><p>«{words}» soʻrovi boʻyicha qidiruv: natija 0 ta</p>"


def _fixed(title: str, main: str) -> Callable[[str, random.Random], tuple[str, str]]:
    return lambda _path, _rng: (title, main)


_SITES = (
    Site("plain-404", _plain, None),
    Site("plain-words", _plain, _fixed("Xatolik", "<b>Kechirasiz, siz soʻragan sahifa saytda mavjud emas.</b>")),
    Site("plain-nothing", _plain, _fixed("Davlat qoʻmitasi", "")),
    Site(
        "bitrix-words", _bitrix, _fixed("404 Not Found", "<h1>Страница не найдена</h1><p>Неправильно набран адрес.</p>")
    ),
    Site("bitrix-nothing", _bitrix, _fixed("Агентство развития", "<p>Воспользуйтесь картой сайта.</p>")),
    Site(
        "bitrix-element", _bitrix, _fixed("Новости", "<h1>Новости</h1><font class=errortext>Новость не найдена</font>")
    ),
    Site("wordpress-404", _wordpress, None, title="%s – Agentlik"),
    Site("wordpress-words", _wordpress, _fixed("Sahifa topilmadi – Agentlik", "<h1>Voy! Bu sahifa topilmadi.</h1>")),
    Site("wordpress-home", _wordpress, _home),
    Site("joomla-words", _joomla, _fixed("404", "<h2>Хатолик 404</h2><p>Бундай ҳужжат топилмади</p>")),
    Site("joomla-nothing", _joomla, _fixed("Қўмита", "<p>Марҳамат, менюдан фойдаланинг</p>")),
    Site("portal-nothing", _portal, _fixed("Ochiq hukumat platformasi", "<h2></h2>")),
    Site("portal-echo", _portal, _echo),
    Site("portal-home", _portal, _home),
    Site("english-words", _english, _fixed("Error", "<h1>The requested document could not be found</h1>")),
    Site("english-home", _english, _home),
    Site("english-404", _english, None),
    Site("folders-bitrix", _bitrix, _fixed("Агентство", ""), is_proper_at_root=True),
    Site("folders-portal", _portal, _fixed("Platforma", "<h2>Maʼlumot</h2>"), is_proper_at_root=True),
    Site("folders-plain", _plain, _fixed("Qoʻmita", "<p>Boʻlim</p>"), is_proper_at_root=True),
    Site("tilda-nothing", _tilda, _fixed("Агентство", "<div>Спасибо за интерес</div>"), "needs-browser"),
)

_TABLE = "<table><tr><th>№<th>Nomi<th>Summa</tr>{}</table>"
_ROWS = "".join(f"<tr><td>{n}<td>Jihoz xaridi {n}-lot<td>{n * 7919}</tr>" for n in range(1, 30))
_LONG = "Vazirlar Mahkamasining qarori bilan tasdiqlangan tartibga muvofiq hisobot choragi yakunlari eʼlon qilinadi. "
# address, title, main part
_THERE = (
    ("/uz/byudjet-ijrosi", "Byudjet", f"<h1>Byudjet ijrosi toʻgʻrisida</h1><p>{_LONG * 8}</p>"),
    ("/ru/otchety/2024", "Отчёты", "<h1>Отчёты</h1><ul><li><a href=/f/1.pdf>Отчёт о закупках за год</a></ul>"),
    ("/xaridlar/royxat", "Xaridlar", f"<h1>Davlat xaridlari</h1>{_TABLE.format(_ROWS)}"),
    ("/qabul", "Qabul", "<h1>Fuqarolar qabuli</h1><p>Dushanba, 10:00</p>"),
    ("/vakansiyalar", "Ish", "<h1>Boʻsh lavozimlar</h1><p>Hozircha boʻsh lavozimlar mavjud emas.</p>"),
    ("/decision/5", "Решение № 404", "<h1>Решение № 404</h1><p>О мерах по озеленению</p>"),
    ("/buyruq", "Buyruq", "<img src=/scan/buyruq.jpg width=800>"),
    ("/uz/narx", "Narx", "<table><tr><td>2023<td>14 200</tr><tr><td>2024<td>15 900</tr></table>"),
    ("/lost", "Topilma", "<h1>Yoʻqolgan hujjat topilmadi</h1><p>deb eʼlon qilgan fuqaroga dublikat beriladi</p>"),
)  # fmt: skip
_GONE = ("/uz/eski-hujjat", "/ru/docs/report-2019", "/hisobot-3-chorak")


def _read(html: str, path: str) -> Page:
    return read_page(html.encode(), "utf-8", SITE + path)


def _answered(site: Site, path: str, seed: int) -> Page | None:
    """Return what a site answers for what it has not."""
    if site.missing is None or (site.is_proper_at_root and path.rpartition("/")[0] == ""):
        return None
    rng = random.Random(f"{site.name}{path}{seed}")
    title, main = site.missing(path, rng)
    return _read(site.around(title, main, path, rng), path)


def _controls(site: Site, path: str) -> ControlPages:
    folder = path.rpartition("/")[0] + "/"
    control, again = (_answered(site, f"/{UNLIKELY}", seed) for seed in (1, 2))
    near = _answered(site, folder + UNLIKELY, 3) if folder != "/" else None
    more = filter(None, (_answered(site, f"/{UNLIKELY}", seed) for seed in (4, 5)))
    more_near = (
        filter(None, (_answered(site, folder + UNLIKELY, seed) for seed in (6, 7))) if near and not control else ()
    )
    return ControlPages(control, again, near, tuple(more), tuple(more_near))


def labelled() -> Iterator[Labelled]:
    """Yield every page."""
    for site in _SITES:
        for path, title, main in _THERE:
            rng = random.Random(f"{site.name}{path}")
            page = _read(site.around(site.title % title, main, path, rng), path)
            yield Labelled(f"{site.name}{path}", "there", page, _controls(site, path))
        for path in _GONE:
            if missing := _answered(site, path, 0):
                yield Labelled(f"{site.name}{path}", site.label_of_missing, missing, _controls(site, path))
    for number, (label, html) in enumerate(_ALONE):
        page = _read(html, "/uz/hujjatlar/7")
        yield Labelled(f"alone-{number}", label, page, ControlPages())
    for number, html in enumerate(_SHELLS):
        page, control = (_read(html % path, path) for path in ("/uz/hujjatlar/7", f"/{UNLIKELY}"))
        yield Labelled(f"shell-{number}", "needs-browser", page, ControlPages(control, control, control))


def _titled(title: str, main: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body>{main}</body></html>"


# pages that say what they are, on sites that answer properly for what they have not
_ALONE = (
    ("gone", _titled("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, it works.</p>")),
    ("gone", _titled("Apache2 Debian Default Page: It works", f"<p>{_LONG * 3}</p>")),
    ("gone", _titled("IIS Windows Server", "<img src=iisstart.png>")),
    ("gone", _titled("Account Suspended", "<h1>This account has been suspended</h1>")),
    ("gone", _titled("idora.example", "<h1>Хостинг сайта приостановлен</h1>")),
    ("gone", _titled("idora.example", "<h2>Ushbu domen sotiladi</h2>")),
    ("gone", _titled("Портал", "<h1>На сайте ведутся технические работы</h1><p>Приносим извинения</p>")),
    ("gone", _titled("Sayt", "<p>Saytda texnik ishlar olib borilmoqda</p>")),
    ("gone", _titled("Сайт", "<div>Саҳифа тайёрланмоқда</div>")),
    ("gone", _titled("Coming soon", "<h1>Coming soon</h1>")),
    ("gone", _titled("Under maintenance", "<p>The site is under maintenance</p>")),
    ("gone", _titled("", "")),
    ("gone", _titled("Vazirlik", "<div>&nbsp;</div>")),
    ("gone", _titled("", "<b>Fatal error</b>: Uncaught PDOException: SQLSTATE[HY000] in /var/www/a.php:3")),
    ("gone", _titled("Xatolik", "<p>Maʼlumotlar bazasiga ulanishda xatolik</p>")),
    ("gone", _titled("Error", "<h1>Error establishing a database connection</h1>")),
    ("gone", _titled("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr>nginx")),
    ("gone", _titled("Vazirlik", "<main><p class=big>404</p><p>Siz izlayotgan sahifa oʻchirilgan</p></main>")),
    ("gone", _titled("Министерство", "<main><div>Увы, такого документа больше нет на сайте</div></main>")),
    ("gone", _titled("Agency", "<main><h2>We can’t find that page</h2><a href=/>Home</a></main>")),
    ("gone", _titled("Вазирлик", "<main><h1>Кечирасиз, саҳифа мавжуд эмас</h1></main>")),
    ("gone", _titled("Этот материал был удалён | Комитет", f"<ul><li>{_LONG}</ul>")),
    ("there", _titled("Пропавший турист не найден", f"<h1>Пропавший турист не найден</h1><p>{_LONG}</p>")),
    ("there", _titled("Hujjatlar", "<h1>Hujjatlar</h1><template><h1>404</h1></template><p>12 ta hujjat</p>")),
    ("there", _titled("Файл не найден: как исправить ошибку в реестре", f"<h1>Памятка</h1><p>{_LONG * 2}</p>")),
    ("there", _titled("Yoʻl taʼmiri", "<h1>Yoʻllarda taʼmirlash ishlari olib borilmoqda</h1><p>8 km</p>")),
    ("there", _titled("Автотранспорт", "<h1>Техническое обслуживание автомобилей</h1><p>12 единиц</p>")),
    ("there", _titled("Portal tez orada ishga tushadi", f"<h1>Portal tez orada ishga tushadi</h1><p>{_LONG * 4}</p>")),
    ("there", _titled("Сайт заблокирован", f"<h1>Сайт заблокирован</h1><p>Суд вынес решение. {_LONG * 4}</p>")),
    ("there", _titled("Domen", "<h1>Domen nomlarini roʻyxatga olish tartibi</h1><p>5 kun</p>")),
    ("there", _titled("Reyestr", "<h1>Reyestr</h1><div class='modal'>Kirish <input type=password></div><p>7 ta tashkilot</p>")),
    ("there", _titled("Hisobot", "<embed src=/h.pdf type=application/pdf>")),
    ("there", _titled("Xarita", "<iframe src=https://yandex.example/maps/abc></iframe>")),
    ("there", _titled("Statistika", "<svg><title>404</title></svg><h1>Statistika</h1><p>2024: 14 mln</p>")),
    ("there", _titled("Natija", "<table><tr><td>Soʻrov<td>Hujjat topilmadi</table><p>Tekshiruv natijalari jadvali</p>")),
    ("there", "<html><head><title>Eski sayt</title></head><frameset><frame src=a.htm><frame src=b.htm></frameset></html>"),
    ("there", "<h1>Qaror</h1>" + "<p>Ijro muddati belgilansin.</p>" * 2),
    ("needs-browser", _titled("Tizim", "<h1>Tizimga kirish</h1><form><input name=l><input type=password></form>")),
    ("needs-browser", _titled("403 Forbidden", "<h1>403 Forbidden</h1>")),
)  # fmt: skip

# the same for every path; %s is the path that is asked for
_SHELLS = (
    "<title>Portal</title><div id=root></div><script src=/static/js/main.8a1f.js></script><!--%s-->",
    "<title>Portal</title><div id=app><div class=preloader>Yuklanmoqda...</div></div><script type=module src=/a.js></script>%.0s",
    "<title>%s</title><body><app-root></app-root><script src=runtime.js defer></script><noscript>JavaScript kerak</noscript>",
    '<title>X</title><div id=__next></div><script id=__NEXT_DATA__ type=application/json>{"p":"%s"}</script><script src=/n.js></script>',
    "<title>X</title><div id=__nuxt></div><script>window.__NUXT__={path:'%s',text:'Byudjet ijrosi'}</script>",
    "<title>X</title><header>Vazirlik portali</header><nav>Bosh sahifa Hujjatlar Aloqa</nav><main id=app></main><script src=/b.js></script>%.0s",
    "<title>X</title><iframe src='/app/?r=%s' width=100%%></iframe>",
    "<title>X</title><body><script>location.href='/yangi'+'%s'</script>",
    "<title>Just a moment...</title><body><script src=/cdn-cgi/challenge-platform/x.js></script>%.0s",
    "<title>X</title><h1>Davlat xizmatlari portali</h1><p>Barcha xizmatlar bir joyda, tez va qulay</p><script src=/app.js></script>%.0s",
)  # fmt: skip
