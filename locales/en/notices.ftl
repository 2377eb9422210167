# The renewal of the next 1st
notices-renewal-title = Next charge on { $on }
notices-renewal-room = { $cycle ->
    [year] { $room }: { $fee } for a year
   *[month] { $room }: { $fee }
}
notices-renewal-total = Together: { $total }
notices-renewal-card = Card on file: ends in { $last4 }
notices-renewal-card-expires = The card that ends in { $last4 } will have expired by then. Please change it.
notices-renewal-leave = If you do not want to go on, leave before { $until }: nothing is charged then. Otherwise there is nothing you need to do.
# A card that expires
notices-card-title = Your card expires before { $on }
notices-card-good-until = The card that ends in { $last4 } is good until { $until }. It cannot pay the next charge of:
notices-card-change = Please change the card before { $on }. If your bank sends the new date by itself, you need not do anything and hear no more of this.
# /notices
notices-title = What I tell you
notices-renewals-told = Renewals: I tell you 14 days before the monthly charge.
notices-renewals-muted = Renewals: muted. I do not tell you before the monthly charge.
notices-always-told = Failed charges, leaving, refunds and changes of fees or terms are always told.
notices-quiet = Quiet hours: between { $start } and { $end } (the clock of this community) nothing new disturbs you, except answers to what you do yourself.
notices-quiet-none = Quiet hours: none.
notices-quiet-change = Change them with `/notices` and two hours.
notices-quiet-set-title = Quiet hours are set
notices-quiet-set = They count from the next notice on. Members who set their own keep them.
notices-quiet-both = Please name both hours: from when and until when.
