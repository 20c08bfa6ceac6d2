"""What a provider may not talk us into. Those that keep to the standard are tried for real in tests/storage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from dashboard.openid.attempt import Attempt
from dashboard.openid.provider import Provider, ProviderMistrusted, ProviderRefused, ProviderSilent
from geodata.errors import LokalityError
from geodata.openid_settings import OpenIdSettings

ISSUER = "https://id.city.example/realms/city"
SETTINGS = OpenIdSettings(
    issuer=ISSUER, client_id="lokality", client_secret="secret+%&", name="Město", role_claim="roles", roles={}
)
HONEST: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": "https://id.city.example/auth",
    "token_endpoint": "https://id.city.example:443/token",
    "jwks_uri": "https://id.city.example/keys",
}
ATTEMPT = Attempt(state="state", nonce="nonce", verifier="v" * 43, wanted="/")
Answer = httpx.Response | Exception


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[httpx.Request], Answer]], list[httpx.Request]]:
    """Let a function answer instead of the network; returns the requests that were made."""

    def answering(answer: Callable[[httpx.Request], Answer]) -> list[httpx.Request]:
        requests: list[httpx.Request] = []

        def handle(request: httpx.Request) -> httpx.Response:
            requests.append(request)
            answered = answer(request)
            if isinstance(answered, Exception):
                raise answered
            return answered

        def request(method: str, address: str, **options: Any) -> httpx.Response:
            follow, auth = options.pop("follow_redirects"), options.pop("auth")
            assert options.pop("timeout").connect is not None
            with httpx.Client(transport=httpx.MockTransport(handle), follow_redirects=follow) as client:
                return client.request(method, address, auth=auth, **options)

        monkeypatch.setattr(httpx, "request", request)
        return requests

    return answering


def test_discovery_is_asked_for_once(asked: Any) -> None:
    requests = asked(lambda _request: httpx.Response(200, json=HONEST))
    provider = Provider(SETTINGS)
    assert provider.endpoints() is provider.endpoints()
    assert [str(request.url) for request in requests] == [f"{ISSUER}/.well-known/openid-configuration"]
    assert provider.sign_out_address("https://lokality.city.example/auth/sign-in", "cs") is None


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint"])
@pytest.mark.parametrize(
    "address",
    [
        "https://id.elsewhere.example/x",
        "http://id.city.example/x",
        "https://id.city.example:8443/x",
        "https://id.city.example@elsewhere.example/x",
        "//id.city.example/x",
        "javascript:alert(1)",
        7,
    ],
)
def test_an_endpoint_at_another_host_is_never_asked(asked: Any, name: str, address: object) -> None:
    asked(lambda _request: httpx.Response(200, json=HONEST | {name: address}))
    with pytest.raises(ProviderMistrusted):
        Provider(SETTINGS).endpoints()


@pytest.mark.parametrize("left_out", ["authorization_endpoint", "token_endpoint", "jwks_uri", "issuer"])
def test_a_document_that_lacks_something_is_refused(asked: Any, left_out: str) -> None:
    asked(lambda _request: httpx.Response(200, json={name: HONEST[name] for name in HONEST if name != left_out}))
    with pytest.raises(ProviderMistrusted):
        Provider(SETTINGS).endpoints()


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"null", b"\xff"])
def test_what_is_no_json_object_is_refused(asked: Any, content: bytes) -> None:
    asked(lambda _request: httpx.Response(200, content=content))
    with pytest.raises(ProviderMistrusted):
        Provider(SETTINGS).endpoints()


def test_a_redirection_is_not_followed(asked: Any) -> None:
    requests = asked(lambda _request: httpx.Response(302, headers={"location": "https://elsewhere.example/"}))
    with pytest.raises(ProviderRefused):
        Provider(SETTINGS).endpoints()
    assert len(requests) == 1


@pytest.mark.parametrize("answer", [httpx.ConnectTimeout("slow"), httpx.ConnectError("no"), httpx.Response(503)])
def test_a_silent_provider_is_left_alone_for_a_while(asked: Any, answer: Answer) -> None:
    requests = asked(lambda _request: answer)
    provider = Provider(SETTINGS)
    for _ in range(3):
        with pytest.raises(ProviderSilent):
            provider.endpoints()
    assert len(requests) == 1


@pytest.mark.parametrize(
    ("methods", "in_form"), [(None, False), (["client_secret_post"], True), (["client_secret_basic", "none"], False)]
)
def test_the_secret_travels_in_the_way_the_provider_takes(asked: Any, methods: list[str] | None, in_form: bool) -> None:
    def answer(request: httpx.Request) -> Answer:
        if request.method == "GET":
            return httpx.Response(200, json=HONEST | {"token_endpoint_auth_methods_supported": methods})
        return httpx.Response(400, json={"error": "invalid_grant"})

    requests = asked(answer)
    with pytest.raises(ProviderRefused):
        Provider(SETTINGS).claims("code", ATTEMPT, "https://lokality.city.example/auth/openid/back")
    sent, header = parse_qs(requests[-1].content.decode()), requests[-1].headers.get("authorization", "")
    assert (sent.get("client_secret") == [SETTINGS.client_secret]) is in_form
    assert header.startswith("Basic ") is not in_form
    assert sent["code_verifier"] == [ATTEMPT.verifier]


def test_an_answer_without_an_id_token_signs_nobody_in(asked: Any) -> None:
    asked(lambda request: httpx.Response(200, json=HONEST if request.method == "GET" else {"access_token": "x"}))
    with pytest.raises(LokalityError) as refused:
        Provider(SETTINGS).claims("code", ATTEMPT, "https://lokality.city.example/auth/openid/back")
    assert isinstance(refused.value, ProviderMistrusted)
    assert SETTINGS.client_secret not in str(refused.value)
