pausing-title = Pausing { $room }
pausing-from = Your pause begins on { $on }. Until then everything stays as it is.
pausing-until = On { $on } you are back, and { $amount } is charged. Nothing is charged before.
pausing-seat = The room is closed to you meanwhile, but your seat is kept.
pausing-now = You are on a pause. Nothing is charged, and your seat is kept.
pausing-over = No pause any more: { $room }
pausing-not-allowed = { $room } does not offer pauses. Nothing was changed.
pausing-too-long = { $most ->
    [one] A pause lasts one month at most. Nothing was changed.
   *[other] A pause lasts { $most } months at most. Nothing was changed.
}
pausing-already = You have a pause from { $month } on already. `/why` shows it.
pausing-not-now = You can pause while you pay by the month, nothing is unpaid and no change is waiting. `/why` shows how things stand.
pausing-nothing-to-drop = There is no pause to take back. Nothing was changed.
pausing-not-paused = You are not on a pause. Nothing was changed.
pausing-allowed = { $most ->
    [one] Members may pause for a month with `/room pause`.
   *[other] Members may pause for up to { $most } months with `/room pause`.
}
pausing-forbidden = Pauses are no longer offered. Whoever is on one goes on.
