"""Who works in Vzorov: invented organisations and one account of a function, never of a person, for each."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.model.people import OrganisationKind as Kind
from geodata.model.people import Role

OFFICE = "magistrat"


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """An organisation, the function of its account and the role of that account."""

    key: str
    name: str
    short: str
    kind: Kind
    function: str
    role: Role


_P = OrganisationPlan
ORGANISATIONS = (
    _P(OFFICE, "Magistrát města Vzorova", "Magistrát", Kind.CITY, "koordinátorka pro integraci", Role.COORDINATOR),
    _P("stavebni", "Odbor – stavební úřad", "Stavební úřad", Kind.CITY, "referent stavebního úřadu", Role.OFFICIAL),
    _P("socialni", "Odbor sociálních věcí", "Sociální odbor", Kind.CITY, "sociální pracovnice odboru", Role.OFFICIAL),
    _P("majetek", "Odbor majetku města", "Odbor majetku", Kind.CITY, "správce městských domů", Role.OFFICIAL),
    _P("zivotni", "Odbor životního prostředí", "Životní prostředí", Kind.CITY, "referentka odpadů", Role.OFFICIAL),
    _P("obvod_hute", "Městský obvod Hutě", "MOb Hutě", Kind.CITY_DISTRICT, "tajemnice obvodu", Role.OFFICIAL),
    _P("obvod_nadrazi", "Městský obvod Nádraží", "MOb Nádraží", Kind.CITY_DISTRICT, "tajemník obvodu", Role.OFFICIAL),
    _P("obvod_mlyny", "Městský obvod Mlýnské Předměstí", "MOb Mlýny", Kind.CITY_DISTRICT, "referent obvodu",
       Role.OFFICIAL),
    _P("obvod_zareci", "Městský obvod Zářečí", "MOb Zářečí", Kind.CITY_DISTRICT, "referentka obvodu", Role.OFFICIAL),
    _P("policie_hute", "Státní policie – obvodní oddělení Hutě", "Policie Hutě", Kind.STATE_POLICE, "vedoucí buňky",
       Role.POLICE),
    _P("policie_zareci", "Státní policie – obvodní oddělení Zářečí", "Policie Zářečí", Kind.STATE_POLICE,
       "vedoucí buňky", Role.POLICE),
    _P("mestska_policie", "Městská policie Vzorov", "Městská policie", Kind.MUNICIPAL_POLICE, "strážník okrskář",
       Role.POLICE),
    _P("teren", "Terén Vzorov, z. s.", "Terén Vzorov", Kind.NGO, "terénní pracovnice", Role.TERRAIN),
    _P("dvory", "Společné dvory, z. ú.", "Společné dvory", Kind.NGO, "terénní pracovník", Role.TERRAIN),
    _P("kontakt", "Kontakt Vzorov, z. ú.", "Kontakt Vzorov", Kind.NGO, "pracovnice výměnného programu", Role.TERRAIN),
    _P("dvere", "Otevřené dveře Vzorov, o. p. s.", "Otevřené dveře", Kind.NGO, "poradkyně pro bydlení", Role.PARTNER),
    _P("skola_hute", "Základní škola Hutnická", "ZŠ Hutnická", Kind.SCHOOL, "metodička prevence", Role.PARTNER),
    _P("skola_zareci", "Základní a mateřská škola Zářečí", "ZŠ Zářečí", Kind.SCHOOL, "ředitelství školy",
       Role.PARTNER),
    _P("hygiena", "Hygienická stanice, pracoviště Vzorov", "Hygiena", Kind.AUTHORITY, "inspektorka", Role.OFFICIAL),
    _P("prace", "Úřad práce, pracoviště Vzorov", "Úřad práce", Kind.AUTHORITY, "referentka dávek", Role.PARTNER),
    _P("technicke", "Technické služby Vzorov, s. r. o.", "Technické služby", Kind.OTHER, "dispečink", Role.OFFICIAL),
    _P("pobyty", "Centrum pobytových služeb Vzorov, p. o.", "Centrum pobytů", Kind.PROVIDER, "vedoucí azylového domu",
       Role.PARTNER),
    _P("kraj", "Krajský úřad Vzorovského kraje", "Krajský úřad", Kind.AUTHORITY, "referentka územního plánování",
       Role.PARTNER),
)  # fmt: skip

# Who is above whom where the city's departments do the work of the state.
SUPERIORS = {"stavebni": "kraj", "zivotni": "kraj", "socialni": "kraj"}

# The town of Vzorov is nowhere, and so are these addresses and data boxes: of those who write letters and get them.
_TOWN = "990 00 Vzorov"
ADDRESSES: dict[str, tuple[str, str]] = {
    OFFICE: (f"Radniční náměstí 1\n{_TOWN}", "vzorov1"),
    "stavebni": (f"Radniční náměstí 1\n{_TOWN}", "vzorov1"),
    "socialni": (f"Radniční náměstí 1\n{_TOWN}", "vzorov1"),
    "majetek": (f"Radniční náměstí 1\n{_TOWN}", "vzorov1"),
    "zivotni": (f"Radniční náměstí 1\n{_TOWN}", "vzorov1"),
    "hygiena": (f"Lékařská 4\n{_TOWN}", "vzorov2"),
    "prace": (f"Nádražní 20\n{_TOWN}", "vzorov3"),
    "kraj": (f"Krajská 7\n{_TOWN}", "vzorov4"),
    "teren": (f"Mlýnská 15\n{_TOWN}", "vzorov5"),
}

SHORT = {organisation.key: organisation.short for organisation in ORGANISATIONS}
