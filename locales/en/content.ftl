content-not-yours = This was bought by somebody else.
content-returned = This was refunded { $at }, so it can no longer be opened.
content-consent-first = Please agree first that it is provided at once. Cooling-off does not apply after that.
