"""The rules that a phone without a signal is given: patterns of numbers, addresses and names after a title, as data.

They are taken from the modules that use them here, so each has one home. What only the server finds: names without a
title (they need lists of names and of those who work here) and numbers of countries other than Czechia and Slovakia.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from phonenumbers import PhoneMetadata

from geodata.model.personal_data import birth_numbers, emails, names, phones, search
from geodata.model.personal_data.regular_expressions import shared

_CALLING_CODES = {"420": phones.COUNTRY, "421": "SK"}
# In the order in which the library asks what a number is: the first kind that fits counts. True: a person may have it.
_KINDS = (
    ("premium_rate", False),
    ("toll_free", False),
    ("shared_cost", False),
    ("voip", True),
    ("personal_number", True),
    ("pager", True),
    ("uan", False),
    ("voicemail", True),
    ("fixed_line", True),
    ("mobile", True),
)


@cache
def offline_rules() -> dict[str, Any]:
    """`{"version", "patterns", "look_back", "longest_name", "numbers"}`; the version changes with any of the rules."""
    rules = {
        "patterns": {
            name: shared(pattern)
            for name, pattern in (
                ("numbers", search.NUMBERS),
                ("at_sign", search.AT_SIGN),
                ("birth_with_slash", birth_numbers.WITH_SLASH),
                ("birth_plain", birth_numbers.PLAIN),
                ("birth_called", birth_numbers.CALLED),
                ("birth_called_otherwise", birth_numbers.CALLED_OTHERWISE),
                ("email_at", emails.AT),
                ("email_before", emails.BEFORE),
                ("email_domain", emails.DOMAIN),
                ("phone_written", phones.WRITTEN),
                ("phone_amount", phones.AMOUNT),
                ("phone_noughts", phones.NOUGHTS),
                ("phone_called_otherwise", phones.CALLED_OTHERWISE),
                ("name_after_title", names.AFTER_TITLE),
            )
        },
        "look_back": {"birth": birth_numbers.LOOK_BACK, "phone": phones.LOOK_BACK},
        "longest_name": emails.LONGEST_NAME,
        "numbers": {code: _kinds(region) for code, region in _CALLING_CODES.items()},
    }
    written = json.dumps(rules, sort_keys=True).encode()
    return {"version": hashlib.sha256(written).hexdigest()[:12], **rules}


def _kinds(region: str) -> list[dict[str, Any]]:
    """Patterns of the national numbers of a country, each with whether a person may have such a number."""
    known = PhoneMetadata.metadata_for_region(region)
    kinds = ((getattr(known, kind), is_persons) for kind, is_persons in _KINDS)
    return [
        {"source": kind.national_number_pattern, "is_persons": is_persons}
        for kind, is_persons in kinds
        if kind is not None and kind.national_number_pattern
    ]
