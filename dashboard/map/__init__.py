"""The map: what a page asks for (`MapSpec`), how it is shown, what comes back. Only this room imports folium."""
