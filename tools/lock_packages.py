"""Write `package-lock.json` anew from `package.json`, and leave every address out of it.

The committed `.npmrc` keeps the registry's out; where projects ask for donations npm writes into the lock all the same.
"""

from __future__ import annotations

import json
import subprocess
import sys

from tools.collect_assets import ROOT, npm_commands

LOCK = ROOT / "package-lock.json"


def without_addresses(lock: str) -> str:
    """The text of a lock without the entries that hold nothing but addresses."""
    content = json.loads(lock)
    for package in content["packages"].values():
        package.pop("funding", None)
    return json.dumps(content, indent=2) + "\n"


def main() -> None:
    """Ask npm for the lock; nothing is installed."""
    for command in npm_commands():
        asked = [*command, "install", "--package-lock-only"]
        if subprocess.run(asked, cwd=ROOT, check=False).returncode == 0:
            LOCK.write_text(without_addresses(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
            return
    sys.exit("package-lock.json was not written.")


if __name__ == "__main__":
    main()
