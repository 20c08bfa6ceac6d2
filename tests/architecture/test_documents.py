"""The documents and the program say the same."""

from __future__ import annotations

import ast
import json
import re
from importlib.metadata import packages_distributions
from pathlib import Path

from geodata.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def imported_packages(path: Path) -> set[str]:
    """The top-level packages a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_every_setting_is_described_with_its_default() -> None:
    described = dict(
        re.findall(r"^\| `LOKALITY_(\w+)` \| ([^|]+) \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    )
    assert {name.lower() for name in described} == set(Settings.model_fields)
    for name, default in described.items():
        if default.startswith("`"):
            assert str(Settings.model_fields[name.lower()].default) == default.strip("`")


def test_every_direct_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    wanted = set()
    for source in ("requirements.in", "requirements-test.in"):
        wanted |= set(re.findall(r"^(\w[\w-]*)", (ROOT / source).read_text().lower(), re.MULTILINE))
    package = json.loads((ROOT / "package.json").read_text())
    wanted |= set(package["dependencies"]) | set(package["devDependencies"])
    assert {name for name in wanted if name not in text} == set()


def test_every_imported_library_is_asked_for_by_name() -> None:
    asked = set(re.findall(r"^(\w[\w-]*)", (ROOT / "requirements.in").read_text().lower(), re.MULTILINE))
    distributions = packages_distributions()
    for room in ("geodata", "loaders", "dashboard"):
        for path in (ROOT / room).rglob("*.py"):
            for name in imported_packages(path) & set(distributions) - {"geodata", "loaders", "dashboard"}:
                owners = {owner.lower().replace("_", "-") for owner in distributions[name]}
                assert owners & asked, f"{path.relative_to(ROOT)} imports {name}, which requirements.in lacks"


def test_the_test_lock_holds_the_same_versions_as_the_lock() -> None:
    pinned = {
        lock: set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / lock).read_text(), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-test.lock")
    }
    assert pinned["requirements.lock"] <= pinned["requirements-test.lock"]


def test_lock_files_name_no_address() -> None:
    for lock in ("requirements.lock", "requirements-test.lock", "package-lock.json"):
        assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_every_link_in_the_documents_leads_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"
