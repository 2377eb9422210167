refunds-due = 返金の対象です。
refunds-by-staff = 担当者が確認して判断します。金額は担当者に示される案です。
refunds-free = 無料でご利用いただいたため、返金するものはありません。
refunds-nothing-left = すでに全額が返金されています。
refunds-eaten-by-fees = 手数料(決済 { $payment }、振込 { $transfer })が返金額を上回るため、お手元に届く金額がありません。
refunds-no-reason = { $reason ->
    [cancelled] 退会や取り消しだけでは返金されません。理由は下の条項のとおりです。
    [not_used] 利用しなかったことだけでは返金されません。
    [change_of_mind] 気が変わったという理由では返金されません。
   *[other] この理由での返金は、規定にありません。理由は下の条項のとおりです。
}
refunds-excluded = { $why ->
    [breach] 利用規約に違反があったため、返金されません。
    [dishonest_use] 不正な手段で利用されたため、返金されません。
    [abuse] 返金の仕組みの悪用と判断されたアカウントには、返金されません。
    [given_away] 他の方に渡されたため、返金されません。
    [false_statement] 事実と異なる申告があったため、返金されません。
   *[bought_again] 一度返金を受けたあとに再び購入されたため、二度目の返金はありません。
}
refunds-too-late = { $reason ->
    [technical] 問題のご連絡が、返金を申請できる期間を過ぎていました。
   *[other] 返金を申請できる期間を過ぎています。
}
refunds-nothing-unused = 未使用の分は残っていません。
refunds-opened = すでに閲覧またはダウンロードされています。
refunds-attended = ご出席いただいたため、この例外は適用されません。
refunds-credits-used = クレジットが使用されています。
refunds-bought-before = 初めてのご購入ではないため、初回の期間は適用されません。
refunds-used = { $whole } のうち { $seen } をご利用済みです({ $percent }%未満であることが条件です)。
refunds-use-unknown = ご利用量({ $percent }%未満であることが条件)を測るものがないため、担当者が確認します。
refunds-solved = 問題は { $at } に解決しました。
refunds-being-mended = 対応中です。{ $at } までに解決しない場合は、代わりの方法または返金をご用意します。
refunds-at-members-end = お客様側の環境に原因があるようですので、担当者が確認します。
refunds-until-was = { $at } までであれば { $percent }% でした。
refunds-until-is = { $at } までは { $percent }%、それ以降は { $then }% です。
refunds-line-percent = { $price } の { $percent }%(端数切り捨て):{ $amount }
refunds-line-days = { $price } の { $days } 日分のうち { $unused } 日分(端数切り捨て):{ $amount }
refunds-line-parts = { $price } の { $parts } 回分のうち { $missed } 回分(端数切り捨て):{ $amount }
refunds-line-fee = { $price } から決済手数料 { $fee } を除いた { $most } まで:{ $amount }
refunds-line-left = 返金済み { $refunded }、残り { $left }:{ $amount }
refunds-line-rest = 残りを超える { $rest } は返金できません。
refunds-line-transfer = 振込手数料 { $fee } を差し引いたお受け取り額:{ $amount }
refunds-input-price = ご購入:{ $bought_at }、{ $price }、お支払い方法:{ $method ->
    [card] カード
    [konbini] コンビニ
    [bank] 銀行振込
   *[other] その他
}
refunds-input-claim = お申し込み:{ $asked_at }、理由:{ $reason ->
    [cancelled] 取り消し
    [not_needed] 自分に合わない・必要がない
    [change_of_mind] 気が変わった
    [not_used] 利用しなかった
    [not_as_expected] 期待と違った
    [dissatisfied] 内容への不満
    [no_effect] 効果がなかった
    [misunderstood] 誤解していた
    [personal] 個人的な事情
    [medical] 緊急の医療上の事情
    [force_majeure] 天災などの不可抗力
    [technical] 技術的な問題
    [misdescribed] 説明と著しく異なる
    [part_not_provided] 一部が提供されなかった
    [grave_defect] 重大な不具合
    [ending_early] 年間契約の途中終了
    [service_ended] サービスの終了
    [not_admitted] 入会が認められなかった
    [not_held] 中止または延期
    [not_held_force_majeure] 天災などによる中止または延期
    [wrong_charge] 誤った請求
   *[duplicate_charge] 二重の請求
}
refunds-input-start = 開始:{ $at }
refunds-input-period = 現在の期間の開始:{ $at }
refunds-input-use = ご利用:{ $whole } のうち { $seen }
refunds-input-problem = 問題のご連絡:{ $at }
refunds-case-title = 返金申請
refunds-case-unanswered = お申し込みに未記入の項目があります。すべてご記入いただいた時点から審査期間が始まります。
refunds-case-evidence = 必要な書類を { $until } までにお送りください。揃った時点から審査期間が始まります。
refunds-case-evidence-late = 書類の受付は { $until } まででした。
refunds-case-no-evidence = 必要な書類が { $until } までに届きませんでした。
refunds-case-amount = 0より大きく { $most } 以下の金額を入力してください。
refunds-case-less-than-due = { $least } は必ずお返しする金額です。
refunds-case-note = 理由を入力してください。メンバーに表示されます。
refunds-case-appealed = すでに一度、異議を受けて再確認しています。消費者センターにもご相談いただけます。
refunds-case-details = 返金には振込先の口座が必要です。お送りするメールの案内に沿ってお手続きください。
refunds-case-paid = { $amount } を返金しました。
refunds-case-failed = 返金が届きませんでした({ $fault })。別の方法でお支払いください。
refunds-case-delayed = 返金が届いていないため、確認しています。お手続きは必要ありません。
refunds-case-deciding = お申し込みを受け付けました。{ $aim } を目安に、遅くとも { $latest } までに結果をお知らせします。
refunds-case-to-decide = { $latest } までに判断が必要な返金申請があります。
refunds-case-approved = { $amount } を返金します。{ $aim } を目安に、遅くとも { $latest } までにお手続きします。
refunds-case-refused = 今回は返金の対象外です。備考:{ $note }。ご納得いただけない場合は、一度、再確認をお申し出いただけます。消費者ホットライン(188)にもご相談いただけます。
refunds-case-ended = 返金に伴い、ご利用とダウンロードしたコンテンツの使用権は終了しました。
refunds-case-not-now = { $state ->
    [asked] お申し込みがまだ完了していません。
    [awaiting_evidence] 書類が揃っていません。
    [deciding] 審査中です。
    [approved] 承認済みです。
    [refused] 返金の対象外と判断済みです。
    [paying] 返金の手続き中です。
    [paid] 返金済みです。
   *[failed] 返金が届かず、担当者が確認しています。
}
