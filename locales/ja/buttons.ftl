buttons-to-payment = { $amount }を支払う
buttons-join = 入会する
buttons-join-again = もう一度入会する
buttons-show-room = 「{ $room }」を見る
buttons-read-policy = 「{ $title }」を読む
buttons-operator = 運営者の情報
buttons-page-before = 前のページ
buttons-page-after = 次のページ
buttons-switch = { $every ->
    [year] { $name } · 年払い { $fee } にする
   *[month] { $name } · 月払い { $fee } にする
}
buttons-switch-stay = { $every ->
    [year] { $name } · 年払い { $fee } のままにする
   *[month] { $name } · 月払い { $fee } のままにする
}
buttons-confirm-order = 確認して申し込む
buttons-read-terms = 返金規定を読む
buttons-withdraw = 申し込みを取り消す
buttons-pay-now = 今すぐ支払う
buttons-change-card = カードを変更する
buttons-confirm-payment = お支払いを確認する
buttons-to-card-page = カード変更画面を開く
buttons-leave = 退会する
buttons-leave-room = 「{ $room }」を退会する
buttons-leave-for-sure = 退会する
buttons-mute-renewals = 更新のお知らせを停止
buttons-unmute-renewals = 更新のお知らせを再開
buttons-keep-paying = 支払いを続ける
buttons-stop-paying = すべて退会する
buttons-stop-billing = 請求を停止する
buttons-change-fee = 会費を変更する
buttons-read-new-terms = 新しい版を読む
buttons-accept-terms = 同意する
buttons-stay = 退会を取り消す
buttons-to-the-payment = お支払いへ
buttons-drop-pause = 休会を取り消す
buttons-end-pause = 今すぐ再開する({ $fee })
buttons-give-role = ロールを付ける
buttons-my-page = ← マイページ
buttons-rooms = ルーム
buttons-payments = お支払い
buttons-card-and-mail = カードとメール
buttons-notices = お知らせ
buttons-help = ヘルプ
buttons-contact = お問い合わせ
buttons-newer = ← 新しい方
buttons-older = 古い方 →
buttons-why-room = 「{ $room }」の状況
buttons-receipt = 領収書 { $month } { $room }
buttons-change-mail = メールアドレスを変更する
buttons-to-mail-page = Stripeの画面を開く
buttons-delete-card = カードを削除する
buttons-delete-card-for-sure = 削除する
buttons-show-again = もう一度読む
buttons-mail-missing = メールが届かないときは
buttons-all-help = ヘルプの一覧
buttons-close-contact = 解決したので閉じる
buttons-wait = キャンセル待ちに申し込む
buttons-stop-waiting = キャンセル待ちをやめる
buttons-take-back = 申し込みを取り下げる
buttons-ask-again = もう一度申し込む
buttons-approve = { $name }さんを承認する
buttons-decline = { $name }さんをお断りする
buttons-look-at-request = 内容を見る
buttons-requests = 申し込みを見る
buttons-erase = 削除を依頼する
buttons-erase-for-sure = 依頼する
