pricing-not-at-joining = This code cannot be used while joining. Join first, then use it with `/room code`. Nothing was changed.
pricing-coupon-title = Code “{ $code }” for { $room }
pricing-coupon-price = { $fee } → **{ $price }** a month
pricing-coupon-free = { $fee } → **free**, each month
pricing-coupon-always = It counts for as long as a membership lasts.
pricing-coupon-months = { $months ->
    [one] It counts for one month.
   *[other] It counts for { $months } months.
}
pricing-coupon-uses-max = { $most ->
    [one] One member may use it.
   *[other] Up to { $most } members may use it.
}
pricing-coupon-ends = It is taken until { $at }.
pricing-coupon-how = Members type “{ $code }” into `/room code`. Capitals make no difference.
pricing-coupon-closed = This code is no longer taken. Whoever used it already keeps what it gave.
pricing-list-title = Codes of { $room }
pricing-list-empty = No code is in use. `/owner coupon-create` makes one.
pricing-list-line = **{ $code }**: used by { $uses }
pricing-list-more = and { $count } more
pricing-used-title = Your discount in { $room }
pricing-used-from = From { $month } on: { $fee } → **{ $price }**. This month stays as it is.
pricing-used-always = It counts for as long as you stay in.
pricing-used-through = It counts through { $month }; after that it is { $fee } again.
pricing-no-such-code = This room has no such code. Please check how it is spelled. Nothing was changed.
pricing-code-over = This code is no longer taken. Nothing was changed.
pricing-code-used = You have used this code already; what it gave goes on.
pricing-code-used-up = This code has been used by as many members as it was made for. Nothing was changed.
pricing-code-taken = The code “{ $code }” is in use. Choose another, or close it first with `/owner coupon-close`.
pricing-code-one-word = A code is one word without spaces.
pricing-not-renewing = A code works in a room you go on paying for. If you are leaving, take that back first.
pricing-percent-or-amount = Give either a percentage or an amount, not both and not neither.
