"""``openness bundle``: all that a body hands in, in one ZIP; and whether such a ZIP is as it was made."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli import options
from openness_cli.cli.command import command
from openness_cli.cli.delivery import check_workspace_targets, deliver, names_a_file
from openness_cli.cli.link_options import read_anchors
from openness_cli.cli.opening import Loaded, load_and_assess, workspace_folder
from openness_cli.cli.parsing import format_of, parse_as_of
from openness_cli.cli.problems import nothing_written, problem_lines
from openness_cli.cli.score import around_of
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, InvalidInput, Problem, UsageError
from openness_cli.files.bundle.checking import check_bundle
from openness_cli.files.bundle.packing import Bundle, bundled, write_bundle
from openness_cli.files.bundle.repacking import stored
from openness_cli.files.bundle.taking import WORKSPACE, Part, Taken, part_of, survey, with_attachments
from openness_cli.files.sources import CONFIG_FILE, EVIDENCE_FOLDER, HISTORY_FILE, LOG_FOLDER, shown_name
from openness_cli.files.workspace import read_configuration, read_index
from openness_cli.files.writing import check_targets, replace_all, streamed
from openness_cli.formats.choices import Format, formats_of, write
from openness_cli.formats.letters import file_of
from openness_cli.messages import _, figures, first_of, language, n_
from openness_cli.model.evidence import Workspace
from openness_cli.reports.bundle import BundleCheckReport, CoveringLetter, Enclosed, covering_letter
from openness_cli.reports.listing import Listing
from openness_cli.reports.score import ScoreReport
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import make_report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.terms import long_date

# as what the report is enclosed, of all that it can be
_ENCLOSED = ("json", "html", "docx", "xlsx")
_DOCX = ".docx"
_TOLD = 20


@command
def bundle(
    session: Session,
    *,
    directory: options.Directory = Path(),
    output: Annotated[
        Path | None, options.option("FILE", _("The ZIP that is made; with --verify, where the result is written."))
    ] = None,
    verify: Annotated[
        Path | None, options.option("FILE", _("Make nothing: tell whether this ZIP is as it was made."))
    ] = None,
    anchor: Annotated[
        str | None, options.option("DIGEST", _("With --verify: the SHA-256 of the manifest in the signed letter."))
    ] = None,
    letter: Annotated[
        Path | None,
        options.option("FILE", _("The covering letter as a file as well: .docx for the letterhead, or .txt.")),
    ] = None,
    form: Annotated[str | None, options.format_option(BundleCheckReport, _("With --verify: what to print."))] = None,
    as_of: options.AsOf = None,
) -> ExitCode:
    """Make or check a bundle."""
    day = parse_as_of(as_of)
    if verify is not None:
        if letter is not None:
            raise UsageError(_("{one} and {other} do not go together").format(one="--verify", other="--letter"))
        anchors = read_anchors([anchor] if anchor else [], is_asked=True)
        return _verify(session, verify, "".join(anchors), format_of(BundleCheckReport, form or "terminal"), output)
    if letter is not None and _ending(letter) not in {_DOCX, ".txt"}:
        text = _("{where}: “{value}” ends in neither .docx nor .txt")
        raise UsageError(text.format(where="--letter", value=letter))
    for name, value in (("--anchor", anchor), ("--format", form)):
        if value is not None:
            raise UsageError(_("{one} needs {other}").format(one=name, other="--verify"))
    if not names_a_file(output):
        raise UsageError(_("name the file that is made: --output FILE.zip"))
    return _make(session, directory, output, letter, day)


def _make(session: Session, directory: Path, output: Path, letter: Path | None, day: date | None) -> ExitCode:
    configuration = read_configuration(workspace_folder(directory))
    session.speak_as_configured(configuration.language)
    # a path to it may lead through the workspace and out again
    folder, index_folder = configuration.folder, Path(os.path.realpath(read_index(configuration)[0]))
    check_workspace_targets([output, letter], folder, index_folder)
    # what is scored lies between two readings that have to be the same
    taken = survey(folder, index_folder)
    # a fixed day is told here, and not beside today's in the report: the same folder makes the same bundle on any day
    loaded = load_and_assess(session, directory, None, day or configuration.values.get("as_of"))
    loaded.make_way(session, [output, letter])
    workspace = loaded.assessment.workspace
    named = [item.file for own in workspace.evidence.values() for item in own.items if item.file_exists]
    taken = with_attachments(taken, folder, named)
    write_letter = partial(covering_letter, loaded.assessment, language(), _enclosed(taken.parts))
    try:
        _refuse(taken, workspace)
        parts = (*taken.parts, *_reports(session, loaded))
        whole = bundled(parts, lambda digest: file_of(write_letter(digest).letter))
        apart = [(letter, _as_file(letter, write_letter(whole.digest)))] if letter else []
        with streamed(output) as stream:
            write_bundle(whole, stream, (folder, index_folder))
            replace_all(apart)
    except InvalidInput as error:
        session.complain(nothing_written(error))
        return error.exit_code
    _tell(session, taken, named)
    today = session.now().astimezone(loaded.zone).date()
    if day is None and workspace.as_of not in {None, today}:
        session.complain(
            _("The day is fixed in openness.yaml (as_of); today is {today}.").format(today=long_date(today))
        )
    _tell_written(session, output, whole, letter)
    return ExitCode.DONE


def _as_file(path: Path, letter: CoveringLetter) -> bytes:
    return stored(write(letter, Format.DOCX)) if _ending(path) == _DOCX else file_of(letter.letter)


def _ending(path: Path) -> str:
    return path.suffix.lower()


def _tell_written(session: Session, output: Path, whole: Bundle, letter: Path | None) -> None:
    size = sum(part.entry.size for part in whole.parts) / 1024**2
    text = n_("written: {file}: {count} file, {size} MB", "written: {file}: {count} files, {size} MB", len(whole.parts))
    session.say(text.format(file=output, count=len(whole.parts), size=figures(f"{size:.1f}")))
    if letter is not None:
        session.say(_("written: {file}").format(file=letter))
    session.print(_("SHA-256 of the manifest: {digest}").format(digest=whole.digest) + "\n")


def _verify(session: Session, path: Path, anchor: str, form: Format, output: Path | None) -> ExitCode:
    check_targets(filter(names_a_file, [output]), [path], [])
    try:
        found = check_bundle(path, anchor)
    except InvalidInput as error:
        session.complain(problem_lines(_("Nothing was checked: this is no bundle that can be read."), error))
        return error.exit_code
    deliver(session, BundleCheckReport(path.name, found, bool(anchor)), form, output)
    return ExitCode.DONE if found.holds else ExitCode.FAILED


def _refuse(taken: Taken, workspace: Workspace) -> None:
    """Raise InvalidInput where something cannot be taken, or has come into the folder since it was looked through."""
    folder = workspace.folder
    new = [path for path in workspace.files if not taken.has(path.relative_to(folder).as_posix())]
    what, hint = _("it was changed while it was read"), _("run it again when nobody is writing into the folder")
    told = {problem.file for problem in taken.problems}
    changed = [Problem(name, 0, 0, what, hint) for path in new if (name := shown_name(path, folder)) not in told]
    if taken.problems or changed:
        raise InvalidInput((*taken.problems, *changed))


def _reports(session: Session, loaded: Loaded) -> Iterator[Part]:
    demands = Demands(Basis.EVIDENCED, None, frozenset(), None)
    report = make_report(loaded.assessment, demands, loaded.log.files, language(), __version__)
    around = around_of(session, loaded, report)
    made = ScoreReport(report, Listing(all=True), outlook=around.outlook, around=around)
    for form in (own for own in formats_of(ScoreReport) if own.value in _ENCLOSED):
        yield part_of(f"report/report.{form.value}", stored(write(made, form)))


def _enclosed(parts: Sequence[Part]) -> Enclosed:
    names = [part.entry.name.removeprefix(f"{WORKSPACE}/") for part in parts if part.entry.name.startswith(WORKSPACE)]
    log = [name for name in names if name.startswith(f"{LOG_FOLDER}/")]
    evidence = sum(name.startswith(f"{EVIDENCE_FOLDER}/") for name in names)
    others = sum(name in {CONFIG_FILE, HISTORY_FILE} for name in names)
    logs, kept, stamps = (sum(name.endswith(ending) for name in log) for ending in (".jsonl", ".warc.gz", ".tsr"))
    return Enclosed(evidence, len(names) - evidence - others - len(log), logs, kept, stamps)


def _tell(session: Session, taken: Taken, named: Sequence[str]) -> None:
    """Tell what was left out, and what nobody may have meant to hand in."""
    for own in taken.left[:_TOLD]:
        session.complain(_("left out: {file}: {why}").format(file=own.file, why=own.what))
    if (more := len(taken.left) - _TOLD) > 0:
        session.complain(n_("and {count} file more", "and {count} files more", more).format(count=more))
    known = {Path(name).as_posix() for name in named}
    names = (part.entry.name.partition("/") for part in taken.parts)
    of_workspace = [name for top, _slash, name in names if top == WORKSPACE]
    if loose := [name for name in of_workspace if name not in known and not _is_read(name)]:
        text = n_(
            "{count} file that no evidence names was taken along: {files}",
            "{count} files that no evidence names were taken along: {files}",
            len(loose),
        )
        session.complain(text.format(count=len(loose), files=first_of(loose, _TOLD)))


def _is_read(name: str) -> bool:
    """Tell whether a file of a workspace is one that the tool itself reads."""
    folder = name.partition("/")[0]
    is_evidence = folder == EVIDENCE_FOLDER and name.lower().endswith((".yaml", ".yml"))
    return is_evidence or folder in {CONFIG_FILE, HISTORY_FILE, LOG_FOLDER}
