buttons-to-payment = Pay { $amount }
buttons-join = Join
buttons-join-again = Join again
buttons-show-room = Look at { $room }
buttons-read-policy = Read: { $title }
buttons-operator = Who runs this
buttons-page-before = Page before
buttons-page-after = Next page
buttons-switch = { $every ->
    [year] { $name }: { $fee } a year
   *[month] { $name }: { $fee } a month
}
buttons-switch-stay = { $every ->
    [year] Stay with { $name }, { $fee } a year
   *[month] Stay with { $name }, { $fee } a month
}
buttons-confirm-order = Confirm and go on
buttons-read-terms = Read the terms of refunds
buttons-withdraw = Take it back
buttons-pay-now = Pay now
buttons-change-card = Change card
buttons-confirm-payment = Confirm the payment
buttons-to-card-page = Open the card page
buttons-leave = Leave
buttons-leave-room = Leave { $room }
buttons-leave-for-sure = Yes, leave
buttons-mute-renewals = Mute monthly renewals
buttons-unmute-renewals = Tell me of renewals again
buttons-keep-paying = Keep paying
buttons-stop-paying = Cancel everything
buttons-stop-billing = Stop billing
buttons-change-fee = Change the fee
buttons-read-new-terms = Read the new version
buttons-accept-terms = Accept it
buttons-stay = Stay after all
buttons-to-the-payment = To the payment
buttons-drop-pause = Take the pause back
buttons-end-pause = Come back now ({ $fee })
buttons-give-role = Give me my role
buttons-my-page = ← My page
buttons-rooms = Rooms
buttons-payments = Payments
buttons-card-and-mail = Card and mail
buttons-notices = Notices
buttons-help = Help
buttons-contact = Contact
buttons-newer = ← Newer
buttons-older = Older →
buttons-why-room = { $room }: why
buttons-receipt = Receipt { $month }, { $room }
buttons-change-mail = Change mail address
buttons-to-mail-page = Open Stripe's page
buttons-delete-card = Delete card
buttons-delete-card-for-sure = Yes, delete
buttons-show-again = Show again
buttons-mail-missing = No mail arrived?
buttons-all-help = All topics
buttons-close-contact = This is settled
buttons-wait = Join the waiting list
buttons-stop-waiting = Leave the waiting list
buttons-take-back = Take my request back
buttons-ask-again = Ask again
buttons-approve = Let { $name } in
buttons-decline = Decline { $name }
buttons-look-at-request = Look
buttons-requests = Show the requests
buttons-erase = Have it erased
buttons-erase-for-sure = Yes, ask for it
