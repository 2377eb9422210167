switching-title = What { $room } costs you
switching-now = Now: **{ $name } · { $every ->
    [year] { $fee } a year
   *[month] { $fee } a month
}**
switching-waits = **From { $month } on: { $name } · { $every ->
    [year] { $fee } a year
   *[month] { $fee } a month
}**. Until then everything stays as it is; nothing is charged or given back in between.
switching-tier = **{ $name }**: { $about }
switching-how = It changes on the day after what you have paid for. Nothing is charged now.
switching-nothing-else = This room offers no other way to pay.
switching-undo = Until then you can change or undo it any time with `/room switch`.
switching-taken-back = Undone. You go on paying as before.
switching-not-now = You can change this while nothing is unpaid and you are not leaving. `/why` shows how things stand. Nothing was changed.
switching-same = That is how you pay already. Nothing was changed.
switching-chosen-already = You have chosen this already; it begins with { $month }. Nothing was changed.
switching-gone = The room does not offer this any more. `/room switch` shows what it offers now. Nothing was changed.
switching-year-fee-title = A year of { $room }
switching-year-fee-line = One year costs **{ $fee }** ({ $saved } % less than twelve months at { $month }).
switching-year-fee-how = Members change to it with `/room switch`. The year is charged when the month they have paid for is over.
switching-year-fee-none = The year is no longer offered. Whoever pays by the year already goes on for the fee they have.
