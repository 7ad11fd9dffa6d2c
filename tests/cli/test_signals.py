"""Signals that wait, and signals that mean something else for a while."""

import signal
import sys

import pytest

from openness_cli.signals import handled_by, held_back


@pytest.mark.skipif(sys.platform == "win32", reason="this system holds no signal back")
def test_a_signal_that_is_held_back_comes_when_nothing_is_under_way_any_more() -> None:
    heard: list[str] = []
    with handled_by(signal.SIGTERM, lambda *_signal: heard.append("SIGTERM")):
        with held_back(signal.SIGTERM):
            signal.raise_signal(signal.SIGTERM)
            heard.append("started and noted")
        assert heard == ["started and noted", "SIGTERM"]


@pytest.mark.skipif(sys.platform == "win32", reason="this system holds no signal back")
def test_ctrl_c_is_not_lost_where_it_is_ignored_for_a_moment() -> None:
    with (
        handled_by(signal.SIGINT, signal.default_int_handler),
        pytest.raises(KeyboardInterrupt),
        held_back(signal.SIGINT),
        handled_by(signal.SIGINT, signal.SIG_IGN),
    ):
        signal.raise_signal(signal.SIGINT)
