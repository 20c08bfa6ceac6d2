"""The words that mean the codes of a field: those of a profile, else those that all shipped profiles know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from loaders.fields import Target, field_named
from loaders.normalise.codes import CodeList
from loaders.profile import OTHER_PLACES, SHIPPED, Profile, shipped_profile


def code_list(profile: Profile, field: str, called: str = "") -> CodeList:
    """The code list of a field under a profile; `called` is what the file calls its column."""
    known = field_named(profile.target, field)
    words = profile.codes.get(field, {})
    if profile.target is Target.SITES and field == "kind":
        words = {**shipped_profile(OTHER_PLACES).codes["kind"], **words}
    elif profile.target is Target.SITES and not words:
        words = _shared_words(field)
    return CodeList(called or field, known.codes if known else (), words)


@cache
def _shared_words(field: str) -> Mapping[str, Sequence[str]]:
    """Words of a field in all shipped profiles of sites, for files that mix kinds; earlier profiles win."""
    words: dict[str, list[str]] = {}
    for name in reversed(SHIPPED):
        profile = shipped_profile(name)
        if profile.target is Target.SITES:
            for code, synonyms in profile.codes.get(field, {}).items():
                words.setdefault(code, []).extend(synonyms)
    return words
