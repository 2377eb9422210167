tiers-title = 上位プラン「{ $name }」
tiers-building = ロールとチャンネルを準備しています。できあがると自動で公開されます。問題があればお知らせします。
tiers-open = 専用チャンネル:{ $channel }
tiers-how = メンバーは `/room switch` からこのプランに変更できます。お支払い済みの月が終わった翌日から切り替わります。
tiers-costs = 会費:{ $fee }(月)
tiers-costs-year = 会費:{ $fee }(月)、{ $year }(年)
tiers-list-title = 「{ $room }」の上位プラン
tiers-list-empty = 上位プランはありません。`/owner tier-create` で作れます。
tiers-list-line = **{ $name }**{ $state ->
    [draft] (準備中)
    [closed] (受付終了)
   *[open] {""}
}
tiers-closed = このプランの受付を終了しました。すでに入っている方は、今の会費のまま続けられます。
tiers-unknown = 「{ $name }」という上位プランはありません。`/owner tier-list` でご確認ください。
tiers-name-taken = 「{ $name }」という名前はすでに使われています。別の名前にしてください。
tiers-too-many = 上位プランは{ $most }つまでです。先に使わないものを `/owner tier-close` で終了してください。
