"""The forms in which running text holds the name of a street: Lipová, Lipové, Lipovou; náměstí Míru, náměstím Míru."""

from __future__ import annotations

from loaders.minutes.lines import plain, words_at

# Names of streets that begin so stand in every sentence as they are: Na Nivách, U Trati, 28. října.
_UNCHANGED_AFTER = frozenset(
    {"na", "nad", "pod", "za", "u", "k", "ke", "v", "ve", "pred", "mezi", "po", "pri", "do", "od"}
)
_SOFTENED = {"k": "c", "h": "z", "g": "z", "r": "r"}
_SHORT = {"namesti": ("nam",), "trida": ("tr",), "nabrezi": ("nabr",)}
_NOUNS = frozenset({"namesti", "nabrezi", "navsi", "predmesti", "zatisi", "udoli"})


def forms_of(street: str) -> tuple[frozenset[str], ...]:
    """For each word of a name its folded forms, the first among them."""
    words = [match.group() for match in words_at(plain(street))]
    if words and (words[0] in _UNCHANGED_AFTER or words[0].isdigit()):
        return tuple(frozenset({word}) for word in words)
    return tuple(frozenset({word, *_cases(word), *_SHORT.get(word, ())}) for word in words)


def _cases(word: str) -> set[str]:
    """Folded, "-ová" and "-ova" look alike: the forms of both are given."""
    stem = word[:-1]
    if word in _NOUNS or word.endswith(("ni", "ci", "zi", "si")):
        return {f"{word}m"}
    if word.endswith("ho"):
        return set()
    if word.endswith(("ova", "ina")):
        return {stem + ending for ending in ("e", "ou", "y", "u")}
    if word.endswith(("ovo", "ino")):
        return {stem + ending for ending in ("a", "u", "e", "em")}
    if word.endswith("a"):
        soft = {stem[:-1] + _SOFTENED[stem[-1]] + "e"} if stem and stem[-1] in _SOFTENED else set()
        return soft | {stem + ending for ending in ("e", "ou", "y", "u")}
    if word.endswith("y"):
        return {stem + ending for ending in ("eho", "emu", "em", "ym")}
    if word.endswith("e"):
        return {stem + "i"} if stem else set()
    if word.endswith("o"):
        return {stem + ending for ending in ("a", "u", "e", "em")}
    if word.endswith("i") or word.isdigit() or len(word) < 4:
        return {f"{word}m"} if len(word) > 3 and not word.isdigit() else set()
    return {word + ending for ending in ("u", "em", "e", "i")}


def nominative(word: str) -> str:
    """The first case of a street of one word that is not known: Lipové → Lipová, Husově → Husova. With diacritics."""
    for ending, first in (
        ("ském", "ský"), ("skou", "ská"), ("ckou", "cká"), ("ovou", "ová"), ("nou", "ná"), ("lou", "lá"), ("kou", "ká"),
        ("hou", "há"), ("rou", "rá"), ("ově", "ova"), ("ovu", "ova"), ("ovy", "ova"), ("ině", "ina"), ("é", "á"),
        ("tou", "tá"), ("vou", "vá"), ("ske", "ska"), ("cke", "cka"), ("ove", "ova"),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + first
    return word


def square_adjective(adjective: str, noun: str) -> str:
    """Masarykově (náměstí) → Masarykovo; Hutnické (třídě) → Hutnická; Staroměstském (náměstí) → Staroměstské."""
    if noun.startswith("tř"):
        return nominative(adjective)
    for ending, first in (
        ("ového", "ové"),
        ("ova", "ovo"),
        ("ově", "ovo"),
        ("ovu", "ovo"),
        ("ovým", "ovo"),
        ("ém", "é"),
        ("ého", "é"),
    ):
        if adjective.endswith(ending):
            return adjective.removesuffix(ending) + first
    return adjective
