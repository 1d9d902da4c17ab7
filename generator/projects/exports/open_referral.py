"""Stage `projects`: a directory as Open Referral UK data: the page of services that its interface would answer with.

The shape is the UK profile of the Human Services Data Specification 3.0 (https://docs.openreferraluk.org/), with a few
fields of the specification itself that the profile leaves out: telephones, names of languages, how to ask.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from generator.library import Library
from generator.model.service import Opening, Service
from generator.projects.folder import LocalProject
from generator.projects.standing import approved, old
from generator.projects.words import access_features, sectors
from generator.render import plain
from generator.translate.interface import Interface

DAYS = {"monday": "MO", "tuesday": "TU", "wednesday": "WE", "thursday": "TH", "friday": "FR", "saturday": "SA", "sunday": "SU"}  # fmt: skip


def directory(local: LocalProject, library: Library, interface: Interface, day: date) -> bytes:
    """Every service with all that belongs to it. Identifiers stay the same from build to build."""
    services = [_Entry(service, local, library, interface, day).service() for service in local.services]
    page = {
        "total_items": len(services), "total_pages": 1, "page_number": 1, "size": len(services), "first_page": True,
        "last_page": True, "empty": not services, "contents": services,
    }  # fmt: skip
    return json.dumps(page, ensure_ascii=False, indent=2).encode() + b"\n"


class _Entry:
    """One service on its way into the shape of the standard."""

    def __init__(
        self, service: Service, local: LocalProject, library: Library, interface: Interface, day: date
    ) -> None:
        self.own, self.local, self.library, self.interface, self.day = service, local, library, interface, day
        self.place = (
            f"{(library.site.site_url or 'https://joined-up.invalid').rstrip('/')}/projects/{local.id}/services"
        )

    def id(self, *parts: str) -> str:
        return str(uuid5(NAMESPACE_URL, "/".join((self.place, *parts))))

    def service(self) -> dict[str, Any]:
        own = self.own
        found = {
            "id": self.id(own.id), "name": plain(own.name), "description": plain(own.summary), "status": "active",
            "url": own.website, "email": own.email, "fees": plain(own.cost), "application_process": plain(own.ask),
            "eligibility_description": plain(own.for_whom), "accreditations": self.badge(), "alert": self.alert(),
            "minimum_age": own.ages[0] if own.ages else None, "maximum_age": own.ages[1] if own.ages else None,
            "assured_date": own.checked_on.isoformat(), "last_modified": f"{own.checked_on.isoformat()}T00:00:00Z",
            "organization": self.organization(), "phones": self.phones(),
            "schedules": [self.schedule(opening, number) for number, opening in enumerate(own.openings, start=1)],
            "service_areas": [{"id": self.id(own.id, "area"), "name": plain(own.area), "service_area": plain(own.area)}],
            "service_at_locations": self.locations(), "languages": list(self.languages()), "attributes": list(self.attributes()),
        }  # fmt: skip
        return {name: value for name, value in found.items() if value not in (None, "", [])}

    def organization(self) -> dict[str, Any]:
        """One organisation may run services of several kinds, so nothing of this one describes it but its name."""
        name = plain(self.own.organisation)
        return {"id": self.id("organization", name), "name": name, "description": name}

    def phones(self) -> list[dict[str, Any]]:
        return [{"id": self.id(self.own.id, "phone"), "number": self.own.telephone}] if self.own.telephone else []

    def schedule(self, opening: Opening, number: int) -> dict[str, Any]:
        return {
            "id": self.id(self.own.id, "schedule", str(number)), "freq": "WEEKLY", "interval": 1,
            "byday": ",".join(DAYS[name] for name in opening.days), "opens_at": f"{opening.opens}:00", "closes_at": f"{opening.closes}:00",
        }  # fmt: skip

    def locations(self) -> list[dict[str, Any]]:
        if self.own.address is None:
            return []
        own, address = self.own, self.own.address
        first, *others = address.lines
        postal = {
            "id": self.id(own.id, "address"), "address_1": ", ".join((first, *others)), "city": address.town, "region": address.region,
            "state_province": address.region or address.town, "postal_code": address.postcode, "country": address.country,
            "address_type": "physical",
        }  # fmt: skip
        location = {
            "id": self.id(own.id, "location"), "location_type": "physical", "name": plain(own.name),
            "addresses": [{name: value for name, value in postal.items() if value}], "accessibility": list(self.accessibility()),
        }  # fmt: skip
        return [{"id": self.id(own.id, "at"), "location": location}]

    def accessibility(self) -> Iterator[dict[str, Any]]:
        names = access_features(self.interface)
        for feature in self.own.access:
            yield {"id": self.id(self.own.id, "accessibility", feature), "description": names[feature]}
        if self.own.access_note:
            yield {"id": self.id(self.own.id, "accessibility"), "description": plain(self.own.access_note)}

    def languages(self) -> Iterator[dict[str, Any]]:
        for code in self.own.languages:
            name = self.interface.language_name(code)
            yield {"id": self.id(self.own.id, "language", code), "name": name, "code": code}

    def attributes(self) -> Iterator[dict[str, Any]]:
        yield self.term("sector", self.own.sector, sectors(self.interface)[self.own.sector])
        for topic in (topic for topic in self.library.topics if topic.id in self.own.topics):
            yield self.term("topic", topic.id, plain(topic.title))
        if self.own.network:
            yield self.term("network", "joint-working", self.interface("Network for potential joint working"))

    def term(self, taxonomy: str, identifier: str, name: str) -> dict[str, Any]:
        term = {
            "id": self.id("taxonomy", taxonomy, identifier),
            "name": name,
            "description": name,
            "taxonomy": taxonomy,
        }
        return {"id": self.id(self.own.id, taxonomy, identifier), "link_type": taxonomy, "taxonomy_term": term}

    def badge(self) -> str | None:
        if not approved(self.own, self.local.project, self.day) or self.own.signed is None:
            return None
        words = self.interface("Integration-approved by “{project}” until {day}")
        return words.replace("{project}", plain(self.local.project.title)).replace(
            "{day}", self.interface.day(self.own.signed.until)
        )

    def alert(self) -> str | None:
        _ = self.interface
        alerts = [_("This service is made up: it is part of an example.")] if self.local.project.example else []
        alerts += [_("Nobody has checked this entry for over a year.")] if old(self.own, self.day) else []
        return " ".join(alerts) or None
