"""The nouns of the product as plain data: no storage, no screen, no geometry library."""
