"""The formats of ``openness rank``, by name."""

from collections.abc import Callable
from enum import Enum

from openness_cli.ranking import Ranking


class RankFormat(Enum):
    """What a ranking can be printed as."""

    TERMINAL = "terminal"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    JSON = "json"
    MARKDOWN = "markdown"


Renderer = Callable[[Ranking], str | bytes]


def render_ranking(ranking: Ranking, form: RankFormat) -> bytes:
    """Return a ranking in a format, as the bytes of a file. The module of the format is imported only now."""
    rendered = _RENDERERS[form]()(ranking)
    return rendered if isinstance(rendered, bytes) else rendered.encode()


def _terminal() -> Renderer:
    from openness_cli.output.rank.terminal import render_plain  # noqa: PLC0415

    return render_plain


def _csv() -> Renderer:
    from openness_cli.output.rank.grid import rank_csv  # noqa: PLC0415

    return rank_csv


def _csv_excel() -> Renderer:
    from openness_cli.output.rank.grid import rank_excel  # noqa: PLC0415

    return rank_excel


def _json() -> Renderer:
    from openness_cli.output.rank.json_ import rank_json  # noqa: PLC0415

    return rank_json


def _markdown() -> Renderer:
    from openness_cli.output.rank.markdown import render  # noqa: PLC0415

    return render


_RENDERERS: dict[RankFormat, Callable[[], Renderer]] = {
    RankFormat.TERMINAL: _terminal,
    RankFormat.CSV: _csv,
    RankFormat.CSV_EXCEL: _csv_excel,
    RankFormat.JSON: _json,
    RankFormat.MARKDOWN: _markdown,
}
