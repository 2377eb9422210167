"""The card of a new version of the terms under a contract that runs (R-98 to R-100)."""

from bot.rules.cards import Act, Button, Card, Tone
from bot.rules.policies.offering import TermsOffer
from bot.rules.rooms import Room
from bot.rules.texts import text


def terms_change(offer: TermsOffer, room: Room) -> Card:
    """What is new, from when it can hold, and that nothing happens to whoever does not accept."""
    title = text("terms.title", room=room.name)
    about = text("terms.new_version", version=offer.after.version, before=offer.before.version)
    read = Button(text("buttons.read_new_terms"), Act.POLICY, f"{offer.after.id}:{offer.after.version}:1")
    if not offer.takes_away:
        return Card(title, (about, text("terms.takes_nothing", on=offer.from_on)), (read,))
    if offer.holds_from is not None:
        return Card(title, (about, text("terms.accepted", on=offer.holds_from)), (read,), Tone.GOOD)
    lines = (
        about,
        text("terms.takes_away"),
        text("terms.without", before=offer.before.version),
        text("terms.if_accepted", on=offer.from_on),
    )
    accept = Button(text("buttons.accept_terms"), Act.ACCEPT_TERMS, offer.id)
    return Card(title, lines, (read, accept), Tone.WARNING)
