chat-thread = お知らせ
