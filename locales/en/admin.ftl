admin-not-yours = Only people who may manage this server can do that.
