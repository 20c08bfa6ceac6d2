"""What our map page is compared with: each move of the map runs the script again, and st_folium shows what it sends.

Streamlit runs this file. As kind to st_folium as its documentation allows: the frame stays, only the features are
exchanged, they are drawn on one canvas, and what is in view is known at the beginning of the run.
"""

from __future__ import annotations

from typing import Any

import folium
import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from dashboard.map.render import register_component
from tests.benchmarks.points import Points, scattered

FEATURES = 1_500
HEIGHT = 560  # pixels, as on our page
_SITES = 1_000_000


@st.cache_resource
def _points() -> Points:
    return scattered(_SITES)


def _in_view(bounds: dict[str, dict[str, float]]) -> np.ndarray:
    """Longitude and latitude of the first places in view."""
    (south, west), (north, east) = (tuple(bounds[corner].values()) for corner in ("_southWest", "_northEast"))
    longitude, latitude = _points()
    within = (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
    return np.column_stack([longitude[within], latitude[within]])[:FEATURES]


def _features(bounds: dict[str, dict[str, float]], run: int) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": position},
                "properties": {"id": number, "name": f"Místo č. {number}", "state": "open", "run": run},
            }
            for number, position in enumerate(_in_view(bounds).tolist())
        ],
    }


def _show() -> None:
    register_component()
    st.set_page_config(layout="wide")
    st.session_state["run"] = run = st.session_state.get("run", 0) + 1
    folium.Map.default_js = [("leaflet", "/assets/leaflet/leaflet.js")]
    folium.Map.default_css = [("leaflet", "/assets/leaflet/leaflet.css")]
    where = st.query_params
    centre = float(where["lat"]), float(where["lon"])
    frame = folium.Map(location=centre, zoom_start=int(where["z"]), tiles=None, prefer_canvas=True)
    group = folium.FeatureGroup(name="places")
    seen = st.session_state.get("map")
    if seen and seen["bounds"]["_southWest"]["lat"] is not None:
        folium.GeoJson(_features(seen["bounds"], run), marker=folium.CircleMarker(radius=5)).add_to(group)
    st_folium(
        frame,
        key="map",
        height=HEIGHT,
        use_container_width=True,
        feature_group_to_add=group,
        returned_objects=["bounds"],
    )


_show()
