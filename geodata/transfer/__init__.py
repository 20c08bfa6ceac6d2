"""The whole of a city's data moves: to another database, into a backup, back from one."""

from geodata.transfer.backup import backup
from geodata.transfer.copy import copy_to
from geodata.transfer.restore import restore

__all__ = ["backup", "copy_to", "restore"]
