"""The words of a version, checked before they are stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.errors import N_, InvalidValue
from geodata.model.names import one_line

VARIANT_AT_MOST = 60  # characters; stands beside the number of a version
TEXT_AT_MOST = 20_000  # characters; some ten pages


@dataclass(frozen=True, slots=True)
class VersionTexts:
    """What a version says besides its zones. `changes` tells what is other than before and why.

    `keep_personal_data` is the reason for which personal data in the words has to stay.
    """

    variant: str = ""
    summary: str = ""
    changes: str = ""
    reasons: str = ""
    legal_notes: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    edge_belongs: bool = True
    keep_personal_data: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The texts by the names of their columns, as they are stored."""
        return {
            "variant": one_line(self.variant),
            "summary": self.summary.strip(),
            "changes": self.changes.strip(),
            "reasons": self.reasons.strip(),
            "legal_notes": self.legal_notes.strip(),
        }


def require_fitting(texts: VersionTexts) -> None:
    """Raise InvalidValue where a text is too long or the version would end before it begins."""
    if len(one_line(texts.variant)) > VARIANT_AT_MOST:
        raise InvalidValue(N_("The name of a variant has at most {count} characters."), count=VARIANT_AT_MOST)
    if any(len(text) > TEXT_AT_MOST for text in texts.words.values()):
        raise InvalidValue(N_("A text is longer than {count} characters. Shorten it."), count=TEXT_AT_MOST)
    if texts.valid_from is not None and texts.valid_to is not None and texts.valid_to < texts.valid_from:
        raise InvalidValue(N_("The last day of validity comes before the first. Swap them, or leave the last one out."))
