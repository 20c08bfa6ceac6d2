"""Cells as people write them become values: days, numbers, codes, positions, addresses."""
