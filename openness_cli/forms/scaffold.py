"""A fresh workspace: every criterion that applies, with what it asks beside the place to answer."""

import json
import re
from collections.abc import Iterable, Iterator
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
from openness_cli.model.periods import periods_of
from openness_cli.words.reasons import needs_sentence, rule_sentences
from openness_cli.words.terms import word_of

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
        ".gitattributes": "availability/*.jsonl merge=union\nhistory.jsonl merge=union\n",
        ".gitignore": "availability/.*.lock\n",
        "attachments/.gitkeep": "",
    }
    for indicator in index.indicators:
        if _asks(indicator, start):
            text = "\n".join([*_indicator(index, indicator, start, language), ""])
            files[f"evidence/{file_name(indicator, language)}"] = text
    return files


def _applies(criterion: Criterion, start: Start) -> bool:
    return not criterion.applies_to or bool(set(start.kinds).intersection(criterion.applies_to))


def file_name(indicator: Indicator, language: str) -> str:
    """Return a name of a file that says its indicator, in letters that every system takes."""
    title = "".join(_LATIN.get(letter, letter) for letter in indicator.titles.to(language).lower())
    words = [word for word in re.findall("[a-z0-9]+", title.translate(_SIGNS)) if word not in _SMALL_WORDS]
    return "-".join([indicator.id, *words[:_NAME_WORDS]]) + ".yaml"


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
            f"evaluation_date: {start.year + 1}-03-01",
            f"language: {language}",
            *_left_out(index, (own for own in index.indicators if not _asks(own, start)), start, language),
            "",
        ]
    )


def _asks(indicator: Indicator, start: Start) -> bool:
    return any(_applies(criterion, start) for criterion in indicator.criteria)


def _left_out(index: Index, indicators: Iterable[Indicator], start: Start, language: str) -> Iterator[str]:
    """Name the criteria that are not asked of the body, and of whom they are."""
    for indicator in indicators:
        for criterion in indicator.criteria:
            if not _applies(criterion, start):
                kinds = [kind.titles.to(language) for kind in index.kinds if kind.label in criterion.applies_to]
                text = _("{criterion} {title}: not asked of this body, only of: {kinds}")
                words = {"criterion": criterion.id, "title": criterion.titles.to(language), "kinds": ", ".join(kinds)}
                yield from _comment(text.format(**words))


def _help(year: int) -> Iterator[str]:
    yield from _comment(
        _("In a line that you fill in, delete the # and the one blank after it. openness validate checks the file.")
    )
    yield from _comment(_("count: how many were done in the year. items: what proves it, each with address or file."))
    yield from _comment(_("shows: how many of them one item proves, where it is a register of several."))
    yield from _comment(
        _("Several units: each enters the criterion in a file of its own, with its owner; count and of are added up.")
    )
    yield from _comment(
        _("Also possible: not_applicable: the reason, with items that prove it; action: or effort_days:.")
    )
    yield from _comment(_("An example, filled in:"))
    title, owner = _quoted(_("Register of events")), _quoted(_("Press service"))
    yield from (
        "#   C1.1:",
        "#     count: 20",
        f"#     owner: {owner}",
        "#     items:",
        f"#       - title: {title}",
        "#         file: attachments/reyestr.xlsx",
        f"#         published: {year}-12-20",
        "#         shows: 20",
    )


def _indicator(index: Index, indicator: Indicator, start: Start, language: str) -> Iterator[str]:
    yield from _comment(f"{indicator.id}. {indicator.titles.to(language)}")
    yield from _help(start.year)
    yield from _left_out(index, (indicator,), start, language)
    yield "evidence:"
    for criterion in filter(lambda own: _applies(own, start), indicator.criteria):
        yield ""
        yield from _comment(f"{criterion.titles.to(language)} ({word_of(criterion.basis)})", "  ")
        yield from _comment(_("Asked: {text}").format(text=criterion.asks.to(language)), "  ")
        for sentence in rule_sentences(criterion, language):
            yield from _comment("- " + sentence, "  ")
        yield from _comment(_("What counts: {text}").format(text=needs_sentence(criterion.needs)), "  ")
        yield f"  {criterion.id}:"
        for answer in _answer(criterion, start.year):
            yield f"    # {answer}"


def _answer(criterion: Criterion, year: int) -> Iterator[str]:
    rule = criterion.rule
    labels = [""]
    match rule:
        case Levels():
            yield "level:"
        case Count():
            yield "count:"
        case Share():
            yield "count:"
            yield "of:"
        case Checklist():
            labels = [f"part: {part.label}" for part in rule.parts]
        case Periods():
            labels = [f"period: {period.label}" for period in periods_of(year, rule.every)]
        case _:
            assert_never(rule)
    yield "owner:"
    yield "items:"
    sources = {NeedsSource.URL: ("url",), NeedsSource.FILE: ("file",), NeedsSource.EITHER: ("url", "file")}
    for label in labels:
        keys = ["title:", *(f"{key}:" for key in sources[criterion.needs.source]), f"published:  # {year}-05-14"]
        if criterion.needs.fresh_days is not None:
            keys.append(f"updated:  # {year}-11-20")
        if isinstance(rule, Count):
            keys.append("shows:")
        lines = [label, *keys] if label else keys
        yield f"  - {lines[0]}"
        yield from (f"    {line}" for line in lines[1:])
