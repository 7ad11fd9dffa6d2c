"""What stands around a score on its page, prepared by whoever asks for one."""

from fractions import Fraction
from typing import NamedTuple

from openness_cli.comparison.history import SavedScore
from openness_cli.model.definitions import BandName
from openness_cli.outlook.outlook import Outlook
from openness_cli.outlook.plan import Plan


class Published(NamedTuple):
    """What the Agency published of the body for a year; ``band`` is None where that is not known."""

    year: int
    total: Fraction
    band: BandName | None


class Around(NamedTuple):
    """What stands around a score: what is to come, the way to the best colour, what was saved, what was published.

    Without a ``plan`` none is needed, or nothing is to come.
    """

    outlook: Outlook
    plan: Plan | None = None
    saved: tuple[SavedScore, ...] = ()
    published: tuple[Published, ...] = ()
