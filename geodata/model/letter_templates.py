"""Texts to begin a letter to an authority with: data, Czech because those who answer are, filled with facts by name.

Whoever writes changes them before they are saved. What a fact is not known of stands as dots to be written over.
`{kde}` names the places (the letter tells their facts by itself), `{podnet}` is the title of the issue, `{odesilatel}`
who writes. Of the letter before (of a reminder: of what it reminds of): `{urad}` whom it went to, `{vec}` its subject,
`{odeslano}` and `{odpovezeno}` its days, `{znacka}` the reference number with the words before it (nothing where there
is none), `{sdeleni}` what was answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geodata.errors import N_
from geodata.model.issues import IssueTopic
from geodata.model.next_steps import Opens
from geodata.model.submissions import SubmissionKind

UNKNOWN = "……"


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """One text. Empty `topics` fit every issue; one that `follows` speaks of the letter before it.

    `name` is a sentence of the catalogues, `basis` a key of `legal_bases`.
    """

    key: str
    name: str
    kind: SubmissionKind
    basis: str | None
    subject: str
    text: str
    topics: frozenset[IssueTopic] = frozenset()
    follows: bool = False


_ASKS_FOR_ANSWER = (
    "Žádáme, abyste nám podle § 42 zákona č. 500/2004 Sb., správní řád, do 30 dnů ode dne, kdy tento podnět obdržíte, "
    "sdělili, zda jste řízení zahájili, zda jste k tomu neshledali důvody, nebo zda jste podnět postoupili příslušnému "
    "správnímu orgánu."
)

LETTER_TEMPLATES: tuple[LetterTemplate, ...] = (
    LetterTemplate(
        key="building",
        name=N_("Dangerous building, to the building authority"),
        kind=SubmissionKind.NOTICE,
        basis="notice",
        topics=frozenset({IssueTopic.BUILDING}),
        subject="Podnět – stavba, která ohrožuje okolí, {kde}",
        text=(
            "Upozorňujeme na stavbu, jejíž stav podle našich zjištění ohrožuje okolí: {kde}.\n\n"
            "Žádáme, abyste stav stavby prověřili na místě a podle výsledku zahájili řízení k odstranění závad. Žádáme "
            "také o sdělení, jaká opatření k zajištění bezpečnosti chodců jste vlastníkovi uložili nebo uložíte.\n\n"
            f"{_ASKS_FOR_ANSWER}\n\n"
            "Nebude-li se věc řešit, hrozí, že se stav dále zhorší a že dojde ke zranění nebo škodě na sousedních "
            "domech."
        ),
    ),
    LetterTemplate(
        key="dump",
        name=N_("Dumped waste, to the environment office"),
        kind=SubmissionKind.NOTICE,
        basis="notice",
        topics=frozenset({IssueTopic.DUMP, IssueTopic.SYRINGES}),
        subject="Podnět – nezákonně odložený odpad, {kde}",
        text=(
            "Upozorňujeme na odpad, který je odložen mimo místa k tomu určená: {kde}.\n\n"
            "Žádáme, abyste věc prošetřili, zjistili, kdo za odložení odpadu odpovídá, a zajistili jeho odstranění. "
            "Není-li původce znám, žádáme o sdělení, kdo a do kdy odpad odstraní.\n\n"
            f"{_ASKS_FOR_ANSWER}"
        ),
    ),
    LetterTemplate(
        key="hygiene",
        name=N_("Housing or pests, to the hygiene station"),
        kind=SubmissionKind.NOTICE,
        basis="notice",
        topics=frozenset({IssueTopic.HOUSING, IssueTopic.PESTS}),
        subject="Podnět – hygienické podmínky, {kde}",
        text=(
            "Upozorňujeme na podmínky, které podle našich zjištění ohrožují zdraví lidí v místě: {kde}.\n\n"
            "Žádáme o kontrolu na místě a o opatření, která jsou ve vaší působnosti.\n\n"
            f"{_ASKS_FOR_ANSWER}"
        ),
    ),
    LetterTemplate(
        key="notice",
        name=N_("Notice about any matter"),
        kind=SubmissionKind.NOTICE,
        basis="notice",
        subject="Podnět – {podnet}",
        text=(
            "Obracíme se na vás s podnětem ve věci: {podnet}.\n\n"
            "Žádáme, abyste věc prověřili a učinili opatření, která jsou ve vaší působnosti.\n\n"
            f"{_ASKS_FOR_ANSWER}"
        ),
    ),
    LetterTemplate(
        key="information",
        name=N_("Request for information"),
        kind=SubmissionKind.INFORMATION_REQUEST,
        basis="information",
        subject="Žádost o informace – {podnet}",
        text=(
            "Podle zákona č. 106/1999 Sb., o svobodném přístupu k informacím, žádáme o tyto informace ve věci: "
            "{podnet}.\n\n"
            "1. Jaké kontroly a jaká řízení se od začátku minulého roku v této věci vedly?\n"
            "2. S jakým výsledkem skončily, případně v jakém jsou stavu?\n"
            "3. Jaká opatření byla uložena a do kdy mají být splněna?\n\n"
            "Žadatel: {odesilatel}, IČO ……, sídlo ……, adresa pro doručování ……."
        ),
    ),
    LetterTemplate(
        key="second_notice",
        name=N_("To another authority, after an answer"),
        kind=SubmissionKind.NOTICE,
        basis="notice",
        follows=True,
        subject="Podnět – {podnet}",
        text=(
            "Obracíme se na vás s podnětem ve věci: {podnet}.\n\n"
            "Stejnou věc jsme dne {odeslano} předložili jinému úřadu: {urad}{znacka}. {sdeleni}\n\n"
            "Domníváme se, že věc patří do vaší působnosti. Není-li tomu tak, žádáme, abyste ji podle § 12 zákona "
            "č. 500/2004 Sb., správní řád, postoupili příslušnému správnímu orgánu a vyrozuměli nás o tom.\n\n"
            f"{_ASKS_FOR_ANSWER}"
        ),
    ),
    LetterTemplate(
        key="reminder",
        name=N_("Reminder of a letter without an answer"),
        kind=SubmissionKind.REMINDER,
        basis=None,
        follows=True,
        subject="Urgence – {vec}",
        text=(
            "Dne {odeslano} jsme vám poslali podání ve věci „{vec}“{znacka}. {sdeleni}\n\n"
            "Žádáme, abyste nám sdělili, jak jste s podáním naložili a kdy lze čekat vyřízení věci."
        ),
    ),
    LetterTemplate(
        key="inaction",
        name=N_("Inaction, to the superior authority"),
        kind=SubmissionKind.INACTION_COMPLAINT,
        basis="inaction",
        follows=True,
        subject="Podnět k opatření proti nečinnosti – {urad}",
        text=(
            "Dne {odeslano} jsme úřadu {urad} poslali podání ve věci „{vec}“{znacka}. {sdeleni}\n\n"
            "Podáváme proto podnět, abyste jako nadřízený správní orgán učinili opatření proti nečinnosti podle § 80 "
            "zákona č. 500/2004 Sb., správní řád, a sdělili nám, jak jste s podnětem naložili.\n\n"
            "Za nečinnosti se stav na místě dál zhoršuje."
        ),
    ),
    LetterTemplate(
        key="complaint",
        name=N_("Complaint about the procedure"),
        kind=SubmissionKind.COMPLAINT,
        basis="complaint",
        follows=True,
        subject="Stížnost na postup – {vec}",
        text=(
            "Podle § 175 zákona č. 500/2004 Sb., správní řád, si stěžujeme na postup ve věci „{vec}“, kterou jsme vám "
            "předali dne {odeslano}{znacka}. {sdeleni}\n\n"
            "V postupu spatřujeme tyto nedostatky: ……\n\n"
            "Žádáme o prošetření stížnosti do 60 dnů ode dne jejího doručení a o vyrozumění o výsledku."
        ),
    ),
    LetterTemplate(
        key="complaint_review",
        name=N_("Complaint not settled, to the superior authority"),
        kind=SubmissionKind.COMPLAINT,
        basis="complaint_review",
        follows=True,
        subject="Žádost o přešetření způsobu vyřízení stížnosti – {vec}",
        text=(
            "Dne {odeslano} jsme úřadu {urad} podali stížnost ve věci „{vec}“{znacka}. {sdeleni}\n\n"
            "Máme za to, že stížnost nebyla řádně vyřízena. Žádáme proto, abyste jako nadřízený správní orgán podle "
            "§ 175 odst. 7 zákona č. 500/2004 Sb., správní řád, způsob jejího vyřízení přešetřili a o výsledku nás "
            "vyrozuměli.\n\n"
            "V postupu úřadu spatřujeme tyto nedostatky: ……"
        ),
    ),
    LetterTemplate(
        key="information_complaint",
        name=N_("Information not given, to the authority that was asked"),
        kind=SubmissionKind.COMPLAINT,
        basis="information_complaint",
        follows=True,
        subject="Stížnost na postup při vyřizování žádosti o informace – {vec}",
        text=(
            "Podle § 16a zákona č. 106/1999 Sb., o svobodném přístupu k informacím, podáváme stížnost na postup při "
            "vyřizování žádosti o informace ve věci „{vec}“, kterou jsme vám podali dne {odeslano}{znacka}. "
            "{sdeleni}\n\n"
            "Lhůta podle § 14 odst. 5 písm. d) tohoto zákona uplynula. Informace nám v plném rozsahu poskytnuta nebyla "
            "a rozhodnutí o odmítnutí žádosti nám doručeno nebylo.\n\n"
            "Žádáme o poskytnutí informace. Nevyhovíte-li stížnosti v plném rozsahu sami, předložte ji prosím podle "
            "§ 16a odst. 5 zákona do 7 dnů nadřízenému orgánu.\n\n"
            "Stížnost podává: {odesilatel}, IČO ……, sídlo ……, adresa pro doručování ……."
        ),
    ),
    LetterTemplate(
        key="information_after",
        name=N_("Request for information, after an answer"),
        kind=SubmissionKind.INFORMATION_REQUEST,
        basis="information",
        follows=True,
        subject="Žádost o informace – {vec}",
        text=(
            "Podle zákona č. 106/1999 Sb., o svobodném přístupu k informacím, žádáme o informace ve věci „{vec}“, "
            "kterou jsme vám předali dne {odeslano}{znacka}. {sdeleni}\n\n"
            "1. Jaké kontroly na místě jste v této věci vykonali a kdy?\n"
            "2. Jaká řízení jste vedli a jak skončila?\n"
            "3. Jaká opatření byla uložena a do kdy mají být splněna?\n\n"
            "Žadatel: {odesilatel}, IČO ……, sídlo ……, adresa pro doručování ……."
        ),
    ),
)

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def templates_for(topic: IssueTopic, *, follows: bool) -> tuple[LetterTemplate, ...]:
    """The texts that fit an issue of this topic, for a first letter or for one that follows another."""
    return tuple(
        template
        for template in LETTER_TEMPLATES
        if template.follows == follows and (not template.topics or topic in template.topics)
    )


def templates_opening(opens: Opens, templates: Iterable[LetterTemplate]) -> list[LetterTemplate]:
    """Those of the texts that begin the letter of an offered step, the one on its own basis first."""
    fitting = [template for template in templates if template.kind == opens.kind]
    return sorted(fitting, key=lambda template: template.basis != opens.basis)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its facts by name; one that is not known stands as dots. What a fact says is never filled again."""
    return _PLACEHOLDER.sub(lambda found: facts.get(found[1], UNKNOWN), text)
