# 未払いの月ごとに一枚、状況に合わせて書き換わるカード
billing-card-title = { $room }:{ $month }分
billing-declined-refused = { $amount }の決済がカード会社により拒否されました。限度額の超過などが考えられます。くわしい理由はカード会社にお問い合わせください。
billing-declined-expired = カードの有効期限が切れているため、{ $amount }の決済ができませんでした。カード情報の変更をお願いいたします。
billing-declined-authentication = { $amount }のお支払いには、カード会社によるご本人の確認が必要です。下のボタンからご確認ください。
billing-card-used = 登録カード:末尾 { $last4 }
billing-card-not-again = 末尾 { $last4 } のカードは今後も使えないとの回答でしたので、再決済は行いません。カードを変更していただければ、すぐに新しいカードで決済します。
billing-trying-now = ただいま決済を試しています。
billing-day-failed = ✗ { $on }
billing-day-passed = – { $on }
billing-day-next = ➜ { $on } 次の再決済 { $at }
billing-day-later = ・ { $on }
billing-until-then = 最後の再決済日まで、ルームはこれまでどおりご利用いただけます。カードの変更や「今すぐ支払う」でその場で解決しますが、次の再決済をお待ちいただくだけでもかまいません。
billing-paid-after-all = { $amount }のお支払いが完了しました。ありがとうございます。{ $room } は引き続きご利用いただけます。
billing-written-off = この月の請求は取り消されました。今後この月の請求はありません。
billing-last-warning = 「{ $room }」の再決済は、残り{ $on }の一回です。決済できなかった場合は、その日に退会となり、以後の請求はありません。
billing-ended-title = 「{ $room }」の会員期間が終了しました
billing-ended-unpaid = 最後の再決済も完了しなかったため、「{ $room }」を退会となりました。今後の請求はなく、未払いも残りません。
billing-come-back = またいつでもご入会いただけます。
billing-month-missed = 月末のお支払いの確認が今になったため、{ $month }分({ $amount })がまだ決済されていません。次の再決済日に決済しますので、お手続きは不要です。
billing-money-back-title = 「{ $room }」:返金のお知らせ
billing-money-back = { $cause ->
    [duplicate] 同じ月の会費{ $amount }が二重に支払われました。二回目のお支払いを全額返金します。
    [card_not_taken] ご利用のカードのブランドはルームの会費にお使いいただけないため、{ $amount }を全額返金します。VISA / MASTER / JCB / American Express / Diners Club / Discover のカードで、もう一度お申し込みください。
    [gift_unused] お贈りになったギフトは使用されませんでした。お支払いいただいた{ $amount }を全額返金します。
    [left_before_renewal] 期限内に退会されましたが、翌月分の{ $amount }が決済されました。全額返金します。
   *[order_dead] 無効になったお申し込みに{ $amount }が支払われました。全額返金します。
}
billing-money-back-when = 返金の手続きを開始しました。カード会社の明細に反映されるまで、通常5〜10営業日かかります。
# 返答
billing-nothing-to-pay = お支払いが必要なものはありません。直前に決済された場合は、すでに完了しています。
billing-being-tried = ただいまこの月の決済を試しています。結果はここでお知らせします。二重に決済されることはありません。
billing-card-spent = 末尾 { $last4 } のカードは今後も使えないとの回答でした。カードを変更してください。新しいカードですぐに決済します。
