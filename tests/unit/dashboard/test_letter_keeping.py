"""A letter that was saved and left is not kept again by what the browser still sends of its fields."""

from __future__ import annotations

from dashboard.components.submissions.letter_fields import LetterFields
from dashboard.components.submissions.letter_keeping import About, LetterKeeping


def test_a_field_that_is_heard_of_after_the_letter_was_left_keeps_nothing() -> None:
    fields = LetterFields("left")
    fields.fill("authority", 5)
    fields.fill("text", "Slovo")
    keeping = LetterKeeping(fields, About(1), lambda: None)
    keeping.field_left()
    assert (keeping.kept, keeping.unsaved) == (None, None)
