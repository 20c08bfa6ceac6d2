"""The words of which slots are made, Czech and English, folded (lower case, no diacritics)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from re import Pattern

_END = "(?:y|a|e|ou|eho|em)"

# Monday is 0.
WEEKDAYS: Mapping[int, str] = {
    0: "pondel(?:i|ky)|mondays?",
    1: "uter(?:y|ek|ky)|tuesdays?",
    2: "stred[auy]|wednesdays?",
    3: "ctvrt(?:ek|ky)|thursdays?",
    4: "pat(?:ek|ky)|fridays?",
    5: "sobot[auy]|saturdays?",
    6: "nedel[ei]|sundays?",
}
NEVER = 6  # no month has six of a day
ORDINALS: Mapping[int, str] = {
    1: "prvni|first|1st",
    2: f"druh{_END}|second|2nd",
    3: "treti|third|3rd",
    4: f"ctvrt{_END}|fourth|4th",
    5: f"pat{_END}|fifth|5th",
    NEVER: f"(?:sest|sedm|osm|devat|desat){_END}|sixth|seventh|eighth|ninth|tenth|[6-9]th",
    -2: "predposledni|last but one",
    -1: "posledni|last",
}
MONTHS: Mapping[int, str] = {
    1: "leden|ledna|january",
    2: "unora?|february",
    3: "brezen|brezna|march",
    4: "duben|dubna|april",
    5: "kveten|kvetna|may",
    6: "cerven|cervna|june",
    7: "cervenec|cervence|july",
    8: "srpen|srpna|august",
    9: "zari|september",
    10: "rijen|rijna|october",
    11: "listopadu?|november",
    12: "prosinec|prosince|december",
}
SUMMER = r"(?:letni(?:ch|mi)? )?prazdnin\w*|(?:the )?summer(?: holidays| break)?"
COUNTS: Mapping[str, int] = {
    "dva": 2, "dve": 2, "two": 2, "tri": 3, "three": 3, "ctyri": 4, "four": 4, "sest": 6, "six": 6,
}  # fmt: skip

_MONTH = r"mesic\w*|months?"
_WEEK = r"tydn\w*|tyden|weeks?"
_HOURS = r"(?:hodin[auy]?|hod\b\.?|h\b)"
_AT = "(?:ve?|od|o|at|from)"


def _whole(words: str) -> Pattern[str]:
    return re.compile(rf"(?:{words})(?!\w)")


def _one_of(table: Mapping[int, str]) -> str:
    return "|".join(table.values())


AS_NEEDED = _whole("(?:po)?dle potreby|nepravidelne|as needed|when needed|if needed|irregularly|ad hoc")
MONTHS_OFF = _whole(
    rf"(?:mimo|krome|vyjma|s vyjimkou|except(?: for| in)?|not in)"
    rf"(?P<months>(?:(?:,| a| and)? (?:{SUMMER}|{_one_of(MONTHS)})\b)+)"
)
ODD_OR_EVEN = _whole(rf"(?:(?:ve?|of|in) )?(?:an )?(?P<odd>lich|sud|odd|even)\w* (?:(?P<month>{_MONTH})|{_WEEK})")
TWO_WEEKS = _whole(r"(?:jednou za|1x za|once in|every) 14 (?:dni|days)|fortnightly|every fortnight")
QUARTER = _whole(r"ctvrtletne|jednou za (?:ctvrt ?roku|ctvrtleti)|quarterly|every quarter")
EVERY_OTHER_PERIOD = _whole(rf"(?:kazd(?:y|eho)|every) (?:druh(?:y|eho)|second|other) (?:(?P<month>{_MONTH})|{_WEEK})")
ONCE_IN = _whole(
    rf"(?:jednou za|1x za|kazd[ey]|once every|once in|every) (?P<count>{'|'.join(COUNTS)}|\d{{1,2}}) "
    rf"(?:(?P<month>{_MONTH})|{_WEEK})"
)
WEEKLY = _whole("tydne|weekly|(?:kazdy|jednou za) tyden|(?:every|each) week")
MONTHLY = _whole(
    "mesicne|monthly|(?:v |v kazdem |kazdeho |kazdy |jednou za )?mesic[ei]?|once a month|"
    "(?:of |in )?(?:the |each |every |a )?month"
)
EVERY_OTHER = _whole("every other")
EVERY = _whole("kazd(?:y|ou|e|a)|vzdy|every|each")
# "v úterý", but not "ve čtvrtém patře".
SAID_BETWEEN = _whole(rf"a|and|&|on|the|ve?(?= (?:(?:{_one_of(ORDINALS)}) )?(?:{_one_of(WEEKDAYS)})\b)")
ORDINAL_NUMBER = re.compile(r"(?P<number>\d{1,2})\.(?!\d)")
ORDINAL = _whole(_one_of(ORDINALS))
WEEKDAY = _whole(_one_of(WEEKDAYS))
# "13:00", "ve 13.30 hod.", "at 1 pm"; "v 9", "9 hodin", but not "v 9. základní škole".
TIME = re.compile(
    rf"(?:{_AT} )?(?P<h12>\d{{1,2}})(?:[:.](?P<m12>\d\d))? ?(?P<half>[ap])m\b"
    rf"|(?:{_AT} )?(?P<h24>\d{{1,2}})[:.](?P<m24>\d\d)(?!\d)(?: ?{_HOURS})?"
    rf"|{_AT} (?P<hour>\d{{1,2}})(?!\d|[.:]\d|\. ?\w)(?: ?{_HOURS})?"
    rf"|(?P<hours>\d{{1,2}}) ?{_HOURS}"
)
# "ve škole, 13:00"
TIME_LAST = re.compile(rf"(?<![^\s,;])(?:{_AT} )?\d{{1,2}}[:.]\d\d(?: ?{_HOURS})?\.?$")
PLACE_BEGINS = re.compile(r"(?:ve?|na|u|za|pred|in|at|on) \w")


def number_in(table: Mapping[int, str], word: str) -> int:
    """Which number of the table a word says."""
    return next(number for number, words in table.items() if re.fullmatch(words, word))


def numbers_in(table: Mapping[int, str], words: str) -> Sequence[int]:
    """All numbers of the table that the words say."""
    return [number for number, known in table.items() if re.search(rf"\b(?:{known})\b", words)]
