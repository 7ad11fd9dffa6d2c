"""``openness schema``: JSON Schema for editors and scripts."""

from typing import Annotated

from openness_cli.cli.command import command
from openness_cli.cli.options import argument, words
from openness_cli.cli.parsing import one_of
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode
from openness_cli.messages import _
from openness_cli.schemas.registry import SchemaName, schema_text


@command
def schema(session: Session, *, name: Annotated[str, argument(words(SchemaName), _("Which format."))]) -> ExitCode:
    """Print it."""
    session.write(schema_text(one_of(SchemaName, name, "schema")).encode())
    return ExitCode.DONE
