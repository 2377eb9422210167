tickets-closed = Tickets for this are no longer sold.
tickets-has-one = You have a ticket for this already.
tickets-full = Every seat is taken. You can join the waiting list.
tickets-in-line = You are on the waiting list already.
tickets-not-yours = This ticket belongs to somebody else. A ticket cannot be passed on.
tickets-not-paid = { $state ->
    [held] This ticket is not paid yet.
    [awaiting_konbini] The payment at the store has not arrived yet.
    [returned] The money for this ticket went back.
   *[freed] This ticket was not paid in time.
}
tickets-declared = It has been said already that this is not held.
tickets-settled = This ticket is settled already.
tickets-no-new-date = There is no new date to choose; your money comes back.
tickets-choice-over = You could choose until { $until }.
tickets-konbini-first = { $store ->
    [familymart] First number (company code): `{ $number }`
    [seicomart] Reception number: `{ $number }`
   *[lawson] Customer number: `{ $number }`
}
tickets-konbini-second = { $store ->
    [familymart] Second number (order number): `{ $number }`
   *[lawson] Confirmation number: `{ $number }`
}
tickets-konbini-link = Your voucher, with everything on it: { $url }
tickets-famiport-top = At Famiport, choose “payment (pay at the store)” on the first page.
tickets-famiport-numbers = Choose “if you have numbers, here”.
tickets-famiport-entry = Choose “go to the number entry screen”.
tickets-famiport-first = Enter the first number (company code) and choose “OK”.
tickets-famiport-second = Enter the second number (order number) and choose “OK”.
tickets-famiport-confirm = Check what is shown and choose “confirm”.
tickets-famiport-pay = Hand the printed slip to the till and pay within 30 minutes.
tickets-famiport-receipt = Be sure to take the “transaction statement and receipt”.
tickets-famiport-keep = That paper is your receipt.
tickets-loppi-top = At Loppi, choose “if you have numbers” on the first page.
tickets-loppi-customer = Enter the customer number and choose “next”.
tickets-loppi-confirmation = Enter the confirmation number and choose “next”.
tickets-loppi-yes = Check what is shown and choose “yes”.
tickets-loppi-pay = Hand the printed slip to the till and pay in cash within 30 minutes.
tickets-loppi-receipt = Be sure to take the “transaction statement and receipt”.
tickets-club-top = At Club Station, press “internet reception, various payments” at the lower left of the first page.
tickets-club-reception = Enter the reception number and press “next page”.
tickets-club-confirmation = Enter the confirmation number and press “next page”.
tickets-club-print = Check what is shown and press “print”.
tickets-club-pay = Hand the printed slips (3 sheets) to the till and pay in cash.
tickets-club-receipt = Be sure to take the receipt.
