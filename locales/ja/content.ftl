content-not-yours = これは別の方が購入されたものです。
content-returned = { $at } に返金されたため、開くことはできません。
content-consent-first = すぐに提供を始めることへの同意が必要です。同意されると、クーリングオフは適用されません。
