"""What must be there after every migrate: made here, at no cost when it is already.

Works on the tables as the migration left them, which may be an earlier state than the
code's: what an earlier state lacks is left out.
"""

from typing import Any

from django.apps import apps as current_apps
from django.db import connections

from reactions.actors import ACTORS, Actor
from reactions.models.groups import make_groups
from reactions.models.triggers import make_triggers


def prepare_database(
    *, using: str, apps: Any = current_apps, **_of_the_signal: Any
) -> None:
    """Make the triggers, the countries and the groups. Idempotent."""
    try:
        country_model = apps.get_model("reactions", "Country")
    except LookupError:  # migrated back to nothing
        return
    make_triggers(connections[using])
    make_countries(country_model, using=using)
    make_groups(apps, using=using)


def make_countries(country_model: Any, *, using: str) -> None:
    """Bring the table of countries to what `actors` says; never delete a row."""
    known = {field.name for field in country_model._meta.get_fields()}
    rows = country_model.objects.using(using)
    standing = {row.code: row for row in rows.all()}
    new, changed = [], []
    for actor in ACTORS.values():
        row_of_actor = _as_row(actor)
        wanted = {name: row_of_actor[name] for name in row_of_actor.keys() & known}
        row = standing.get(actor.code)
        if row is None:
            new.append(country_model(code=actor.code, **wanted))
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            changed.append(country_model(code=actor.code, **wanted))
    if changed:
        rows.bulk_update(changed, sorted(wanted), batch_size=100)
    rows.bulk_create(new)


def _as_row(actor: Actor) -> dict[str, Any]:
    return {
        "alpha3": actor.alpha3,
        "name": actor.name,
        "kind": actor.kind.value,
        "region": actor.region,
        "demonyms": [*actor.adjectives, *actor.people],
        "aliases": [name for name in actor.names if name != actor.name],
        "metonyms": [*actor.capitals, *actor.metonyms, *actor.offices],
    }
