"""Formats by their names, as they are typed."""

from openness_cli.formats.choices import formats_of


def names_of(report: type) -> list[str]:
    """Return what a kind of report can be printed as."""
    return [form.value for form in formats_of(report)]
