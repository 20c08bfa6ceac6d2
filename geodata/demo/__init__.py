"""The demo city Vzorov: invented, always the same for the same day, and it says so everywhere.

It is modelled on how Czech cities work with excluded localities: four monthly cells, a prevention commission, a
housing group, field workers who come back to the same dumps. Nobody and nothing in it exists.
"""

from geodata.demo.build import build_demo, has_city

__all__ = ["build_demo", "has_city"]
