# To the owner
fees-question-title = Change the fee of { $room }?
fees-would-change = From { $before } to { $after } a month.
fees-joining-would-pay = Whoever joins from now on pays { $after }.
fees-members-would-pay = { $count ->
    [0] No member pays another fee now.
    [one] One member reads of it today and pays the new fee from { $on } on: the first 1st that is at least 14 days away. They can leave until then.
   *[other] { $count } members read of it today and pay the new fee from { $on } on: the first 1st that is at least 14 days away. They can leave until then.
}
fees-others-keep = Other levels, and years that are paid, keep their own fees.
fees-title = The fee of { $room }
fees-set = It is { $fee } a month now.
fees-members-told = { $count ->
    [0] No member paid another fee.
    [one] One member reads of it now, and pays it from { $on } on.
   *[other] { $count } members read of it now, and pay it from { $on } on.
}
# To a member
fees-will-change = From { $on } on it costs { $after } a month instead of { $before }.
fees-nothing-to-do = To go on there is nothing you need to do.
fees-or-leave = If you do not want that, leave before { $on }: the new fee is then never charged.
fees-taken-back = The change that was announced does not happen. It costs { $fee }, as before.
fees-in-force = Since { $on } it costs { $fee } a month.
