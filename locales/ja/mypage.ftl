mypage-title = マイページ
mypage-nothing = 入会中のルームはありません。入会できるルームは `/room list` でご覧いただけます。
mypage-line-paid = **{ $room }** ・ お支払い済み、次回は{ $on }に{ $amount }
mypage-line-active = **{ $room }** ・ 入会中
mypage-line-unpaid = **{ $room }** ・ { $amount }が未払い、次の決済は{ $on }
mypage-line-paused = **{ $room }** ・ 休会中、{ $on } に再開
mypage-line-leaving = **{ $room }** ・ 退会手続き済み、{ $at } まで利用可
mypage-line-awaiting-payment = **{ $room }** ・ お支払い待ち
mypage-line-requested = **{ $room }** ・ 申し込み済み
mypage-line-over = **{ $room }** ・ 終了
mypage-more-rooms = ほかに{ $count }件あります。「ルーム」でご覧いただけます。
mypage-rooms-title = マイページ:ルーム
mypage-room = **{ $room }**
# お支払い
mypage-payments-title = マイページ:お支払い
mypage-no-payments = これまでに請求は発生していません。
mypage-paid = ✓ { $months ->
    [1] { $month }分
   *[other] { $month }から{ $months }ヶ月分
} ・ { $room } ・ { $amount }({ $on }お支払い)
mypage-open = ✗ { $months ->
    [1] { $month }分
   *[other] { $month }から{ $months }ヶ月分
} ・ { $room } ・ { $amount }(未払い)
mypage-due = ・ { $months ->
    [1] { $month }分
   *[other] { $month }から{ $months }ヶ月分
} ・ { $room } ・ { $amount }(これから決済)
mypage-written-off = – { $months ->
    [1] { $month }分
   *[other] { $month }から{ $months }ヶ月分
} ・ { $room } ・ { $amount }(請求取り消し、未払いなし)
mypage-returned = ↩ { $months ->
    [1] { $month }分
   *[other] { $month }から{ $months }ヶ月分
} ・ { $room } ・ { $amount }(返金済み)
mypage-gift = 🎁 { $member } さんへのギフト{ $months }ヶ月分 ・ { $room } ・ { $amount }({ $on }お支払い)
mypage-refunded = ↩ { $room } ・ { $amount }のご返金(カード会社への手続き完了:{ $on })
mypage-refund-under-way = ↩ { $room } ・ { $amount }のご返金(手続き中)
mypage-refund-failed = ↩ { $room } ・ { $amount }のご返金をカード会社が受け付けませんでした。`/contact` でご連絡ください。
mypage-no-receipts-now = いまStripeから応答がないため、領収書を表示できません。1分ほどおいて、もう一度開いてください。
# カードとメール
mypage-card-page-title = マイページ:カードとメール
mypage-card = 登録カード:{ $brand } 末尾 { $last4 }(有効期限 { $until })
mypage-card-expiring = 登録カード:{ $brand } 末尾 { $last4 }。今月で有効期限が切れます({ $until })。来月1日までに変更をお願いいたします。
mypage-card-expired = 登録カード:{ $brand } 末尾 { $last4 }。有効期限が切れています({ $until })。変更をお願いいたします。
mypage-mail = メールアドレス:{ $address }
mypage-no-mail = メールアドレス:登録されていません。
mypage-mail-unknown = メールアドレス:いまStripeから応答がありません。
mypage-at-stripe = どちらも決済を行うStripeが保管しています。当方がカード番号を見ることはなく、アドレスもこのように一部だけを表示します。
mypage-card-title = カード情報の変更
mypage-card-link = ボタンからStripeの画面を開き、新しいカードをご登録ください。リンクは数分間、ご本人だけが使えます。未払いの月があれば、すぐに新しいカードで決済します。
mypage-no-card = カードは登録されていません。ルームのお支払い時に登録されます。
mypage-mail-title = メールアドレスの変更
mypage-mail-link = ボタンからStripeの画面を開き、お客様情報の編集で新しいアドレスをご登録ください。リンクは数分間、ご本人だけが使えます。以後、領収書と、Discordでお届けできないお知らせは新しいアドレスに送られます。
mypage-delete-title = カード情報の削除
mypage-delete-sure = 末尾 { $last4 } のカードと、Stripeに保管されているそのほかのご自身のカードをすべて削除しますか?
mypage-delete-meaning = 現在このカードを必要とするものはありません。あとでルームに入会されるときは、カードを改めてご登録いただきます。お支払いの履歴と領収書はそのまま残ります。
mypage-still-needed = このカードはまだ必要です。次のお支払いに使われます:
mypage-depends = ・ { $room }
mypage-instead-of-deleting = 別のカードに変更するか、先にこれらのルームを退会してください。退会手続きをされたルームの請求は今後発生しないため、カードはすぐに削除できます。
mypage-needed-by-now = カードを必要とするものができたため、削除しませんでした。`/mypage` の「カードとメール」でご確認ください。
mypage-deleted = カードをStripeから削除しました。今後このカードに請求されることはありません。
mypage-being-deleted = カードを削除しています。Stripeの処理に時間がかかっています。完了すると `/mypage` の「カードとメール」に表示されます。
