rooms-list-title = Rooms
rooms-list-empty = There is no room to join yet.
rooms-list-line = **{ $room }** · { $fee } a month
    { $about }
rooms-list-more = { $count ->
    [one] There is one more room: type its name with `/room show`.
   *[other] There are { $count } more rooms: type a name with `/room show`.
}
# The page of a room
rooms-show-title = { $room }
rooms-show-description = { $words }
rooms-show-owner = **Owner:** { $owner }
rooms-show-owner-profile = **Owner:** { $owner }
    { $words }
rooms-show-offline = **Offline activities:** { $words }
rooms-show-offline-unsaid = **Offline activities:** nothing is said about them
rooms-show-fee = **Fee:** { $fee } a month
rooms-show-approval = **Joining:** somebody lets members in one by one, after they have paid; if not, everything goes back
rooms-show-seats-left = { $left ->
    [one] **Seats:** one of { $capacity } is left
   *[other] **Seats:** { $left } of { $capacity } are left
}
rooms-show-full = { $in_line ->
    [0] **Seats:** all { $capacity } are taken; “Join” leads to the waiting list
    [one] **Seats:** all { $capacity } are taken and one person waits; “Join” leads to the waiting list
   *[other] **Seats:** all { $capacity } are taken and { $in_line } people wait; “Join” leads to the waiting list
}
rooms-show-not-open = It cannot be joined at the moment.
# Written by the owner
rooms-edit-title = The page of your room
rooms-edit-description = What the room does
rooms-edit-description-about = What do you do together in this room?
rooms-edit-profile = About you
rooms-edit-profile-about = Who runs the room? People read this before they join
rooms-edit-offline = Offline activities
rooms-edit-offline-about = What, where and how often; or that there are none
rooms-edit-questions = Questions for applicants
rooms-edit-questions-about = One a line, at most { $most }, each up to { $longest } characters; empty for none
rooms-edit-no-description = Nothing was saved, because the room needs a few words about what it does.
rooms-edit-too-many-questions = Nothing was saved: an applicant can be asked { $most } questions at most.
rooms-edit-long-question = Nothing was saved: a question can have { $longest } characters at most.
rooms-edit-done = Saved. This is how members see it:
rooms-edit-questions-follow = **Questions for applicants:**
rooms-edit-asked = { $number }. { $question }
rooms-edit-no-questions = **Questions for applicants:** none
rooms-not-yours = Only the owner of “{ $room }” can edit it.
rooms-welcome-title = Welcome to { $room }
rooms-welcome = Your payment has arrived and the door is open: { $room }
rooms-next-charge = The next charge is on { $on }: { $amount }. You can leave at any time with `/room leave`.
# Refusals
rooms-unknown = There is no room called “{ $name }”. `/room list` shows those you can join.
rooms-not-open = “{ $room }” cannot be joined at the moment. Nothing was charged.
rooms-in-already = You are in already: { $room }
rooms-leaving-already = You are leaving “{ $room }” and are still in until { $at }. To stay, press “Stay after all” in `/mypage`; nothing needs to be paid again.
rooms-month-ends = A new month begins { $at }. Joining now would cost two months in a few minutes, so please join after that.
rooms-name-taken = There is a room called “{ $name }” already. Please choose another name.
rooms-fee-same = “{ $room }” costs { $fee } already.
rooms-fee-out-of-range = A monthly fee can be from { $smallest } to { $largest }.
# Building a room
rooms-built-title = Room { $room }
rooms-built = { $room } is open for { $fee } a month. { $owner } runs it.
rooms-built-next = Members join with `/room join`.
rooms-building = I am still building it. It opens by itself when everything is there; `/room list` will show it.
rooms-fault = Something is in the way: { $fault }
rooms-build-again = When you have mended that, `/admin room-build` goes on where I stopped.
rooms-fault-title = { $room } needs a hand
rooms-fault-mended = This was mended. There is nothing left to do.
