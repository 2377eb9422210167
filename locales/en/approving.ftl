# Before paying
approving-before-today = **Today:** { $amount }, for the month in which you are let in
approving-before-next = **From the month after:** { $amount } on day { $day } of every month, until you leave
approving-before-full-month = The full month is charged whatever the day you are let in; there is no daily proration.
approving-before-answer = { $days ->
    [one] In this room somebody lets members in one by one. They decide after you have paid. If they say no, or do not answer within a day, everything goes back to you at once.
   *[other] In this room somebody lets members in one by one. They decide after you have paid. If they say no, or do not answer within { $days } days, everything goes back to you at once.
}
approving-to-pay = Pay { $amount } with the button below. As soon as the payment arrives, the owner is asked to let you in.
# To the member
approving-line = { $room }: paid, waiting to be let in (asked { $at })
approving-waiting-title = Your request for { $room }
approving-paid = Your payment of { $amount } has arrived. Now the owner decides whether to let you in.
approving-since = You asked { $at }.
approving-admins-from = If the owner has not answered by { $at }, those who run this server are asked as well.
approving-admins-asked = The owner has not answered, so those who run this server were asked as well.
approving-until = If nobody has answered by { $at }, your request ends and everything goes back to you.
approving-let-in = You were let in. Here is the way: { $room }
approving-covers = The { $amount } you paid are for the time until { $until }.
approving-over-title = Your request for { $room } has ended
approving-declined = You were not let in this time.
approving-reason = Reason: { $words }
approving-unanswered = Nobody answered your request by { $at }. I am sorry that you waited in vain.
approving-withdrawn = You took your request back.
approving-goes-back = Your { $amount } goes back to you in full.
approving-in-by-now = You were let in just now: { $room }. If you do not want to stay, you can leave with `/room leave`.
approving-take-back-title = Take back your request for { $room }?
approving-take-back = You have not been let in yet, so everything you paid goes back to you.
approving-all-back = Everything you paid goes back to you.
# To whoever decides
approving-request-title = Request for { $room }
approving-asks = { $member } asks to come in and has paid { $amount }.
approving-asked = Asked { $at }
approving-answer-by = Please answer by { $at }; after that the request ends and the money goes back.
approving-old-title = A request for { $room } still waits
approving-owner = Owner: { $owner }
approving-old = Asked { $at }, and nobody has answered yet.
approving-gives-up = If it stays so until { $at }, the request ends and the money goes back.
approving-queue-title = Requests that wait for your answer
approving-queue-empty = None. When somebody asks, I send you a message.
approving-queue-count = { $count ->
    [one] One request waits.
   *[other] { $count } requests wait, the oldest first.
}
approving-queued = { $urgent ->
    [yes] **{ $member }** · { $room } · { $amount } paid · asked { $at } · **the admins were asked**, ends { $until }
   *[no] **{ $member }** · { $room } · { $amount } paid · asked { $at }, ends { $until }
}
approving-queue-page = Page { $page } of { $pages }
approving-decline-title = Decline { $name }
approving-words = Reason
approving-words-about = The member reads this. Everything they paid goes back at once.
approving-was-approved = ✓ Let in by { $by } on { $at }
approving-was-declined = ✗ Declined by { $by } on { $at }: { $words }
approving-was-taken-back = The member took the request back on { $at }.
approving-was-not-answered = Nobody had answered by { $at }, so the request ended.
approving-went-back = The money went back in full.
# Refusals
approving-not-yours = Only the owner of the room, or those who run this server, can answer this request.
approving-approved-already = This member was let in already.
approving-declined-already = This request was declined already, and the money went back.
approving-withdrawn-already = The member took this request back, and the money went back.
approving-over = This request does not wait any more.
approving-say-why = Please write a reason: the member reads it.
approving-is-away = This member has left the server. If they do not come back, their money goes back by itself; you can also decline now.
approving-month-begins = A new month begins { $at }. Letting somebody in now would cost them two months in a few minutes, so please do it after that.
