"""What zones do: reckoned from outlines in metres, without database and without screen."""
