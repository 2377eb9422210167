# 継続中の契約に対する、規定の新しい版
terms-title = 「{ $room }」:返金規定の新しい版のお知らせ
terms-new-version = 返金規定の第{ $version }版ができました。現在のご契約には第{ $before }版が適用されています。
terms-takes-nothing = 不利になる変更はありませんので、{ $on }から新しい版が適用されます。お手続きは不要です。
terms-takes-away = 不利になる変更、または解釈の分かれる変更が含まれています。内容をお読みのうえ、ご判断ください。
terms-without = 同意されない場合は、ご契約が続く間、これまでどおり第{ $before }版が適用されます。
terms-if-accepted = 同意された場合は、早ければ{ $on }の更新から新しい版が適用されます。
terms-accepted = 同意をいただきました。{ $on }から新しい版が適用されます。
terms-newer = さらに新しい版があります。その版のお知らせからお手続きください。
terms-nothing-to-accept = 同意が必要なものはもうありません。
terms-not-yours = このボタンは別の方の会員情報のものです。
