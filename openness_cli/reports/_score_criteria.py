"""The criteria of a score, one by one."""

from collections.abc import Iterator

from openness_cli.formats import document as doc
from openness_cli.messages import _
from openness_cli.model.points import rounded_down
from openness_cli.reports.listing import Listing
from openness_cli.scoring.report import Report
from openness_cli.words.reasons import exemption_of
from openness_cli.words.terms import word_of


def criteria_table(report: Report, listing: Listing) -> doc.Table:
    """Return the criteria that are listed, with what each has earned."""
    columns = (
        doc.Column(_("criterion"), fit=doc.Fit.REST),
        doc.Column(_("wording"), medium=doc.Medium.PAGE),
        doc.Column(_("outcome"), gap=1),
        doc.Column("", is_number=True, medium=doc.Medium.SCREEN, least=15),
        *doc.on_page(_("earned"), _("of"), numbers=True),
    )
    words = max(len(word_of(row.outcome)) for row in report.criteria)
    columns = (*columns[:2], columns[2]._replace(least=words), *columns[3:])
    rows = []
    for row in listing.choose(report.criteria):
        verdict, shown = row.finding.verdict, row.on[report.basis]
        # what stands, as its outcome has it: less what hangs on addresses that do not open
        earned = rounded_down(verdict.verified.all_opened.earned) if verdict.failed else shown.earned
        criterion = verdict.criterion
        cells = (
            doc.Cell(criterion.titles.to(report.language), ident=criterion.id),
            word_of(criterion.basis),
            word_of(row.outcome),
            f"{earned}/{shown.possible}",
            str(earned),
            str(shown.possible),
        )
        rows.append(doc.row(cells))
    return doc.Table(columns, tuple(rows), _("All criteria"), screen=doc.Screen(gap=0))


def exemptions(report: Report, listing: Listing) -> Iterator[str]:
    """Say why what is said not to apply does not, in the officer's words."""
    for row in listing.choose(report.criteria):
        if reason := exemption_of(row.finding.verdict):
            yield f"{row.finding.verdict.criterion.id}, {word_of(row.outcome)}: {reason}"
