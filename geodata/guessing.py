"""How easily somebody guesses a password: estimated by zxcvbn, of what is left without the words tried first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from threading import Lock

from zxcvbn import zxcvbn

from geodata.folding import folded

# What people here take, as `folded`: words, the city's own, clubs, rows of a Czech keyboard.
_TRIED_FIRST = (
    *("heslo", "mojeheslo", "tajne", "password", "lokality", "lokalita", "administrator", "spravce"),
    *("ahoj", "milacek", "laska", "slunicko", "leto", "zima"),
    *("mesto", "mestsky", "urad", "magistrat", "radnice", "policie", "cesko", "praha", "brno", "ostrava", "plzen"),
    *("sparta", "slavie", "slavia", "banik", "sigma", "bohemka"),
    *("qwertz", "qwertzuiop", "qwerty", "asdfgh", "asdfghjkl", "yxcvbn", "yxcvbnm", "escrzyaie", "+escrzyaie"),
)
_SHORTEST_WORD = 4  # letters; a shorter one stands within words that have nothing to do with it
_FEWEST_CHARACTERS = 5  # different ones; the estimate knows repetitions, but not that there is nothing else
# Of 0 to 4: at least 10^8 guesses, each of which argon2id makes dear.
_GOOD_SCORE = 3
# The estimate slows down with the square of the length; what is good so far stays good.
_LOOKED_AT = 48  # characters
# Signs that stand for the same letter (p@ssword, p4ssword): the estimate would try each choice among them, for seconds.
_ONE_SIGN_A_LETTER = str.maketrans("@{[<!|$+", "4(((1157")
# The library keeps the words it was given last in one place for all threads.
_one_at_a_time = Lock()


def is_easily_guessed(password: str, connected: Iterable[str] = ()) -> bool:
    """Whether a guesser who knows the `connected` texts (names of the person, the organisation, the city) is quick."""
    tried_first = [*_TRIED_FIRST, *_words_of(connected)]
    left = _without(folded(password), tried_first)[:_LOOKED_AT].translate(_ONE_SIGN_A_LETTER)
    if len(set(left)) < _FEWEST_CHARACTERS:
        return True
    with _one_at_a_time:
        score: int = zxcvbn(left, user_inputs=tried_first)["score"]
    return score < _GOOD_SCORE


def _words_of(texts: Iterable[str]) -> list[str]:
    """Each text as a whole, without its gaps, and its words."""
    found: set[str] = set()
    for text in map(folded, texts):
        words = re.findall(r"\w+", text)
        found.update({text, "".join(words), *words})
    return sorted(word for word in found if len(word) >= _SHORTEST_WORD)


def _without(text: str, words: list[str]) -> str:
    """The text without the words: what has to be guessed by whoever tries these first."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), "", text)
