why-title = 「{ $room }」の現在の状況
why-never = このルームへの入会申し込みはありません。
why-active = 入会中です。お支払いも完了しています。
why-way-in = 入口はこちら:{ $room }
why-paid-until = お支払い済みの期間:{ $at } まで
why-next-charge = 次回の決済:{ $on }、{ $amount }
why-leaving = 退会手続き済みです。{ $at } までご利用いただけます。
why-requested = 入会申し込み:{ $at }
why-awaiting-payment = お支払いがまだ確認できていません。リンクの期限は { $at } で、`/room join` でもう一度表示できます。お支払い直後の場合は数秒お待ちください。
why-owing = { $month }分が未払いです:{ $amount }
why-declined = { $cause ->
    [expired] 理由:カードの有効期限が切れています。カード情報を変更してください。
    [authentication] 理由:カード会社がご本人の確認を求めています。
   *[refused] 理由:カード会社により拒否されました(限度額の超過など)。くわしくはカード会社にお問い合わせください。
}
why-next-try = 次の再決済:{ $at }
why-ends = それまではご利用いただけます。{ $on } までに決済できない場合は、その日に退会となり、以後の請求はありません。
why-ends-suspended = お支払いが完了するまでルームはご利用いただけません。{ $on } までに決済できない場合は、その日に退会となり、以後の請求はありません。
why-never-paid = 前回のお申し込みはお支払いがないまま { $at } に期限切れとなりました。請求は発生していません。もう一度お申し込みいただけます。
why-ended-unpaid = 会費を決済できなかったため、{ $at } に退会となりました。未払いは残っておらず、いつでもまたご入会いただけます。
why-ended-elsewhere = Stripe側で定期支払いが終了したため、{ $at } に退会となりました。
why-refunded = お支払いが全額返金されたため、{ $at } に終了しました。請求は残っていません。
why-left = { $at } に退会されました。以後の請求はなく、いつでもまたご入会いただけます。
