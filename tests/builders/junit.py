"""The shape of JUnit files."""

import functools

import xmlschema

from tests.builders.tool import ROOT


@functools.cache
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(ROOT / "tests" / "junit.xsd"))
