"""What hangs on addresses is what the score loses without them, for any evidence."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.links.report import Impact
from openness_cli.model.availability import Address, AddressState
from openness_cli.model.definitions import ZERO
from openness_cli.scoring.addresses import collect_addresses
from openness_cli.scoring.assessment import assess
from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    assess_folder,
    criterion,
    item,
    write_index,
    write_workspace,
)

URLS = [f"https://body.example/{name}" for name in "abcdef"]
RULES = {"X1": LEVELS, "X2": COUNT, "X3": SHARE, "X4": CHECKLIST, "X5": QUARTERS}
QUARTER_LABELS = ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]


@st.composite
def evidence(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {}
    claims: dict[str, dict[str, Any]] = {
        "X1": {"level": "full"},
        "X2": {},
        "X3": {"count": 9, "of": 10},
        "X4": {},
        "X5": {},
    }
    for name, claim in claims.items():
        items = []
        for _number in range(draw(st.integers(0, 3))):
            more: dict[str, Any] = {"url": draw(st.lists(st.sampled_from(URLS), min_size=1, max_size=2, unique=True))}
            if name == "X2":
                more["shows"] = draw(st.sampled_from([1, 6, 12]))
            if name == "X4":
                more["part"] = draw(st.sampled_from(["a", "b"]))
            if name == "X5":
                more["period"] = draw(st.sampled_from(QUARTER_LABELS))
            published = draw(st.sampled_from(["2024-04-10", "2024-07-10", "2024-10-10", None]))
            items.append(item(published, title=draw(st.sampled_from(["s", "t"])), **more))
        if items:
            made[name] = {**claim, "items": items}
    return made


@given(evidence(), st.sets(st.sampled_from(URLS)))
def test_what_hangs_is_what_the_score_loses(
    tmp_path_factory: pytest.TempPathFactory, made: dict[str, Any], dead: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("hanging")
    index = write_index(folder / "index", [[criterion(rule, name) for name, rule in RULES.items()]])
    assessment = assess_folder(write_workspace(folder / "body", made, index), "2024-12-01")
    hanging, addresses = Impact(assessment), collect_addresses(assessment)
    by_url = {
        url: Address(AddressState.BROKEN, opens=False) if url in dead else Address(AddressState.OK, opens=True)
        for url in URLS
    }
    again = assess(assessment.index, assessment.workspace, by_url, assessment.day)
    lost = sum((v.failed * (again.scales[v.indicator.id] or ZERO) for v in again.verdicts), ZERO)
    chosen = [address for address in addresses if address.url in dead]
    assert hanging.points(chosen) == lost
    evidenced, verified = again.total(Basis.EVIDENCED), again.total(Basis.VERIFIED)
    assert evidenced.on_course - verified.on_course <= lost
    for few, many in combinations(range(len(chosen) + 1), 2):
        assert hanging.points(chosen[:few]) <= hanging.points(chosen[:many])
