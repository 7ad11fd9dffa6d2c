"""Which column of somebody's own table holds what: by its head, in any of the languages, whatever else it says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from openness_cli.files.tables.reading import Sheet, Value, is_blank
from openness_cli.model.evidence import fold

# of each key of an item, whole heads, and after them words that one may hold among others; in lower case and folded
_HEADS: Mapping[str, tuple[str, str]] = {
    "title": (
        """nomi|nom|sarlavha|mavzu|mavzusi|hujjat nomi|hujjatning nomi|tadbir|tadbir nomi|tadbirning nomi|material
        |номи|сарлавҳа|мавзу|мавзуси|ҳужжат номи|тадбир|тадбир номи
        |название|наименование|заголовок|тема|мероприятие|документ|материал|title|name|subject|event|document""",
        "nomi|nomlanishi|номи|номланиши|название|наименование|title",
    ),
    "url": (
        """havola|havolasi|manzil|manzili|internet manzili|veb-manzil|sayt|url|link|ҳавола|ҳаволаси|манзил|манзили
        |интернет манзили|ссылка|адрес|ссылка на публикацию|address|web address|web page""",
        "havola|havolasi|internet manzili|ҳавола|ҳаволаси|ссылка|ссылки|url|link",
    ),
    "file": ("fayl|fayli|ilova|файл|файли|илова|приложение|file|attachment", "fayl|fayli|файл|file"),
    "published": (
        """sana|sanasi|eʼlon qilingan sana|eʼlon qilingan sanasi|joylashtirilgan sana|joylashtirilgan sanasi|kun
        |сана|санаси|эълон қилинган сана|эълон қилинган санаси|жойлаштирилган сана|жойлаштирилган санаси
        |дата|дата публикации|дата размещения|опубликовано|date|published|date of publication""",
        "eʼlon qilingan|joylashtirilgan|эълон қилинган|жойлаштирилган|публикации|размещения|опубликования|published",
    ),
    "held": (
        """oʻtkazilgan sana|oʻtkazilgan sanasi|oʻtkazilgan kun|ўтказилган сана|ўтказилган санаси
        |дата проведения|проведено|held|date held""",
        "oʻtkazilgan|ўтказилган|проведения|held",
    ),
    "updated": (
        "yangilangan sana|yangilangan sanasi|янгиланган сана|янгиланган санаси|дата обновления|обновлено|updated",
        "yangilangan|янгиланган|обновления|обновлено|updated",
    ),
    "period": (
        "davr|davri|chorak|oy|давр|даври|чорак|ой|период|квартал|месяц|period|quarter|month",
        "davr|давр|период",
    ),
    "part": ("qism|qismi|қисм|қисми|часть|part", "qismi|қисми|часть"),
    "shows": ("soni|nechta|сони|нечта|количество|число|кол-во|number|shows|count", "soni|сони|количество"),
    "contains": (
        "sahifadagi soʻzlar|саҳифадаги сўзлар|слова на странице|words on the page|contains",
        "sahifadagi soʻz|саҳифадаги сўз|слова на",
    ),
    "owner": (
        """masʼul|masʼul boʻlinma|masʼul xodim|boʻlinma|boshqarma|масъул|масъул бўлинма|бўлинма|бошқарма
        |ответственный|ответственное подразделение|подразделение|owner|unit|department""",
        "masʼul|масъул|ответственный|ответственное|подразделение",
    ),
    "note": ("izoh|eslatma|изоҳ|эслатма|примечание|комментарий|note|comment", "izoh|изоҳ|примечание"),
}
_WHOLE = {fold(own): key for key, (whole, _words) in _HEADS.items() for own in whole.split("|")}
_WITHIN = {fold(own): key for key, (_whole, words) in _HEADS.items() for own in words.split("|")}
_NAMING = frozenset({"url", "title", "file"})
_FIRST_ROWS, _LEAST_FIELDS = 15, 2


class Heads(NamedTuple):
    """The row of the heads; of each key its column; and columns that would be one's as well, by their heads."""

    row: int
    columns: Mapping[str, int]
    doubtful: Mapping[str, tuple[int, ...]]


def key_of(head: str) -> str:
    """Return the key that a head names; empty where it names none that is known."""
    words = fold(head).strip(" .:*№")
    if words in _WHOLE:
        return _WHOLE[words]
    # the first of them that stands in the head as a word of its own
    found = [(place, key) for own, key in _WITHIN.items() if (place := f" {_plain(words)} ".find(f" {own} ")) >= 0]
    return min(found)[1] if found else ""


def _plain(words: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "'-" else " " for letter in words)


def find_heads(sheet: Sheet) -> Heads | None:
    """Return the heads of a sheet: among its first rows the one that names most keys. None where none names two."""
    best: Heads | None = None
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        named: dict[str, list[int]] = {}
        for column, value in enumerate(row):
            if isinstance(value, str) and (key := key_of(value)):
                named.setdefault(key, []).append(column)
        if len(named) < _LEAST_FIELDS or _NAMING.isdisjoint(named) or (best and len(named) <= len(best.columns)):
            continue
        whole = {key: [own for own in columns if _is_whole(row[own])] or columns for key, columns in named.items()}
        doubtful = {key: tuple(columns) for key, columns in whole.items() if len(columns) > 1}
        best = Heads(number, {key: columns[0] for key, columns in whole.items()}, doubtful)
    return best


def _is_whole(value: Value) -> bool:
    return isinstance(value, str) and fold(value).strip(" .:*№") in _WHOLE


def rows_below(sheet: Sheet, heads: Heads) -> Iterator[tuple[int, Sequence[Value]]]:
    """Return the rows under the heads that hold something in a column that is read, with their numbers from 0 on."""
    for number, row in enumerate(sheet.rows[heads.row + 1 :], start=heads.row + 1):
        own = [row[column] for column in heads.columns.values() if column < len(row)]
        # heads are repeated where a table goes on on another page
        if not is_blank(own) and own != [sheet.rows[heads.row][column] for column in heads.columns.values()]:
            yield number, row
