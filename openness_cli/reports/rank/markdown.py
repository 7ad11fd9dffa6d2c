"""A ranking as Markdown, for a letter or a wiki."""

from openness_cli.comparison.ranking import RankedPlace, Ranking
from openness_cli.formats.markdown import escape, section, table
from openness_cli.messages import _
from openness_cli.model.definitions import Benchmark
from openness_cli.model.points import rounded_down
from openness_cli.reports.rank.words import (
    gate_word,
    not_scored_words,
    published_heading,
    range_words,
    summary_sentences,
)
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import band_word


def render(ranking: Ranking) -> str:
    """Return the ranking as GitHub-flavoured Markdown."""
    index = ranking.index
    title = escape(index.titles.to(ranking.language))
    parts = [f"# {title}\n\n{index.id.upper()} · {ranking.year}\n"]
    parts.append("".join(f"- {escape(sentence)}\n" for sentence in summary_sentences(ranking)))
    parts.append(_places(ranking))
    for year in index.benchmarks:
        rows = [_published(ranking, _("average"), year.average), _published(ranking, _("best"), year.best)]
        headers = ["", _("total"), *_indicator_ids(ranking)]
        parts.append(section(escape(published_heading(year)), table(headers, rows, len(headers) - 1)))
    if ranking.not_scored:
        lines = "".join(f"- {escape(not_scored_words(own))}\n" for own in ranking.not_scored)
        parts.append(section(_("Not scored"), lines))
    parts.append("".join(f"- {own.id}: {escape(own.titles.to(ranking.language))}\n" for own in index.indicators))
    parts.append(escape(certainty_sentence(index)) + "\n")
    return "\n".join(parts)


def _indicator_ids(ranking: Ranking) -> list[str]:
    return [escape(indicator.id) for indicator in ranking.index.indicators]


def _places(ranking: Ranking) -> str:
    gate = [_("gate")] if ranking.threshold else []
    headers = [_("rank"), _("body"), _("colour"), *gate, _("earned"), _("on course"), *_indicator_ids(ranking)]
    numbers = len(headers) - 3 - len(gate)
    return table(headers, [_row(ranking, place) for place in ranking.places], numbers)


def _row(ranking: Ranking, place: RankedPlace) -> list[str]:
    total = place.body.on(ranking.basis)
    gate = [gate_word(place.body.passed)] if ranking.threshold else []
    indicators = ["" if own is None else str(own.on_course) for own in place.body.indicators]
    figures = [str(total.earned), range_words(total), *indicators]
    return [str(place.rank), escape(place.name), band_word(total.band), *gate, *figures]


def _published(ranking: Ranking, name: str, benchmark: Benchmark) -> list[str]:
    known = [benchmark.indicators.get(indicator.id) for indicator in ranking.index.indicators]
    figures = ["" if value is None else str(rounded_down(value)) for value in known]
    return [name, str(rounded_down(benchmark.total)), *figures]
