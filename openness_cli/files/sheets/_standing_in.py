"""A criterion in the place of one that cannot be read: so the other cells of its row are judged all the same."""

from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.state import Values
from openness_cli.model.definitions import Count, Index, Share

_BY_CRITERION = frozenset({"level", "part", "period"})
_FIGURES = frozenset({"shows", "count", "of"})


def stand_in(index: Index, kind: SheetKind) -> str:
    """Return a criterion that takes the figures of a sheet, if there is one."""
    takes = Count if kind is SheetKind.ITEMS else Share
    return next((name for name, own in index.by_id.items() if isinstance(own.rule, takes)), next(iter(index.by_id)))


def without_its_own(index: Index, criterion: str, values: Values) -> dict[str, str]:
    """Return values without those of which nobody knows whether they fit, as the criterion is not known."""
    is_fit = isinstance(index.by_id[criterion].rule, Count | Share)
    unknown = _BY_CRITERION if is_fit else _BY_CRITERION | _FIGURES
    return {key: value for key, value in values.items() if key not in unknown}
