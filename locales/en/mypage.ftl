mypage-title = My page
mypage-nothing = You are in no room yet. `/room list` shows those you can join.
mypage-room = **{ $room }**
mypage-card = Card on file: { $brand }, ends in { $last4 }, valid until { $until }
mypage-card-title = Change the card
mypage-card-link = The button opens Stripe's page, where you enter the new card. The link works for a few minutes and only for you. An open month is charged to the new card at once.
mypage-no-card = There is no card yet: it is saved when you pay for your first room.
