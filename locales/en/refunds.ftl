refunds-due = This comes back to you.
refunds-by-staff = A person looks at this. The amount is what they are shown as a proposal.
refunds-free = It was free, so there is nothing to give back.
refunds-nothing-left = All of it has gone back already.
refunds-eaten-by-fees = The fees ({ $payment } for the payment, { $transfer } for the transfer) are more than what would come back, so nothing would reach you.
refunds-no-reason = { $reason ->
    [cancelled] Leaving or calling off gives no money back here. The clause below says why.
    [not_used] Not having used it gives no money back by itself.
    [change_of_mind] A change of mind gives no money back here.
   *[other] These terms give no money back for this reason. The clause below says why.
}
refunds-excluded = { $why ->
    [breach] Nothing comes back after a breach of the terms of use.
    [dishonest_use] Nothing comes back for what was used by dishonest means.
    [abuse] Nothing comes back to an account that was found to abuse refunds.
    [given_away] Nothing comes back for what was given to somebody else.
    [false_statement] Nothing comes back on a statement that was found to be untrue.
   *[bought_again] This was refunded once already and bought again, so that it is not refunded a second time.
}
refunds-too-late = { $reason ->
    [technical] The problem was reported after the time in which money comes back.
   *[other] The time in which money comes back is over.
}
refunds-nothing-unused = Nothing of it is left unused.
refunds-opened = It has been viewed or downloaded.
refunds-attended = You were there, so that this exception does not hold.
refunds-credits-used = Credits have been used.
refunds-bought-before = This is not the first purchase of its kind, so that the first days do not count anew.
refunds-used = { $seen } of { $whole } has been used; it must be less than { $percent } %.
refunds-use-unknown = Nothing measures how much was used (it must be less than { $percent } %), so a person looks at this.
refunds-solved = The problem was solved { $at }.
refunds-being-mended = We are at it. If it is not solved by { $at }, you get another way to use the service, or your money.
refunds-at-members-end = The cause seems to be at your own end, so a person looks at this.
refunds-until-was = Until { $at } it would have been { $percent } %.
refunds-until-is = Until { $at } it is { $percent } %; after that, { $then } %.
refunds-line-percent = { $percent } % of { $price }, rounded down: { $amount }
refunds-line-days = { $unused } of { $days } days of { $price }, rounded down: { $amount }
refunds-line-parts = { $missed } of { $parts } parts of { $price }, rounded down: { $amount }
refunds-line-fee = At most { $price } less the payment fee of { $fee }, which is { $most }: { $amount }
refunds-line-left = { $refunded } has gone back already and { $left } is left: { $amount }
refunds-line-rest = { $rest } more than is left cannot come back.
refunds-line-transfer = Less the transfer fee of { $fee }, you get { $amount }
refunds-input-price = Bought { $bought_at } for { $price }, paid { $method ->
    [card] by card
    [konbini] at a store
    [bank] by bank transfer
    [credits] by credits
   *[other] in another way
}
refunds-input-claim = Asked for { $asked_at }. Reason: { $reason ->
    [cancelled] cancelled
    [not_needed] it does not suit me, or I do not need it
    [change_of_mind] change of mind
    [not_used] not used
    [not_as_expected] not as expected
    [dissatisfied] dissatisfied with the content
    [no_effect] the effect did not appear
    [misunderstood] misunderstood
    [personal] personal circumstances
    [medical] medical emergency
    [force_majeure] disaster or other force majeure
    [technical] technical problem
    [misdescribed] differs markedly from its description
    [part_not_provided] part of it was not provided
    [grave_defect] grave defect
    [ending_early] a contract of a year ends early
    [service_ended] the service has ended
    [not_admitted] not admitted
    [not_held] not held, or moved
    [not_held_force_majeure] not held, or moved, because of a disaster
    [wrong_charge] charged by mistake
   *[duplicate_charge] charged twice
}
refunds-input-start = Starts: { $at }
refunds-input-period = Present period began: { $at }
refunds-input-use = Used: { $seen } of { $whole }
refunds-input-problem = Problem reported: { $at }
