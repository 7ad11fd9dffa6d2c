"""What stands around a score on its page, prepared by whoever asks for one."""

from typing import NamedTuple

from openness_cli.comparison.history import SavedScore
from openness_cli.model.evidence import PublishedResult
from openness_cli.outlook.outlook import Outlook
from openness_cli.outlook.plan import Plan


class Around(NamedTuple):
    """What stands around a score: what is to come, the way to the best colour, what was saved, what was published.

    Without a ``plan`` none is needed, or nothing is to come.
    """

    outlook: Outlook
    plan: Plan | None = None
    saved: tuple[SavedScore, ...] = ()
    published: tuple[PublishedResult, ...] = ()
