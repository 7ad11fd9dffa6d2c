"""``openness validate``: definitions and evidence checked, everything that is wrong told at once."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver
from openness_cli.cli.opening import Loaded, folder_here, index_folder_of, load_and_assess, workspace_folder
from openness_cli.cli.options import AsOf, IndexName, flag, folder_argument, format_option
from openness_cli.cli.parsing import format_of, parse_as_of
from openness_cli.cli.problems import problem_lines
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, InvalidInput, Problem, UsageError
from openness_cli.files.holding import held
from openness_cli.files.index import load_index
from openness_cli.files.oddities import contradictions, cut_by_comments, near_owners, odd_results
from openness_cli.files.respelled import Canonical
from openness_cli.files.sources import CONFIG_FILE, EVIDENCE_FOLDER, shown_name, workspace_around
from openness_cli.files.workspace import read_configuration
from openness_cli.files.writing import replace_all
from openness_cli.formats.choices import Format, write
from openness_cli.messages import _, first_of, language, n_, printable
from openness_cli.model.definitions import Index
from openness_cli.reports.checks import ProblemsReport
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import find_reasons
from openness_cli.scoring.oddities import find_oddities
from openness_cli.scoring.reasons import ReasonSort
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.reasons import exemption_of, item_name, reason_sentence
from openness_cli.words.terms import decimal, long_date, word_of

_NAMED = 3


@command
def validate(
    session: Session,
    *,
    directory: Annotated[
        Path | None,
        folder_argument(
            _("The workspace, or one file of its evidence; without one, and with none here, the index alone.")
        ),
    ] = None,
    form: Annotated[str, format_option(ProblemsReport)] = "terminal",
    index: IndexName = None,
    as_of: AsOf = None,
    fix: Annotated[
        bool,
        flag("--fix", _("Write canonically what is understood though it is written another way; change nothing else.")),
    ] = False,
) -> ExitCode:
    """Check a workspace with its index, or an index alone. What is understood and does not count is a warning."""
    day, chosen = parse_as_of(as_of), format_of(ProblemsReport, form)
    folder, file = _folder_and_file(directory)
    where = (folder or Path()).as_posix()
    fixed = None
    try:
        if fix:
            with held(folder or Path()):
                fixed = _fixed(session, folder, file, index)
        # whoever checks against another index wants to hear what it does not know
        loaded = _loaded(session, folder, file, index, day) if folder else None
        where_index = loaded.index_folder if loaded else index_folder_of(index)
        assessment = loaded.assessment if loaded else None
        definitions = _sound(assessment.index if assessment else load_index(where_index), where_index)
    except InvalidInput as error:
        if chosen is Format.TERMINAL:
            if fixed is not None:
                deliver(session, ProblemsReport(where, error.problems, fixed=fixed), chosen)
            count = len(error.problems)
            heading = n_("Invalid: {count} problem.", "Invalid: {count} problems.", count).format(count=count)
            session.complain(problem_lines(heading, error))
        else:
            session.write(write(ProblemsReport(where, error.problems, fixed=fixed), chosen))
        return error.exit_code
    odd, uncounted, exempt = (
        tuple(own for own in told(assessment) if file in {"", own.file}) if assessment else ()
        for told in (_odd, _uncounted, _exempt)
    )
    summary = (*_summary(definitions, assessment, odd, uncounted), *map(_line, exempt))
    deliver(session, ProblemsReport(where, (), (*odd, *uncounted), summary, exempt, fixed), chosen)
    return ExitCode.FAILED if fixed is not None and fixed.left else ExitCode.DONE


def _sound(index: Index, folder: Path) -> Index:
    """Return an index. Raises InvalidInput where it contradicts what was published."""
    if wrong := tuple(contradictions(index, folder)):
        raise InvalidInput(wrong)
    return index


def _fixed(session: Session, folder: Path | None, file: str, index: str | None) -> Canonical:
    """Write canonically what is understood in a workspace, or in one file of it, and return what that was."""
    from openness_cli.files.canonical import spell  # noqa: PLC0415  (only where it is asked for)

    if folder is None:
        raise UsageError(_("there is no {file} here: nothing can be written canonically").format(file=CONFIG_FILE))
    configuration = read_configuration(workspace_folder(folder), keeps=True)
    session.speak_as_configured(configuration.language)
    found = spell(configuration, index, file)
    refused: list[tuple[Path, str]] = []
    linked = [path for path, _data in found.contents if os.stat(path).st_nlink > 1]  # noqa: PTH116  (as elsewhere here)
    replace_all(found.contents, refused)
    left = {path for path, _why in refused}
    for path in linked:
        if path not in left:
            text = _("{file} had another name on this disk (a hard link): what stands under that one is as it was")
            session.complain(text.format(file=shown_name(path, configuration.folder)))
    return found.without({shown_name(path, configuration.folder): why for path, why in refused})


def _loaded(session: Session, folder: Path, file: str, index: str | None, day: date | None) -> Loaded:
    """Return a workspace scored; where one file is asked for, what is wrong with others is in nobody's way."""
    loaded = load_and_assess(session, folder, index, day, strict=True, keep_going=bool(file))
    own = tuple(problem for problem in loaded.problems if problem.file == file)
    if own:
        raise InvalidInput(own)
    return loaded


def _folder_and_file(named: Path | None) -> tuple[Path | None, str]:
    """Return the workspace, and the one file of it that is to be checked, by its name from there; "" for all."""
    if named is None or not os.path.isfile(named):  # noqa: PTH113  (a name too long is none)
        return named or folder_here(), ""
    folder = workspace_around(named)
    name = Path(os.path.realpath(named)).relative_to(folder) if folder is not None else Path()
    if folder is None or name.parts[0] != EVIDENCE_FOLDER:
        text = _("{file} is no file of the evidence of a workspace")
        raise UsageError(text.format(file=named))
    return folder, shown_name(folder / name, folder)


def _odd(assessment: Assessment) -> Iterator[Problem]:
    """Return names of owners that are nearly alike, texts cut by a #, and what counts and is dated oddly."""
    workspace = assessment.workspace
    if workspace.evaluation_date <= assessment.year_ends:
        text = _("the evaluation date {day} lies within the year assessed: what ends later cannot be published by it")
        yield Problem(CONFIG_FILE, 1, 1, text.format(day=long_date(workspace.evaluation_date)))
    yield from near_owners(workspace)
    yield from odd_results(workspace, assessment.index)
    yield from cut_by_comments(workspace)
    for odd in find_oddities(assessment):
        days = {name: long_date(day) if day else "" for name, day in (("day", odd.day), ("due", odd.due))}
        titles = first_of([f"“{title}”" for title in odd.titles], _NAMED)
        sentence = _(odd.kind.words).format(**days, periods=", ".join(odd.periods), titles=titles, url=odd.url)
        what = ": ".join(filter(None, (odd.verdict.criterion.id, "" if titles else odd.item.title, sentence)))
        yield Problem(odd.item.place.file, odd.item.place.line, 1, printable(what))


def _uncounted(assessment: Assessment) -> Iterator[Problem]:
    """Return what is understood and does not count."""
    for verdict in assessment.verdicts:
        for reason in find_reasons(verdict, assessment):
            if reason.code.sort is ReasonSort.DOES_NOT_COUNT and reason.place:
                sentence = reason_sentence(reason, verdict.criterion, language())
                what = ": ".join(filter(None, (verdict.criterion.id, item_name(reason), sentence)))
                yield Problem(reason.place.file, reason.place.line, 1, printable(what))


def _exempt(assessment: Assessment) -> Iterator[Problem]:
    """Return why criteria are said not to apply, in the officer's words."""
    for verdict in assessment.verdicts:
        if verdict.evidence and (reason := exemption_of(verdict)):
            place, word = verdict.evidence.place, word_of(verdict.outcome(Basis.EVIDENCED))
            yield Problem(place.file, place.line, 1, printable(f"{verdict.criterion.id}: {word}: {reason}"))


def _summary(
    index: Index, assessment: Assessment | None, odd: tuple[Problem, ...], uncounted: tuple[Problem, ...]
) -> Iterator[str]:
    certainty = index.certainty()
    text = _("{index}: valid, {criteria} criteria, {points} points")
    yield text.format(index=index.id, criteria=certainty.criteria, points=decimal(index.points))
    if assessment is None:
        yield _("there is no {file} here: the index alone was checked").format(file=CONFIG_FILE)
    else:
        evidence = assessment.workspace.evidence
        items = sum(len(own.items) for own in evidence.values())
        claimed = len(evidence)
        claims = n_("evidence for {count} criterion", "evidence for {count} criteria", claimed).format(count=claimed)
        shown = n_("{count} item", "{count} items", items).format(count=items)
        said = _("valid, {claims}, {items}").format(claims=claims, items=shown)
        yield f"{assessment.workspace.organisation.id}: {said}"
    if odd:
        yield n_("{count} thing to look at:", "{count} things to look at:", len(odd)).format(count=len(odd))
        yield from map(_line, odd)
    if uncounted:
        count = len(uncounted)
        text = n_(
            "understood, but {count} thing does not count yet:",
            "understood, but {count} things do not count yet:",
            count,
        )
        yield text.format(count=count)
        yield from map(_line, uncounted)


def _line(warning: Problem) -> str:
    return f"  {warning.file}:{warning.line}: {warning.what}" + (f"; {warning.hint}" if warning.hint else "")
