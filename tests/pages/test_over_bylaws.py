"""Where a proposal lies over what is in force, or beyond the border: told when it is submitted, and when adopted."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from dashboard.documents.blocks import Heading, Picture
from dashboard.documents.bylaw_annex import annex_document
from dashboard.documents.dossier import dossier_document
from dashboard.language import CZECH, use_language
from geodata import clock
from geodata.database import Database
from geodata.model.areas import AreaKind
from geodata.model.people import Actor
from geodata.model.zones import ProposalState
from geodata.services.bylaws import bylaws_of
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposal_export import export_proposal
from geodata.services.proposals import list_proposals
from geodata.services.zone_drafts import add_zone
from geodata.tables import Area
from tests.batches import USTI
from tests.bylaws import draft_proposal, some_bylaw, some_venue, some_zone, square_at
from tests.commission_desk import commission_desk
from tests.pages.desk import press
from tests.pages.shown import Show


def checks_of(page: AppTest) -> list[str]:
    """What is better looked at before it is submitted."""
    return [button.label.replace("\\", "") for button in page.button if (button.key or "").startswith("check-")]


def border(database: Database, actor: Actor, size: float) -> None:
    """The outline of the municipality: a square around USTI with sides of so many degrees."""
    with database.write(actor) as work:
        work.session.add(
            Area(
                municipality_id=actor.municipality_id,
                kind=AreaKind.MUNICIPALITY,
                code="1",
                name="Zkušebnov",
                outline=square_at(*USTI, size=size),
                recorded_at=work.recorded_at,
            )
        )
        work.version_of("outlines")
        work.commit()


def test_what_lies_over_a_bylaw_is_told_before_it_is_submitted_and_in_the_dossier(
    show: Show, database: Database, actor: Actor
) -> None:
    some_bylaw(database, actor, "3/2020")
    proposal_id, version_id = draft_proposal(database, actor, some_zone("Nová"))
    page = press(show("proposal", CZECH, id=proposal_id), f"submit-{version_id}")
    told = "Nová: leží přes zónu platné vyhlášky 3/2020 („Střed“): stejné pravidlo dvakrát"
    assert told in checks_of(page)
    with use_language(CZECH):
        blocks = dossier_document(export_proposal(database, actor, version_id, "pdf")).blocks
        apart = dossier_document(
            export_proposal(database, actor, draft_proposal(database, actor, some_zone(at=(14.5, 50.1)))[1], "pdf")
        ).blocks
    heading = "Platné vyhlášky, se kterými se překrývá"
    assert heading in [block.text for block in blocks if isinstance(block, Heading)]
    assert "stejné pravidlo dvakrát" in str(blocks)
    assert "zákon č." in str(blocks)  # what a lawyer should look at
    assert "Bez právních poznámek" not in str(blocks)
    assert heading not in [block.text for block in apart if isinstance(block, Heading)]


def test_the_annex_of_a_bylaw_says_of_which_and_speaks_of_no_table_that_it_has_not(
    database: Database, actor: Actor
) -> None:
    for name in ("Herna U mostu", "Herna U trati"):
        some_venue(database, actor, name)
    some_bylaw(database, actor, "3/2020")
    (line,) = bylaws_of(database, actor)
    with use_language(CZECH):
        annex = annex_document(export_proposal(database, actor, line.version_id, "annex.pdf"), [()])
    assert (annex.subtitle or "").startswith("Příloha vyhlášky 3/2020")
    (overview, _sheet) = [block for block in annex.blocks if isinstance(block, Picture)]
    assert overview.caption == "Nakresleno z vlastních dat města."
    assert ">2</text>" not in overview.image.decode()


def test_what_lies_over_a_bylaw_is_told_where_its_adoption_is_noted_and_the_way_goes_on_in_a_new_proposal(
    show: Show, database: Database, actor: Actor
) -> None:
    desk = commission_desk(database, actor)
    some_bylaw(database, actor, "3/2020", some_zone(at=(14.005, 50.605)))
    desk.decide()
    desk.lead(ProposalState.WITH_COUNCIL)
    page = press(show("proposal", CZECH, id=desk.proposal_id, show="votes"), f"adopt-{desk.proposal_id}")
    said = "\n".join(one.value for one in page.markdown).replace("\\", "")
    assert "Předměstí: leží přes zónu platné vyhlášky 3/2020" in said
    page = show("proposal", CZECH, id=desk.proposal_id)
    assert f"draft-{desk.proposal_id}" not in {button.key for button in page.button}
    page = press(page, f"continue-{desk.version_id}")
    page.text_input(key="proposal-title").input("Zóny bez hazardu podruhé").run()
    press(page, "proposal-save")
    begun = list_proposals(database, actor)[0]
    assert begun.title == "Zóny bez hazardu podruhé"
    (line,) = begun.versions
    version = version_card(database, actor, line.id)
    assert [zone.name for zone in version.zones] == ["Předměstí"]
    assert (version.based_on_id, version.editable) == (desk.version_id, True)
    card = proposal_card(database, actor, begun.id)
    assert (card.state, card.body_id) == (ProposalState.DRAFT, desk.body_id)
    assert version.drafted_on == clock.today()


def test_a_zone_beyond_the_border_is_told_beside_it_and_before_it_is_submitted(
    show: Show, database: Database, actor: Actor
) -> None:
    border(database, actor, 0.02)
    east = (USTI[0] + 0.01, USTI[1])  # its eastern half is the neighbours'
    proposal_id, version_id = draft_proposal(database, actor, some_zone("Uvnitř"), some_zone("Za hranicí", at=east))
    add_zone(database, actor, version_id, some_zone("Celé město", outline=square_at(*USTI, size=0.02)))
    page = show("proposal", CZECH, id=proposal_id)
    rows = "".join(one.proto.body for one in page.get("html") if "lokality-table" in one.proto.body)
    assert rows.count("přesahuje hranici města o") == 1
    checks = checks_of(press(page, f"submit-{version_id}"))
    assert [words.partition(":")[0] for words in checks if "přesahuje hranici města" in words] == ["Za hranicí"]
