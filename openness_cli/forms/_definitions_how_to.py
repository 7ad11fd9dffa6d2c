"""How a workbook of definitions is put right by whoever holds the decree, with an example filled in."""

from collections.abc import Iterator

from openness_cli.files.index_book.columns import Confirmed
from openness_cli.forms._workbook_writer import HowTo
from openness_cli.messages import _, figures, language
from openness_cli.model.definitions import Index
from openness_cli.words.terms import word_of


def how_to(index: Index) -> HowTo:
    """Return the page, in the language in use."""
    heads = (
        _("Criterion"), _("What it is"), _("As it stands in the decree"), _("Points there"), _("Annex and item"),
        _("Confirmed"), _("What comes of it"),
    )  # fmt: skip
    widths = (10, 34, 34, 14, 18, 24, 44)
    return HowTo(_("How to put it right"), tuple(_sentences()), heads, tuple(_examples(index)), widths)


def _sentences() -> Iterator[str]:
    yield _("Much of these definitions is assumed. Whoever holds the decree with its annexes puts them right here.")
    yield _(
        "Only the yellow cells have to be filled in: the text, the points, where they stand, and what is confirmed."
    )
    yield _("Begin with the indicator that openness score names first: it narrows the range most.")
    yield _("What is not confirmed stays assumed, whatever else is typed in its row.")
    yield _("The text of the decree may be left out where the criterion says the same already.")
    yield _(
        "It becomes what is asked, in every language; where a translation is typed beside it, that is taken instead."
    )
    yield _("Points there are the most that the criterion earns. Steps are corrected in the column “{head}”.").format(
        head=_("In figures")
    )
    yield _("The parts of a list, and their points, stand on the sheet “{sheet}”.").format(sheet=_("Parts"))
    yield _(
        "The sheet “{sheet}” adds up: each indicator is the sum of its criteria, and all together are {points}."
    ).format(sheet=_("Indicators"), points=100)
    yield _("Where the decree gives the points of an indicator, they are confirmed there in the same way.")
    yield _("Grey cells are for reading. Rows may be filtered; save it as .xlsx or .ods, not as .xls.")
    yield _("Then: {command}").format(command="openness index import … --to …")
    yield _("Below is an example; its points, annexes and items are made up:")


def _examples(index: Index) -> Iterator[tuple[str, ...]]:
    """Yield what may be typed for the first criteria: confirmed whole, with a text of its own, and not yet."""
    criteria = list(index.by_id.values())[:3]
    place = _("annex {annex}, item {item}")
    typed = (
        ("", figures("1"), place.format(annex=1, item=1), word_of(Confirmed.YES),
         _("text and points are as they were, and known from the decree now")),
        (_("the text, copied from the annex"), figures("1.5"), place.format(annex=1, item=2), word_of(Confirmed.YES),
         _("this text is asked, and it is worth 1.5 points")),
        ("", "", place.format(annex=1, item=3), word_of(Confirmed.WORDING),
         _("the wording is known from the decree, its points stay assumed")),
    )  # fmt: skip
    for criterion, cells in zip(criteria, typed, strict=False):
        yield criterion.id, criterion.titles.to(language()), *cells
