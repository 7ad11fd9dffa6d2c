"""The one table of commands, each imported when it is called; and what the command line itself may get wrong."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from openness_cli.cli.command import command, set_up
from openness_cli.cli.options import place
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, UsageError
from openness_cli.files.sources import CONFIG_FILE
from openness_cli.files.spelling import suggest
from openness_cli.messages import _
from openness_cli.model.languages import mark

PROGRAM = "openness"
_INTERRUPTED = 130  # typer's own answer to Ctrl-C

COMPLETION_HELP = {
    "install_completion": _("Install completion for the current shell."),
    "show_completion": _("Print completion for the current shell, to copy it or to change it."),
}


class _UnknownCommandError(UsageError):
    """A word where a command is expected."""

    def __init__(self, word: str, known: Iterable[str]) -> None:
        text = _("there is no command “{name}”").format(name=word)
        super().__init__(f"{text}; {suggest(word, known)}")


class _Spoken:
    """Help whose fixed words speak the language in use as well."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  (typer does not export their types)
        pieces = " ".join(map(place, self.collect_usage_pieces(ctx)))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Usage:") + " ")

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401  (likewise)
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this help.")
        return option


class _Command(_Spoken, TyperCommand):
    """One command."""


class _Group(_Spoken, TyperGroup):
    """Commands under one word."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401
        if not (ctx.resilient_parsing or args[0].startswith("-") or args[0] in self.commands):
            raise _UnknownCommandError(args[0], self.commands)
        return super().resolve_command(ctx, args)


class _Program(_Group):
    """The program. Its commands are names and texts, for help and completion, until one is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401
        name, known, rest = super().resolve_command(ctx, args)
        return name, known and _imported(known.name or ""), rest


# of each command its place in this folder, a function or a table of several, and its help
COMMANDS = {
    "init": ("init.init", _("Make a workspace: every criterion that applies, with what it asks.")),
    "score": ("score.score", _("Score the evidence, print the gap report, export it, and gate on it.")),
    "add": ("add.add", _("Add to the evidence of a criterion, without disturbing the rest of its file.")),
    "sheet": ("sheet.COMMANDS", _("Hand the evidence out as workbooks, and write back what was typed into them.")),
    "links": ("links.links", _("Fetch every address of the evidence, keep the log, show what does not open.")),
    "plan": ("plan.plan", _("Find the least effort that reaches a colour by the evaluation date.")),
    "forecast": (
        "forecast.forecast",
        _("Show what falls until the evaluation if nobody acts, and when the colour turns."),
    ),
    "brief": ("brief.brief", _("Lay one page before whoever decides: the colour, what turns it, what is asked.")),
    "calendar": ("calendar_.calendar", _("List what falls due, when and whose it is; also as .ics for calendars.")),
    "owners": (
        "owners.owners",
        _("Show what each unit has: criteria, points at stake, dead links, overdue, next due."),
    ),
    "remind": ("remind.remind", _("Write to each unit, in plain sentences, what it is asked to do and by when.")),
    "rank": ("rank.command.rank", _("Rank many bodies side by side, with the published average and best.")),
    "history": ("history_.history", _("Show the score over time, from what score --save kept.")),
    "diff": ("diff.diff", _("Compare two saved reports: points won and lost, by criterion, and why.")),
    "list": ("criteria.list_criteria", _("List the criteria.")),
    "explain": ("criteria.explain", _("Explain one criterion in full: rule, remedy, source, labels, own verdict.")),
    "validate": ("validate.validate", _("Check definitions and evidence, and tell everything that is wrong.")),
    "bundle": (
        "bundle.bundle",
        _("Put all that is handed in into one ZIP with a covering letter; or check such a ZIP."),
    ),
    "index": ("index_.COMMANDS", _("Hand the definitions out as a workbook, and take back what the decree says.")),
    "schema": ("schema.schema", _("Print the JSON Schema of a file format.")),
}


def _imported(name: str) -> Any:  # noqa: ANN401  (as above)
    place, text = COMMANDS[name]
    module, _dot, function = place.rpartition(".")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    called = getattr(import_module(f"{__package__}.{module}"), function)
    if isinstance(called, dict):
        return _grouped(name, called)
    alone.command(name, cls=_Command, help=text, short_help=text)(called)
    return typer.main.get_command(alone)


def _grouped(name: str, commands: dict[str, tuple[Any, str]]) -> Any:  # noqa: ANN401  (as above)
    _place, text = COMMANDS[name]
    group = typer.Typer(name=name, cls=_Group, help=text, add_completion=False, rich_markup_mode=None)
    # a group has the options of every command, and does nothing else by itself
    group.callback(cls=_Group, help=text)(command(lambda _session: ExitCode.DONE))
    for word, (called, help_text) in commands.items():
        group.command(word, cls=_Command, help=help_text, short_help=help_text)(called)
    return typer.main.get_command(group)


def _program() -> Any:  # noqa: ANN401  (as above)
    app = typer.Typer(
        name=PROGRAM,
        cls=_Program,
        help=_("Score a body's evidence against the Openness Index of decree PF-154, before the Agency does."),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
        callback=set_up,
    )
    program: Any = typer.main.get_command(app)
    for name, (_place, text) in COMMANDS.items():
        program.add_command(_Command(name, help=text, short_help=text))
    for param in program.params:
        param.help = COMPLETION_HELP.get(param.name, getattr(param, "help", None))
    return program


def invoke(arguments: Sequence[str], session: Session) -> int:
    """Run a command line and return its exit code. Raises KeyboardInterrupt where the user stopped it.

    Without a word it is ``score``; where there is nothing to score, it says what to do next.
    """
    # a shell that completes a command line calls without one
    if not arguments and f"_{PROGRAM.upper()}_COMPLETE" not in session.environment:
        from openness_cli.cli.opening import folder_here  # noqa: PLC0415  (most command lines say what they want)

        if folder_here() is None:
            session.complain(*_first_steps())
            return ExitCode.INVALID
        arguments = ["score"]
    elif arguments and _names_no_command(arguments):
        arguments = ["score", *arguments]
    try:
        result = _program().main(list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=session)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except _UnknownCommandError as error:
        return _complain(session, str(error))
    except typer.TyperException as error:
        return _complain(session, _usage_sentence(error))
    if result == _INTERRUPTED:
        raise KeyboardInterrupt
    return result if isinstance(result, int) else ExitCode.DONE


_SWITCHES = frozenset({"--quiet", "-q", "--no-color", "--debug"})


def _names_no_command(arguments: Sequence[str]) -> bool:
    """Tell whether a command line has options of the program alone, in a folder that can be scored."""
    from openness_cli.cli.opening import folder_here  # noqa: PLC0415  (most command lines say what they want)

    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--lang" and rest:
            rest.pop(0)
        elif word not in _SWITCHES and not word.startswith("--lang="):
            return False
    return folder_here() is not None


def _first_steps() -> tuple[str, ...]:
    steps = ((_("make a new folder:"), "openness init {folder}"), (_("score another one:"), "openness score {folder}"))
    width = max(len(what) for what, _step in steps)
    lines = (f"  {what:{width}}  {step.format(folder=place('DIR'))}" for what, step in steps)
    return (_("Nothing was scored: there is no {file} in this folder.").format(file=CONFIG_FILE), *lines)


def _complain(session: Session, sentence: str) -> ExitCode:
    session.complain(_("error: {what}").format(what=sentence), _("see {program} --help").format(program=PROGRAM))
    return ExitCode.USAGE


def _usage_sentence(error: typer.TyperException) -> str:
    """Return what is wrong with the command line, in the language in use where the kind of error is known."""
    name = getattr(error, "option_name", None)
    possible = ", ".join(getattr(error, "possibilities", None) or ())
    param = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            text = _("there is no option {name}").format(name=name)
            return text + ("; " + _("did you mean {words}?").format(words=possible) if possible else "")
        case "MissingParameter" if param is not None:
            is_option = param.param_type_name == "option"
            return _("{name} is missing").format(name=param.opts[0] if is_option else param.human_readable_name)
        case "BadOptionUsage":
            return _("{name}: a value is missing, or there is one too many").format(name=name)
        case "BadParameter" if param is not None:
            return _("{name}: the value does not fit").format(name=param.opts[0])
        case "UsageError" if "extra argument" in str(error):
            return _("more arguments than the command takes")
        case _:
            known = (_("Missing command."),)
            return str(error) if str(error) in known else _("the command line cannot be understood")


# typer looks these up in the catalogue of the process
TYPER_WORDS = (
    mark("Arguments"), mark("Options"), mark("Commands"), mark("required"), mark("default: {default}"),
    mark("env var: {var}"), mark("Missing command."),
)  # fmt: skip
