errors-refused = That did not work
errors-unreachable = Stripe or Discord does not answer right now. Nothing was charged. Try again in a minute.
errors-rejected = This cannot be finished right now. Nothing was charged. Tell the people who run this server the number { $id }.
errors-unexpected = Something went wrong that I did not foresee. If it stays so, tell the people who run this server the number { $id }.
errors-updating = The commands have just changed. Reopen Discord and try again.
errors-outdated = This button is from an earlier version. `/mypage` shows what you can do now.
errors-cooldown = { $seconds ->
    [one] That was very quick. Try again in one second.
   *[other] That was very quick. Try again in { $seconds } seconds.
}
errors-not-yours = You do not have the permission for this.
errors-elsewhere = I work for another server, so I cannot help here.
