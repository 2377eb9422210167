# A new version of the terms under a contract that runs
terms-title = { $room }: a new version of the refund terms
terms-new-version = There is version { $version } of the terms. Your membership runs under version { $before }.
terms-takes-nothing = It takes nothing from you, so it holds for you from { $on } on. There is nothing you need to do.
terms-takes-away = Some of it is less favourable for you, or a matter of reading. Please read it before you decide.
terms-without = If you do nothing, your membership goes on under version { $before }, for as long as it lasts.
terms-if-accepted = If you accept, it holds for you from the renewal of { $on } at the earliest.
terms-accepted = You accepted it. It holds for you from { $on } on.
terms-newer = There is a newer version by now; its own notice has the button.
terms-nothing-to-accept = There is nothing to accept here any more.
terms-not-yours = This button belongs to somebody else's membership.
