tickets-closed = このチケットの販売は終了しました。
tickets-has-one = すでにチケットをお持ちです。
tickets-full = 満席です。キャンセル待ちにお申し込みいただけます。
tickets-in-line = すでにキャンセル待ちにお申し込み済みです。
tickets-not-yours = このチケットは別の方のものです。チケットを譲ることはできません。
tickets-not-paid = { $state ->
    [held] このチケットのお支払いはまだ完了していません。
    [awaiting_konbini] コンビニでのお支払いがまだ確認できていません。
    [returned] このチケットの代金は返金されました。
   *[freed] このチケットは期限までにお支払いがありませんでした。
}
tickets-declared = 実施しないことはすでに発表されています。
tickets-settled = このチケットの手続きは済んでいます。
tickets-no-new-date = 新しい日程はありません。代金を返金します。
tickets-choice-over = お選びいただける期限は { $until } まででした。
tickets-konbini-first = { $store ->
    [familymart] 第1番号(企業コード):`{ $number }`
    [seicomart] 受付番号:`{ $number }`
   *[lawson] お客様番号:`{ $number }`
}
tickets-konbini-second = { $store ->
    [familymart] 第2番号(注文番号):`{ $number }`
   *[lawson] 確認番号:`{ $number }`
}
tickets-konbini-link = お支払い情報の画面:{ $url }
tickets-famiport-top = Famiポートのトップ画面で「代金支払い(コンビニでお支払い)」を選びます。
tickets-famiport-numbers = 「各種番号をお持ちの方はこちら」を選びます。
tickets-famiport-entry = 「番号入力画面に進む」を選びます。
tickets-famiport-first = 第1番号(企業コード)を入力し、「OK」を選びます。
tickets-famiport-second = 第2番号(注文番号)を入力し、「OK」を選びます。
tickets-famiport-confirm = 内容を確かめ、「確認」を選びます。
tickets-famiport-pay = 印刷された申込券をレジに渡し、30分以内にお支払いください。
tickets-famiport-receipt = 「取扱明細兼受領書」を必ずお受け取りください。
tickets-famiport-keep = 「取扱明細兼受領書」が領収書となります。
tickets-loppi-top = Loppiのトップ画面で「各種番号をお持ちの方」を選びます。
tickets-loppi-customer = お客様番号を入力し、「次へ」を選びます。
tickets-loppi-confirmation = 確認番号を入力し、「次へ」を選びます。
tickets-loppi-yes = 内容を確かめ、「はい」を選びます。
tickets-loppi-pay = 印刷された申込券をレジに渡し、30分以内に現金でお支払いください。
tickets-loppi-receipt = 「取扱明細書兼領収書」を必ずお受け取りください。
tickets-club-top = クラブステーションのトップ画面で、左下の「インターネット受付 各種代金お支払い」を押します。
tickets-club-reception = 受付番号を入力し、「次のページ」を押します。
tickets-club-confirmation = 確認番号を入力し、「次のページ」を押します。
tickets-club-print = 内容を確かめ、「印刷」を押します。
tickets-club-pay = 印刷された申込券(3枚)をレジに渡し、現金でお支払いください。
tickets-club-receipt = 領収書を必ずお受け取りください。
