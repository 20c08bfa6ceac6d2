"""Under what points stand: the organisation that raised them, or a title; and which lines begin the next."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.minutes.lines import Line
from loaders.minutes.outline import is_review


@dataclass(frozen=True, slots=True)
class Group:
    """`is_inline`: it began in the line of its first point ("PČR: …")."""

    line: Line
    organisation: str = ""
    title: str = ""
    is_inline: bool = False

    @property
    def heading(self) -> Line | None:
        """The words of the title where they stand."""
        start = self.line.text.find(self.title) if self.title else -1
        return self.line.part(start, start + len(self.title)) if start >= 0 else None

    @property
    def is_section(self) -> bool:
        """Whether a title stands above all of it, so that its paragraphs are one point."""
        return bool(self.title) and not self.is_inline

    @property
    def is_review(self) -> bool:
        """ "MOb – odvoz skládky: splněno" below "Úkoly z minula" is nobody's statement."""
        return self.is_section and is_review(self.title)

    def is_beside(self, line: Line) -> bool:
        """Whether a line is an item of the same list that the group began with: each item says whose it is."""
        own = self.line
        return self.is_inline and bool(own.marker) and own.marker == line.marker and line.indent <= own.indent

    def ends_with(self, line: Line, *, in_blocks: bool) -> bool:
        """Whether an organisation that speaks in a line opens another group; `in_blocks`: after empty lines only."""
        if self.is_inline:
            if self.line.marker:
                return self.is_beside(line)
            stands_out = line.is_blank_before if in_blocks else not line.marker
            return stands_out and line.indent <= self.line.indent
        return bool(self.organisation) and line.is_blank_before and line.indent <= self.line.indent and not line.marker
