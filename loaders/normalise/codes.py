"""Words of a file as codes of ours; case and diacritics do not matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from geodata.errors import N_, Message
from geodata.folding import folded
from loaders.normalise.cells import Unfit
from loaders.normalise.text import plain

_PUNCTUATION = re.compile(r"[\s_\-./()\[\]:;?!,*\"']+")
_LIST_SEPARATORS = re.compile(r"\s*[,;|/+\n]\s*|\s+a\s+|\s+and\s+")


def folded_words(text: str) -> str:
    """Folded, with every run of punctuation as one space: `Nazev_objektu` and `název objektu` are one."""
    return _PUNCTUATION.sub(" ", folded(text)).strip()


class CodeList:
    """The codes of one field and the words that mean them."""

    def __init__(self, field: str, codes: Sequence[str], synonyms: Mapping[str, Sequence[str]] | None = None) -> None:
        self._field = field
        # What a person is told would do: our code, with the first word that the profile has for it.
        self._offered = [f"{code} ({words[0]})" if (words := (synonyms or {}).get(code)) else code for code in codes]
        self._words = {folded_words(code): code for code in codes}
        for code, words in (synonyms or {}).items():
            self._words |= {folded_words(word): code for word in words}

    def knows(self, cell: Any) -> bool:
        """Whether a cell means one of the codes."""
        return folded_words(plain(cell)) in self._words

    def parse(self, cell: Any) -> str:
        """The code a cell means. Raises Unfit naming the codes that would do."""
        code = self._words.get(folded_words(plain(cell)))
        if code is None:
            raise Unfit(
                Message(N_("The word is not in the list of {field}."), {"field": self._field}),
                Message(
                    N_("The field was left empty. Use one of: {codes}; or add the word to the profile."),
                    {"codes": ", ".join(self._offered)},
                ),
            )
        return code

    def parse_several(self, cell: Any) -> list[str]:
        """Every code in a cell that lists several, in their order. Raises Unfit for a word that is none."""
        if self.knows(cell):
            return [self.parse(cell)]
        codes = [self.parse(part) for part in _LIST_SEPARATORS.split(plain(cell)) if part.strip()]
        return list(dict.fromkeys(codes))
