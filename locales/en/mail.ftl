mail-act-in-discord = To do something about it, type /mypage in Discord.
