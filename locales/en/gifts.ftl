# To the giver, before the payment
gifts-title = Your gift: { $room }
gifts-what = **What:** { $months ->
    [one] one month
   *[other] { $months } months
} of the room { $room } for { $member }
gifts-total = **Charged:** { $months ->
    [1] { $total }
   *[other] { $total } ({ $months } × { $fee })
}, once, when you pay on the next page. Nothing renews.
gifts-told = **As soon as you have paid,** I tell { $member } that the gift is from you, and they choose when to use it.
gifts-how = If { $member } is not in the room, they come in without a card for the rest of that month and the months you give. If they pay for it already, the gift takes this fee off their next months. If they are there as a guest, they stay longer.
gifts-back = **Until it is used** you can take it back at any time, and everything you paid goes back to you. If it was not used after { $days } days, it goes back by itself.
gifts-confirming = By pressing “Confirm and go on” you agree to the above; then comes the payment page. Nothing is charged before you enter your card there, and the card is not kept for other charges.
gifts-to-pay = Pay { $total } with the button below. As soon as the payment arrives, I pass the gift on.
gifts-link-until = This link works until { $at }.
# To the giver, afterwards
gifts-given = { $months ->
    [one] One month
   *[other] { $months } months
} for { $member }, { $total }
gifts-waits = Paid. It waits to be used until { $until }; then everything goes back to you. Until it is used you can take it back.
gifts-was-used = It was used on { $at }.
gifts-why = { $reason ->
    [unused] It was not used for { $days } days.
    [receiver_left] It can be used no more: its receiver left the server.
    [expelled] It can be used no more: its receiver can no longer come into this room.
    [room_closed] It can be used no more: the room is closed.
    [card_not_taken] It was paid with a card that rooms do not take.
    [ran_out] It was not paid.
   *[taken_back] It was taken back.
}
gifts-went-back = { $total } goes back to your card in full. Your card company usually shows it in five to ten business days.
gifts-never-paid = Nothing was paid, and nothing was given.
# To the receiver
gifts-for-you-title = A gift for you: { $room }
gifts-for-you = { $months ->
    [one] { $giver } gave you one month of { $room }.
   *[other] { $giver } gave you { $months } months of { $room }.
}
gifts-what-it-does = If you are not in the room, you come in at once, without a card, and out again by itself. If you pay for it, your next months cost less. Nothing is charged to you.
gifts-use-until = You can use it until { $until }.
gifts-you-used = You used it on { $at }.
gifts-back-to-giver = It went back to whoever gave it. Nothing was charged to you.
gifts-used-title = Your gift in { $room }
gifts-kept-in-line = Your gift is kept until { $until }. Once a seat is kept for you, press “Use it” on the message about your gift again.
# What stands in the way
gifts-to-oneself = A gift is for somebody else. To join yourself, use `/room join`.
gifts-to-a-bot = A bot cannot use a gift. Please choose a person.
gifts-not-in-server = This person is not in this server, so a gift could not be used. Nothing was charged.
gifts-not-for-them = { $room } cannot be given to this person. Nothing was charged.
gifts-needs-approval = In { $room } the owner lets people in one by one, so it can be given only to those who are in. Nothing was charged.
gifts-too-much = Together that is { $total }, more than a card can be charged at once. Please give fewer months.
gifts-unknown = I cannot find this gift. `/room gift` begins a new one.
gifts-not-yours = This gift is for somebody else.
gifts-used-already = It has been used, so it can no longer be taken back.
gifts-used-before = You have used this gift already. Nothing was changed.
gifts-gone = This gift went back to whoever gave it. Nothing was changed.
gifts-owner-lets-in = In { $room } the owner lets people in one by one. Once you are in, you can use the gift; it is kept until { $until }.
gifts-by-the-year = You pay for { $room } by the year, or soon will, and a month cannot be taken off that. Your gift is kept until { $until }.
gifts-not-now = You are leaving or pausing { $room }, or on your way in, so there is no next month to take something off. Your gift is kept until { $until }.
