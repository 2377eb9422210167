# 申し込みの用紙
joining-code-title = 割引コード
joining-code = お持ちのコード
joining-coupon-always = コード「{ $code }」を適用:月額{ $fee } → **{ $price }**(入会中ずっと)
joining-coupon-months = コード「{ $code }」を適用:月額{ $fee } → **{ $price }**(今月分から{ $months }ヶ月分)
joining-left-open-title = 「{ $room }」のお申し込み
joining-left-open = 「{ $room }」のお支払い({ $amount })がまだ完了していません。
joining-left-open-nothing = このままでも請求は発生せず、お申し込みは期限で自動的に終了します。このお知らせは一度だけです。
joining-form-title = 「{ $room }」への申し込み
joining-declare = 情報商材などのビジネスに関わっていません
joining-declare-about = 情報商材やそれに準じるビジネスに関わる方は、どのルームにも入会いただけません
joining-question = 質問{ $number }
joining-asked = { $question }
# 最終確認画面
joining-title = 「{ $room }」への入会:お申し込み内容の確認
joining-anew = **前に表示した内容から変更がありました。お手数ですが、もう一度ご確認ください。まだ何も請求されていません。**
joining-what = **お申し込み内容:** ルーム「{ $room }」への入会(月額制、退会されるまで自動更新)
    { $about }
joining-today = **本日のお支払い:** { $amount }({ $month }分の会費)
joining-next = **{ $on }:** { $amount }(翌月分)
joining-then = **その後:** 退会されるまで毎月{ $day }日に同額
joining-both = **本日と{ $on }に続けてお支払いがあります。あわせて{ $amount }です。**
joining-year = **参考:** 12か月ご利用の場合の合計は{ $total }です。
joining-no-proration = 月の途中のご入会でも1か月分の会費がかかり、日割り計算はいたしません。
joining-access = **ご利用の開始:** お支払いの確認後、通常は数秒でルームに入れます。
joining-how-to-leave = **退会:** `/room leave` でいつでもご自身で退会できます。お支払い済みの月末までご利用いただけ、以後の請求はありません。翌月分の請求を止めるには、月末までに退会の手続きをしてください。
joining-terms = **返金:** 「{ $title }」(`{ $id }` 第{ $version }版)が適用されます。
joining-cooling-off = **クーリングオフ:** { $words }
joining-cards = ご利用いただけるカード:VISA / MASTER / JCB / American Express / Diners Club / Discover
joining-confirming = 「確認して申し込む」を押すと、上記の内容と、お支払い後すぐに提供が始まることに同意してお支払いページに進みます。カードの入力が終わるまで請求は発生しません。
joining-no-screen = この確認画面は見つかりません。もう一度 `/room join` からお申し込みください。
joining-held-back = 現在「{ $room }」にはご入会いただけません。お支払いいただいてもルームに入れないおそれがあるため、お支払いのリンクを発行していません。オーナーに連絡しましたので、しばらくしてからもう一度お試しください。請求は発生していません。
joining-out-of-reach = お支払いに関する大切なお知らせをお届けする方法がありません。サーバー名のメニューの「プライバシー設定」でダイレクトメッセージを許可してから、もう一度お試しください。請求は発生していません。
joining-settling = 前回のお申し込みの結果を確認しています。1分ほどたってから、もう一度お試しください。
# お支払いページへ
joining-link-title = 「{ $room }」のお支払い
joining-to-pay = 次のボタンから{ $amount }をお支払いください。確認でき次第、ルームに入れます。
joining-link-until = このリンクの有効期限は { $at } です。もう一度 `/room join` と入力すると同じリンクが表示されます。
# オーナーへ
joining-new-member-title = 「{ $room }」に新しいメンバーが入会しました
joining-new-member = { $member } さんが入会しました。
joining-answered = **{ $question }**
    { $words }
joining-signals = **アカウントについて:**
joining-signal = ・{ $kind ->
    [young_account] アカウントが作られて間もない
    [no_avatar] プロフィール画像がない
    [new_in_server] サーバーに参加して間もない
   *[no_full_name] 氏名の記入がない
}
joining-signals-only = 目安としてお知らせするもので、これだけを理由に入会をお断りすることはありません。
