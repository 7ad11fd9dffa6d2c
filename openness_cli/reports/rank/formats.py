"""The formats of ``openness rank``, by name."""

from openness_cli.comparison.ranking import Ranking
from openness_cli.formats.table_formats import TableFormat, render_table
from openness_cli.reports.rank.grid import rank_csv, rank_excel
from openness_cli.reports.rank.markdown import render
from openness_cli.reports.rank.terminal import render_plain


def render_ranking(ranking: Ranking, form: TableFormat) -> bytes:
    """Return a ranking in a format, as the bytes of a file."""
    return render_table(
        form,
        terminal=lambda: render_plain(ranking),
        csv=lambda: rank_csv(ranking),
        excel=lambda: rank_excel(ranking),
        json=lambda: _json(ranking),
        markdown=lambda: render(ranking),
    )


def _json(ranking: Ranking) -> str:
    from openness_cli.reports.rank.json_ import rank_json  # noqa: PLC0415  (brings pydantic)

    return rank_json(ranking)
