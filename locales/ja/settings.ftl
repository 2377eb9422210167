settings-fixed = 「{ $name }」は、すでにこの設定でお支払いを受け付けたため変更できません。
