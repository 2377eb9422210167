rooms-list-title = Rooms
rooms-list-empty = There is no room to join yet.
rooms-list-line = **{ $room }** · { $fee } a month
    { $about }
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
