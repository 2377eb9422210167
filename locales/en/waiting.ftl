waiting-full-title = { $room } is full
waiting-full = { $capacity ->
    [one] The only seat is taken.
   *[other] All { $capacity } seats are taken.
}
waiting-line-length = { $count ->
    [0] Nobody is on the waiting list yet.
    [one] One person is on the waiting list.
   *[other] { $count } people are on the waiting list.
}
waiting-how-it-works = { $hours ->
    [one] When a seat is free for you, I send you a message and keep it for an hour.
   *[other] When a seat is free for you, I send you a message and keep it for { $hours } hours.
}
waiting-free-of-charge = Waiting costs nothing, and you can stop at any time.
waiting-title = Waiting list of { $room }
waiting-rank = You are number { $rank } in line.
waiting-since = You joined the waiting list { $at }.
waiting-offered = A seat is kept for you until { $at }.
waiting-offered-next = If you do not join by then, the next in line is asked.
waiting-fee = The fee is { $fee } a month. “Join” shows everything before you pay.
waiting-passed = The time to take the seat ended on { $at }, and the next in line was asked. You can join the waiting list again.
waiting-taken = You asked to join in time, so the seat is yours.
waiting-given-up = You are not on the waiting list any more. Nothing was charged.
waiting-has-a-seat = A seat is kept for you already: “Join” shows your payment link again.
waiting-offer-title = A seat for you in { $room }
waiting-heading = **{ $room }** (waiting list)
waiting-line-waiting = { $room }: number { $rank } on the waiting list
waiting-line-offered = **{ $room }: a seat is kept for you until { $at }**
