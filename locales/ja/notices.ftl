# 次の1日の決済
notices-renewal-title = 次回の決済は{ $on }です
notices-renewal-room = { $cycle ->
    [year] 「{ $room }」:{ $fee }(1年分)
   *[month] 「{ $room }」:{ $fee }
}
notices-renewal-total = 合計:{ $total }
notices-renewal-card = 登録カード:末尾 { $last4 }
notices-renewal-card-expires = 末尾 { $last4 } のカードは、それまでに有効期限が切れます。カード情報の変更をお願いいたします。
notices-renewal-leave = 続けない場合は、{ $until }になる前に退会してください。その場合、次回の請求はありません。続ける場合、お手続きは不要です。
# カードの有効期限
notices-card-title = { $on }の決済までにカードの有効期限が切れます
notices-card-good-until = 末尾 { $last4 } のカードの有効期限は{ $until }です。次の会費を決済できなくなります。
notices-card-change = { $on }になる前にカード情報の変更をお願いいたします。カード会社から新しい有効期限が自動的に届いた場合、お手続きは不要で、以後のお知らせもありません。
# /notices
notices-title = お知らせの設定
notices-renewals-told = 更新のお知らせ:毎月の決済の14日前にお知らせします。
notices-renewals-muted = 更新のお知らせ:停止中です。毎月の決済の前にはお知らせしません。
notices-always-told = 決済の失敗、退会、返金、会費や規定の変更は、必ずお知らせします。
notices-quiet = お休み時間:{ $start }〜{ $end }(コミュニティの時刻)の間は、ご自身の操作への返答を除き、新しいお知らせをお送りしません。
notices-quiet-none = お休み時間:なし
notices-quiet-change = 変更するには、`/notices` に二つの時刻を指定してください。
notices-quiet-set-title = お休み時間を設定しました
notices-quiet-set = 次のお知らせから有効です。ご自身で設定されている方には、その方の設定が優先されます。
notices-quiet-both = お休み時間は、開始と終了の両方の時刻を指定してください。
