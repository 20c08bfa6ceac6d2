"""The way from a loaded file to its records on the map."""

from __future__ import annotations

from dashboard.context import Context
from dashboard.language import _
from dashboard.map.address import MapAddress, format_address
from dashboard.map.fitting import view_of
from dashboard.map.spec import ALL_LAYERS, USUAL_LAYERS
from dashboard.shell.pages import page_link
from geodata.errors import NotFound
from geodata.services.ingest import Target
from geodata.services.load_extent import load_extent

MapQuery = dict[str, str]


def query_of_load(context: Context, load_id: int | None, target: str) -> MapQuery:
    """What the address of the map has to say to show a load whole, with the layer of its target switched on.

    Nothing where the load brought nothing to see.
    """
    if load_id is None:
        return {}
    try:
        box = load_extent(context.database, context.actor, load_id)
    except NotFound:  # what it brought was erased meanwhile
        box = None
    layers = ALL_LAYERS if Target.PROTECTED_PLACES in target else USUAL_LAYERS
    return {} if box is None else format_address(MapAddress(view=view_of(box), layers=layers))


def link_to_load(query: MapQuery) -> None:
    """The link to the map."""
    page_link("map", _("See it on the map"), icon=":material/map:", **query)
