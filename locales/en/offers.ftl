offers-no-guarantee = An answer to every application is not guaranteed.
offers-circumstances = Depending on their circumstances, the author of an offer may not be able to answer. Thank you for your understanding.
offers-applied-already = You have applied already: { $state ->
    [received] received, not yet seen
    [seen] seen
    [shortlisted] on the short list
    [accepted] accepted
    [declined] declined
   *[closed] closed without selection
}
offers-seen-already = The owner has seen this application, so its words stay as they are.
offers-decided = { $state ->
    [accepted] This application has been accepted already.
    [declined] This application has been declined already.
    [withdrawn] This application has been withdrawn.
   *[closed] This application was closed without selection.
}
offers-no-place-left = { $places ->
    [one] The one place is taken.
   *[other] All { $places } places are taken.
}
offers-closed = This offer is closed.
offers-say-something = Write a few words.
