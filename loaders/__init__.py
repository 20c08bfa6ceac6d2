"""Files come in: read, map columns to fields, normalise, check, and hand records to a geodata service."""
