"""The cases of Czech given names and surnames, by their ending. Generous: a form too many finds a name too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_SOFTENED = {"k": "c", "h": "z", "g": "z", "r": "ř", "d": "d", "t": "t", "n": "n"}
_FLEETING = (
    ("něk", "ňk"),
    ("děk", "ďk"),
    ("těk", "ťk"),
    ("ek", "k"),
    ("ec", "c"),
    ("el", "l"),
    ("en", "n"),
    ("er", "r"),
)
_MALE = ("a", "e", "i", "u", "ovi", "em", "ů", "ům", "ech")
_OF_A = ("a", "y", "i", "u", "o", "ou", "ě", "e", "ovi", "ů", "ům")


def forms(name: str) -> set[str]:
    """The name in every case in which a text may hold it, lower case with diacritics."""
    return set(_forms(name.lower()))


def genitive(name: str) -> set[str]:
    """The second case, in which streets are named after people."""
    return set(_genitive(name.lower()))


def _forms(name: str) -> Iterator[str]:
    yield name
    match name[-1]:
        case "á":
            yield from _joined(name[:-1], ("é", "ou"))
        case "ý":
            yield from _joined(name[:-1], ("ého", "ému", "ém", "ým", "ých", "ými", "é"))
        case "í":
            yield from _joined(name, ("ho", "mu", "m", "ch"))
        case "a" | "ă":
            stem = name[:-1]
            yield from _joined(stem, _OF_A)
            if stem and stem[-1] in _SOFTENED:
                yield from _joined(stem[:-1] + _SOFTENED[stem[-1]], ("e", "ě"))
            if stem.endswith("ch"):
                yield f"{stem[:-2]}še"
        case "e" | "ě":
            yield from _joined(name[:-1], ("i", "í", "ou", "ete"))
        case "o":
            yield from _joined(name[:-1], ("a", "ovi", "u", "em"))
        case "i" | "y":
            yield from _joined(name, ("ho", "mu", "m"))
        case _:
            yield from _consonant_forms(name)


def _consonant_forms(name: str) -> Iterator[str]:
    for stem in _stems(name):
        yield from _joined(stem, _MALE)
    yield from _joined(name, ("y", "ou"))
    if name.endswith("r"):
        yield f"{name[:-1]}ře"


def _stems(name: str) -> Iterator[str]:
    """With and without the vowel that comes and goes: Pavel, Pavla; Daniel, Daniela."""
    yield name
    for ending, shortened in _FLEETING:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            yield name[: -len(ending)] + shortened
            return


def _genitive(name: str) -> Iterator[str]:
    match name[-1]:
        case "á":
            yield f"{name[:-1]}é"
        case "ý":
            yield f"{name[:-1]}ého"
        case "í" | "i" | "y":
            yield f"{name}ho"
        case "a":
            yield from _joined(name[:-1], ("y", "i", "e"))
        case "e" | "ě":
            yield from (name, f"{name}te")
        case "o":
            yield f"{name[:-1]}a"
        case _:
            for stem in _stems(name):
                yield from _joined(stem, ("a", "e", "y"))


def _joined(stem: str, endings: Iterable[str]) -> Iterator[str]:
    return (stem + ending for ending in endings)
