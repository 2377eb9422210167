guests-welcome = You are in. This way: { $room }
guests-until = It is free of charge until { $at }.
guests-no-card = No card is needed, and nothing will be charged when it ends.
guests-ends-title = Your free time in { $room }
guests-ends = Your free time ends on { $at }. Nothing will be charged.
guests-then-join = If you want to stay, you can join then for { $fee } a month.
guests-over = Your free time is over and the room is closed. Nothing was charged.
guests-join-now = If you want to come back, you can join for { $fee } a month.
guests-months-free = { $months ->
    [one] Your next month is free.
   *[other] Your next { $months } months are free.
}
guests-code-used = You have used this code already. Nothing was changed.
guests-code-title = Access code “{ $code }” for { $room }
guests-code-months = { $months ->
    [one] The rest of the month it is used in and one more are free.
   *[other] The rest of the month it is used in and { $months } more are free.
}
guests-code-how = Whoever types “{ $code }” into `/room code` comes in without a card. For members the next months are free.
guests-code-closed = This code is no longer taken. Whoever came in with it stays until their day.
guests-list-title = Access codes of { $room }
guests-list-empty = No access code is in use. `/owner access-create` makes one.
