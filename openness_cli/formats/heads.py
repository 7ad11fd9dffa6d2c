"""The names of columns, and of kinds of rows, for people: a glossary of what tables say to programs."""

from collections.abc import Sequence

from openness_cli.formats.rows import Rows
from openness_cli.messages import _
from openness_cli.model.languages import mark

_COLUMN = "column: "


def head_of(name: str) -> str:
    """Return the name of a column in the language in use; where the glossary does not have it, as it is, in words."""
    return _(_COLUMN + name).removeprefix(_COLUMN).replace("_", " ")


def heads_of(rows: Rows) -> Sequence[str]:
    """Return the names of columns for people."""
    return rows.heads or [head_of(name) for name in rows.columns]


def cell_of(name: str, value: str) -> str:
    """Return what stands in a column that names kinds, in the language in use; of other columns as it is."""
    return _(_VALUE + value).removeprefix(_VALUE) if name in _KINDS else value


_VALUE = "value: "
_KINDS = frozenset({"row", "record", "kind", "rule", "passed", "effort_is_default"})
VALUES = (
    mark("value: body"), mark("value: not-scored"), mark("value: published-average"), mark("value: published-best"),
    mark("value: undecided"), mark("value: result"), mark("value: overload"), mark("value: duty"), mark("value: gap"),
    mark("value: address"), mark("value: criterion"), mark("value: levels"), mark("value: count"),
    mark("value: share"), mark("value: checklist"), mark("value: periods"), mark("value: true"),
    mark("value: false"), mark("value: file"), mark("value: stretch"), mark("value: time-stamp"),
    mark("value: anchor"), mark("value: kept"),
    mark("value: saved"), mark("value: published"),
)  # fmt: skip
COLUMNS = (
    mark("column: indicator"), mark("column: criterion"), mark("column: title"), mark("column: outcome"),
    mark("column: possible"), mark("column: scale"), mark("column: declared"), mark("column: evidenced"),
    mark("column: verified"), mark("column: unknown"), mark("column: pending"), mark("column: open"),
    mark("column: lost"), mark("column: at_stake"), mark("column: reasons"), mark("column: remedy"),
    mark("column: owner"), mark("column: effort_days"), mark("column: action"), mark("column: due"),
    mark("column: basis"), mark("column: points_basis"), mark("column: due_basis"), mark("column: source"),
    mark("column: outcome_before"), mark("column: outcome_after"), mark("column: earned_before"),
    mark("column: earned_after"), mark("column: earned_change"), mark("column: on_course_before"),
    mark("column: on_course_after"), mark("column: on_course_change"), mark("column: scale_before"),
    mark("column: scale_after"), mark("column: causes"), mark("column: cause_of_earned"),
    mark("column: cause_of_on_course"), mark("column: why"), mark("column: about"), mark("column: rules"),
    mark("column: day"), mark("column: on_course"), mark("column: band"), mark("column: points"),
    mark("column: points_unknown"), mark("column: cause"), mark("column: message"), mark("column: periods"),
    mark("column: have"), mark("column: need"), mark("column: needs_basis"), mark("column: row"),
    mark("column: action_title"), mark("column: effort_is_default"), mark("column: worth"), mark("column: by"),
    mark("column: what_to_do"), mark("column: status"), mark("column: overdue"), mark("column: kind"),
    mark("column: label"), mark("column: item"), mark("column: proved"), mark("column: claimed"), mark("column: of"),
    mark("column: next_step"), mark("column: highest_step"), mark("column: fact"), mark("column: rule"),
    mark("column: unconfirmed"), mark("column: organisation"), mark("column: year"), mark("column: as_of"),
    mark("column: saved_at"), mark("column: index"), mark("column: edition"), mark("column: gate_basis"),
    mark("column: how_sure"), mark("column: half_width"),
    mark("column: possible_before"), mark("column: possible_after"), mark("column: at_stake_before"),
    mark("column: at_stake_after"), mark("column: rule_before"), mark("column: rule_after"),
    mark("column: declared_earned"), mark("column: declared_on_course"), mark("column: declared_band"),
    mark("column: evidenced_earned"), mark("column: evidenced_on_course"), mark("column: evidenced_band"),
    mark("column: verified_earned"), mark("column: verified_on_course"), mark("column: verified_unknown"),
    mark("column: verified_band"), mark("column: reachable"), mark("column: tool_version"), mark("column: line"),
    mark("column: url"), mark("column: host"), mark("column: state"), mark("column: opens"), mark("column: reason"),
    mark("column: failures"), mark("column: failing_since"), mark("column: last_success"), mark("column: last_check"),
    mark("column: result"), mark("column: result_cause"), mark("column: detail"), mark("column: final_url"),
    mark("column: tls_expires"), mark("column: criteria"), mark("column: fixer"), mark("column: who"),
    mark("column: items"), mark("column: places"), mark("column: record"), mark("column: checks"),
    mark("column: opened"), mark("column: failed"), mark("column: uncounted"), mark("column: first_check"),
    mark("column: first_failure"), mark("column: outages"), mark("column: longest_outage_hours"),
    mark("column: longest_outage_begin"), mark("column: longest_outage_end"), mark("column: changes"),
    mark("column: last_changed"), mark("column: days"), mark("column: days_all_opened"),
    mark("column: days_some_opened"), mark("column: days_none_opened"), mark("column: not_all_opened_on"),
    mark("column: rank"), mark("column: folder"), mark("column: name"), mark("column: evaluation_date"),
    mark("column: total"), mark("column: passed"), mark("column: problems"), mark("column: published_bodies"),
    mark("column: rounding"), mark("column: file"), mark("column: first_line"), mark("column: last_line"),
    mark("column: lines"), mark("column: last_digest"), mark("column: before"), mark("column: accuracy_seconds"),
    mark("column: serial"), mark("column: authority"), mark("column: authority_checked"), mark("column: stamp"),
    mark("column: after"), mark("column: after_stamp"), mark("column: fault"), mark("column: fault_line"),
    mark("column: moved_from"), mark("column: old_url"), mark("column: new_url"), mark("column: until"),
    mark("column: counterpart"), mark("column: longest_outage_observed_hours"),
    mark("column: longest_outage_at_most_hours"), mark("column: page_title"), mark("column: contains"),
    mark("column: dead_links"), mark("column: next_due"), mark("column: days_left"),
    mark("column: kept_opened"), mark("column: kept_failed"),
    mark("column: published"), mark("column: published_band"), mark("column: predicted"),
    mark("column: predicted_band"), mark("column: difference"), mark("column: saved_in_time"),
    mark("column: email"), mark("column: working_days"),
)  # fmt: skip
