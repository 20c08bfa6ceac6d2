"""Every refusal and every step has a usual answer to begin with."""

from __future__ import annotations

import pytest

from geodata.model.issues import IssueStatus, IssueTopic, RefusalReason
from geodata.model.usual_answers import REFUSALS, REFUSALS_OF_TOPICS, usual_answers


@pytest.mark.parametrize("reason", RefusalReason)
@pytest.mark.parametrize("topic", IssueTopic)
def test_every_refusal_has_its_answer_and_that_of_the_topic_stands_first(
    topic: IssueTopic, reason: RefusalReason
) -> None:
    answers = usual_answers(IssueStatus.REFUSED, topic, reason)
    assert answers[-1] == REFUSALS[reason]
    own = REFUSALS_OF_TOPICS.get((reason, topic))
    assert answers[:-1] == (() if own is None else (own,))


def test_a_refusal_without_a_reason_has_no_answer_yet() -> None:
    assert usual_answers(IssueStatus.REFUSED, IssueTopic.DUMP, None) == ()


@pytest.mark.parametrize("status", sorted(set(IssueStatus) - {IssueStatus.RAISED, IssueStatus.REFUSED}))
def test_every_step_has_its_answer(status: IssueStatus) -> None:
    assert usual_answers(status, IssueTopic.OTHER, None)


def test_what_has_to_be_filled_in_stands_in_brackets() -> None:
    every = {
        answer
        for status in IssueStatus
        for topic in IssueTopic
        for reason in (None, *RefusalReason)
        for answer in usual_answers(status, topic, reason)
    }
    assert len(every) > 15
    assert all("(" in answer and ")" in answer for answer in every)
