"""What ``openness rank`` says beside its result: how far it is, what could not be read, who fails."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from openness_cli.cli.problems import SHOWN_PROBLEMS, problem_lines
from openness_cli.cli.rank_scorer import Broken, Scored
from openness_cli.cli.session import Session
from openness_cli.comparison.ranking import Ranking
from openness_cli.errors import ExitCode, InvalidInput
from openness_cli.messages import _, n_
from openness_cli.reports.rank_words import below_sentence, undecided_sentence

_SHOWN_BODIES = 200


class Complaints:
    """Gathers what is wrong with bodies: every body is named, and as many problems as anybody will read."""

    def __init__(self) -> None:
        """Begin without any."""
        self._texts: list[str] = []
        self._left = SHOWN_PROBLEMS
        self._more = 0

    def add(self, broken: Broken) -> None:
        """Take in a body that could not be read."""
        shown = broken.problems[: self._left]
        self._left -= len(shown)
        self._more += broken.problem_count - len(shown)
        problems = n_("{count} problem", "{count} problems", broken.problem_count).format(count=broken.problem_count)
        places = n_("in {count} file", "in {count} files", broken.file_count).format(count=broken.file_count)
        text = _("{folder} was not scored: {problems} {places}.")
        heading = text.format(folder=broken.folder, problems=problems, places=places)
        self._texts.append(problem_lines(heading, InvalidInput(shown)))

    def warn(self, scored: Scored) -> None:
        """Take in what is odd about a body that was scored."""
        shown = scored.warnings[: self._left]
        self._left -= len(shown)
        self._more += len(scored.warnings) - len(shown)
        self._texts += [f"{scored.body.folder}: {warning}" for warning in shown]

    def texts(self) -> Iterator[str]:
        """Return everything, in the order of the bodies."""
        yield from self._texts
        if self._more:
            text = n_(
                "… and {count} more: openness validate --format json",
                "… and {count} more: openness validate --format json",
                self._more,
            )
            yield text.format(count=self._more)


@contextmanager
def bar_of(session: Session, count: int) -> Iterator[Callable[[int], None]]:
    """Return what is told that so many more bodies are read: a bar on a terminal, nothing elsewhere."""
    if session.quiet or not session.err.isatty():
        yield lambda _number: None
        return
    from rich.console import Console  # noqa: PLC0415  (heavy, and only a terminal needs it)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(file=session.err, no_color=session.no_color, highlight=False, markup=False, emoji=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(_("scoring"), total=count)
        yield lambda number: bar.advance(task, number)


def tell_ending(session: Session, ranking: Ranking) -> ExitCode:
    """Name the bodies that do not pass, and return how the run ends."""
    for place in ranking.failed[:_SHOWN_BODIES]:
        session.say(_("gate failed: {what}").format(what=below_sentence(ranking, place)))
    for place in ranking.undecided[:_SHOWN_BODIES]:
        session.say(_("gate undecided: {what}").format(what=undecided_sentence(place)))
    more = max(len(ranking.failed) - _SHOWN_BODIES, 0) + max(len(ranking.undecided) - _SHOWN_BODIES, 0)
    if more:
        text = n_("… and {count} more body: see the column “passed”", "… and {count} more bodies: see “passed”", more)
        session.say(text.format(count=more))
    if ranking.not_scored:
        return ExitCode.INVALID
    match ranking.passed:
        case True:
            return ExitCode.DONE
        case False:
            return ExitCode.FAILED
        case None:
            return ExitCode.UNDECIDED
