"""What Vzorov wrote to authorities: a handful of letters, each with what became of it, counted in days before today.

Offices are fictional, and no letter speaks of a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from geodata.model.issues import IssueTopic
from geodata.model.submissions import AnswerKind, SendingWay, SubmissionKind

Topic, Kind, Way, Answered = IssueTopic, SubmissionKind, SendingWay, AnswerKind


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """What came, so many days after the sending; a forwarded matter says to whom."""

    kind: AnswerKind
    days: int
    note: str
    forwarded_to: str | None = None


@dataclass(frozen=True, slots=True)
class LetterPlan:
    """One letter; its subject ends with the title of the issue. `sent` is how many days ago, None for a draft.

    The next ones of a story follow it.
    """

    authority: str
    kind: SubmissionKind
    basis: str | None
    subject: str
    text: str
    sent: int | None
    way: SendingWay = Way.DATA_BOX
    reference: str | None = None
    answer: AnswerPlan | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class LetterStory:
    """Letters about one issue of a topic, the first one first."""

    topic: IssueTopic
    letters: tuple[LetterPlan, ...]


_ASK = "Podle § 42 zákona č. 500/2004 Sb., správní řád, žádáme o sdělení do 30 dnů, jak bylo s tímto podnětem naloženo."
_BUILDING = (
    "Dáváme podnět k prověření technického stavu stavby. Při místním šetření byly zjištěny uvolněné části střechy"
    f" a volně přístupné vstupy.\n\nNavrhujeme kontrolní prohlídku a nařízení zabezpečení stavby.\n\n{_ASK}"
)
_DUMP = (
    "Dáváme podnět ve věci opakovaně vznikající černé skládky. Odpad byl již odklizen a za několik týdnů se objevil"
    f" znovu.\n\nNavrhujeme vyzvat vlastníka pozemku k zajištění pozemku.\n\n{_ASK}"
)
_PESTS = (
    "Dáváme podnět k prověření výskytu hlodavců v okolí kontejnerového stání a ve sklepích přilehlých domů.\n\n"
    f"Navrhujeme nařídit ochrannou deratizaci.\n\n{_ASK}"
)

LETTERS: tuple[LetterStory, ...] = (
    LetterStory(
        Topic.BUILDING,
        (
            LetterPlan(
                "stavebni", Kind.NOTICE, "notice", "Podnět k prohlídce stavby", _BUILDING, 118,
                reference="MV/SU/1184", answer=AnswerPlan(
                    Answered.LAW_BARS_ENTRY, 27,
                    "Vlastník vstup neumožnil a úřad podle svého sdělení nemá bez jeho součinnosti oprávnění vstoupit.",
                ),
            ),
            LetterPlan(
                "stavebni", Kind.INFORMATION_REQUEST, "information", "Žádost o informaci o provedených prohlídkách",
                "Žádáme o informaci, jaké kontrolní prohlídky a řízení u této stavby proběhly v posledních třech"
                " letech a s jakým výsledkem.", 61, reference="MV/SU/1391",
                answer=AnswerPlan(Answered.DONE, 14, "Poskytnut přehled dvou prohlídek a jedné výzvy vlastníkovi."),
                closed=True,
            ),
        ),
    ),
    LetterStory(
        Topic.BUILDING,
        (
            LetterPlan(
                "stavebni", Kind.NOTICE, "notice", "Podnět k zabezpečení stavby", _BUILDING, 54,
                reference="MV/SU/1422", answer=AnswerPlan(
                    Answered.NO_COMPETENCE, 22,
                    "Stav stavby bezprostředně neohrožuje okolí; hygienické závady posuzuje jiný orgán.",
                ),
            ),
            LetterPlan(
                "hygiena", Kind.NOTICE, "notice", "Podnět k prověření hygienických závad",
                "Dáváme podnět k prověření hygienických závad v domě, v němž se hromadí odpad. Stavební úřad"
                f" sdělil, že tato část věci mu nepřísluší.\n\n{_ASK}", 12, reference="HS/0872",
            ),
        ),
    ),
    LetterStory(
        Topic.DUMP,
        (
            LetterPlan("zivotni", Kind.NOTICE, "notice", "Podnět k opakované černé skládce", _DUMP, 55,
                       reference="MV/ZP/0655"),
            LetterPlan(
                "zivotni", Kind.REMINDER, None, "Urgence podnětu k černé skládce",
                "Na náš podnět jsme ve lhůtě nedostali odpověď. Žádáme o sdělení, jak s ním bylo naloženo.", 7,
            ),
        ),
    ),
    LetterStory(
        Topic.DUMP,
        (
            LetterPlan(
                "zivotni", Kind.NOTICE, "notice", "Podnět k odstranění černé skládky", _DUMP, 76, Way.IN_PERSON,
                reference="MV/ZP/0581",
                answer=AnswerPlan(Answered.DONE, 19, "Vlastník pozemku byl vyzván, odpad odvezly technické služby."),
                closed=True,
            ),
        ),
    ),
    LetterStory(
        Topic.PESTS,
        (
            LetterPlan(
                "hygiena", Kind.NOTICE, "notice", "Podnět k deratizaci", _PESTS, 40, reference="HS/0790",
                answer=AnswerPlan(Answered.PARTLY, 29, "Deratizace nařízena u kontejnerů, sklepy zatím ne."),
            ),
        ),
    ),
    LetterStory(
        Topic.BUILDING,
        (
            LetterPlan("stavebni", Kind.NOTICE, "notice", "Podnět k zajištění vstupů", _BUILDING, 47, Way.POST),
        ),
    ),
    LetterStory(
        Topic.HOUSING,
        (
            LetterPlan(
                "socialni", Kind.NOTICE, None, "Podnět k podmínkám v ubytovně",
                "Navrhujeme společné šetření v ubytovně za účasti hygienické stanice a hasičů.", 33,
                answer=AnswerPlan(
                    Answered.FORWARDED, 9, "Věc postoupena hygienické stanici jako věcně příslušné.", "hygiena"
                ),
            ),
        ),
    ),
    LetterStory(
        Topic.PUBLIC_SPACE,
        (
            LetterPlan("majetek", Kind.NOTICE, None, "Podnět k úpravě veřejného prostranství",
                       "Navrhujeme místní šetření za účasti městského obvodu a dohodu o tom, kdo místo upraví.", None),
        ),
    ),
)  # fmt: skip
