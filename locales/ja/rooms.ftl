rooms-list-title = ルーム一覧
rooms-list-empty = 入会できるルームはまだありません。
rooms-list-line = **{ $room }** ・ 月額{ $fee }
    { $about }
rooms-welcome-title = 「{ $room }」へようこそ
rooms-welcome = お支払いを確認しました。こちらからお入りください:{ $room }
rooms-next-charge = 次回の決済は{ $on }、{ $amount }です。退会は `/room leave` でいつでもできます。
# お断りする場合
rooms-unknown = 「{ $name }」というルームはありません。入会できるルームは `/room list` でご覧いただけます。
rooms-not-open = 「{ $room }」は現在入会を受け付けていません。請求は発生していません。
rooms-in-already = すでに入会されています:{ $room }
rooms-leaving-already = 「{ $room }」は退会手続き済みで、{ $at } までご利用いただけます。続ける場合は `/mypage` の「退会を取り消す」を押してください。改めてのお支払いは不要です。
rooms-month-ends = まもなく({ $at })新しい月になります。今入会すると数分で二か月分の会費がかかるため、月が変わってからお申し込みください。
rooms-name-taken = 「{ $name }」というルームはすでにあります。別の名前をお選びください。
rooms-fee-out-of-range = 月額は{ $smallest }から{ $largest }の範囲で設定してください。
# ルームの作成
rooms-built-title = ルーム「{ $room }」
rooms-built = { $room } を月額{ $fee }で公開しました。オーナーは { $owner } さんです。
rooms-built-next = メンバーは `/room join` で入会できます。
rooms-building = 作成中です。準備が整うと自動的に公開され、`/room list` に表示されます。
rooms-fault = 作業が止まっています:{ $fault }
rooms-build-again = 対応が済みましたら、`/admin room-build` で続きから再開します。
rooms-fault-title = 「{ $room }」に対応が必要です
rooms-fault-mended = 解消しました。対応は不要です。
