"""One-time passphrases can be read from paper and are never the same."""

from app.accounts.one_time import new_one_time_passphrase


def test_groups_of_letters_that_cannot_be_mistaken() -> None:
    made = {new_one_time_passphrase() for _n in range(200)}
    assert len(made) == 200
    assert all([len(group) for group in each.split("-")] == [4, 4, 4, 4] for each in made)
    assert not set("".join(made)) & set("ilo01ILO")
