"""Writing an e-mail in the user's own program; Pairbook itself sends nothing.

Promises: the mail program opens only when somebody asks for it; addresses are escaped.
"""

from collections.abc import Sequence
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def mail_address(addresses: Sequence[str]) -> QUrl:
    """The mailto: address for these people, each once."""
    each = dict.fromkeys(address.strip() for address in addresses if address.strip())
    return QUrl("mailto:" + ",".join(quote(one, safe="@") for one in each))


def write_mail(addresses: Sequence[str]) -> bool:
    """Open the mail program with these people as receivers; False when there is none."""
    return QDesktopServices.openUrl(mail_address(addresses))
