"""Terms, versions and signatures."""

from datetime import timedelta

import pytest

from app.errors import InvalidEntry, NotFound
from app.pairs.agreement import Terms, get_agreement, save_terms, sign_agreement
from app.pairs.pairs import get_pair
from app.pairs.words import Status
from tests.fixtures.unit import Unit


def test_a_proposed_pair_is_agreed_when_everybody_has_signed(unit: Unit) -> None:
    pair_id = unit.pair()
    lan, margit = unit.person("Lan Nguyễn"), unit.person("Margit Sørvik")
    assert sign_agreement(unit.book, unit.by, pair_id, {lan: unit.today}) is Status.PROPOSED
    agreement = get_agreement(unit.book, pair_id)
    assert agreement is not None
    assert agreement.signed_on is None
    assert sign_agreement(unit.book, unit.by, pair_id, {margit: unit.today}) is Status.AGREED
    signed = get_agreement(unit.book, pair_id)
    assert signed is not None
    assert signed.signed_on == unit.today


def test_changed_terms_under_a_signature_make_a_new_version(unit: Unit) -> None:
    pair_id = unit.pair()
    assert save_terms(unit.book, unit.by, pair_id, Terms(place="Video room 2")) == 1
    assert save_terms(unit.book, unit.by, pair_id, Terms(place="Video room 3")) == 1
    unit.sign(pair_id)
    assert save_terms(unit.book, unit.by, pair_id, Terms(place="Video room 3")) == 1
    assert save_terms(unit.book, unit.by, pair_id, Terms(place="Library")) == 2
    agreement = get_agreement(unit.book, pair_id)
    assert agreement is not None
    assert (agreement.terms.place, agreement.signed_on) == ("Library", None)
    assert get_pair(unit.book, pair_id).status is Status.AGREED


def test_signatures_are_not_dated_ahead_or_given_by_strangers(unit: Unit) -> None:
    pair_id = unit.pair()
    lan = unit.person("Lan Nguyễn")
    with pytest.raises(InvalidEntry):
        sign_agreement(unit.book, unit.by, pair_id, {lan: unit.today + timedelta(days=1)})
    with pytest.raises(NotFound):
        sign_agreement(unit.book, unit.by, pair_id, {unit.person("A Stranger"): unit.today})
    assert get_agreement(unit.book, pair_id) is None
