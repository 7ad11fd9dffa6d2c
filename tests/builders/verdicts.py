"""Verdicts in figures, and the claims that they are of."""

from typing import Any

from openness_cli.model.points import Points
from openness_cli.scoring.verdicts import Basis, Verdict
from tests.builders.bodies import URL, check, item


def figures(points: Points) -> tuple[float, ...]:
    return tuple(float(part) for part in points)


def rows(verdict: Verdict) -> tuple[tuple[float, ...], ...]:
    return tuple(figures(verdict.on(basis)) for basis in Basis)


def quarters(*published: str | None, **more: Any) -> dict[str, Any]:
    labels = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
    return {
        "items": [
            item(day, period=label, **more) for label, day in zip(labels, published, strict=False) if day is not None
        ]
    }


def failures(*times: str) -> list[Any]:
    return [check(URL, "failed", time) for time in times]
