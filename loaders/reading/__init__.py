"""Files of every supported format as streams of raw chunks: cells as they stand, geometry as it stands."""
