mail-act-in-discord = お手続きは、Discordで /mypage と入力して行えます。
