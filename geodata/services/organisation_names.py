"""What organisations and the city may be called: seen as it is stored, and no two organisations of a city alike."""

from __future__ import annotations

from sqlalchemy import select

from geodata.errors import N_, InvalidValue
from geodata.folding import folded
from geodata.model.names import NAME_AT_MOST, one_line, require_seen
from geodata.tables import Municipality, Organisation
from geodata.unit_of_work import UnitOfWork


def checked_words(name: str) -> str:
    """The name on one line, maybe empty. Raises InvalidValue where it is too long or not all of it is seen."""
    words = one_line(name)
    if len(words) > NAME_AT_MOST:
        raise InvalidValue(N_("The name is longer than {count} characters. Shorten it."), count=NAME_AT_MOST)
    require_seen(words)
    return words


def taken(work: UnitOfWork, names: tuple[str, str], besides: int | None = None) -> str | None:
    """The one of the names that another organisation of the city bears, whatever its capitals and accents.

    A short name is no other's full name either: lists show the one or the other. `besides` is the organisation that is
    to bear the names.
    """
    city = work.actor.municipality_id
    # Two who take one name at once wait here, so that the second sees what the first did.
    work.session.execute(select(Municipality.id).where(Municipality.id == city).with_for_update(key_share=True))
    query = select(Organisation.id, Organisation.name, Organisation.short_name).where(
        Organisation.municipality_id == city
    )
    others = {folded(word) for id_, *words in work.session.execute(query) if id_ != besides for word in words}
    return next((name for name in names if folded(name) in others), None)


def require_free(work: UnitOfWork, names: tuple[str, str], besides: int | None = None) -> None:
    """Raise InvalidValue where one of the names is another organisation's."""
    name = taken(work, names, besides)
    if name is not None:
        raise InvalidValue(N_("Another organisation is called {name} already. Choose another name."), name=name)
