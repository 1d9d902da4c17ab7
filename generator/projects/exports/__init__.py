"""Stage `projects`: what an audience sees of a project → files of data. One module a format, one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from generator.library import Library
from generator.projects.exports import calendar, open_referral, spreadsheet, tables
from generator.projects.folder import LocalProject
from generator.projects.standing import collated_actions
from generator.translate.interface import Interface


@dataclass(frozen=True)
class Export:
    """One file of data that a project has.

    `stem` and `suffix` make the name of the file, `paper` is the name of the paper that it goes with; `wanted` says whether a project
    has anything for it. `export` gets what one audience sees, and returns the same bytes for the same input.
    """

    stem: str
    suffix: str
    media_type: str
    paper: str
    wanted: Callable[[LocalProject], bool]
    export: Callable[[LocalProject, Library, Interface, date], bytes]


def _has_services(local: LocalProject) -> bool:
    return bool(local.services)


def _has_plan(local: LocalProject) -> bool:
    return bool(collated_actions(local))


def _has_days(local: LocalProject) -> bool:
    return calendar.has_days(local)


def _has_pay(local: LocalProject) -> bool:
    return local.pay is not None


EXPORTS: Mapping[str, Export] = MappingProxyType({
    "plan-csv": Export("plan", ".csv", "text/csv", "action-plan", _has_plan, tables.plan),
    "plan-ics": Export("plan", ".ics", "text/calendar", "action-plan", _has_days, calendar.plan),
    "pay-ods": Export("pay", ".ods", "application/vnd.oasis.opendocument.spreadsheet", "pay", _has_pay, spreadsheet.pay_as_ods),
    "pay-xlsx": Export("pay", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pay", _has_pay, spreadsheet.pay_as_xlsx),
    "directory-csv": Export("directory", ".csv", "text/csv", "directory", _has_services, tables.directory),
    "directory-json": Export("directory-open-referral-uk", ".json", "application/json", "directory", _has_services, open_referral.directory),
})  # fmt: skip
"""Every export, by name."""
