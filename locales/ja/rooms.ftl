rooms-list-title = ルーム一覧
rooms-list-empty = 入会できるルームはまだありません。
rooms-list-line = **{ $room }** ・ 月額{ $fee }
    { $about }
rooms-list-more = ほかに{ $count }件のルームがあります。`/room show` にルーム名を入力するとご覧いただけます。
# ルームページ
rooms-show-title = { $room }
rooms-show-description = { $words }
rooms-show-owner = **オーナー:** { $owner } さん
rooms-show-owner-profile = **オーナー:** { $owner } さん
    { $words }
rooms-show-offline = **オフラインでの活動:** { $words }
rooms-show-offline-unsaid = **オフラインでの活動:** 記載はありません
rooms-show-fee = **会費:** 月額{ $fee }
rooms-show-approval = **承認制:** お支払いのあと、オーナーの承認を経て入会となります(承認されない場合は全額返金)
rooms-show-seats-left = **定員:** { $capacity }名(残り{ $left }名)
rooms-show-full = { $in_line ->
    [0] **定員:** { $capacity }名(満員)。「入会する」からキャンセル待ちにお申し込みいただけます
   *[other] **定員:** { $capacity }名(満員、キャンセル待ち{ $in_line }名)。「入会する」からキャンセル待ちにお申し込みいただけます
}
rooms-show-not-open = 現在、入会は受け付けていません。
# オーナーによる編集
rooms-edit-title = ルームページの編集
rooms-edit-description = 活動内容
rooms-edit-description-about = このルームでどのような活動をしますか
rooms-edit-profile = オーナーの自己紹介
rooms-edit-profile-about = どのような方がルームを運営しているかを入会前に伝えます
rooms-edit-offline = オフラインでの活動
rooms-edit-offline-about = あれば内容や場所、頻度。なければその旨をお書きください
rooms-edit-questions = 申込者への質問
rooms-edit-questions-about = 1行に1つ、{ $most }問まで(各{ $longest }文字以内)。空欄なら質問しません
rooms-edit-no-description = 活動内容が空欄のため、保存していません。入会を検討する方に向けて一言お書きください。
rooms-edit-too-many-questions = 質問は{ $most }問までのため、保存していません。数を減らしてください。
rooms-edit-long-question = 質問は1つ{ $longest }文字以内のため、保存していません。短くしてください。
rooms-edit-done = 保存しました。メンバーには次のように表示されます。
rooms-edit-questions-follow = **申込者への質問:**
rooms-edit-asked = { $number }. { $question }
rooms-edit-no-questions = **申込者への質問:** ありません
rooms-not-yours = 「{ $room }」を編集できるのは、そのルームのオーナーだけです。
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
rooms-fee-same = 「{ $room }」の会費はすでに{ $fee }です。
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
