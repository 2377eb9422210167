help-title = Help
help-choose = Choose what you would like to know. You can also type words behind `/help` to search.
help-to-come = This is not offered in this community yet. Once it is, it works like this.
help-section-about = About
help-section-joining = Joining
help-section-rooms = Your rooms
help-section-paying = Paying
help-section-leaving = Leaving
help-section-events = Events and tickets
help-section-funding = Crowdfunding
help-section-offers = Offers
help-section-other = Anything else
# About
help-q-service = What is this?
help-a-service = A community for finding companions who make dreams come true. In this Discord server there are paid rooms, each run by its owner, in which members do things together.
help-q-room = What is a room?
help-a-room = A community you take part in and pay for by the month. Whoever joins gets into its channels and is active there with the owner and the others. `/room show` tells what each room does.
help-q-owner = Who is the owner of a room?
help-a-owner = Somebody with a dream who works on it and runs the room. Owners share their dream there and do things together with the members. `/room show` introduces the owner of each room.
help-q-offline = Do people also meet offline?
help-a-offline = That differs from room to room. It stands on the page of each room: `/room show`.
# Joining
help-q-who = Can anybody join?
help-a-who = Whoever is in this server with a Discord account can ask. Entry may be refused, and a membership ended, when
    · the account is judged not to be in real use,
    · somebody slanders, vandalises, or otherwise gravely disturbs the community,
    · somebody sells “information products” or does business like it.
    People judge that, never a machine. Whoever is refused has everything back that was paid.
help-q-join = How do I join?
help-a-join = Choose a room with `/room list` or `/room show` and press “Join”, or type `/room join`. You see what is charged and when, then you pay by card on Stripe's page, and the room opens, usually within seconds. `/room join` is the request itself, so there is nothing else to apply for. Every room is joined before it is used.
help-q-mail = No mail arrived
help-a-mail = If a mail about your request or the like did not arrive, it may be one of these.
help-a-mail-yours = · The address is wrong: { $address } is registered. If that is not yours, change it in `/mypage`, “Card and mail”.
help-a-mail-no-address = · The address is wrong: `/mypage`, “Card and mail”, shows which one is registered.
help-a-mail-free = · With free mail (Gmail, Yahoo and others) it may be late. Please wait a while and look again.
help-a-mail-free-yours = · Your address is one of free mail, where it may be late. Please wait a while and look again.
help-a-mail-blocked = · Your mailbox restricts what it takes: allow mail from @{ $domain } and look again.
help-a-mail-spam = · It may have been put into the spam folder.
help-a-mail-none = This community sends no mail: what it has to say comes as a direct message in Discord, or in a private thread. `/inbox` has everything that was said.
help-q-approval = My request is not approved
help-a-approval = `/why` shows at any time how your request stands and how old it is. If some days have passed, it may be one of these.
    · The card payment did not go through: look at the direct message, or at `/inbox`. If the card company does not approve, only the card company can help.
    · You stopped on the way to paying: `/room join` shows the payment page again.
    · The owner has not approved yet, in rooms where that is needed. If they decline, everything goes back to you.
    The way into the room stands in the message about the completed request and in `/mypage`.
# Your rooms
help-q-mine = Where do I see the rooms I am in?
help-a-mine = In `/mypage`: the way into each room, until when it is paid, and when the next charge comes.
# Paying
help-q-when = When am I charged for a room?
help-a-when = The first month when you join, and from the next month on automatically on the 1st. Joining in the middle of a month costs the full month; nothing is prorated by day.
help-q-cards = How can I pay for a room?
help-a-cards = By credit card: Visa, Mastercard, JCB, American Express, Diners Club, Discover. No other way.
help-q-card = Can I change or delete my card?
help-a-card = Change it in `/mypage`, “Card and mail”. The card can be deleted there, too; while a room is paid with it, you are told what needs it.
help-q-failed = I was told that a payment did not go through
help-a-failed = The notice says why.
    · The card company refused it: perhaps the limit was reached. They can tell you more.
    · The card has expired: please change it.
    You change it in `/mypage`, “Card and mail”, or with the button of the notice.
help-a-failed-next = I try again on day { $days } of the month, so once the card is changed you can simply wait. “Pay now” settles it at once. `/why` shows how it stands.
# Leaving
help-q-leave = How do I leave a room?
help-a-leave = By yourself, at any time: `/room leave`, or “Leave” under “Rooms” in `/mypage`. You stay in until the end of the paid month, can change your mind until then, and nothing more is charged. Leaving the server alone is not leaving a room.
# Events and tickets
help-q-tickets = How can I pay for a ticket?
help-a-tickets = By credit card (Visa, Mastercard, JCB, American Express, Diners Club, Discover), or at these convenience stores in Japan: Lawson, FamilyMart, Ministop, Seicomart.
help-q-konbini = How do I pay at a convenience store?
help-a-konbini = The numbers you need are shown after you order, and in the notice. The steps differ by store.
help-a-konbini-familymart = **FamilyMart** (first number: company code; second number: order number)
    1. On the terminal's top page choose 代金支払い(コンビニでお支払い)
    2. Choose 各種番号をお持ちの方はこちら
    3. Choose 番号入力画面に進む
    4. Enter the first number (5 digits) and press OK
    5. Enter the second number (12 digits) and press OK
    6. Check what is shown and press 確認
    7. Take the slip to the till and pay within 30 minutes
    8. Be sure to take the 取扱明細兼受領書; it is your receipt
help-a-konbini-loppi = **Lawson and Ministop** (customer number, confirmation number)
    1. On the terminal's top page choose 各種番号をお持ちの方
    2. Enter the customer number and press 次へ
    3. Enter the confirmation number and press 次へ
    4. Check what is shown and press はい
    5. Take the slip to the till and pay in cash within 30 minutes
    6. Be sure to take the 取扱明細書兼領収書
help-a-konbini-seicomart = **Seicomart** (reception number, confirmation number)
    1. At the lower left of the terminal's top page press インターネット受付 各種代金お支払い
    2. Enter the reception number and press 次のページ
    3. Enter the confirmation number and press 次のページ
    4. Check what is shown and press 印刷
    5. Take the three sheets to the till and pay in cash
    6. Be sure to take the receipt
help-q-transfer = Can I cancel a ticket or give it to somebody?
help-a-transfer = A ticket that was bought can neither be cancelled nor given to somebody else.
help-q-door = What happens at the door?
help-a-door = Choose the ticket you bought: its numbered ticket is shown. Show that at the door.
help-q-not-held = What if an event does not take place?
help-a-not-held = Your money goes back in a way that fits how you paid. A card is refunded through the card company. For a payment at a store you get a message that leads through the refund.
# Crowdfunding
help-q-goal = All-or-Nothing and All-in: what is the difference?
help-a-goal = · **All-or-Nothing:** if the total is below the goal at the end, it has failed and every pledge is cancelled. It is charged after the goal was reached.
    · **All-in:** your support stands whatever the total. It is charged when you give it.
# Offers
help-q-reply = I applied to an offer and hear nothing
help-a-reply = An answer to an application is not guaranteed. The author's circumstances may not allow one; we ask for your understanding. The state of an application is always visible, and silence never accepts anything.
# Anything else
help-q-unsolved = My problem is not solved
help-a-unsolved = `/contact` reaches the people who run this community, in a thread that only they and you can read.
