"""Small pages outside the dashboard, written by the server alone: no script, every value escaped by the template."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dashboard.language import LANGUAGES
from dashboard.web.answers import language_of
from dashboard.web.assets import bundle

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined)


def plain_page(
    request: Request, template: str, title: str, *, told: str = "", status: int = 200, **values: Any
) -> HTMLResponse:
    """A page of a template in the reader's language. `told` stands above everything else."""
    language = language_of(request)
    body = (
        _environment()
        .get_template(template)
        .render(
            language=language,
            languages=[(code, name) for code, name in LANGUAGES.items() if code != language],
            title=title,
            told=told,
            styles=bundle("auth.css").address,
            **values,
        )
    )
    return HTMLResponse(body, status_code=status, headers={"cache-control": "no-store", "vary": "cookie"})
