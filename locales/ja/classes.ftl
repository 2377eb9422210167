classes-in-already = { $learner } さんはすでにこのクラスに登録されています。
classes-full = このセクションに空席はありません。
classes-begun = このセクションは { $at } に開始しているため、登録できません。
classes-paid-in-money = このクラスは授業料を直接お支払いいただいたため、別の規定が適用されます。`/mypage` のご購入内容からご覧いただけます。
classes-nothing-paid = 今週分は引き落とされていないため、返却するクレジットはありません。
classes-too-late = クレジットの返却期限は { $until } でした。今から登録を解除することはできますが、クレジットは返却されません。
classes-in-time = { $until } までに登録を解除すると、{ $credits } クレジットが返却されます。
classes-line-whole = クラスのクレジット { $credits }、返却済み { $returned }:{ $back }
classes-line-share = { $credits } × 全 { $planned } 回のうち { $missed } 回(端数切り上げ):{ $owed }
classes-line-rest = { $owed } から返却済みの { $returned } を除く:{ $back }
classes-reason-missing = 理由を簡単にご記入ください。
classes-stopped = 今後の引き落としはありません。今週分は { $until } まで受講できます。
classes-over = この登録はすでに解除されています。
classes-begun-already = クラスは { $at } に開始しています。それ以降に実施されなかった回については、回数に応じてクレジットが返却されます。
classes-not-one-time = 1回のみのクラスではないため、実施されなかった回数に応じてクレジットが返却されます。
classes-because = { $cause ->
    [called_off] 開始前に先生がクラスを取りやめました。
    [not_held] 先生がクラスを開講できませんでした。日程の再調整を待つこともできます。
    [time_changed] 開始前に先生が日時を変更しました。
    [meetings_moved] 日程が変更され、出席できない回がありました。
    [fewer_held] 予定より少ない回数しか実施されませんでした。
   *[called_off_midway] 先生がクラスの残りを取りやめました。
}返却されるクレジット:{ $credits }
classes-no-return = { $cause ->
    [absent] 欠席された回のクレジットは返却されません。
    [nobody_came] 受講者が参加しなかったため実施済みとして扱われ、クレジットは返却されません。
    [other_plans] ご都合による欠席では、クレジットは返却されません。特別なご事情があればご連絡ください。
   *[daylight_saving] ミーティングは案内どおりの時刻に行われます。サマータイムによる時計の変更では、クレジットは返却されません。
}
classes-still-eligible = { $learner } さんは受講資格を失っていません。
classes-meeting-over = このミーティングはすでに終了しています。
classes-somebody-there = 受講者が { $learners } 名参加しているため、ミーティングは続行されます。
classes-wait = { $until } までは受講者の参加をお待ちください。
classes-other-class = 別のクラスです。移動できるのは同じクラスのセクションのみです。
classes-not-guardian = 登録されたご本人のみが回答できます。
classes-answered = すでに回答済みです。
classes-barred = 先生の都合による場合を除き、このアカウントではクレジットの返却をご利用いただけません。理由:{ $reason }
