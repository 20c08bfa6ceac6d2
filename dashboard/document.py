"""The HTML document a browser gets first: Streamlit's own, in the reader's language and under our name."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit

from dashboard.language import LANGUAGES, _, use_language
from dashboard.web.assets import bundle

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_WITHOUT_SCRIPTS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_AGENT_LINK = re.compile(r"<!--(?:(?!-->).)*?-->\s*<link rel=\"service-desc\"[^>]*>", re.DOTALL)

_OWN_SCRIPTS = ("session.js", "page.js")

# Streamlit's page looks for its server one folder after another, and then asks whom to trust as the page around it,
# before it connects. Both are known here: it connects at once, and trusts nobody but ourselves.
_KNOWN_SERVER = """<script>
window.__streamlit = {
  BACKEND_BASE_URL: window.location.origin,
  HOST_CONFIG: { allowedOrigins: [window.location.origin], useExternalAuthToken: false },
};
</script>"""


@cache
def document(language: str) -> str:
    """The document in a language. What is not found in Streamlit's, of whatever version, is left as it is there."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    with use_language(language):
        needs_scripts = _("Lokality needs JavaScript. Allow it for this address in your browser.")
    page = page.replace('<html lang="en">', f'<html lang="{language}">')
    page = page.replace("<title>Streamlit</title>", "<title>Lokality</title>")
    page = _AGENT_LINK.sub("", page)
    page = _WITHOUT_SCRIPTS.sub(lambda _found: f"<noscript><p>{escape(needs_scripts)}</p></noscript>", page)
    own = "\n".join(f'<script src="{bundle(name).address}" defer></script>' for name in _OWN_SCRIPTS)
    return page.replace("</title>", f"</title>\n{_KNOWN_SERVER}\n{own}", 1)


@cache
def inline_script_hashes() -> tuple[str, ...]:
    """The hashes of the scripts written into the document, so that only these run inline."""
    scripts = {script for language in LANGUAGES for script in _INLINE_SCRIPT.findall(document(language))}
    return tuple(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in sorted(scripts)
    )
