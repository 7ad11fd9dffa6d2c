"""Runs over the addresses and records of the log as JSON."""

from typing import Any

from openness_cli.formats.json_head import document_text, head
from openness_cli.links.report import LinkReport, LinkRow, UptimeReport
from openness_cli.links.uptime import AddressUptime
from openness_cli.model.availability import AddressState
from openness_cli.schemas import links as wire_links
from openness_cli.schemas import report as wire
from openness_cli.scoring.assessment import Assessment
from openness_cli.words.links import mend_sentence

Head = dict[str, Any]


def links_json(report: LinkReport) -> str:
    """Return a run in version 1 of its JSON shape."""
    counts = {state.value: report.count(state) for state in AddressState}
    return document_text(
        wire_links.Links(
            format_version=1,
            kind="links",
            **_head(report.assessment, report.language, report.tool_version),
            began=report.began,
            line_is_down=report.run.line_is_down,
            left_alone=list(report.run.left_alone),
            counts=wire_links.Counts(**counts),
            points_not_opening=report.points_not_opening.number,
            points_together=report.points_together.number,
            points_unchecked=report.points_unchecked.number,
            groups=[
                wire_links.Group(
                    cause=group.cause or None,
                    is_unchecked=group.is_unchecked,
                    fixer=group.fixer.value if group.fixer else None,
                    points=group.points.number,
                    sites=[
                        wire_links.Site(
                            host=site.host,
                            points=site.points.number,
                            addresses=[row.address.url for row in site.rows],
                        )
                        for site in group.sites
                    ],
                )
                for group in report.groups
            ],
            addresses=[_address(row) for row in report.rows],
            log=[wire.LogFile(**file._asdict()) for file in report.log],
        )
    )


def record_json(report: UptimeReport) -> str:
    """Return a record in version 1 of its JSON shape."""
    record = report.record
    return document_text(
        wire_links.Record(
            format_version=1,
            kind="record",
            **_head(report.assessment, report.language, report.tool_version),
            chain_holds=report.chain_holds,
            strays=record.strays,
            addresses=[_history(own) for own in record.addresses],
            criteria=[
                wire_links.CriterionRecord(
                    id=own.criterion.id,
                    title=own.criterion.titles.to(report.language),
                    days=own.days,
                    all_opened=list(own.all_opened),
                    some_opened=list(own.some_opened),
                    none_opened=list(own.none_opened),
                )
                for own in record.criteria
            ],
            log=[wire.LogFile(**file._asdict()) for file in report.log],
        )
    )


def _head(assessment: Assessment, language: str, tool_version: str) -> Head:
    return head(assessment, language, tool_version) | {"policy": wire_links.Policy(**assessment.index.links._asdict())}


def _address(row: LinkRow) -> wire_links.LinkedAddress:
    address, state, fetched = row.address, row.state, row.fetched
    return wire_links.LinkedAddress(
        url=address.url,
        host=address.host,
        state=state.state.value,
        opens=state.opens,
        cause=state.cause or None,
        status=state.status,
        detail=fetched.detail or None if fetched else None,
        final_url=fetched.final_url or None if fetched else None,
        failures=state.failures,
        failing_since=state.failing_since,
        last_success=state.last_success,
        last_check=state.last_check,
        tls_expires=fetched.tls_expires or None if fetched else None,
        result=fetched.result.value if fetched else None,
        result_cause=fetched.cause.value if fetched and fetched.cause else None,
        fixer=row.fixer.value if row.fixer else None,
        remedy=mend_sentence(state.cause),
        points=row.points.number,
        basis=address.basis.value,
        points_basis=address.points_basis.value,
        owner=address.owner,
        uses=[
            wire_links.Use(
                criterion=use.criterion.id, item=use.item.title, file=use.item.place.file, line=use.item.place.line
            )
            for use in address.uses
        ],
    )


def _history(own: AddressUptime) -> wire_links.AddressRecord:
    longest = own.longest_outage
    return wire_links.AddressRecord(
        url=own.address.url,
        host=own.address.host,
        state=own.state.state.value,
        checks=own.checks,
        opened=own.opened,
        failed=own.failed,
        uncounted=own.uncounted,
        first_check=own.first_check,
        last_check=own.last_check,
        first_failure=own.first_failure,
        last_success=own.last_success,
        outages=len(own.outages),
        longest_outage=wire_links.Outage(
            begin=longest.begin,
            end=longest.end,
            failures=longest.failures,
            is_over=longest.is_over,
            seconds=int(longest.length.total_seconds()),
        )
        if longest
        else None,
        changed=list(own.changes),
        criteria=list(own.address.criteria),
        owner=own.address.owner,
    )
