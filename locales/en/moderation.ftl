moderation-declare-first = To join, declare that you do not sell “information products” or run a business like it.
moderation-not-yours = You do not have the right to do this here.
moderation-not-oneself = You cannot do this to yourself.
moderation-not-an-equal = This person has as many rights here as you. Ask an admin.
moderation-say-why = Say why. The member reads it.
moderation-not-in = This member is not in the room.
moderation-not-waiting = This member is not waiting to come in.
moderation-decided = This has been decided already.
moderation-second-person = A second person has to agree, so it cannot be you.
moderation-not-closed = This room is not closed to that member.
moderation-appealed-already = { $state ->
    [asked] The admins have your appeal and are looking at it.
   *[upheld] The admins have looked at your appeal and let the decision stand.
}
moderation-no-appeal = There is no appeal to decide.
moderation-own-judgement = You took part in this decision, so another admin decides the appeal.
moderation-shut-out = This room is closed to you. Reason: { $ground ->
    [inactive_account] the account was judged not to be active
    [disorder] conduct that disturbs the order of the community
   *[information_business] selling “information products” or business like it
}. { $words } You can appeal to the admins with `/contact`.
moderation-closed-to-you = This room has been closed to you. Reason: { $ground ->
    [inactive_account] the account was judged not to be active
    [disorder] conduct that disturbs the order of the community
   *[information_business] selling “information products” or business like it
}. { $words }
moderation-no-more-charges = Nothing more will be charged. The months already paid are not refunded.
moderation-how-to-appeal = If you think this is wrong, you can appeal once. An admin who took no part in it decides.
