"""A fresh workspace: every criterion that applies, with what it asks beside the place to answer."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from textwrap import wrap
from typing import NamedTuple, assert_never

from openness_cli.messages import _
from openness_cli.model.definitions import (
    Checklist,
    Count,
    Criterion,
    Index,
    Indicator,
    Levels,
    NeedsSource,
    Periods,
    Share,
)
from openness_cli.model.languages import STAND_INS
from openness_cli.model.periods import due_date, periods_of
from openness_cli.words.reasons import needs_sentence, rule_labels, rule_sentences

WIDTH = 96


class Start(NamedTuple):
    """What is known of the body at the start."""

    identifier: str
    name: str
    kinds: list[str]
    year: int
    index_name: str


def scaffold(index: Index, start: Start, language: str) -> dict[str, str]:
    """Return the files of a workspace by their names. It is valid as it stands, and holds no evidence."""
    files = {
        "openness.yaml": _configuration(index, start, language),
        ".gitattributes": (
            "availability/*.jsonl merge=union\nhistory.jsonl merge=union\navailability/*.tsr binary\n"
            "availability/kept/*.warc.gz binary\n"
        ),
        ".gitignore": "availability/.*.lock\n",
        "attachments/.gitkeep": "",
    }
    asked = [indicator for indicator in index.indicators if _asks(indicator, start)]
    for indicator in asked:
        text = "\n".join([*_indicator(index, indicator, start, language, has_example=indicator is asked[0]), ""])
        files[f"evidence/{file_name(indicator, language)}"] = text
    return files


def is_asked_of(criterion: Criterion, start: Start) -> bool:
    """Tell whether a criterion is asked of a body of such kinds."""
    return not criterion.applies_to or bool(set(start.kinds).intersection(criterion.applies_to))


def file_name(indicator: Indicator, language: str) -> str:
    """Return a name of a file that says its indicator, in letters that every system takes."""
    return f"{indicator.id}-{slug(indicator.titles.to(STAND_INS.get(language, language)))}".strip("-") + ".yaml"


def slug(text: str) -> str:
    """Return the first words of a text in letters that every system takes; empty where it has none of them."""
    plain = "".join(_LATIN.get(letter, letter) for letter in text.lower())
    words = [word for word in re.findall("[a-z0-9]+", plain.translate(_SIGNS)) if word not in _SMALL_WORDS]
    return "-".join(words[:_NAME_WORDS])


_NAME_WORDS = 3
_SMALL_WORDS = frozenset(["of", "the", "on", "in", "and", "for", "na", "v", "i", "po"])
_SIGNS = dict.fromkeys(map(ord, "ʻʼ’‘'"))
_LATIN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", (
    "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".replace("-", "'").split()
), strict=True))  # fmt: skip


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str, indent: str = "") -> Iterator[str]:
    for piece in wrap(text, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False):
        yield f"{indent}# {piece}"


def _configuration(index: Index, start: Start, language: str) -> str:
    evaluation = _("an assumption: the day of the evaluation is not announced beforehand; correct it when it is known")
    return "\n".join(
        [
            "organisation:",
            f"  id: {_quoted(start.identifier)}",
            "  name:",
            f"    {language}: {_quoted(start.name)}",
            f"  kinds: [{', '.join(start.kinds)}]",
            f"index: {_quoted(start.index_name)}",
            f"year: {start.year}",
            *_comment(evaluation),
            f"evaluation_date: {evaluation_date(start.year)}",
            f"language: {language}",
            *_own_places(start.year),
            *_left_out(index, (own for own in index.indicators if not _asks(own, start)), start, language),
            "",
        ]
    )


def _own_places(year: int) -> Iterator[str]:
    """Yield what can be said of the body itself: as comments, for nobody else knows it."""
    yield from _comment(
        _("The official sites of the body: what lies elsewhere does not count where a site is asked for.")
    )
    yield "# sites: [https://vazirlik.example/uz]"
    yield from _comment(_("What has moved: from where, to where, and the last day on which it was at the old address."))
    yield "# moved:"
    yield f"#   - {{from: https://eski.example/, to: https://vazirlik.example/uz/, on: {year}-07-29}}"
    yield from _comment(_("What the Agency published of the body: the total, the colour, and indicators by number."))
    yield "# results:"
    yield f"#   - {{year: {year - 1}, total: 47.1, band: red, indicators: {{4: 0}}}}"
    yield from _comment(_("The units, each under the name that stands in the evidence, and where it is written to."))
    yield "# owners:"
    yield "#   {unit}: {{email: moliya@vazirlik.example}}".format(unit=_("Finance department"))


def evaluation_date(year: int) -> date:
    """Return the day on which a year is evaluated, as far as anybody knows beforehand."""
    return date(year + 1, 3, 1)


def _asks(indicator: Indicator, start: Start) -> bool:
    return any(is_asked_of(criterion, start) for criterion in indicator.criteria)


def _left_out(index: Index, indicators: Iterable[Indicator], start: Start, language: str) -> Iterator[str]:
    """Name the criteria that are not asked of the body, and of whom they are."""
    for indicator in indicators:
        for criterion in indicator.criteria:
            if not is_asked_of(criterion, start):
                kinds = [kind.titles.to(language) for kind in index.kinds if kind.label in criterion.applies_to]
                text = _("{criterion} {title}: not asked of this body, only of: {kinds}")
                words = {"criterion": criterion.id, "title": criterion.titles.to(language), "kinds": ", ".join(kinds)}
                yield from _comment(text.format(**words))


def _help() -> Iterator[str]:
    yield from _comment(
        _("In a line that you fill in, delete the # and the one blank after it. openness validate checks the file.")
    )
    yield from _comment(_("Behind a second # stands an example of what is written there; write your own before it."))
    yield from _comment(_("count: how many were done in the year. items: what proves it, each with address or file."))
    yield from _comment(_("shows: how many of them one item proves, where it is a register of several."))
    yield from _comment(
        _("contains: words that have to stand on the page itself; without them it does not count as opened.")
    )
    yield from _comment(
        _("Several units: each enters the criterion in a file of its own, with its owner; count and of are added up.")
    )
    yield from _comment(
        _("Also possible: not_applicable: the reason, with items that prove it; action: or effort_days:.")
    )


def _indicator(index: Index, indicator: Indicator, start: Start, language: str, *, has_example: bool) -> Iterator[str]:
    """Yield the lines of a file; of one that ``has_example`` the first criterion has one for every key."""
    yield from _comment(f"{indicator.id}. {indicator.titles.to(language)}")
    yield from _help()
    yield from _left_out(index, (indicator,), start, language)
    yield "evidence:"
    examples = _examples() if has_example else {}
    for criterion in filter(lambda own: is_asked_of(own, start), indicator.criteria):
        yield ""
        yield from _comment(criterion.titles.to(language), "  ")
        yield from _comment(f"({rule_labels(criterion)})", "  ")
        yield from _comment(_("Asked: {text}").format(text=criterion.asks.to(language)), "  ")
        for sentence in rule_sentences(criterion, language):
            yield from _comment("- " + sentence, "  ")
        yield from _comment(_("What counts: {text}").format(text=needs_sentence(criterion.needs)), "  ")
        yield f"  {criterion.id}:"
        for key in _answer(criterion, start.year):
            example = examples.get(key.lstrip(" -"))
            yield f"    # {key}" + (f"  # {example}" if example else "")
        examples = {}


def _examples() -> Mapping[str, str]:
    """Return an example for each key. It is a comment: with its # deleted a line claims nothing yet."""
    return {
        "count:": "20",
        "of:": "25",
        "owner:": _quoted(_("Press service")),
        "title:": _quoted(_("Register of events")),
        "url:": "https://vazirlik.example/reyestr",
        "file:": "attachments/reyestr.xlsx",
        "shows:": "20",
    }


def _answer(criterion: Criterion, year: int) -> Iterator[str]:
    rule, day = criterion.rule, f"{year}-05-14"
    parts = [("", day)]
    match rule:
        case Levels():
            yield "level:"
        case Count():
            yield "count:"
        case Share():
            yield "count:"
            yield "of:"
        case Checklist():
            parts = [(f"part: {part.label}", day) for part in rule.parts]
        case Periods():
            # the last day on which it is in time
            dues = ((each, due_date(each, rule.due, evaluation_date(year))) for each in periods_of(year, rule.every))
            parts = [(f"period: {period.label}", due.isoformat()) for period, due in dues]
        case _:
            assert_never(rule)
    yield "owner:"
    yield "items:"
    sources = {NeedsSource.URL: ("url",), NeedsSource.FILE: ("file",), NeedsSource.EITHER: ("url", "file")}
    for label, published in parts:
        keys = ["title:", *(f"{key}:" for key in sources[criterion.needs.source]), f"published:  # {published}"]
        if criterion.needs.fresh_days is not None:
            keys.append(f"updated:  # {year}-11-20")
        if isinstance(rule, Count):
            keys.append("shows:")
        lines = [label, *keys] if label else keys
        yield f"  - {lines[0]}"
        yield from (f"    {line}" for line in lines[1:])
