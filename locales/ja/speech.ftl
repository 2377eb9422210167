speech-channel = Discordのチャンネル
speech-member = メンバー
speech-role = ロール
