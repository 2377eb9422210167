funding-no-such-reward = そのリターンはありません。
funding-over = このプロジェクトは終了しているため、再び公開することはできません。
funding-no-story = まず、プロジェクトの内容をご記入ください。
funding-end-passed = 終了日時({ $at })を過ぎています。後の日時をお選びください。
funding-choose-shortfall = { $method ->
    [all_or_nothing] 目標額の支援が集まったあと、決済できない支援があって目標額に届かない場合の扱いを、先にお選びください。公開後は変更できません。
   *[all_in] All in方式では支援総額に関わらず達成となるため、不足した場合の扱いは選べません。
}
funding-fixed = 募集金額、方式、終了日時、リターン、不足した場合の扱いは、支援者への約束のため公開後は変更できません。変更できるのはタイトルと本文のみです。
funding-method = { $method ->
    [all_or_nothing] All or Nothing方式:{ $ends_at } までに支援総額が { $goal } に満たなかった場合、全ての支援が取り消されます。終了までは決済されず、支援の変更や取り消しができます。
   *[all_in] All in方式:支援総額に関わらず、支援が達成となります(募集金額 { $goal }、{ $ends_at } まで)。決済は今行われます。
}
funding-shortfall = { $rule ->
    [proceed] 一部の決済ができず { $goal } に届かない場合も、集まった金額でプロジェクトを進めます。
    [top_up] 一部の決済ができず { $goal } に届かない場合、7日間、不足分の支援を受け付けます。それでも届かなければ、全額を返金します。
   *[return_all] 一部の決済ができず { $goal } に届かない場合、全額を返金します。
}
funding-pledged-already = すでに支援されています。終了までは内容を変更できます。
funding-stands = この支援は決済済み、または手続きが終わっているため、ここでは変更や取り消しができません。
funding-not-double = 同じ金額とリターンのご自身の支援が前の24時間以内に見つからないため、二重の支援ではありません。
funding-not-open = このプロジェクトは現在、支援を受け付けていません。
funding-too-small = { $least } 以上でお願いします。
funding-reward-gone = 「{ $reward }」は上限に達しました。
funding-line-all-in = 集まった支援:{ $came }
funding-line-goal = 終了時の支援総額:{ $promised } / 募集金額 { $goal }
funding-line-collected = 決済された支援:{ $collected } / 募集金額 { $goal }
