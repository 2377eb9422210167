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
refunds-case-title = Refund application
refunds-case-unanswered = Something is still missing in your application. Please fill in what is left; the clock starts when it is complete.
refunds-case-evidence = Please send what is still needed by { $until }. The clock starts when it is complete.
refunds-case-evidence-late = What was needed could be sent until { $until }.
refunds-case-no-evidence = What was needed did not come by { $until }.
refunds-case-amount = Please enter an amount of more than nothing and at most { $most }.
refunds-case-less-than-due = { $least } is due in any case.
refunds-case-note = Please give the reason; the member reads it.
refunds-case-appealed = This was objected to once already and looked at again. A consumer centre can help you further.
refunds-case-details = To send your money we need your bank account. Please follow the mail about it.
refunds-case-paid = { $amount } has been sent.
refunds-case-failed = A refund did not arrive ({ $fault }). Please pay it another way.
refunds-case-delayed = Your refund did not arrive. We are looking at it; you need not do anything.
refunds-case-deciding = Your application is complete. You hear from us by { $aim }, and by { $latest } at the latest.
refunds-case-to-decide = A refund is to be decided by { $latest }.
refunds-case-approved = { $amount } comes back to you, by about { $aim } and by { $latest } at the latest.
refunds-case-refused = This is not refunded. Note: { $note }. If you disagree, you can object once and a person looks at it anew; the consumer hotline (188 in Japan) can help you too.
refunds-case-ended = With the refund your access has ended, and with it the right to use what you downloaded.
refunds-case-not-now = { $state ->
    [asked] The application is not complete yet.
    [awaiting_evidence] Documents are still missing.
    [deciding] This is being decided.
    [approved] This has been approved.
    [refused] This has been refused.
    [paying] The money is on its way.
    [paid] The money has been sent.
   *[failed] The money did not arrive, and a person is looking at it.
}
