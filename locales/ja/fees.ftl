# オーナーへ
fees-question-title = 「{ $room }」の会費を変更しますか?
fees-would-change = 月額{ $before }から{ $after }に変更します。
fees-joining-would-pay = これから入会される方の会費は{ $after }になります。
fees-members-would-pay = { $count ->
    [0] 現在、別の会費をお支払い中の方はいません。
   *[other] 現在のメンバー{ $count }名には本日お知らせし、{ $on }から新しい会費になります(14日以上先の最初の1日です)。それまでは退会できます。
}
fees-others-keep = ほかのプランと、お支払い済みの年額の会費は変わりません。
fees-title = 「{ $room }」の会費
fees-set = 月額{ $fee }に変更しました。
fees-members-told = { $count ->
    [0] 別の会費をお支払い中の方はいませんでした。
   *[other] メンバー{ $count }名にお知らせします。{ $on }から新しい会費になります。
}
# メンバーへ
fees-will-change = { $on }から、月額{ $before }が{ $after }に変わります。
fees-nothing-to-do = 続ける場合、お手続きは不要です。
fees-or-leave = 続けない場合は、{ $on }になる前に退会してください。新しい会費が請求されることはありません。
fees-taken-back = お知らせしていた会費の変更は取りやめになりました。これまでどおり{ $fee }です。
fees-in-force = { $on }から月額{ $fee }になりました。
