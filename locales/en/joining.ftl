# The form
joining-code-title = A code
joining-code = The code you were given
joining-coupon-always = With the code “{ $code }”: { $fee } → **{ $price }** a month, for as long as you stay in
joining-coupon-months = { $months ->
    [one] With the code “{ $code }”: { $fee } → **{ $price }** for this month
   *[other] With the code “{ $code }”: { $fee } → **{ $price }** a month, for { $months } months from this one on
}
joining-left-open-title = Your request for { $room }
joining-left-open = The payment of { $amount } for { $room } is not done yet.
joining-left-open-nothing = If you do nothing, nothing is charged and the request ends by itself. You are told this once.
joining-form-title = Apply for { $room }
joining-declare = I do not sell “information products”
joining-declare-about = Nobody who sells get-rich courses or does business of that kind can join a room here
joining-question = Question { $number }
joining-asked = { $question }
# The final screen
joining-title = Join { $room }: what you order
joining-anew = **Something changed since you were last shown this, so please read it once more. Nothing was charged yet.**
joining-what = **What:** the room { $room }, by the month, renewed until you leave
    { $about }
joining-today = **Today:** { $amount } for { $month }
joining-next = **{ $on }:** { $amount } for the next month
joining-then = **After that:** the same on day { $day } of every month, until you leave
joining-both = **Two charges follow each other, today and on { $on }: { $amount } together.**
joining-year = **For comparison:** twelve months come to { $total }.
joining-no-proration = A month that has begun costs the full month; nothing is divided by days.
joining-access = **You are in** once the payment has arrived, usually within seconds.
joining-how-to-leave = **Leaving:** `/room leave`, at any time and by yourself. You stay in until the end of what you paid for, and nothing more is charged. To stop the next charge, leave before the month ends.
joining-terms = **Refunds:** “{ $title }” applies (`{ $id }`, version { $version }).
joining-cooling-off = **Cooling-off:** { $words }
joining-cards = Cards: VISA / MASTER / JCB / American Express / Diners Club / Discover
joining-confirming = By pressing “Confirm and go on” you agree to the above, and to being let in as soon as you have paid; then comes the payment page. Nothing is charged before you enter your card there.
joining-no-screen = I cannot find this screen. `/room join` shows a new one.
joining-held-back = “{ $room }” cannot be joined right now: you might pay and still not get in, so there is no link. The owner has been told. Please try again later. Nothing was charged.
joining-out-of-reach = There is no way for me to tell you anything about your money. Please allow direct messages in this server's privacy settings, and try again. Nothing was charged.
joining-settling = I am still finding out what became of your last order. Please try again in a minute.
# To the payment page
joining-link-title = Payment for { $room }
joining-to-pay = Pay { $amount } with the button below. The door opens as soon as the payment arrives.
joining-link-until = This link works until { $at }. `/room join` shows the same one again.
# To the owner
joining-new-member-title = Somebody joined { $room }
joining-new-member = { $member } joined.
joining-answered = **{ $question }**
    { $words }
joining-signals = **About the account:**
joining-signal = • { $kind ->
    [young_account] it is quite new
    [no_avatar] it has no picture
    [new_in_server] it has not been in the server for long
   *[no_full_name] no full name was given
}
joining-signals-only = This is only a hint: nobody is refused for it.
