admission-title = Who gets into { $room }
admission-no-limit = { $held ->
    [one] **Seats:** no limit; one is taken
   *[other] **Seats:** no limit; { $held } are taken
}
admission-seats = **Seats:** { $held } of { $capacity } are taken
admission-too-many = More are in than there are seats. Nobody is put out; the next one gets in when fewer than { $capacity } are in.
admission-line = **Waiting list:** { $waiting } waiting, { $offered } with a seat on offer
admission-when-full = { $hours ->
    [one] When the room is full, people can join a waiting list. A free seat is kept for the next in line for an hour.
   *[other] When the room is full, people can join a waiting list. A free seat is kept for the next in line for { $hours } hours.
}
admission-approval-off = **Approval:** off. Whoever pays is in at once.
admission-approval-on = **Approval:** on. Whoever pays waits for your answer, and has everything back when you decline. After { $days } days without an answer the admins are asked, after { $in_all } days the money goes back.
admission-requests = { $count ->
    [one] One request waits for your answer, whatever is set now.
   *[other] { $count } requests wait for your answer, whatever is set now.
}
admission-not-yours = Only the owner of “{ $room }”, or those who run this server, can set this.
