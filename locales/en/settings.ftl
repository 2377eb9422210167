settings-fixed = “{ $name }” cannot be changed any more: payments were taken under it.
