funding-no-such-reward = There is no such reward.
funding-over = This campaign is over and cannot be opened again.
funding-no-story = Tell supporters first what the project is about.
funding-end-passed = The end ({ $at }) has passed. Choose a later one.
funding-choose-shortfall = { $method ->
    [all_or_nothing] Choose first what happens if the goal is promised but cannot all be collected. It is fixed from the launch on.
   *[all_in] In All-in there is nothing to fall short of, so no rule for that can be chosen.
}
funding-fixed = Supporters rely on the goal, the method, the end, the rewards and the rule for a shortfall. After the launch only the title and the story can be changed.
funding-method = { $method ->
    [all_or_nothing] All-or-Nothing: if less than { $goal } is pledged by { $ends_at }, every pledge is cancelled. Nothing is charged before the end, and until then you can change your pledge or take it back.
   *[all_in] All-in: your support stands whatever the total is ({ $goal } is hoped for by { $ends_at }). It is charged now.
}
funding-shortfall = { $rule ->
    [proceed] If some charges fail and less than { $goal } comes in, the project goes ahead with what there is.
    [top_up] If some charges fail and less than { $goal } comes in, the missing part can be given for seven days. If it is still missing then, everything goes back.
   *[return_all] If some charges fail and less than { $goal } comes in, everything goes back.
}
funding-pledged-already = You have pledged already. You can change that pledge until the end.
funding-stands = This support has been charged or settled, so it can no longer be changed or taken back here.
funding-not-double = There is no earlier support of yours for the same amount and reward within a day, so this is not a double.
funding-not-open = This campaign takes no support at the moment.
funding-too-small = The least is { $least }.
funding-reward-gone = “{ $reward }” is gone.
funding-line-all-in = Came in: { $came }
funding-line-goal = Pledged by the end: { $promised } of { $goal }
funding-line-collected = Collected: { $collected } of { $goal }
