consulting-started = This session was to start { $at } and can no longer be called off.
consulting-settled = This session took place or was called off already.
