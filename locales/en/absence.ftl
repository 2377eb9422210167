# To the member
absence-title = { $how ->
    [kicked] You were removed from the server, and still pay
    [banned] You were banned from the server
   *[left] You left the server, and still pay
}
absence-question = Leaving the server does not cancel anything by itself. Do you want to cancel, or to keep paying?
absence-silence = If you do nothing, the next charge is stopped { $at }. What you have paid stays yours; coming back before it is over lets everything go on.
absence-banned = You cannot use what you pay for, so the next charge is stopped. The people who run the server see what you have paid.
absence-stopped = You have not been in the server for { $days } days, so the next charge is stopped. Come back in time, or keep paying, and everything goes on.
absence-kept = You keep paying while you are away. You can cancel at any time.
absence-cancelled = Everything is cancelled. Nothing more will be charged.
absence-back-title = You are back
absence-back = Good to see you. This is what you have:
absence-room-renews = { $cycle ->
    [year] { $room }: { $fee } a year, renews
   *[month] { $room }: { $fee } a month, renews
}
absence-room-until = { $room }: paid until { $at }, nothing more is charged
absence-room-over = { $room }: over
absence-held-title = { $room }: the next charge is stopped
absence-held = You were not in the server, so nothing more is charged. What you have paid counts until { $at }.
absence-come-back = Come back before then and everything goes on as before. Otherwise it ends then, and you can join again at any time.
absence-removed = The people who run the server stopped the billing. What you have paid counts until { $at }; nothing more is charged.
absence-over = Your time in “{ $room }” is over.
absence-goes-on = Everything goes on in “{ $room }”, as before.
# To the admins
absence-admin-title = { $name } pays and is not in the server
absence-admin-who = { $how ->
    [kicked] { $who } was removed { $at }.
    [banned] { $who } was banned { $at }.
   *[left] { $who } left the server { $at }.
}
absence-admin-by = By { $by }.
absence-admin-asked = I asked whether to cancel or to keep paying. Without an answer the next charge is stopped { $at }. You can stop it for good now.
absence-admin-held = The next charge is stopped. Coming back before the paid time is over lets it go on, unless you stop it for good.
absence-admin-kept = They chose to keep paying while they are away.
absence-admin-stopped = Nothing more is charged.
absence-admin-back = They are back.
# Refusals
absence-not-yours = This button is for somebody else.
absence-nothing-to-keep = There is nothing to keep here any more. `/mypage` shows what you have.
absence-stopped-already = Nothing more is charged already.
