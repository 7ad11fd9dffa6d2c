"""Where a criterion stands: one place, and beside it that of its points where these alone were found elsewhere."""

from collections.abc import Collection, Mapping

from openness_cli.files.index_book.columns import text_key
from openness_cli.messages import in_every_language
from openness_cli.model.languages import LANGUAGES, STAND_INS, mark

_POINTS = mark("(points: {annex})")


def references(own: Mapping[str, str], annex: str, confirmed: Collection[str]) -> dict[str, str]:
    """Return the references of a criterion by their columns once an annex confirms some of its labels.

    Where it confirms the points alone, what the wording rests on stays, and the annex is named as that of the points;
    where it confirms the wording alone, the place that is named for the points stays beside it.
    """
    found: dict[str, str] = {}
    for language, text in _texts().items():
        key = text_key("reference", language)
        wording, points = _apart(own.get(key, ""), text)
        if "basis" in confirmed:
            wording = annex
        if "points_basis" in confirmed:
            points = text.format(annex=annex)
        if own.get(key) or language not in STAND_INS:
            found[key] = " ".join(filter(None, (wording, points if points != text.format(annex=wording) else "")))
    return found


def without_points(own: Mapping[str, str]) -> dict[str, str]:
    """Return the references of a criterion by their columns, of the wording alone: its points are assumed again."""
    return {
        key: _apart(own[key], text)[0]
        for language, text in _texts().items()
        if own.get(key := text_key("reference", language))
    }


def places_of(column: str, reference: str) -> tuple[str, str]:
    """Return where, by a reference in a column, the wording of a criterion stands, and where its points do."""
    text = _texts()[column.partition(".")[2]]
    wording, points = _apart(reference, text)
    head, _annex, tail = text.partition("{annex}")
    return wording, points.removeprefix(head).removesuffix(tail) if points else wording


def _apart(reference: str, text: str) -> tuple[str, str]:
    """Return where the wording stands and, as it is written there, where the points do."""
    head = text.partition("{annex}")[0]
    wording, sign, points = reference.partition(f" {head}")
    return wording, f"{sign}{points}".strip()


def _texts() -> dict[str, str]:
    languages = ("en", *(own for own in LANGUAGES if own != "en"))
    return dict(zip(languages, in_every_language(_POINTS), strict=True))
