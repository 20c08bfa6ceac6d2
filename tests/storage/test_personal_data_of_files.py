"""Personal data in loaded files: removed or kept, told by row, column and kind, and what the audit says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.language import translate
from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.loads import list_loads
from geodata.tables import Observation, Site
from loaders.fields import FIELDS, Target, Value
from loaders.loading import LoadOutcome, load
from loaders.personal_data import kinds_in
from loaders.prepare import LoadOptions, prepare
from tests.audited import entries_of, whole_detail
from tests.small_city import worker_of
from tests.unit.loaders.files import table

BIRTH_NUMBER, PHONE = "850712/1239", "602 123 456"
REASON = "Soud si vyžádal úplný výpis."
FILE = (
    "id;název;adresa;poznámka;lon;lat\n"
    "1;Dvůr;Boženy Němcové 12;Uklizeno.;14,04;50,66\n"
    f"2;U Petra Svobody;Habrová 3;Volat {PHONE}, jana@posta.cz;14,05;50,67\n"
    "3;Sklad;Mostní 1, tel. 475211234;p. č. 1234/5, náklady 250 000 000 Kč;14,06;50,68\n"
    "4;Dům;Mostní 2;Dluží Novák Jan, r. č. 850712/1239;14,07;50,69\n"
)

# Texts that are stored and not searched, and why.
NOT_SEARCHED = {
    Target.SITES: {
        "house_number", "orientation_number", "orientation_letter", "municipality", "municipality_part", "postcode",
    },
    Target.LOCALITIES: {"municipality"},
    Target.AREAS: {"name"},  # areas of the administration
    # What the register of services publishes about providers, contacts included.
    Target.SERVICES: {
        "name", "provider", "target_groups", "address", "street", "house_number", "orientation_number",
        "orientation_letter", "municipality", "municipality_part", "postcode",
    },
    # Names and addresses are searched for contacts.
    Target.PROTECTED_PLACES: {
        "house_number", "orientation_number", "orientation_letter", "municipality", "municipality_part", "postcode",
    },
    Target.LAND_PIECES: {"number", "part_number"},
    # RÚIAN
    Target.ADDRESSES: {
        "house_number_kind", "address", "street", "house_number", "orientation_number", "orientation_letter",
        "municipality", "municipality_part", "postcode",
    },
}  # fmt: skip


def loaded(database: Database, actor: Actor, path: Path, reason: str = "") -> LoadOutcome:
    """Load the file, keeping what is found for a reason."""
    with prepare(path, LoadOptions(keep_personal_data=reason)) as preparation:
        return load(database, actor, preparation, path.name, dry_run=False, keep_good=False)


def stored(database: Database) -> list[tuple[str, str | None, str | None]]:
    """Name, address and note of every site, by the rows of the file."""
    query = select(Site.name, Site.address, Observation.note).outerjoin(Observation).order_by(Site.source_key)
    with database.read() as session:
        return [tuple(row) for row in session.execute(query)]  # type: ignore[misc]


def test_it_is_removed_and_the_row_counts_as_repaired(database: Database, actor: Actor, tmp_path: Path) -> None:
    outcome = loaded(database, actor, table(tmp_path / "mista.csv", FILE))
    assert outcome.kept
    assert (outcome.report.created, outcome.report.repaired, outcome.report.rejected) == (4, 3, 0)
    assert stored(database) == [
        ("Dvůr", "Boženy Němcové 12", "Uklizeno."),
        ("U […]", "Habrová 3", "Volat […], […]"),
        ("Sklad", "Mostní 1, tel. […]", "p. č. 1234/5, náklady 250 000 000 Kč"),
        ("Dům", "Mostní 2", "Dluží […], r. č. […]"),
    ]
    detail = whole_detail(database, entries_of(database, "load")[-1])
    assert detail["personal_data"] == {"removed": {"name": 2, "phone": 2, "email": 1, "birth_number": 1}}


def test_the_report_names_row_column_and_kind_and_shows_only_the_shape(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    report = loaded(database, actor, table(tmp_path / "mista.csv", FILE)).report.to_json(translate)
    said = [{"row": row["row"], **one} for row in report["rows"] for one in (row, *row.pop("more", []))]
    assert sorted((one["row"], one["column"], one["kind"], one["value"]) for one in said) == [
        (3, "název", "name", "P•••• •••••••"),
        (3, "poznámka", "email", "j•••@•••••.••"),
        (3, "poznámka", "phone", "6•• ••• •••"),
        (4, "adresa", "phone", "4••••••••"),
        (5, "poznámka", "birth_number", "8•••••/••••"),
        (5, "poznámka", "name", "N•••• •••"),
    ]
    assert all("osobní údaj" in one["reason"]["cs"] and "personal data" in one["reason"]["en"] for one in said)
    everything = json.dumps(report, ensure_ascii=False)
    assert not any(hidden in everything for hidden in (BIRTH_NUMBER, PHONE, "jana", "Svobod", "Novák", "475211"))


def test_it_is_kept_with_a_reason_which_the_audit_tells(database: Database, actor: Actor, tmp_path: Path) -> None:
    outcome = loaded(database, actor, table(tmp_path / "mista.csv", FILE), REASON)
    assert f"Volat {PHONE}, jana@posta.cz" in [note for _, _, note in stored(database)]
    assert outcome.report.repaired == 3
    (entry,) = entries_of(database, "load")
    found = {"name": 2, "phone": 2, "email": 1, "birth_number": 1}
    assert whole_detail(database, entry)["personal_data"] == {"reason": REASON, "found": found}
    assert PHONE not in str([whole_detail(database, one) for one in entries_of(database)])


def test_a_clean_file_says_nothing_of_it(database: Database, actor: Actor, tmp_path: Path) -> None:
    outcome = loaded(database, actor, table(tmp_path / "mista.csv", "".join(FILE.splitlines(keepends=True)[:2])))
    assert outcome.report.repaired == 0
    assert "personal_data" not in whole_detail(database, entries_of(database, "load")[-1])


def test_who_works_here_may_be_named_in_a_file(database: Database, actor: Actor, tmp_path: Path) -> None:
    worker_of(database, actor, None)  # Terénní tým
    path = table(tmp_path / "mista.csv", "id;název;poznámka;lon;lat\n1;Dvůr;Zjistil Terénní tým.;14,04;50,66\n")
    assert loaded(database, actor, path).report.repaired == 0


def test_a_file_called_by_a_person_is_written_down_without_the_name(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    loaded(database, actor, table(tmp_path / "Seznam_Jan_Svoboda.csv", FILE))
    (one,) = list_loads(database, actor)
    assert (one.file_name, one.source.name) == ("Seznam_[…].csv", "Seznam_[…]")


def test_the_same_file_twice_changes_nothing(database: Database, actor: Actor, tmp_path: Path) -> None:
    path = table(tmp_path / "mista.csv", FILE)
    loaded(database, actor, path)
    assert loaded(database, actor, path).report.unchanged == 4


def test_what_is_said_of_a_shortened_text_shows_none_of_it(database: Database, actor: Actor, tmp_path: Path) -> None:
    text = f"1;Dvůr;Volat {PHONE} {'x' * 4_100};14,04;50,66\n"
    outcome = loaded(database, actor, table(tmp_path / "mista.csv", f"id;název;poznámka;lon;lat\n{text}"))
    assert len(list(outcome.report.findings)) == 2
    assert PHONE not in str(outcome.report.to_json(translate))


@pytest.mark.parametrize("target", list(Target))
def test_every_free_text_that_can_be_loaded_is_searched(target: Target) -> None:
    texts = {field.name for field in FIELDS[target] if field.value in (Value.TEXT, Value.NOTE, Value.WORDS)}
    assert {name for name in texts if not kinds_in(target, name)} == NOT_SEARCHED.get(target, set())
