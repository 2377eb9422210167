"""A local Stripe: speaks Stripe's protocol to the unmodified library, with no account and no money."""
