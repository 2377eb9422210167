# ご本人へ
absence-title = { $how ->
    [kicked] サーバーから退出となりましたが、お支払いは続いています
    [banned] サーバーをご利用いただけなくなりました
   *[left] サーバーを退出されましたが、お支払いは続いています
}
absence-question = サーバーを退出されただけでは、ルームの退会にはなりません。退会されますか、それともお支払いを続けますか。
absence-silence = お返事がない場合は、{ $at } に次回の決済を停止します。お支払い済みの期間はそのまま残り、期間内にサーバーへ戻られると、これまでどおり継続します。
absence-banned = ルームをご利用いただけないため、次回の決済を停止します。お支払いの状況は運営が確認します。
absence-stopped = { $days }日間サーバーにいらっしゃらなかったため、次回の決済を停止しました。期間内にサーバーへ戻られるか「支払いを続ける」を押されると、これまでどおり継続します。
absence-kept = サーバーにいらっしゃらない間もお支払いを続けます。退会はいつでもできます。
absence-cancelled = すべて退会の手続きが完了しました。今後の請求はありません。
absence-back-title = おかえりなさい
absence-back = 現在のご利用状況は次のとおりです。
absence-room-renews = { $cycle ->
    [year] 「{ $room }」:年額{ $fee }(継続中)
   *[month] 「{ $room }」:月額{ $fee }(継続中)
}
absence-room-until = 「{ $room }」:{ $at } までお支払い済み。今後の請求はありません
absence-room-over = 「{ $room }」:終了しました
absence-held-title = 「{ $room }」:次回の決済を停止しました
absence-held = サーバーにいらっしゃらなかったため、今後の請求を停止しました。お支払い済みの期間は { $at } までです。
absence-come-back = それまでにサーバーへ戻られると、これまでどおり継続します。戻られない場合はその時点で終了しますが、いつでもまたご入会いただけます。
absence-removed = 運営が請求を停止しました。お支払い済みの期間は { $at } までで、今後の請求はありません。
absence-over = 「{ $room }」のご利用期間が終了しました。
absence-goes-on = 「{ $room }」は、これまでどおり継続します。
# 運営へ
absence-admin-title = { $name } さんはサーバーにいませんが、お支払いが続いています
absence-admin-who = { $how ->
    [kicked] { $who } さんは { $at } にキックされました。
    [banned] { $who } さんは { $at } にBANされました。
   *[left] { $who } さんは { $at } にサーバーを退出されました。
}
absence-admin-by = 対応した方:{ $by } さん
absence-admin-asked = 退会するか、お支払いを続けるかを、ご本人にお尋ねしました。お返事がない場合は、{ $at } に次回の決済を停止します。今すぐ完全に停止することもできます。
absence-admin-held = 次回の決済を停止しました。お支払い済みの期間内に戻られると継続します。戻られても継続しないようにするには、完全に停止してください。
absence-admin-kept = ご本人は、不在の間もお支払いを続けることを選ばれました。
absence-admin-stopped = 今後の請求はありません。
absence-admin-back = サーバーに戻られました。
# お断りする場合
absence-not-yours = このボタンは別の方のためのものです。
absence-nothing-to-keep = 継続できるものはもうありません。現在の状況は `/mypage` でご覧いただけます。
absence-stopped-already = すでに今後の請求はありません。
