"""Where one is sent after signing in: a page of ours, whatever the address said."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.web.sign_in import local_path

LEADING_AWAY = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%2fevil.example",
    "/%5cevil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/map//evil.example",
    "///evil.example",
    "/;//evil.example",
    "?//evil.example",
    "/@evil.example",
    "http:///evil.example",
    "/\x00/evil.example",
    "/\u2028/evil.example",
    "/auth/sign-out",
    "/./auth/sign-out",
    "/auth%2fsign-out",
    "/x/../auth/sign-out",
    "auth/sign-out",
    "",
    "/\ud800",
]
_URLISH = st.text(st.sampled_from("/\\.:@?#%;&= \t\n\x00\u2028aeho-25Cc2f"), max_size=20)


@given(wanted=st.one_of(st.text(), _URLISH, _URLISH.map(lambda text: f"/{text}"), st.sampled_from(LEADING_AWAY)))
@example(wanted="/map//")
@example(wanted="/map/")
@example(wanted="//")
def test_nobody_is_sent_to_another_site_or_straight_out_again(wanted: str) -> None:
    path = local_path(wanted)
    target = urlsplit(urljoin("https://lokality.city.example/auth/sign-in", path))
    assert (target.scheme, target.netloc) == ("https", "lokality.city.example")
    assert not path.startswith(("//", "/\\", "/auth/"))
    assert path.isprintable()
    assert "//" not in path.partition("?")[0]
    assert ".." not in path.partition("?")[0].split("/")


@pytest.mark.parametrize(
    "path", ["/", "/map", "/map/", "/site?id=7", "/map?z=12&lat=50.6&text=Předlice//x", "/log-place"]
)
def test_pages_of_ours_are_where_one_wanted_to_go(path: str) -> None:
    assert local_path(path) == path
