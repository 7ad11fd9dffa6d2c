"""What the tool prints, read back."""

import csv
import functools
import io
from typing import Any

from jsonschema import Draft202012Validator

from openness_cli.schemas.registry import SchemaName, json_schema


@functools.cache
def shape(name: SchemaName) -> Draft202012Validator:
    """Return what validates documents of one schema, the formats of their texts as well."""
    return Draft202012Validator(json_schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)


def table(text: str, delimiter: str = ",") -> list[dict[str, Any]]:
    """Return the rows of CSV by the names of their columns."""
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
