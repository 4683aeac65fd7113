"""The mail of an event as it stands, as the email worker builds it."""

from functions.email import news
from functions.email.message import Mail, confirmation_message
from shared.event.model import Event
from tests.support.factories import SENDER, SITE


def mail_of(event: Event, site: str = SITE, sender: str = SENDER) -> Mail:
    return confirmation_message(event, news.of(event), site, sender)
