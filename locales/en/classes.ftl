classes-in-already = { $learner } is in this class already.
classes-full = There is no free seat in this section.
classes-begun = This section began { $at }, so it can no longer be entered.
classes-paid-in-money = This class was paid in money, so it has terms of its own: you find them with the purchase in `/mypage`.
classes-nothing-paid = This week has not been paid, so there is nothing to give back.
classes-too-late = Credits came back until { $until }. Now you can give up the place, and no credits come back.
classes-in-time = { $credits ->
    [one] 1 credit comes back if you unenrol until { $until }.
   *[other] { $credits } credits come back if you unenrol until { $until }.
}
classes-line-whole = { $credits } for the class, { $returned } came back before: { $back }
classes-line-share = { $credits } × { $missed } of { $planned } meetings, rounded up: { $owed }
classes-line-rest = { $owed } less { $returned } that came back before: { $back }
classes-reason-missing = Say in a few words why.
classes-stopped = Nothing more is deducted for this class. This week stays yours until { $until }.
classes-over = This place has been given up already.
classes-begun-already = The class began { $at }. For meetings that are missing since then, credits come back in proportion.
classes-not-one-time = This is not a one-time class. For meetings that are missing, credits come back in proportion.
classes-because = { $cause ->
    [called_off] The teacher called the class off before it began.
    [not_held] The teacher could not hold the class. You may also wait for another date.
    [time_changed] The teacher changed the time before the class began.
    [meetings_moved] Meetings were moved and could not be attended.
    [fewer_held] Fewer meetings were held than planned.
   *[called_off_midway] The teacher called the rest of the class off.
} Credits that come back: { $credits }
classes-no-return = { $cause ->
    [absent] No credits come back for an absence.
    [nobody_came] Nobody came, so the meeting counts as held and no credits come back.
    [other_plans] No credits come back for other plans. Write to us if there was a special reason.
   *[daylight_saving] The meeting is at the moment that was announced. Clocks were changed for daylight saving, and for that no credits come back.
}
classes-still-eligible = { $learner } has not lost the right to attend.
classes-meeting-over = This meeting is over already.
classes-somebody-there = { $learners ->
    [one] 1 learner is there, so the meeting goes on.
   *[other] { $learners } learners are there, so the meeting goes on.
}
classes-wait = Learners may still come until { $until }.
classes-other-class = That is another class. A move is possible to a section of the same class.
classes-not-guardian = Only the person who enrolled the learner can answer this.
classes-answered = This was answered already.
classes-barred = Returns are no longer possible for this account, except where the teacher is the cause. Reason: { $reason }
