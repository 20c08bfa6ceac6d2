"""Refuse registry hosts, CDN addresses and paths of somebody's machine in the project's files.

Locks carry versions and hashes only, and nothing the product shows is fetched from a CDN.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

FORBIDDEN = {
    "a package registry": re.compile(
        r"registry\.npmjs\.org|registry\.yarnpkg\.com|npmmirror\.com|pypi\.org|pythonhosted\.org",
        re.IGNORECASE,
    ),
    "a CDN": re.compile(
        r"unpkg\.com|jsdelivr\.net|cdnjs\.|googleapis\.com|gstatic\.com|bootstrapcdn\.com|code\.jquery\.com"
        r"|stackpath|esm\.sh|skypack\.dev",
        re.IGNORECASE,
    ),
    "a path of one machine": re.compile(r"(?<![\w.*~-])/(?:work|root|Users|home/\w+)/\w"),
}
# When there is no git (an unpacked archive): the folders that are made, not written.
MADE = {".git", ".venv", "build", "data", "node_modules"}


def project_files() -> list[Path]:
    """The files that are, or are about to be, part of the project."""
    answer = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if answer.returncode == 0:
        paths = [ROOT / name.decode() for name in answer.stdout.split(b"\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not MADE & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in paths if path.is_file() and path != Path(__file__).resolve())


def findings(path: Path) -> Iterator[str]:
    """One line for each forbidden address in a file; files that are not text have none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return
    for number, line in enumerate(lines, start=1):
        for what, pattern in FORBIDDEN.items():
            if match := pattern.search(line):
                yield f"{path.relative_to(ROOT)}:{number}: {what}: {match.group()}"


def main() -> None:
    """Print what was found; exit 1 if anything was."""
    found = [line for path in project_files() for line in findings(path)]
    for line in found:
        print(line)
    if found:
        sys.exit(1)


if __name__ == "__main__":
    main()
