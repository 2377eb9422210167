waiting-full-title = 「{ $room }」は満員です
waiting-full = 定員{ $capacity }名に達しています。
waiting-line-length = { $count ->
    [0] キャンセル待ちの方はまだいません。
   *[other] { $count }名がキャンセル待ちをしています。
}
waiting-how-it-works = 空きが出て順番が来たらメッセージでお知らせし、{ $hours }時間お席を確保します。
waiting-free-of-charge = キャンセル待ちは無料で、いつでもやめられます。
waiting-title = 「{ $room }」のキャンセル待ち
waiting-rank = 現在の順番:{ $rank }番目
waiting-since = キャンセル待ちのお申し込み:{ $at }
waiting-offered = { $at } まで、お席を確保しています。
waiting-offered-next = それまでに入会のお申し込みがない場合は、次の方にご案内します。
waiting-fee = 会費は月額{ $fee }です。「入会する」を押すと、お支払いの前に内容を確認できます。
waiting-passed = 確保の期限({ $at })を過ぎたため、次の方にご案内しました。もう一度キャンセル待ちに申し込むこともできます。
waiting-taken = 期限内にお申し込みいただいたため、お席は確保されています。
waiting-given-up = キャンセル待ちを取り消しました。請求は発生していません。
waiting-has-a-seat = お席はすでに確保されています。「入会する」を押すと、お支払いのリンクをもう一度表示します。
waiting-offer-title = 「{ $room }」に空きが出ました
waiting-heading = **{ $room }**(キャンセル待ち)
waiting-line-waiting = { $room }:キャンセル待ち{ $rank }番目
waiting-line-offered = **{ $room }:{ $at } までお席を確保しています**
