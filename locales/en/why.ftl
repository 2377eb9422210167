why-title = { $room }: where you stand
why-never = You have not asked to join this room.
why-active = You are in and everything is paid.
why-way-in = The way in: { $room }
why-paid-until = Paid until { $at }
why-next-charge = Next charge: { $on }, { $amount }
why-leaving = You have left and are still in until { $at }.
why-requested = You asked to join { $at }.
why-awaiting-payment = Your payment has not arrived yet. The link works until { $at }; `/room join` shows it again. If you have paid just now, this takes a few seconds.
why-owing = { $month } is not paid: { $amount }
why-declined = { $cause ->
    [expired] Cause: the card has expired. Please change it.
    [authentication] Cause: your bank wants you to confirm the payment.
   *[refused] Cause: the card company refused it, perhaps because of its limit. They can tell you more.
}
why-next-try = I will try again { $at }.
why-ends = You stay in until then. If nothing works by { $on }, your membership ends that day and nothing more is charged.
why-ends-suspended = The room is closed to you until it is paid. If nothing works by { $on }, your membership ends that day and nothing more is charged.
why-never-paid = Your request from before was not paid: the link expired on { $at }. Nothing was charged, and you can ask again.
why-ended-unpaid = Your membership ended on { $at } because the month could not be charged. Nothing is owed, and you can come back at any time.
why-ended-elsewhere = Your subscription was ended at Stripe, and with it your membership on { $at }.
why-refunded = It ended on { $at }, because your payment was given back in full. Nothing is owed.
why-left = You left; it ended on { $at }. Nothing more is charged, and you can come back at any time.
