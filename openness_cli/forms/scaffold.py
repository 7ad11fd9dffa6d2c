"""A fresh workspace: every criterion that applies, with what it asks beside the place to answer."""

import json
from collections.abc import Iterator
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
        "openness.yaml": _configuration(start, language),
        ".gitattributes": "availability/*.jsonl merge=union\nhistory.jsonl merge=union\n",
        ".gitignore": "availability/.*.lock\n",
        "attachments/.gitkeep": "",
    }
    for indicator in index.indicators:
        criteria = [c for c in indicator.criteria if not c.applies_to or set(start.kinds).intersection(c.applies_to)]
        if criteria:
            text = "\n".join([*_indicator(indicator, criteria, start.year, language), ""])
            files[f"evidence/{indicator.id}.yaml"] = text
    return files


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str, indent: str = "") -> Iterator[str]:
    for piece in wrap(text, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False):
        yield f"{indent}# {piece}"


def _configuration(start: Start, language: str) -> str:
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
            "",
        ]
    )


def _indicator(indicator: Indicator, criteria: list[Criterion], year: int, language: str) -> Iterator[str]:
    yield from _comment(f"{indicator.id}. {indicator.titles.to(language)}")
    yield from _comment(_("Take away the # before the lines that you fill in. openness validate checks the file."))
    yield from _comment(
        _("Also possible: not_applicable: the reason, with items that prove it; action: or effort_days:.")
    )
    yield "evidence:"
    for criterion in criteria:
        yield ""
        yield from _comment(f"{criterion.titles.to(language)} ({word_of(criterion.basis)})", "  ")
        yield from _comment(_("Asked: {text}").format(text=criterion.asks.to(language)), "  ")
        for sentence in rule_sentences(criterion, language):
            yield from _comment("- " + sentence, "  ")
        yield from _comment(_("What counts: {text}").format(text=needs_sentence(criterion.needs)), "  ")
        yield f"  {criterion.id}:"
        for answer in _answer(criterion, year):
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
