mypage-title = My page
mypage-nothing = You are in no room yet. `/room list` shows those you can join.
mypage-line-paid = **{ $room }** · paid; next { $amount } on { $on }
mypage-line-active = **{ $room }** · you are in
mypage-line-unpaid = **{ $room }** · { $amount } is not paid; { $on } is the next try
mypage-line-paused = **{ $room }** · on a pause until { $on }
mypage-line-leaving = **{ $room }** · you have left, and are in until { $at }
mypage-line-awaiting-payment = **{ $room }** · waits for your payment
mypage-line-requested = **{ $room }** · you have asked to join
mypage-line-over = **{ $room }** · is over
mypage-more-rooms = { $count ->
    [one] And one more room: press “Rooms”.
   *[other] And { $count } more rooms: press “Rooms”.
}
mypage-rooms-title = My page: rooms
mypage-room = **{ $room }**
# Payments
mypage-payments-title = My page: payments
mypage-no-payments = Nothing was charged so far.
mypage-paid = ✓ { $months ->
    [1] { $month }
   *[other] { $months } months from { $month }
} · { $room } · { $amount }, paid on { $on }
mypage-open = ✗ { $months ->
    [1] { $month }
   *[other] { $months } months from { $month }
} · { $room } · { $amount }, not paid
mypage-due = ・ { $months ->
    [1] { $month }
   *[other] { $months } months from { $month }
} · { $room } · { $amount }, will be charged
mypage-written-off = – { $months ->
    [1] { $month }
   *[other] { $months } months from { $month }
} · { $room } · { $amount }, written off; nothing is owed
mypage-returned = ↩ { $months ->
    [1] { $month }
   *[other] { $months } months from { $month }
} · { $room } · { $amount }, given back
mypage-gift = 🎁 { $months ->
    [one] A gift of one month
   *[other] A gift of { $months } months
} to { $member } · { $room } · { $amount }, paid on { $on }
mypage-refunded = ↩ { $room } · { $amount } back to you, arrived at your card company on { $on }
mypage-refund-under-way = ↩ { $room } · { $amount } back to you, on its way
mypage-refund-failed = ↩ { $room } · { $amount } back to you: the card company did not take it. Please ask with `/contact`.
mypage-no-receipts-now = Stripe does not answer right now, so the receipts are missing. Open this page again in a minute.
# Card and mail
mypage-card-page-title = My page: card and mail
mypage-card = Card on file: { $brand }, ends in { $last4 }, valid until { $until }
mypage-card-expiring = Card on file: { $brand }, ends in { $last4 }. It expires this month ({ $until }); please change it before the 1st.
mypage-card-expired = Card on file: { $brand }, ends in { $last4 }. It has expired ({ $until }); please change it.
mypage-mail = Mail address: { $address }
mypage-no-mail = Mail address: none was given.
mypage-mail-unknown = Mail address: Stripe does not answer right now.
mypage-at-stripe = Both are kept by Stripe, which charges for us. We never see the number of a card, and show the address only like this.
mypage-card-title = Change the card
mypage-card-link = The button opens Stripe's page, where you enter the new card. The link works for a few minutes and only for you. An open month is charged to the new card at once.
mypage-no-card = There is no card: it is saved when you pay for a room.
mypage-mail-title = Change the mail address
mypage-mail-link = The button opens Stripe's page; there you edit your details and enter the new address. The link works for a few minutes and only for you. Receipts, and notices that cannot reach you in Discord, go to the new one from then on.
mypage-delete-title = Delete the card
mypage-delete-sure = Delete the card that ends in { $last4 }, and every other card of yours that Stripe keeps for us?
mypage-delete-meaning = Nothing needs it at the moment. Whoever comes back to a room later enters a card anew. What you paid stays in your list, with its receipts.
mypage-still-needed = The card is still needed. It pays for:
mypage-depends = · { $room }
mypage-instead-of-deleting = You can change it for another one, or leave these rooms first: a room you have left is charged no more, and the card can be deleted at once.
mypage-needed-by-now = By now something depends on the card, so it stays. “Card and mail” in `/mypage` shows what.
mypage-deleted = The card is deleted at Stripe. Nothing can be charged to it any more.
mypage-being-deleted = The card is being deleted. Stripe takes longer than usual; “Card and mail” in `/mypage` shows when it is done.
