"""``openness add``: an item into the right file of evidence without disturbing the rest, or many from a table."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from openness_cli.cli.adding_tables import Found, wishes_of
from openness_cli.cli.asking import Asking, asking_of
from openness_cli.cli.command import command
from openness_cli.cli.opening import folder_of
from openness_cli.cli.options import argument, option, place
from openness_cli.cli.parsing import unknown_word
from openness_cli.cli.problems import nothing_written
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, InvalidInput, UsageError
from openness_cli.files import holding
from openness_cli.files.adding import CLAIM_KEYS, ITEM_KEYS, Adding, Addition, Wish
from openness_cli.files.attaching import Attached, attach
from openness_cli.files.sources import CONFIG_FILE, EVIDENCE_FOLDER
from openness_cli.files.spelling import read_day
from openness_cli.files.workspace import Opened, open_workspace, read_configuration
from openness_cli.files.writing import replace_all
from openness_cli.forms.scaffold import file_name
from openness_cli.messages import _, language, n_
from openness_cli.model.definitions import Checklist, Criterion, Index, Levels, Periods, Share
from openness_cli.model.evidence import the_one
from openness_cli.model.periods import periods_of
from openness_cli.words.terms import level_word, period_words

# how the keys of a file are called on a command line, where that is not by their own names
_OPTIONS = {"published": "--date"}


@command
def add(
    session: Session,
    *,
    criterion: Annotated[str, argument("CRITERION", _("Its id, as in C4.1."))],
    where: Annotated[
        list[Path] | None,
        argument("[TABLE] [DIR]", _("A table with many (.xlsx, .ods, .xls, .csv); the folder with openness.yaml.")),
    ] = None,
    title: Annotated[str | None, option("TEXT", _("What it is called."))] = None,
    url: Annotated[
        list[str] | None, option("URL", _("Where it is published; several are one page at an old and a new address."))
    ] = None,
    file: Annotated[Path | None, option("FILE", _("A file that proves it; it is copied into attachments/."))] = None,
    date: Annotated[str | None, option("DATE", _("The day on which it was published."))] = None,
    held: Annotated[str | None, option("DATE", _("The day on which it took place."))] = None,
    updated: Annotated[str | None, option("DATE", _("The day on which the page was last updated."))] = None,
    period: Annotated[str | None, option("PERIOD", _("The period that it is for, as 2024-Q1."))] = None,
    part: Annotated[str | None, option("PART", _("The part of what is asked that it shows."))] = None,
    shows: Annotated[str | None, option("N", _("How many it shows, as a register does."))] = None,
    contains: Annotated[str | None, option("TEXT", _("Words that have to stand on the page."))] = None,
    owner: Annotated[str | None, option("NAME", _("The unit that is in charge of it."))] = None,
    note: Annotated[str | None, option("TEXT", _("A note of your own; it is never scored."))] = None,
    level: Annotated[str | None, option("LEVEL", _("The level that is claimed for the criterion."))] = None,
    count: Annotated[str | None, option("N", _("How many are claimed for the criterion, in all."))] = None,
    of: Annotated[str | None, option("N", _("Of how many that is a share."))] = None,
) -> ExitCode:
    """Add to the evidence of a criterion; asks on a terminal for what is missing."""
    typed = {
        "title": title, "part": part, "period": period, "url": "\n".join(url or ()), "published": date, "held": held,
        "updated": updated, "shows": shows, "contains": contains, "owner": owner, "note": note,
        "level": level, "count": count, "of": of,
    }  # fmt: skip
    given = _Given({key: value for key, value in typed.items() if value}, file)
    table, directory = _table_and_folder(where or ())
    configuration = read_configuration(directory, keeps=True)
    session.speak_as_configured(configuration.language)
    opened, asking = open_workspace(configuration), asking_of(session)
    meant = _criterion(opened.index, criterion)
    if table is not None:
        found = wishes_of(table, configuration.folder, given.values, asking)
    elif (completed := _completed(given, asking, opened, meant) if asking else given).has_source:
        found = _typed(completed, meant, configuration.folder)
        given = completed
    else:
        raise UsageError(_("say where it can be seen: --url with an address, or --file with a file"))
    claim = {key: given.values[key] for key in CLAIM_KEYS if key in given.values}
    new_file = f"{EVIDENCE_FOLDER}/{file_name(opened.index.indicator_of(meant), language())}"
    try:
        with holding.held(configuration.folder):
            made = Adding(configuration, opened.index, opened.workspace).add(meant, claim, found.wishes, new_file)
            copied = _write(made, found.attached)
    except InvalidInput as error:
        session.complain(nothing_written(error))
        return ExitCode.INVALID if table else error.exit_code
    _tell(session, meant, made, copied)
    return ExitCode.DONE


def _write(made: Addition, attached: Sequence[Attached]) -> list[str]:
    """Write the file with what is new, and the attachments that it names; return the names of those."""
    names = {own.get("file") for own in made.new}
    contents = [each for own in attached if own.name in names for each in own.contents]
    for path, _data in contents:
        path.parent.mkdir(exist_ok=True)
    replace_all((*contents, *made.contents))
    return [path.name for path, _data in contents]


def _typed(given: "_Given", criterion: Criterion, folder: Path) -> Found:
    attached = [attach(given.file, folder)] if given.file else []
    values = dict(given.values)
    for own in attached:
        values["file"] = own.name
    wish = Wish({key: values[key] for key in ITEM_KEYS if key in values}, lambda key: _option_of(key) or criterion.id)
    return Found((wish,), tuple(attached))


class _Given(NamedTuple):
    """What was typed: values by their keys in a file, and a file that may lie anywhere."""

    values: Mapping[str, str]
    file: Path | None

    @property
    def has_source(self) -> bool:
        return self.file is not None or "url" in self.values


def _table_and_folder(where: Sequence[Path]) -> tuple[Path | None, Path]:
    """Return the table, if one is named, and the folder of the workspace. Raises UsageError."""
    tables = [path for path in where if os.path.isfile(path) and path.name != CONFIG_FILE]  # noqa: PTH113  (a name too long is none)
    folders = [path for path in where if path not in tables]
    if len(tables) > 1:
        raise UsageError(_("name at most one table and one folder"))
    return (tables[0] if tables else None), folder_of(folders)


def _criterion(index: Index, written: str) -> Criterion:
    known = index.by_id
    meant = written if written in known else the_one(written.replace(" ", ""), zip(known, known, strict=True))
    if meant is None:
        raise UsageError(unknown_word(written, known, place("CRITERION")))
    return known[meant]


def _option_of(key: str) -> str:
    return _OPTIONS.get(key, f"--{key}" if key else "")


def _completed(given: _Given, asking: Asking, opened: Opened, criterion: Criterion) -> _Given:
    """Ask for what an item of a criterion needs and was not typed."""
    values, file = dict(given.values), given.file
    rule, own = criterion.rule, opened.workspace.evidence.get(criterion.id)
    match rule:
        case Levels() if "level" not in values and not (own and own.level):
            values["level"] = asking.one_of(
                _("Which level?"), {one.label: level_word(one.label) for one in rule.levels}
            )
        case Checklist() if "part" not in values:
            values["part"] = asking.one_of(
                _("Which part?"), {one.label: one.titles.to(language()) for one in rule.parts}
            )
        case Periods() if "period" not in values:
            labels = [one.label for one in periods_of(opened.workspace.year, rule.every)]
            values["period"] = asking.one_of(_("Which period?"), {one: period_words(one) for one in labels})
        case Share() if not (own and own.number is not None):
            for key, question in (("count", _("How many?")), ("of", _("Of how many?"))):
                values[key] = values.get(key) or asking.text(question)
        case _:
            pass
    while not (file or values.get("url")):
        answer = asking.text(_("Its address, or the name of a file:"))
        if os.path.isfile(answer):  # noqa: PTH113  (a name too long is none)
            file = Path(answer)
        else:
            values["url"] = answer
    if "title" not in values:
        values["title"] = asking.text(_("Its title (may be empty):"))
    if "published" not in values:
        values["published"] = asking.text(_("Published on (day.month.year; may be empty):"), is_fit=_wrong_day)
    return _Given({key: value for key, value in values.items() if value}, file)


def _wrong_day(written: str) -> str:
    return "" if read_day(written) else _("“{value}” is no day; write 14.05.2024").format(value=written)


_TOLD = 20


def _tell(session: Session, criterion: Criterion, made: Addition, copied: Sequence[str]) -> None:
    if made.new:
        count = len(made.new)
        text = n_("{criterion}: {count} item added to {file}", "{criterion}: {count} items added to {file}", count)
        session.say(text.format(criterion=criterion.id, count=count, file=made.file))
    elif made.contents:
        session.say(_("{criterion}: changed in {file}").format(criterion=criterion.id, file=made.file))
    for name in copied:
        session.say(_("copied: {file}").format(file=f"attachments/{name}"))
    for name in made.repeated[:_TOLD]:
        session.say(_("{name}: it stands above already").format(name=name))
    for item in made.there[:_TOLD]:
        text = _("{criterion}: it is there already ({place}): {what}")
        what = item.title or " ".join(item.urls) or item.file
        session.say(text.format(criterion=criterion.id, place=item.place, what=what))
    if (more := len(made.there) - _TOLD) > 0:
        text = n_("{count} more is there already", "{count} more are there already", more)
        session.say(text.format(count=more))
    for own in made.differing[:_TOLD]:
        text = _("{what}: “{there}” is written at {place}, not “{typed}”: it was left as it is")
        what = _option_of(own.key)
        session.complain(text.format(what=what, there=own.there, place=own.item.place, typed=own.typed))
