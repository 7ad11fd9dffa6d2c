"""Text in a cell of a spreadsheet: no longer than it holds."""

from openness_cli.messages import n_

MOST_IN_A_CELL = 32_767


def _units(text: str) -> int:
    """Return how long Excel takes a text to be."""
    return len(text.encode("utf-16-le", "replace")) // 2


def that_fits(text: str) -> str:
    """Return a text that Excel holds in a cell: cut after a whole entry where there are several, and said how many."""
    if len(text) * 2 <= MOST_IN_A_CELL or _units(text) <= MOST_IN_A_CELL:
        return text
    entries = text.split("; ")
    left = MOST_IN_A_CELL - _units(_more_entries(len(entries)))
    for number, entry in enumerate(entries):
        left -= _units(entry) + 2
        if left < 0:
            if number:
                return "; ".join(entries[:number]) + _more_entries(len(entries) - number)
            break
    room = MOST_IN_A_CELL - _units(_more_letters(len(text)))
    kept = text.encode("utf-16-le", "replace")[: room * 2].decode("utf-16-le", "ignore")
    return kept + _more_letters(len(text) - len(kept))


def _more_entries(count: int) -> str:
    return "; " + n_("… and {count} more", "… and {count} more", count).format(count=count)


def _more_letters(count: int) -> str:
    return n_("… and {count} more letter", "… and {count} more letters", count).format(count=count)
