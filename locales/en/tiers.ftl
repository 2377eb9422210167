tiers-title = The level “{ $name }”
tiers-building = Its role and channel are being made. It opens by itself when they are there; you will hear of any trouble.
tiers-open = Its channel: { $channel }
tiers-how = Members change to it with `/room switch`, from the day after what they have paid for.
tiers-costs = It costs { $fee } a month.
tiers-costs-year = It costs { $fee } a month or { $year } a year.
tiers-list-title = Levels of { $room }
tiers-list-empty = There are none. `/owner tier-create` makes one.
tiers-list-line = **{ $name }**{ $state ->
    [draft] { "" } (being made)
    [closed] { "" } (closed)
   *[open] {""}
}
tiers-closed = Nobody new can choose this level. Whoever is in it stays for the fee they have.
tiers-unknown = There is no level called “{ $name }”. `/owner tier-list` shows those there are.
tiers-name-taken = The name “{ $name }” is taken. Choose another.
tiers-too-many = A room has at most { $most } levels. Close one you no longer need with `/owner tier-close`.
