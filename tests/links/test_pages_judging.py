"""What pages of many kinds of sites are judged to be."""

from collections import Counter

import pytest

from openness_cli.links.pages.judging import ControlPages, judge
from openness_cli.links.pages.page import read_page
from openness_cli.model.availability import CheckResult, LinkCause
from tests.links.labelled_pages import SITE, UNLIKELY, labelled

TAKEN_FOR = {CheckResult.OK: "there", CheckResult.FAILED: "gone", CheckResult.BLOCKED: "needs-browser"}
PAGES = tuple(labelled())


def test_pages_are_judged_as_a_person_would() -> None:
    taken = {own.name: TAKEN_FOR[judge(own.page, own.controls).result] for own in PAGES}
    wrong = [(own.name, own.label, taken[own.name]) for own in PAGES if taken[own.name] != own.label]
    assert not wrong
    counts = Counter(own.label for own in PAGES)
    assert len(taken) == len(PAGES) >= 122
    assert counts["there"] >= 50 and counts["gone"] >= 50 and counts["needs-browser"] >= 10
