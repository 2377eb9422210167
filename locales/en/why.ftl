why-title = { $room }: where you stand
why-never = You have not asked to join this room.
why-room-not-open = This room takes nobody new at the moment.
# On the way in
why-requested = You asked to join { $at }.
why-requested-only = Nothing is charged yet. The next step is the payment page, which comes by itself.
why-awaiting-payment = Your payment has not arrived yet. The link works until { $at }; the button or `/room join` shows it again. If you have paid just now, this takes a few seconds.
why-link-missing = The link to the payment page is not made yet. The button or `/room join` makes it; nothing was charged.
why-link-over = The link expired on { $at } without a payment. This is closed by itself within a minute; nothing was charged, and you can ask again.
why-no-order = No payment page is open, so nothing can be charged. The button or `/room join` opens one.
why-paid-just-now = Your payment has arrived and is being taken in. This takes a few seconds.
why-order-expired = The payment page expired unused. Nothing was charged, and you can ask again.
why-order-returned = Your payment of { $amount } came for a request that no longer counted. It goes back to you in full.
why-awaiting-approval = You have paid, and the owner is asked to approve. If they decline, everything goes back to you at once; you are told either way.
why-waits-long = This has taken some days. It is not your payment: that arrived. If you would rather not wait, you can leave, or ask with `/contact`.
# Inside
why-active = You are in.
why-way-in = The way in: { $room }
why-paid-until = Paid until { $at }
why-next-charge = Next charge: { $on }, { $amount }
why-next-is-free = Next: { $on }, and nothing is charged then
why-renewing = { $month } ({ $amount }) is being charged; this happens in the first hours of the month. There is nothing you need to do.
why-never-charged = Nothing was charged for this so far.
why-month-returned = { $month } was given back to you: { $amount }. You are in all the same.
why-month-written-off = { $month } was written off. Nothing will be charged for it.
why-disputed = Your bank is looking into one of the payments. Until it has decided, nothing ends because of an unpaid month.
# A month that is not paid
why-owing = { $month } is not paid: { $amount }
why-declined = { $cause ->
    [expired] Cause: the card has expired. Please change it.
    [authentication] Cause: your bank wants you to confirm the payment.
   *[refused] Cause: the card company refused it, perhaps because of its limit. They can tell you more.
}
why-paused = You are on a pause; your seat is kept.
why-pause-planned = A pause begins on { $on }.
why-guest = You came in with an access code. It is free until { $at }.
why-guest-then = It ends by itself, and nothing is charged. You can join after that.
why-guest-over = Your free time ended on { $at }. Nothing was charged.
why-bill-being-made = Its bill is being made. It is charged on the next listed day; there is nothing you need to do.
why-being-tried = It is being charged right now.
why-no-card = There is no card to charge. As soon as you register one, it is charged.
why-card-spent = The card that ends in { $last4 } was refused for good and is not tried again. As soon as you change it, the new one is charged.
why-next-try = I will try again { $at }.
why-no-try-left = The last try has been made. You can still pay it today.
why-ends = You stay in until then. If nothing works by { $on }, your membership ends that day and nothing more is charged.
why-ends-suspended = The room is closed to you until it is paid. If nothing works by { $on }, your membership ends that day and nothing more is charged.
# Out
why-leaving = You have left and are still in until { $at }.
why-leaving-over = You have left; your paid time ended on { $at }, and the room is being closed to you.
why-never-paid = Your request from before was not paid: the link expired on { $at }. Nothing was charged, and you can ask again.
why-ended-unpaid = Your membership ended on { $at } because the month could not be charged. Nothing is owed, and you can come back at any time.
why-ended-elsewhere = Your subscription was ended at Stripe, and with it your membership on { $at }.
why-refunded = It ended on { $at }, because your payment was given back in full. Nothing is owed.
why-held = The next charge was stopped because you were not in the server. You are still in until { $at }.
why-ended-absent = Your membership ended on { $at } because you were not in the server. Nothing more is charged, and you can come back at any time.
why-left = You left; it ended on { $at }. Nothing more is charged, and you can come back at any time.
why-expelled = The people who run this room ended your membership on { $at }. Nothing more is charged. If you think that is wrong, `/contact` reaches them.
why-refused = Your request was declined on { $at }. What you paid goes back to you in full.
why-given-back = A month was given back to you; `/mypage`, “Payments” shows it.
# The role, deserved against held
why-role-held = Your role in Discord is as it should be.
why-role-missing = Your role in Discord is missing, although you should have it. It usually comes within seconds; the button asks for it again.
why-role-blocked = Your role in Discord is missing because something about the room is broken. Its owner has been told, and you get the role by yourself as soon as it is mended.
why-role-too-much = You still have the role in Discord. It is taken back by itself.
why-role-away = You are not in this server at the moment. What you paid for is there when you come back.
why-role-unknown = Discord does not say right now whether you have the role. That changes nothing; ask again in a minute.
