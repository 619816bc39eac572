"""Who should be trained but has no record yet."""

from app.staff.saving import Rating
from app.training.not_begun import not_begun
from app.training.training import begin_training
from tests.fixtures.unit import Unit


def test_those_who_teach_or_mentor_wait_and_pairs_come_first(unit: Unit) -> None:
    offers = (Rating(unit.topic(), 4),)
    unit.person("Ama Boadu", offers=offers)
    unit.person("Noor Al-Sayegh")
    unit.pair("Yusuf Karimi", "Elspeth Rowan")
    assert [(row.name, row.mentors) for row in not_begun(unit.book)] == [
        ("Yusuf Karimi", True),
        ("Ama Boadu", False),
    ]
    assert "Noor Al-Sayegh" in {row.name for row in not_begun(unit.book, everybody=True)}
    begin_training(unit.book, unit.by, unit.person("Ama Boadu"))
    assert [row.name for row in not_begun(unit.book)] == ["Yusuf Karimi"]
