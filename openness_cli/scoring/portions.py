"""A criterion's points, cut into portions that are each won or not won as a whole.

What a portion is, the rule says: the level claimed and the rest up to the highest, a step, a part, a
period. Four sights look at each portion: the claim as made, what valid items support, what of that is
not known to be broken, and what opened.
"""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO
from openness_cli.model.periods import Period
from openness_cli.scoring.items import JudgedItem, Opening


class Sights(NamedTuple):
    """One answer for each way of looking; each implies the one before it where it says what is won."""

    declared: bool
    evidenced: bool
    openable: bool
    opened: bool


NOWHERE = Sights(declared=False, evidenced=False, openable=False, opened=False)
_CLAIMED = Sights(declared=True, evidenced=False, openable=False, opened=False)
EVERYWHERE = Sights(declared=True, evidenced=True, openable=True, opened=True)


class Portion(NamedTuple):
    """Points that are won as a whole; where they are not: whether they are pending, or past winning."""

    points: Fraction
    won: Sights
    pending: Sights
    is_lost: bool


class PeriodState(Enum):
    """What became of one period's publication."""

    ON_TIME = "on-time"
    LATE = "late"
    MISSING = "missing"


class PeriodVerdict(NamedTuple):
    """One period of a ``periods`` rule: its due date, whether it can still be met, and what is claimed.

    ``is_possible``: there is a day up to the evaluation on which it can be published in time.
    """

    period: Period
    due: date
    is_pending: bool
    claimed: PeriodState
    is_possible: bool = True

    @property
    def may_be_unentered(self) -> bool:
        """Whether it may have been published in time and only not been entered."""
        return self.claimed is PeriodState.MISSING and self.is_possible


class Counted(NamedTuple):
    """How much of a ``count`` claim each sight sees."""

    declared: int = 0
    evidenced: int = 0
    openable: int = 0
    opened: int = 0


class StepVerdict(NamedTuple):
    """One step of a ``count`` rule, as evidenced: reached, still to come, or short of where it has to be."""

    minimum: Fraction
    is_reached: bool
    is_pending: bool


class Cut(NamedTuple):
    """A criterion's portions, and what the kinds of rules know besides."""

    portions: tuple[Portion, ...]
    periods: tuple[PeriodVerdict, ...] = ()
    counted: Counted = Counted()
    steps: tuple[StepVerdict, ...] = ()


def seen(items: Iterable[JudgedItem], *, claimed: bool) -> Sights:
    """Look at a portion that any one of these items carries."""
    openings = [item.opening for item in items if item.is_valid]
    if not openings:
        return _CLAIMED if claimed else NOWHERE
    is_openable = openings.count(Opening.FAILED) < len(openings)
    return Sights(claimed, evidenced=True, openable=is_openable, opened=Opening.OPENED in openings)


def claimed_and_rest(
    claimed: Fraction, possible: Fraction, items: tuple[JudgedItem, ...], *, rest_is_lost: bool
) -> Cut:
    """Cut what one claim earns, carried by any one item, from the rest up to the highest."""
    rest = ZERO if claimed == possible else possible - claimed
    carried = Portion(claimed, seen(items, claimed=True), NOWHERE, is_lost=False)
    return Cut((carried, Portion(rest, NOWHERE, NOWHERE, rest_is_lost)))
