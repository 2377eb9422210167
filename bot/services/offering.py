"""New versions of the terms under contracts that run: telling of them, and accepting them."""

from bot.ports import Transaction
from bot.rules.ahead import renews
from bot.rules.ids import MemberId, MembershipId, TermsOfferId
from bot.rules.policies import offering
from bot.rules.policies.offering import TermsOffer
from bot.rules.policies.policy import PolicyBook
from bot.rules.rooms import Membership
from bot.rules.texts import Refused, text
from bot.services import contracts


async def tell(tx: Transaction, membership_id: MembershipId, policies: PolicyBook) -> None:
    """Tell a contract that goes on of the newest version of its terms, once."""
    membership = await tx.get(Membership, membership_id)
    if not renews(membership):
        return
    terms = await contracts.terms_of(tx, membership_id, policies)
    newer = offering.newest(policies.policies, terms.pin.id, tx.today)
    if newer is None or await tx.seek(TermsOffer, offering.offer_id(membership_id, newer.pin)) is not None:
        return
    runs_under = policies.pinned(terms.pin)
    await tx.apply(offering.offer(membership, runs_under, newer, tx.today, tx.now))


async def accept(tx: Transaction, member_id: MemberId, id: TermsOfferId) -> TermsOffer:
    """The member accepts. Raises Refused for somebody else's, an older one, or nothing to accept."""
    await tx.lock(f"member:{member_id}")
    known = await tx.seek(TermsOffer, id)
    if known is None or known.member_id != member_id:
        raise Refused(text("terms.not_yours"))
    offers = await tx.find(TermsOffer, membership_id=known.membership_id)
    await tx.apply(offering.accept(known, max(offers, key=lambda one: one.after.version), tx.today))
    return await tx.get(TermsOffer, id)
