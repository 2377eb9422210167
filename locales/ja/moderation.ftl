moderation-declare-first = 入会には、情報商材またはそれに相当するビジネスに関わっていないことの申告が必要です。
moderation-not-yours = ここでこの操作を行う権限がありません。
moderation-not-oneself = ご自身に対しては行えません。
moderation-not-an-equal = 同等の権限を持つ方に対しては行えません。管理者にご相談ください。
moderation-say-why = 理由をご記入ください。対象のメンバーに表示されます。
moderation-not-in = このメンバーはルームに入会していません。
moderation-not-waiting = このメンバーは入会待ちではありません。
moderation-decided = すでに決定されています。
moderation-second-person = もう一人の同意が必要なため、ご自身では承認できません。
moderation-not-closed = このメンバーに対して、ルームは閉じられていません。
moderation-appealed-already = { $state ->
    [asked] 異議申し立ては受付済みで、管理者が確認しています。
   *[upheld] 異議申し立てを確認した結果、決定は変わりませんでした。
}
moderation-no-appeal = 判断する異議申し立てはありません。
moderation-own-judgement = この決定に関わっているため、異議申し立ては別の管理者が判断します。
moderation-shut-out = このルームには入会できません。理由:{ $ground ->
    [inactive_account] アカウントがアクティブでないと判断されたため
    [disorder] コミュニティの秩序を乱す行為があったため
   *[information_business] 情報商材またはそれに相当するビジネスに関わっているため
}。{ $words } 異議がある場合は `/contact` から管理者にご連絡ください。
moderation-closed-to-you = このルームは利用できなくなりました。理由:{ $ground ->
    [inactive_account] アカウントがアクティブでないと判断されたため
    [disorder] コミュニティの秩序を乱す行為があったため
   *[information_business] 情報商材またはそれに相当するビジネスに関わっているため
}。{ $words }
moderation-no-more-charges = 今後の請求はありません。お支払い済みの会費は返金されません。
moderation-how-to-appeal = 誤りと思われる場合は、一度だけ異議を申し立てることができます。決定に関わっていない管理者が判断します。
