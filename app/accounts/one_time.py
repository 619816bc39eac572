"""One-time passphrases: made up by the program, typed once from a slip of paper."""

import secrets

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without i, l, o, 0 and 1, which look alike on paper."""
GROUPS = 4
LENGTH = 4


def new_one_time_passphrase() -> str:
    """Four groups of four small letters and digits, parted by hyphens: about 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _n in range(LENGTH)) for _group in range(GROUPS))
