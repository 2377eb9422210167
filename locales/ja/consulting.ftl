consulting-started = このセッションは { $at } 開始のため、取り消すことはできません。
consulting-settled = このセッションはすでに実施済み、または取り消し済みです。
