"""What a criterion earns below its most: whether it has such steps, and whether they stay as they were handed out."""

from collections.abc import Iterable, Mapping

from openness_cli.files.index_book.figures import MisreadError, read_figures
from openness_cli.files.index_book.points import PartRow

_STEPS = ("rule", "figures", "late")


def earns_less_as_before(own: Mapping[str, str], held: Mapping[str, str], parts: Iterable[PartRow]) -> bool:
    """Tell whether less than the most can be earned, and nothing of how was typed anew."""
    rows = tuple(parts)
    if any(own.get(key) != held.get(key) for key in _STEPS) or any(row.is_touched for row in rows):
        return False
    match own["rule"]:
        case "periods":
            return bool(own.get("late"))
        case "checklist":
            return len(rows) > 1
        case kind:
            try:
                return sum(bool(each.points) for each in read_figures(kind, own.get("figures", ""), str)) > 1
            except MisreadError:
                return False
