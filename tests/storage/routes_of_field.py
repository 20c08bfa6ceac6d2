"""What each route of the field app needs, with an address that leads to it: rows of test_role_matrix."""

from __future__ import annotations

from geodata.policy import Action

ROUTES_OF_FIELD: dict[str, tuple[str, Action | None]] = {
    **{f"/terrain/{name}": (f"/terrain/{name}", Action.VIEW) for name in ("account", "form", "reports")},
    "/terrain/ground/{id:number}": ("/terrain/ground/1", Action.VIEW),
    # They answer to POST and PUT alone; that each asks for the right to log is in test_field_routes.
    "/terrain/records": ("/terrain/records", None),
    "/terrain/photos/{client_id}": ("/terrain/photos/x", None),
    "/terrain": ("/terrain", None),
    "/terrain/worker.js": ("/terrain/worker.js", None),
    "/terrain/manifest.webmanifest": ("/terrain/manifest.webmanifest", None),
    "/terrain/words/{language}.json": ("/terrain/words/cs.json", None),
    "/assets/terrain/{version}/{path:path}": ("/assets/terrain/x/start.js", None),
}
