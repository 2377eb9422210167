credits-too-few = This takes { $needed } credits, and you have { $usable }.
credits-plan-over = This plan has ended. A new purchase starts a new plan.
credits-line-use = { $credits ->
    [one] 1 credit granted { $granted_at }, which would have lapsed { $expires_at }
   *[other] { $credits } credits granted { $granted_at }, which would have lapsed { $expires_at }
}
credits-lapse-plan = { $credits ->
    [one] 1 unused credit lapses { $at }, when your cancelled plan ends.
   *[other] { $credits } unused credits lapse { $at }, when your cancelled plan ends.
}
credits-lapse-age = { $credits ->
    [one] 1 unused credit reaches its age limit and lapses { $at }.
   *[other] { $credits } unused credits reach their age limit and lapse { $at }.
}
credits-lapse-cap = { $credits ->
    [one] 1 unused credit lapses { $at }: at most { $cap } go on into the next cycle.
   *[other] { $credits } unused credits lapse { $at }: at most { $cap } go on into the next cycle.
}
