"""How a workbook is filled in, with one example of each kind of criterion."""

from collections.abc import Iterator

from openness_cli.forms._choices import Choices
from openness_cli.forms._workbook_writer import HowTo
from openness_cli.messages import _, language
from openness_cli.model.definitions import Checklist, Count, Criterion, Index, Levels, Periods, Share


def how_to(index: Index, choices: Choices) -> HowTo:
    """Return the page, in the language in use."""
    heads = (
        _("Criterion"), _("What it is"), _("On the sheet “{sheet}”").format(sheet=_("Criteria")),
        _("On the sheet “{sheet}”").format(sheet=_("Materials")),
    )  # fmt: skip
    return HowTo(_("How to fill it in"), tuple(_sentences()), heads, tuple(_examples(index, choices)))


def _sentences() -> Iterator[str]:
    yield _("Grey cells are filled in for you. Type into the white ones; everything else may stay empty.")
    yield _("Criteria: what is claimed, how far, who is in charge. Materials: one row for each page, file or event.")
    yield _("A new material goes into any empty row: choose the criterion first, then its period or part.")
    yield _("A page at an old and a new address: both in one cell, each on a line of its own (Alt+Enter).")
    yield _("Days are typed as 14.05.2024, the year in four figures.")
    text = _(
        "A row that you remove deletes nothing. To delete a material, unit or work, choose “{yes}” in the last column."
    )
    yield text.format(yes=_("yes"))
    yield _("Rows may be sorted, filtered and copied; columns may be moved, and you may add columns of your own.")
    yield _("To rename a unit, type its new name over the old one on the sheet “{sheet}”.").format(sheet=_("Units"))
    yield _("Save it as .xlsx or .ods and send it back; do not save it as .xls.")


def _examples(index: Index, choices: Choices) -> Iterator[tuple[str, ...]]:
    """Yield an example for the first criterion of each kind, and one for what does not apply."""
    seen: set[type] = set()
    for criterion in index.by_id.values():
        if type(criterion.rule) not in seen:
            seen.add(type(criterion.rule))
            yield criterion.id, criterion.titles.to(language()), *_example(criterion, choices)
    for criterion in list(index.by_id.values())[-1:]:
        claim = _filled((_("Why it does not apply"), _("no such contests were held")))
        yield criterion.id, criterion.titles.to(language()), claim, _material(_("the order that says so"))


def _example(criterion: Criterion, choices: Choices) -> tuple[str, str]:
    """Return what is typed on the sheet of the criteria, and what on that of the materials."""
    label = next((shown for own, shown, _meant in choices.labels if own == criterion.id), "")
    done, out_of = _("Done"), _("Out of")
    match criterion.rule:
        case Levels(levels):
            level = choices.level_shown(max(levels, key=lambda own: own.points).label)
            return _filled((_("Level"), level)), _material(_("the page on which it is published"))
        case Count():
            return _filled((done, "20")), _material(_("the register of events"), (_("How many it shows"), "20"))
        case Share():
            return _filled((done, "198"), (out_of, "204")), _material(_("the page that shows both figures"))
        case Checklist():
            return "", _material(_("the document of this part"), (_("Period or part"), label))
        case Periods():
            return "", _material(_("the publication of this period"), (_("Period or part"), label))


def _material(title: str, *more: tuple[str, str]) -> str:
    address, day = (_("Web address"), "https://vazirlik.example/…"), (_("Published on"), "14.05.2024")
    return _filled(*more, (_("What it is called"), title), address, day)


def _filled(*cells: tuple[str, str]) -> str:
    return "\n".join(f"{head}: {value}" for head, value in cells)
