"""Who raises which topic in Vzorov, before which body, and who takes it on."""

from __future__ import annotations

from random import Random

from geodata.demo.bodies import BODIES
from geodata.demo.matter_texts import ALL_TEXTS
from geodata.demo.stories import Part
from geodata.model.issues import IssueTopic, RefusalReason

T, R = IssueTopic, RefusalReason

# "obvod", "policie" and "skola" stand for the one of the district.
_ASSIGNEES: dict[IssueTopic, tuple[str, ...]] = {
    T.BUILDING: ("stavebni", "stavebni", "stavebni", "majetek", "obvod"),
    T.DUMP: ("technicke", "technicke", "technicke", "zivotni", "zivotni", "obvod"),
    T.SYRINGES: ("kontakt", "mestska_policie"),
    T.GAMBLING: ("mestska_policie", "magistrat"),
    T.HOUSING: ("hygiena", "socialni"),
    T.PUBLIC_SPACE: ("obvod", "obvod", "technicke"),
    T.THEFT: ("policie", "mestska_policie"),
    T.PESTS: ("majetek", "hygiena"),
    T.NEIGHBOURS: ("dvory", "mestska_policie"),
    T.TRUANCY: ("socialni", "skola"),
    T.DISCRIMINATION: ("dvere", "magistrat"),
    T.ANIMALS: ("mestska_policie", "obvod"),
    T.SERVICES: ("socialni", "pobyty"),
    T.OTHER: ("obvod", "majetek"),
}
_RAISERS: dict[IssueTopic, tuple[str, ...]] = {
    T.BUILDING: ("teren", "dvory", "mestska_policie"),
    T.DUMP: ("teren", "dvory", "mestska_policie", "skola"),
    T.SYRINGES: ("skola", "teren", "obvod"),
    T.GAMBLING: ("obvod", "teren", "skola"),
    T.HOUSING: ("dvere", "teren"),
    T.PUBLIC_SPACE: ("dvory", "mestska_policie", "teren", "skola"),
    T.THEFT: ("obvod", "dvory"),
    T.PESTS: ("teren", "dvere", "obvod"),
    T.NEIGHBOURS: ("obvod", "policie"),
    T.TRUANCY: ("mestska_policie", "dvory"),
    T.DISCRIMINATION: ("teren", "pobyty"),
    T.ANIMALS: ("dvory", "skola"),
    T.SERVICES: ("teren", "dvere", "prace"),
    T.OTHER: ("teren", "dvere", "dvory"),
}
# Besides the cell of the district.
_OTHER_BODIES: dict[IssueTopic, tuple[str, ...]] = {
    T.BUILDING: ("setkani",),
    T.GAMBLING: ("komise",),
    T.HOUSING: ("bydleni", "setkani"),
    T.DISCRIMINATION: ("setkani", "bydleni"),
    T.SERVICES: ("konzilium", "bydleni", "setkani"),
}
_REFUSED_SHARE = {T.BUILDING: 0.42, T.PUBLIC_SPACE: 0.14, T.GAMBLING: 0.2, T.DISCRIMINATION: 0.2, T.OTHER: 0.2}
_REASONS: dict[IssueTopic, tuple[RefusalReason, ...]] = {
    T.BUILDING: (R.LAW_BARS_ENTRY, R.LAW_BARS_ENTRY, R.PRIVATE_OWNER, R.PRIVATE_OWNER, R.NO_COMPETENCE, R.NO_MONEY),
    T.PUBLIC_SPACE: (R.NO_MONEY, R.NO_COMPETENCE, R.OTHER),
    T.DUMP: (R.PRIVATE_OWNER, R.DUPLICATE),
}
_OTHER_REASONS = (R.NO_COMPETENCE, R.NOT_FOUND, R.DUPLICATE)

_OF_DISTRICT = {
    "hute": ("obvod_hute", "policie_hute", "skola_hute"),
    "podlesi": ("obvod_hute", "policie_hute", "skola_hute"),
    "nadrazi": ("obvod_nadrazi", "policie_hute", "skola_hute"),
    "sady": ("obvod_nadrazi", "policie_hute", "skola_hute"),
    "mlyny": ("obvod_mlyny", "policie_zareci", "skola_zareci"),
    "stred": ("obvod_mlyny", "policie_zareci", "skola_hute"),
    "zareci": ("obvod_zareci", "policie_zareci", "skola_zareci"),
    "vysina": ("obvod_zareci", "policie_zareci", "skola_zareci"),
}
_CELLS = {district: body.key for body in BODIES for district in body.districts}


def part_for(topic: IssueTopic, district: str, chance: Random) -> Part:
    """Who plays which part in a story of a topic in a district."""
    assignee = of_district(chance.choice(_ASSIGNEES[topic]), district)
    raisers = [of_district(raiser, district) for raiser in _RAISERS[topic]]
    raiser = chance.choice([raiser for raiser in raisers if raiser != assignee])
    body = _CELLS[district]
    if topic in _OTHER_BODIES and chance.random() < 0.45:
        body = chance.choice(_OTHER_BODIES[topic])
    return Part(
        body=body,
        raiser=raiser,
        assignee=assignee,
        texts=ALL_TEXTS[topic],
        refused_share=_REFUSED_SHARE.get(topic, 0.07),
        reasons=_REASONS.get(topic, _OTHER_REASONS),
    )


def of_district(organisation: str, district: str) -> str:
    """The key of an organisation, the district's own where it stands for one of several."""
    office, police, school = _OF_DISTRICT[district]
    return {"obvod": office, "policie": police, "skola": school}.get(organisation, organisation)
