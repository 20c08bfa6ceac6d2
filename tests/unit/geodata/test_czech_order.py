"""Names stand in Czech lists where a Czech reader looks for them."""

from __future__ import annotations

from geodata.czech_order import czech_order


def test_letters_with_hooks_stand_behind_those_without_and_ch_behind_h() -> None:
    names = [
        "Školní",
        "Chelčického",
        "Cihelná",
        "Stará",
        "Čapkova",
        "Hutnická",
        "Zámecká",
        "Íčkova",
        "Jeřábová",
        "Ahojova",
    ]
    expected = [
        "Ahojova",
        "Cihelná",
        "Čapkova",
        "Hutnická",
        "Chelčického",
        "Íčkova",
        "Jeřábová",
        "Stará",
        "Školní",
        "Zámecká",
    ]
    assert sorted(names, key=czech_order) == expected


def test_numbers_are_counted() -> None:
    assert sorted(["12", "9", "9a", "100"], key=czech_order) == ["9", "9a", "12", "100"]
