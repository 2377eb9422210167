offers-no-guarantee = オファーへの応募には、必ず返答があるわけではありません。
offers-circumstances = オファー作成者の状況により、返答ができない場合もあります。ご理解をお願いいたします。
offers-applied-already = すでに応募されています:{ $state ->
    [received] 受付済み(未読)
    [seen] 確認済み
    [shortlisted] 候補
    [accepted] 採用
    [declined] 見送り
   *[closed] 選考なしで終了
}
offers-seen-already = オファー作成者が確認済みのため、内容は変更できません。
offers-decided = { $state ->
    [accepted] この応募はすでに採用されています。
    [declined] この応募はすでに見送られています。
    [withdrawn] この応募は取り下げられています。
   *[closed] この応募は選考なしで終了しました。
}
offers-no-place-left = 募集枠({ $places } 名)はすべて埋まっています。
offers-closed = このオファーの募集は終了しています。
offers-say-something = 内容をご記入ください。
