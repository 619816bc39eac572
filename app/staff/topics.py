"""Topics: what can be taught (DOMAIN 2)."""

from dataclasses import dataclass

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from app.accounts.roles import Action, rule
from app.book import Account, Book
from app.entry_check import NAME_LENGTH, EntryCheck
from app.errors import NotFound
from app.language import _
from app.staff.records import Need, Offer, RatedTopic, StaffMember, Topic


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with how many active people teach it and want to learn it."""

    id: int
    name: str
    category: str
    active: bool
    teach: int
    learn: int


@rule(Action.SEE_OWN)
def list_topics(book: Book, *, retired: bool = False) -> list[TopicRow]:
    """The topics by name; with *retired* also those no longer offered for new pairs."""
    teach = _counts(Offer)
    learn = _counts(Need)
    query = (
        select(
            Topic.id,
            Topic.name,
            Topic.category,
            Topic.active,
            func.coalesce(teach.c.people, 0),
            func.coalesce(learn.c.people, 0),
        )
        .outerjoin(teach, teach.c.topic_id == Topic.id)
        .outerjoin(learn, learn.c.topic_id == Topic.id)
        .order_by(Topic.name)
    )
    if not retired:
        query = query.where(Topic.active)
    with book.reading() as db:
        return [TopicRow(*row) for row in db.execute(query)]


@rule(Action.EDIT_STAFF)
def save_topic(book: Book, by: Account, *, name: str, category: str = "", topic_id: int | None = None) -> int:
    """Add a topic, or rename the one with *topic_id*; returns its id.

    Raises :class:`~app.errors.InvalidEntry` when the name is empty, over-long or taken.
    """
    check = EntryCheck()
    name = check.line("name", name, missing=_("Give the topic a name."), longest=NAME_LENGTH)
    category = check.line("category", category, longest=NAME_LENGTH)
    with book.reading() as db:
        for other_id, other in db.execute(select(Topic.id, Topic.name)):
            if other.casefold() == name.casefold() and other_id != topic_id:
                check.fault("name", _("There is a topic with this name already."))
    check.done()
    title = _("Add topic {name}") if topic_id is None else _("Change topic {name}")
    with book.change(title.format(name=name), by=by) as db:
        topic = Topic(name=name, category=category, active=True) if topic_id is None else found(db, topic_id)
        topic.name, topic.category = name, category
        db.add(topic)
        db.flush()
        return topic.id


@rule(Action.EDIT_STAFF)
def retire_topic(book: Book, by: Account, topic_id: int, *, active: bool = False) -> None:
    """Take a topic out of the choices for new pairs, or with *active* put it back."""
    with book.change(_("Retire a topic") if not active else _("Bring a topic back"), by=by) as db:
        found(db, topic_id).active = active


def topic_named(db: Session, name: str, category: str = "") -> int:
    """The id of a topic by its name, added when missing; names compare without case."""
    for topic_id, other in db.execute(select(Topic.id, Topic.name)):
        if other.casefold() == name.casefold():
            return int(topic_id)
    topic = Topic(name=name, category=category, active=True)
    db.add(topic)
    db.flush()
    return topic.id


def found(db: Session, topic_id: int) -> Topic:
    """The topic with this id; raises :class:`~app.errors.NotFound`."""
    topic = db.get(Topic, topic_id)
    if topic is None:
        raise NotFound(_("There is no topic with number {id}.").format(id=topic_id))
    return topic


def _counts(kind: type[RatedTopic]) -> Subquery:
    return (
        select(kind.topic_id, func.count().label("people"))
        .join(StaffMember, StaffMember.id == kind.staff_id)
        .where(StaffMember.active)
        .group_by(kind.topic_id)
        .subquery()
    )
