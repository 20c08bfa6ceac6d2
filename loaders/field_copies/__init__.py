"""GeoPackages for QField: what their layers hold, and what was changed in them read back."""
