"""The commands, put together; and what the command line itself may get wrong."""

from collections.abc import Sequence

import typer

from openness_cli.cli import explain, init, list_, schema, score, validate
from openness_cli.cli.options import Debug, Lang, NoColor, Quiet, Version
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode
from openness_cli.messages import _, mark

PROGRAM = "openness"

app = typer.Typer(
    name=PROGRAM,
    help=_("Score a body's evidence against the Openness Index of decree PF-154, before the Agency does."),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.callback()
def _everywhere(
    ctx: typer.Context,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
    version: Version = False,  # noqa: ARG001  (answered before anything else is looked at)
) -> None:
    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)


app.command("init", help=_("Make a workspace: every criterion that applies, with what it asks."))(init.init)
app.command("score", help=_("Score the evidence, print the gap report, export it, and gate on it."))(score.score)
app.command("list", help=_("List the criteria."))(list_.list_criteria)
app.command("explain", help=_("Explain one criterion in full: rule, remedy, source, labels, own verdict."))(
    explain.explain
)
app.command("validate", help=_("Check definitions and evidence, and tell everything that is wrong."))(validate.validate)
app.command("schema", help=_("Print the JSON Schema of a file format."))(schema.schema)


def invoke(arguments: Sequence[str], session: Session) -> int:
    """Run a command line and return its exit code."""
    command = typer.main.get_command(app)
    try:
        result = command.main(list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=session)
    except typer.Abort:
        session.complain(_("stopped"))
        return 130
    except typer.TyperException as error:
        session.complain(_("error: {what}").format(what=_usage_sentence(error)))
        session.complain(_("see {program} --help").format(program=PROGRAM))
        return ExitCode.USAGE
    return result if isinstance(result, int) else ExitCode.DONE


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
            return _("{name} is missing").format(
                name=param.opts[0] if param.param_type_name == "option" else param.human_readable_name
            )
        case _:
            return str(getattr(error, "format_message", lambda: str(error))())


# typer looks these up in the catalogue of the process
TYPER_WORDS = (
    mark("Arguments"),
    mark("Options"),
    mark("Commands"),
    mark("required"),
    mark("default: {default}"),
    mark("env var: {var}"),
    mark("Missing command."),
    mark("No such command {name!r}."),
)
