# お支払いの前
approving-before-today = **本日:** { $amount }(入会が承認された月の会費)
approving-before-next = **その翌月から:** 退会されるまで毎月{ $day }日に{ $amount }
approving-before-full-month = 承認された日にかかわらず1ヶ月分の会費がかかり、日割り計算はいたしません。
approving-before-answer = このルームは承認制です。お支払いのあと、オーナーの承認によってルームに入れます。承認されなかった場合や、{ $days }日以内に返答がなかった場合は、すぐに全額を返金します。
approving-to-pay = 次のボタンから{ $amount }をお支払いください。確認でき次第、オーナーに承認を依頼します。
# 申し込んだ方へ
approving-line = { $room }:お支払い済み、承認待ち(お申し込み { $at })
approving-waiting-title = 「{ $room }」への入会申し込み
approving-paid = { $amount }のお支払いを確認しました。現在、オーナーの承認をお待ちいただいています。
approving-since = お申し込み:{ $at }
approving-admins-from = { $at } までにオーナーの返答がない場合は、運営にも対応を依頼します。
approving-admins-asked = オーナーの返答がないため、運営にも対応を依頼しました。
approving-until = { $at } までに返答がない場合は、お申し込みを終了し、全額を返金します。
approving-let-in = 入会が承認されました。こちらからお入りください:{ $room }
approving-covers = お支払い済みの{ $amount }は、{ $until } までの会費です。
approving-over-title = 「{ $room }」への入会申し込みは終了しました
approving-declined = 申し訳ございませんが、今回のご入会は承認されませんでした。
approving-reason = 理由:{ $words }
approving-unanswered = { $at } までに返答がなかったため、お申し込みを終了しました。お待たせしたにもかかわらず、申し訳ございません。
approving-withdrawn = 入会申し込みを取り下げました。
approving-goes-back = お支払いいただいた{ $amount }は、全額返金します。
approving-in-by-now = たった今、入会が承認されました:{ $room }。ご利用にならない場合は `/room leave` で退会できます。
approving-take-back-title = 「{ $room }」への入会申し込みを取り下げますか?
approving-take-back = まだ承認されていないため、お支払いいただいた会費は全額返金します。
approving-all-back = お支払いいただいた会費は全額返金します。
# 承認する方へ
approving-request-title = 「{ $room }」への入会申し込み
approving-asks = { $member } さんから入会の申し込みがありました。{ $amount }のお支払いは完了しています。
approving-asked = お申し込み:{ $at }
approving-answer-by = { $at } までにご回答ください。回答がない場合は申し込みを終了し、全額返金となります。
approving-old-title = 「{ $room }」への入会申し込みが回答待ちです
approving-owner = オーナー:{ $owner } さん
approving-old = お申し込み({ $at })から、まだ回答がありません。
approving-gives-up = { $at } までに回答がない場合は申し込みを終了し、全額返金となります。
approving-queue-title = 回答待ちの入会申し込み
approving-queue-empty = 回答待ちの申し込みはありません。申し込みがあればメッセージでお知らせします。
approving-queue-count = 回答待ち:{ $count }件(古い順)
approving-queued = { $urgent ->
    [yes] **{ $member }** さん ・ { $room } ・ { $amount }支払い済み ・ 申し込み { $at } ・ **運営にも通知済み**、期限 { $until }
   *[no] **{ $member }** さん ・ { $room } ・ { $amount }支払い済み ・ 申し込み { $at }、期限 { $until }
}
approving-queue-page = { $page }/{ $pages }ページ
approving-decline-title = { $name }さんの入会をお断りする
approving-words = お断りの理由
approving-words-about = ご本人に表示されます。お支払い済みの会費はすぐに全額返金されます。
approving-was-approved = ✓ { $by } さんが承認しました({ $at })
approving-was-declined = ✗ { $by } さんがお断りしました({ $at }):{ $words }
approving-was-taken-back = ご本人が { $at } に申し込みを取り下げました。
approving-was-not-answered = { $at } までに回答がなかったため、申し込みを終了しました。
approving-went-back = 会費は全額返金されます。
# お断りする場合
approving-not-yours = この申し込みに回答できるのは、ルームのオーナーと運営だけです。
approving-approved-already = この方の入会はすでに承認されています。
approving-declined-already = この申し込みはすでにお断りし、会費を返金しています。
approving-withdrawn-already = この申し込みはご本人が取り下げ、会費を返金しています。
approving-over = この申し込みはすでに終了しています。
approving-say-why = 理由をご記入ください。ご本人に表示されます。
approving-is-away = この方はサーバーを退出しています。戻らない場合は自動的に全額返金されます。いまお断りすることもできます。
approving-month-begins = まもなく({ $at })新しい月になります。いま承認すると数分で二か月分の会費がかかるため、その後に承認してください。
