# The living card of one unpaid month
billing-card-title = { $room }: { $month }
billing-declined-refused = Your payment of { $amount } was refused by the card company. It may be over its limit, or the company gave no reason; they can tell you more.
billing-declined-expired = Your payment of { $amount } did not go through because the card has expired. Please change the card.
billing-declined-authentication = Your bank wants you to confirm the payment of { $amount } yourself. Please confirm it with the button below.
billing-card-used = Card on file: ends in { $last4 }
billing-card-not-again = The card that ends in { $last4 } was refused for good, so I will not try it again. Change the card and I will try the new one at once.
billing-trying-now = I am trying it right now.
billing-day-failed = ✗ { $on }
billing-day-passed = – { $on }
billing-day-next = ➜ { $on }: next try, { $at }
billing-day-later = ・ { $on }
billing-until-then = You keep your place until the last of these days. Changing the card or paying now settles it at once; you can also just wait for the next try.
billing-paid-after-all = { $amount } is paid, thank you. You are still in { $room }, and nothing else is open.
billing-written-off = This month was written off. Nothing more will be charged for it.
billing-last-warning = One try is left for { $room }: { $on }. If it fails, your membership ends that day and nothing more is charged.
billing-ended-title = { $room } has ended for you
billing-ended-unpaid = The last try did not go through, so your membership of { $room } is over. Nothing more will be charged, and nothing is owed.
billing-come-back = You may come back at any time.
billing-month-missed = You paid at the very end of a month and the news reached me only now. { $month } ({ $amount }) was not charged with the others, so I will charge it on the next retry day. There is nothing you need to do.
billing-money-back-title = { $room }: your money goes back
billing-money-back = { $cause ->
    [duplicate] You paid { $amount } twice for the same month. The second payment goes back to you in full.
    [card_not_taken] Rooms do not take cards of that brand, so your { $amount } goes back to you in full. Please join again with VISA, Mastercard, JCB, American Express, Diners Club or Discover.
    [gift_unused] Your gift was not used. The { $amount } you paid for it goes back to you in full.
    [left_before_renewal] You had left in time, but { $amount } was still charged for the next month. It goes back to you in full.
   *[order_dead] You paid { $amount } for a request that no longer counted. It goes back to you in full.
}
billing-money-back-when = It was started just now. Your card company usually shows it in five to ten business days.
# Answers
billing-nothing-to-pay = Nothing is open here. If you were just charged, it has gone through.
billing-being-tried = This month is being tried right now. I will tell you here how it went; you are never charged twice.
billing-card-spent = The card that ends in { $last4 } was refused for good, so trying it again would not help. Please change the card; I will try the new one at once.
