credits-too-few = { $needed } クレジットが必要ですが、ご利用いただけるのは { $usable } クレジットです。
credits-plan-over = このプランは終了しています。新しくご購入いただくと、新しいプランが始まります。
credits-line-use = { $granted_at } に付与された { $credits } クレジット(有効期限 { $expires_at })
credits-lapse-plan = 解約されたプランの終了により、未使用の { $credits } クレジットが { $at } に失効します。
credits-lapse-age = 有効期間の満了により、未使用の { $credits } クレジットが { $at } に失効します。
credits-lapse-cap = 翌月に繰り越せるのは { $cap } クレジットまでのため、未使用の { $credits } クレジットが { $at } に失効します。
