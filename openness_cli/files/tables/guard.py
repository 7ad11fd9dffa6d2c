"""What a workbook is, found out from its bytes before a library reads it: some abort the process, some would not end.

Excel's errors and formulas that nobody has computed are read as nothing by libraries; whoever deletes a date that way
would not notice, so their cells are named here.
"""

import io
import re
import zipfile
import zlib
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple
from xml.parsers import expat

from openness_cli.messages import _

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_ENTRIES = 2000
MOST_ROWS, MOST_COLUMNS = 20_000, 100
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|macrosheets/|Basic/|externalLinks/)", re.IGNORECASE)
_PIECE = 1 << 16
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class Kind(Enum):
    """What a file of tables is."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"


def _letters(column: int) -> str:
    """Return the letters of a column by its number, from 0 on."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Place(NamedTuple):
    """A cell by its row and its column, from 0 on."""

    row: int
    column: int

    def __str__(self) -> str:
        """Return it as spreadsheets do: B7."""
        return f"{_letters(self.column)}{self.row + 1}"


class Guarded(NamedTuple):
    """A file that may be read; of each sheet, in the order of its parts, the cells that hold an error or no value."""

    kind: Kind
    errors: tuple[frozenset[Place], ...] = ()


class RefusedError(Exception):
    """A file is not read; says why, and what to do, in the language in use."""

    def __init__(self, what: str, hint: str = "") -> None:
        """Keep both."""
        super().__init__(what)
        self.what, self.hint = what, hint


def look_through(data: bytes) -> Guarded:
    """Return what a file is. Raises RefusedError for what is too large, hostile, protected or no table."""
    if len(data) > MOST_BYTES:
        text = _("larger than {most} MB")
        raise RefusedError(text.format(most=MOST_BYTES // 1024**2), _("delete pictures and empty rows from it"))
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise RefusedError(_("protected with a password"), _("save it without a password"))
        return Guarded(Kind.XLS)
    if not data.startswith(_PACKED):
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            hint = _("open it in Excel and save it as .xlsx")
            raise RefusedError(_("a web page, whatever its name says"), hint)
        return Guarded(Kind.TEXT)
    try:
        return _of_archive(data)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, LookupError, expat.ExpatError):
        raise RefusedError(_("damaged: it cannot be opened"), _("open it in Excel and save it again")) from None


def _of_archive(data: bytes) -> Guarded:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        if len(names) > MOST_ENTRIES or len(set(names)) < len(names):
            raise RefusedError(_("damaged: it cannot be opened"), _("open it in Excel and save it again"))
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise _too_large()
        if any(entry.flag_bits & 1 for entry in entries):
            raise RefusedError(_("protected with a password"), _("save it without a password"))
        if any(map(_MACROS.search, names)):
            raise RefusedError(_("it holds macros or links to other files"), _("save it as .xlsx without them"))
        if "content.xml" in names:
            return Guarded(Kind.ODS, _scan(archive, ["content.xml"], _OdsSheets))
        if "xl/workbook.xml" not in names:
            raise RefusedError(_("it is no workbook"), _("open it in Excel and save it as .xlsx"))
        return Guarded(Kind.XLSX, _scan(archive, _sheet_parts(archive), _XlsxSheet))


def _too_large() -> RefusedError:
    text = _("unpacked it is larger than {most} MB")
    return RefusedError(text.format(most=MOST_UNPACKED // 1024**2), _("delete pictures and empty rows from it"))


def _too_far(place: Place) -> RefusedError:
    text = _("the cell {cell} is used: at most {rows} rows and {columns} columns are read")
    what = text.format(cell=place, rows=MOST_ROWS, columns=MOST_COLUMNS)
    return RefusedError(what, _("delete what stands so far below or to the right"))


class _Sheets:
    """Hears of the elements of one part, and keeps the odd cells of each sheet in it."""

    def __init__(self) -> None:
        self.found: list[set[Place]] = []

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def text(self, text: str) -> None:
        raise NotImplementedError


def _scan(archive: zipfile.ZipFile, parts: list[str], kind: type[_Sheets]) -> tuple[frozenset[Place], ...]:
    """Read parts as streams, whatever sizes they claim, and return the odd cells of their sheets."""
    left = MOST_UNPACKED
    found: list[frozenset[Place]] = []
    for part in parts:
        sheets = kind()
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_types
        parser.StartElementHandler = lambda name, attributes, own=sheets: own.begin(_local(name), attributes)
        parser.EndElementHandler = lambda name, own=sheets: own.end(_local(name))
        parser.CharacterDataHandler = sheets.text
        with archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise _too_large()
                parser.Parse(piece, False)
        parser.Parse(b"", True)
        found += map(frozenset, sheets.found)
    return tuple(found)


def _refuse_types(*_declaration: Any) -> None:
    raise RefusedError(_("damaged: it cannot be opened"), _("open it in Excel and save it again"))


@lru_cache(maxsize=256)
def _local(name: str) -> str:
    return name.rpartition(":")[2]


@lru_cache(maxsize=256)
def _column(letters: str) -> int:
    """Return the number of a column by its letters."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _sheet_parts(archive: zipfile.ZipFile) -> list[str]:
    """Return the parts of the sheets in the order in which the workbook names them."""
    targets: dict[str, str] = {}
    ids: list[str] = []

    def of_relation(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def of_workbook(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            ids.extend(value for key, value in attributes.items() if _local(key) == "id")

    for part, handler in (("xl/_rels/workbook.xml.rels", of_relation), ("xl/workbook.xml", of_workbook)):
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_types
        parser.StartElementHandler = handler
        with archive.open(part) as stream:
            parser.Parse(stream.read(MOST_UNPACKED), True)
    names = (targets[own] for own in ids)
    parts = [name.removeprefix("/") if name.startswith("/") else f"xl/{name}" for name in names]
    return [part for part in parts if "/chartsheets/" not in part and "/dialogsheets/" not in part]


class _XlsxSheet(_Sheets):
    """A sheet of an xlsx: cells without a place follow the one before."""

    def __init__(self) -> None:
        super().__init__()
        self.found.append(set())
        self._row = -1
        self._cell = Place(0, -1)
        self._type = ""
        self._formula = self._value = self._in_value = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
                self._cell = Place(self._row, -1)
            case "c":
                self._cell = self._place(attributes.get("r"))
                self._type = attributes.get("t", "")
                self._formula = self._value = self._in_value = False
            case "f":
                self._formula = True
            case "v" | "is":
                self._in_value = True
                self._value |= self._type == "str"
            case _:
                pass

    def _place(self, written: str | None) -> Place:
        if written is None:
            place = Place(max(self._row, 0), self._cell.column + 1)
        elif (match := _PLACE.fullmatch(written)) is not None:
            place = Place(int(match[2]) - 1, _column(match[1]))
        else:
            raise ValueError(written)
        if place.row >= MOST_ROWS or place.column >= MOST_COLUMNS:
            raise _too_far(place)
        return place

    def text(self, text: str) -> None:
        self._value |= self._in_value and bool(text)

    def end(self, name: str) -> None:
        if name == "c" and (self._type == "e" or (self._formula and not self._value)):
            self.found[-1].add(self._cell)
        self._in_value &= name not in {"v", "is"}


class _OdsSheets(_Sheets):
    """The sheets of an ods: rows and cells say how often they are repeated."""

    def __init__(self) -> None:
        super().__init__()
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._is_error = self._is_formula = self._holds = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        own = {_local(key): value for key, value in attributes.items()}
        match name:
            case "table":
                self.found.append(set())
                self._row = 0
            case "table-row":
                self._rows, self._column = int(own.get("number-rows-repeated", 1)), 0
            case "table-cell" | "covered-table-cell":
                self._columns = int(own.get("number-columns-repeated", 1))
                kinds = [value for key, value in attributes.items() if _local(key) == "value-type"]
                self._is_error = "error" in kinds
                self._is_formula = "formula" in own
                self._holds = bool(kinds)
            case _:
                pass

    def text(self, text: str) -> None:
        self._holds |= bool(text.strip())

    def end(self, name: str) -> None:
        match name:
            case "table-cell" | "covered-table-cell":
                last = Place(self._row + self._rows - 1, self._column + self._columns - 1)
                if self._holds and (last.row >= MOST_ROWS or last.column >= MOST_COLUMNS):
                    raise _too_far(last)
                if self.found and (self._is_error or (self._is_formula and not self._holds)):
                    self.found[-1].add(Place(self._row, self._column))
                self._column += self._columns
                self._holds = False
            case "table-row":
                self._row += self._rows
            case _:
                pass
