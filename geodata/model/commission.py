"""What a commission does with a proposal: comments, reviews, votes, conflicts of interest."""

from __future__ import annotations

from enum import StrEnum


class CommentSubject(StrEnum):
    """What a comment is about. SENTENCE: words of the reasons, the criterion or the legal notes, which it quotes."""

    WHOLE = "whole"
    ZONE = "zone"
    RULE = "rule"
    SENTENCE = "sentence"


class Stance(StrEnum):
    """What a member thinks of a version, with reasons."""

    AGREES = "agrees"
    AGREES_WITH_CHANGES = "agrees_with_changes"
    DISAGREES = "disagrees"


class VoteWay(StrEnum):
    PER_MEMBER = "per_member"
    SHOW_OF_HANDS = "show_of_hands"


class MajorityOf(StrEnum):
    """More than half of whom has to be in favour: of those present, or of all who have a vote."""

    PRESENT = "present"
    ALL = "all"


class VoteChoice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"
