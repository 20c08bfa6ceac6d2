"""Some forty social services of Vzorov with their places. Providers and register numbers are invented."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from geodata.demo.addresses import AddressPlan
from geodata.model.network import CapacityUnit, ServiceForm, ServiceKind

K, F, U = ServiceKind, ServiceForm, CapacityUnit
_FIRST_REGISTER_NUMBER = 9_900_001  # longer than any the register has given out

FAMILIES = "rodiny s dětmi"
YOUTH = "děti a mládež"
HOMELESS = "osoby bez přístřeší"
CRISIS = "osoby v krizi"
DRUGS = "uživatelé návykových látek"
LEAVING = "osoby opouštějící zařízení"
EXCLUDED = "obyvatelé vyloučených lokalit"
DISABLED = "osoby se zdravotním postižením"


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """A service; None where the capacity is not known."""

    register_number: str
    name: str
    provider: str
    kind: ServiceKind
    form: ServiceForm
    target_groups: tuple[str, ...]
    capacity: float | None
    unit: CapacityUnit | None
    places: tuple[AddressPlan, ...]


_Drawn = tuple[str, str, ServiceKind, ServiceForm, tuple[str, ...], float | None, CapacityUnit | None, tuple[str, ...]]
_SERVICES: tuple[_Drawn, ...] = (
    ("Azylový dům pro rodiny", "Centrum pobytových služeb Vzorov", K.SHELTER, F.RESIDENTIAL, (FAMILIES,), 46, U.BEDS,
     ("hute",)),
    ("Azylový dům pro muže", "Centrum pobytových služeb Vzorov", K.SHELTER, F.RESIDENTIAL, (HOMELESS,), 38, U.BEDS,
     ("nadrazi",)),
    ("Azylový dům pro ženy", "Otevřené dveře Vzorov", K.SHELTER, F.RESIDENTIAL, (CRISIS, FAMILIES), 24, U.BEDS,
     ("sady",)),
    ("Azylový dům Most", "Společné dvory", K.SHELTER, F.RESIDENTIAL, (FAMILIES,), 30, U.BEDS, ("vysina",)),
    ("Noclehárna Nádraží", "Centrum pobytových služeb Vzorov", K.NIGHT_SHELTER, F.AMBULATORY, (HOMELESS,), 28, U.BEDS,
     ("nadrazi",)),
    ("Noclehárna pro ženy", "Otevřené dveře Vzorov", K.NIGHT_SHELTER, F.AMBULATORY, (HOMELESS,), 10, U.BEDS,
     ("stred",)),
    ("Dům na půl cesty Lávka", "Otevřené dveře Vzorov", K.HALFWAY_HOUSE, F.RESIDENTIAL, (LEAVING,), 8, U.BEDS,
     ("mlyny",)),
    ("Dům na půl cesty Start", "Centrum pobytových služeb Vzorov", K.HALFWAY_HOUSE, F.RESIDENTIAL, (LEAVING,), 6,
     U.BEDS, ("zareci",)),
    ("Podpora bydlení", "Otevřené dveře Vzorov", K.SUPPORTED_HOUSING, F.OUTREACH, (FAMILIES, HOMELESS), 4.5, U.POSTS,
     ("stred",)),
    ("Podpora bydlení Výšina", "Společné dvory", K.SUPPORTED_HOUSING, F.OUTREACH, (EXCLUDED,), 2.0, U.POSTS,
     ("vysina",)),
    ("Samostatné bydlení", "Ukázkové sociální služby", K.SUPPORTED_HOUSING, F.OUTREACH, (DISABLED,), 3.2, U.POSTS,
     ("sady",)),
    ("Klub Šroub", "Společné dvory", K.LOW_THRESHOLD_YOUTH, F.AMBULATORY, (YOUTH,), 25, U.PEOPLE, ("hute",)),
    ("Klub Výhybka", "Terén Vzorov", K.LOW_THRESHOLD_YOUTH, F.AMBULATORY, (YOUTH,), 20, U.PEOPLE, ("nadrazi",)),
    ("Klub Náhon", "Společné dvory", K.LOW_THRESHOLD_YOUTH, F.AMBULATORY, (YOUTH,), 18, U.PEOPLE, ("mlyny",)),
    ("Klub Věž", "Terén Vzorov", K.LOW_THRESHOLD_YOUTH, F.AMBULATORY, (YOUTH,), 22, U.PEOPLE, ("vysina",)),
    ("Klub na kolech", "Terén Vzorov", K.LOW_THRESHOLD_YOUTH, F.OUTREACH, (YOUTH,), 12, U.PEOPLE,
     ("zareci", "podlesi")),
    ("Práce s rodinami Hutě", "Společné dvory", K.FAMILY_ACTIVATION, F.OUTREACH, (FAMILIES,), 3.0, U.POSTS, ("hute",)),
    ("Práce s rodinami Nádraží", "Terén Vzorov", K.FAMILY_ACTIVATION, F.OUTREACH, (FAMILIES,), 2.5, U.POSTS,
     ("nadrazi",)),
    ("Rodinný klub", "Otevřené dveře Vzorov", K.FAMILY_ACTIVATION, F.AMBULATORY, (FAMILIES,), 14, U.PEOPLE,
     ("stred",)),
    ("Práce s rodinami Výšina", "Společné dvory", K.FAMILY_ACTIVATION, F.OUTREACH, (FAMILIES,), None, None,
     ("vysina",)),
    ("Terénní program Hutě a Podlesí", "Terén Vzorov", K.OUTREACH_PROGRAMME, F.OUTREACH, (EXCLUDED,), 5.0, U.POSTS,
     ("hute", "podlesi")),
    ("Terénní program Nádraží", "Terén Vzorov", K.OUTREACH_PROGRAMME, F.OUTREACH, (EXCLUDED,), 3.0, U.POSTS,
     ("nadrazi",)),
    ("Terénní program Zářečí", "Společné dvory", K.OUTREACH_PROGRAMME, F.OUTREACH, (EXCLUDED,), 2.5, U.POSTS,
     ("zareci",)),
    ("Terén pro lidi bez domova", "Centrum pobytových služeb Vzorov", K.OUTREACH_PROGRAMME, F.OUTREACH, (HOMELESS,),
     2.0, U.POSTS, ("stred",)),
    ("Výměnný program", "Kontakt Vzorov", K.OUTREACH_PROGRAMME, F.OUTREACH, (DRUGS,), 3.5, U.POSTS,
     ("nadrazi", "vysina")),
    ("Kontaktní centrum", "Kontakt Vzorov", K.CONTACT_CENTRE, F.AMBULATORY, (DRUGS,), 12, U.PEOPLE, ("stred",)),
    ("Denní centrum", "Centrum pobytových služeb Vzorov", K.LOW_THRESHOLD_DAY_CENTRE, F.AMBULATORY, (HOMELESS,), 35,
     U.PEOPLE, ("nadrazi",)),
    ("Denní centrum Zářečí", "Ukázkové sociální služby", K.LOW_THRESHOLD_DAY_CENTRE, F.AMBULATORY, (HOMELESS,), None,
     None, ("zareci",)),
    ("Občanská poradna", "Otevřené dveře Vzorov", K.COUNSELLING, F.AMBULATORY, (CRISIS,), 4, U.PEOPLE, ("stred",)),
    ("Dluhová poradna", "Otevřené dveře Vzorov", K.COUNSELLING, F.AMBULATORY, (CRISIS, EXCLUDED), 3, U.PEOPLE,
     ("stred",)),
    ("Poradna Hutě", "Společné dvory", K.COUNSELLING, F.AMBULATORY, (EXCLUDED,), 2, U.PEOPLE, ("hute",)),
    ("Poradna pro oběti", "Ukázkové sociální služby", K.COUNSELLING, F.AMBULATORY, (CRISIS,), 2, U.PEOPLE, ("sady",)),
    ("Poradna na cestách", "Otevřené dveře Vzorov", K.COUNSELLING, F.OUTREACH, (EXCLUDED,), 1.5, U.POSTS,
     ("podlesi", "vysina")),
    ("Sociální rehabilitace", "Ukázkové sociální služby", K.SOCIAL_REHABILITATION, F.AMBULATORY, (DISABLED,), 18,
     U.PEOPLE, ("mlyny",)),
    ("Návrat do práce", "Společné dvory", K.SOCIAL_REHABILITATION, F.AMBULATORY, (EXCLUDED,), 4.0, U.POSTS,
     ("nadrazi",)),
    ("Terénní rehabilitace", "Ukázkové sociální služby", K.SOCIAL_REHABILITATION, F.OUTREACH, (DISABLED,), 3.0,
     U.POSTS, ("stred",)),
    ("Dílna Hoblík", "Ukázkové sociální služby", K.THERAPEUTIC_WORKSHOP, F.AMBULATORY, (DISABLED,), 24, U.PEOPLE,
     ("mlyny",)),
    ("Dílna Záhon", "Ukázkové sociální služby", K.THERAPEUTIC_WORKSHOP, F.AMBULATORY, (DISABLED,), 16, U.PEOPLE,
     ("sady",)),
    ("Dílna Tkalcovna", "Společné dvory", K.THERAPEUTIC_WORKSHOP, F.AMBULATORY, (DISABLED, CRISIS), None, None,
     ("zareci",)),
    ("Krizová linka a pomoc", "Otevřené dveře Vzorov", K.OTHER, F.AMBULATORY, (CRISIS,), 2, U.PEOPLE, ("stred",)),
)  # fmt: skip


def plan_services(addresses: list[AddressPlan], chance: Random) -> list[ServicePlan]:
    """All services; each has a place in every district it is named for."""
    homes: dict[str, list[AddressPlan]] = {}
    for address in addresses:
        homes.setdefault(address.district, []).append(address)
    return [
        ServicePlan(
            str(_FIRST_REGISTER_NUMBER + number),
            name,
            provider,
            kind,
            form,
            groups,
            capacity,
            unit,
            tuple(chance.choice(homes[district]) for district in districts),
        )
        for number, (name, provider, kind, form, groups, capacity, unit, districts) in enumerate(_SERVICES)
    ]
