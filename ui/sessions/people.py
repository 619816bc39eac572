"""What people of a pair are called in a form: by the name they go by, unless two share it."""

from collections import Counter
from collections.abc import Sequence

from app.pairs.pairs import Person
from ui.kit.names import first_name


def short_names(people: Sequence[Person]) -> list[tuple[int, str]]:
    """Id and short name of each; the full name where a short one would mean two people."""
    short = {person.id: person.known_as or first_name(person.name) for person in people}
    count = Counter(short.values())
    return [(p.id, short[p.id] if count[short[p.id]] == 1 else p.name) for p in people]
