speech-channel = the channel in Discord
speech-member = the member
speech-role = the role
