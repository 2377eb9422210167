switching-title = 「{ $room }」の会費
switching-now = 現在:**{ $name } · { $every ->
    [year] 年払い { $fee }
   *[month] 月払い { $fee }
}**
switching-waits = **{ $month }分から:{ $name } · { $every ->
    [year] 年払い { $fee }
   *[month] 月払い { $fee }
}**。それまでは今のままで、途中の請求や返金はありません。
switching-tier = **{ $name }**:{ $about }
switching-how = お支払い済みの期間が終わった翌日から切り替わります。今すぐの請求はありません。
switching-nothing-else = このルームには、ほかのお支払い方法がありません。
switching-undo = 切り替わるまでは、`/room switch` からいつでも変更・取り消しができます。
switching-taken-back = 変更を取り消しました。これまでどおりのお支払いが続きます。
switching-not-now = お支払い方法は、未払いがなく退会手続き中でもないときに変更できます。状況は `/why` でご確認ください。何も変更していません。
switching-same = すでにこのお支払い方法です。何も変更していません。
switching-chosen-already = すでに{ $month }分からこのお支払い方法に変わる予定です。何も変更していません。
switching-gone = この会費はもう受け付けていません。`/room switch` で最新の内容をご確認ください。何も変更していません。
switching-year-fee-title = 「{ $room }」の年会費
switching-year-fee-line = 年会費は **{ $fee }** です(月額{ $month }の12ヶ月分より{ $saved }%お得)。
switching-year-fee-how = メンバーは `/room switch` で年払いに変更できます。1年分は、お支払い済みの月が終わったあとに請求されます。
switching-year-fee-none = 年払いの受付をやめました。すでに年払いの方は、今の年会費のまま続きます。
