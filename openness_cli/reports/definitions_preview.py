"""What new definitions change for a body: its score by both of them, and how sure it is by each."""

from collections.abc import Iterator
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.messages import _
from openness_cli.reports.diff import DiffReport
from openness_cli.scoring.score_range import ScoreRange
from openness_cli.words.certainty import range_sentence


class DefinitionsPreview(NamedTuple):
    """A comparison of one body by the old definitions and the new ones; a range is None where nothing is said of it."""

    changes: DiffReport
    before: ScoreRange | None
    after: ScoreRange | None

    def text(self) -> doc.Document:
        """Return what is to be read: what was won and lost by the change of rules, then both ranges."""
        document = self.changes.document()
        return document._replace(notes=(*doc.said(*self._ranges()), *document.notes))

    def _ranges(self) -> Iterator[str]:
        for text, found in ((_("Before: {sentence}"), self.before), (_("After: {sentence}"), self.after)):
            if found is not None:
                yield text.format(sentence=range_sentence(found))
