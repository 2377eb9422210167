mypage-title = マイページ
mypage-nothing = 入会中のルームはありません。入会できるルームは `/room list` でご覧いただけます。
mypage-room = **{ $room }**
mypage-card = 登録カード:{ $brand } 末尾 { $last4 }(有効期限 { $until })
mypage-card-title = カード情報の変更
mypage-card-link = ボタンからStripeの画面を開き、新しいカードをご登録ください。リンクは数分間、ご本人だけが使えます。未払いの月があれば、すぐに新しいカードで決済します。
mypage-no-card = カードはまだ登録されていません。最初のルームのお支払い時に登録されます。
