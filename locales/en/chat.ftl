chat-thread = Notices
