BEGIN TRANSACTION;
CREATE TABLE absences (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	since INTEGER NOT NULL, 
	stops_at INTEGER NOT NULL, 
	how TEXT NOT NULL, 
	sent_by INTEGER, 
	kept_at INTEGER, 
	back_at INTEGER, 
	CONSTRAINT pk_absences PRIMARY KEY (id), 
	CONSTRAINT ck_absences_how_word CHECK (how IN ('left', 'kicked', 'banned')), 
	CONSTRAINT fk_absences_member_id FOREIGN KEY(member_id) REFERENCES members (id)
)
 STRICT

;
INSERT INTO "absences" VALUES('abs_1',42,1794279600000000,1794884400000000,'left',NULL,NULL,NULL);
CREATE TABLE access_codes (
	id TEXT NOT NULL, 
	room_id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	months INTEGER NOT NULL, 
	made_at INTEGER NOT NULL, 
	made_by INTEGER NOT NULL, 
	uses_max INTEGER, 
	member_id INTEGER, 
	ends_at INTEGER, 
	closed_at INTEGER, 
	CONSTRAINT pk_access_codes PRIMARY KEY (id), 
	CONSTRAINT ck_access_codes_months_positive CHECK (months > 0), 
	CONSTRAINT fk_access_codes_room_id FOREIGN KEY(room_id) REFERENCES rooms (id)
)
 STRICT

;
INSERT INTO "access_codes" VALUES('acc_1','room_1','welcome',2,1790823600000000,1,NULL,NULL,NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0018');
CREATE TABLE applications (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	room_id TEXT NOT NULL, 
	declared_at INTEGER NOT NULL, 
	filled TEXT NOT NULL, 
	CONSTRAINT pk_applications PRIMARY KEY (id), 
	CONSTRAINT fk_applications_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_applications_room_id FOREIGN KEY(room_id) REFERENCES rooms (id)
)
 STRICT

;
INSERT INTO "applications" VALUES('app_1',42,'room_1',1794279600000000,'{"answers":[{"question":"Why?","words":"To paint"}],"is":"Filled","signals":["no_avatar"]}');
CREATE TABLE approvals (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	room_id TEXT NOT NULL, 
	membership_id TEXT NOT NULL, 
	payment_id TEXT NOT NULL, 
	amount_minor INTEGER NOT NULL, 
	amount_currency TEXT NOT NULL, 
	paid_at INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	asked_at INTEGER NOT NULL, 
	escalates_at INTEGER NOT NULL, 
	ends_at INTEGER NOT NULL, 
	escalated_at INTEGER, 
	decided_at INTEGER, 
	decided_by INTEGER, 
	words TEXT NOT NULL, 
	CONSTRAINT pk_approvals PRIMARY KEY (id), 
	CONSTRAINT ck_approvals_state_word CHECK (state IN ('waiting', 'approved', 'declined', 'unanswered', 'withdrawn')), 
	CONSTRAINT fk_approvals_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_approvals_membership_id FOREIGN KEY(membership_id) REFERENCES memberships (id), 
	CONSTRAINT fk_approvals_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT uq_approvals_membership_id UNIQUE (membership_id), 
	CONSTRAINT uq_approvals_payment_id UNIQUE (payment_id)
)
 STRICT

;
INSERT INTO "approvals" VALUES('apv_1',42,'room_1','mbs_1','pi_1',500,'JPY',1794279600000000,'waiting',1794279600000000,1794538800000000,1794884400000000,NULL,NULL,NULL,'');
CREATE TABLE "attempts" (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	charge_id TEXT NOT NULL, 
	invoice_id TEXT NOT NULL, 
	cause TEXT NOT NULL, 
	state TEXT NOT NULL, 
	asked_at INTEGER NOT NULL, 
	listed_on TEXT, 
	card TEXT, 
	settled_at INTEGER, 
	decline_code TEXT, 
	CONSTRAINT pk_attempts PRIMARY KEY (id), 
	CONSTRAINT fk_attempts_charge_id FOREIGN KEY(charge_id) REFERENCES charges (id), 
	CONSTRAINT fk_attempts_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT ck_attempts_state_word CHECK (state IN ('pending', 'unknown', 'paid', 'failed', 'dropped')), 
	CONSTRAINT ck_attempts_cause_word CHECK (cause IN ('retry', 'renewal', 'pay_now', 'new_card'))
)
 STRICT

;
INSERT INTO "attempts" VALUES('try_1',42,'chg_1_202611','in_1','retry','pending',1793840400000000,'2026-11-05',NULL,NULL,NULL);
CREATE TABLE "charges" (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	membership_id TEXT NOT NULL, 
	room_id TEXT NOT NULL, 
	month TEXT NOT NULL, 
	amount_minor INTEGER NOT NULL, 
	amount_currency TEXT NOT NULL, 
	state TEXT NOT NULL, 
	made_at INTEGER NOT NULL, 
	invoice_id TEXT, 
	payment_id TEXT, 
	failed_at INTEGER, 
	settled_at INTEGER, 
	decline TEXT, 
	decline_code TEXT, 
	spent_card TEXT, 
	retry_on TEXT, 
	pay_url TEXT, 
	disputed INTEGER NOT NULL, 
	months INTEGER NOT NULL, 
	CONSTRAINT pk_charges PRIMARY KEY (id), 
	CONSTRAINT fk_charges_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT uq_charges_payment_id UNIQUE (payment_id), 
	CONSTRAINT fk_charges_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT ck_charges_decline_word CHECK (decline IN ('refused', 'expired', 'authentication')), 
	CONSTRAINT uq_charges_invoice_id UNIQUE (invoice_id), 
	CONSTRAINT ck_charges_disputed_yes CHECK (disputed IN (0, 1)), 
	CONSTRAINT ck_charges_state_word CHECK (state IN ('due', 'open', 'paid', 'written_off', 'returned')), 
	CONSTRAINT fk_charges_membership_id FOREIGN KEY(membership_id) REFERENCES memberships (id), 
	CONSTRAINT uq_charges_membership_id_month UNIQUE (membership_id, month), 
	CONSTRAINT ck_charges_paid_by_a_payment CHECK (state <> 'paid' OR payment_id IS NOT NULL OR amount_minor = 0)
)
 STRICT

;
INSERT INTO "charges" VALUES('chg_1_202611',42,'mbs_1','room_1','2026-11-01',500,'JPY','open',1793462400000000,'in_1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,1);
CREATE TABLE contacts (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	state TEXT NOT NULL, 
	opened_at INTEGER NOT NULL, 
	thread_id INTEGER, 
	closed_at INTEGER, 
	closed_by INTEGER, 
	CONSTRAINT pk_contacts PRIMARY KEY (id), 
	CONSTRAINT ck_contacts_state_word CHECK (state IN ('open', 'closed')), 
	CONSTRAINT fk_contacts_member_id FOREIGN KEY(member_id) REFERENCES members (id)
)
 STRICT

;
INSERT INTO "contacts" VALUES('con_1',42,'When?','open',1794279600000000,NULL,NULL,NULL);
CREATE TABLE coupons (
	id TEXT NOT NULL, 
	room_id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	made_at INTEGER NOT NULL, 
	made_by INTEGER NOT NULL, 
	percent INTEGER, 
	off_minor INTEGER, 
	off_currency TEXT, 
	months INTEGER, 
	uses_max INTEGER, 
	ends_at INTEGER, 
	closed_at INTEGER, 
	CONSTRAINT pk_coupons PRIMARY KEY (id), 
	CONSTRAINT ck_coupons_percent_or_off CHECK ((percent IS NULL) <> (off_minor IS NULL)), 
	CONSTRAINT ck_coupons_percent_range CHECK (percent IS NULL OR percent BETWEEN 1 AND 100), 
	CONSTRAINT fk_coupons_room_id FOREIGN KEY(room_id) REFERENCES rooms (id)
)
 STRICT

;
INSERT INTO "coupons" VALUES('cpn_1','room_1','autumn',1790823600000000,1,50,NULL,NULL,3,NULL,NULL,NULL);
CREATE TABLE discounts (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	membership_id TEXT NOT NULL, 
	cause TEXT NOT NULL, 
	cause_id TEXT NOT NULL, 
	made_at INTEGER NOT NULL, 
	from_month TEXT NOT NULL, 
	to_month TEXT, 
	percent INTEGER, 
	off_minor INTEGER, 
	off_currency TEXT, 
	CONSTRAINT pk_discounts PRIMARY KEY (id), 
	CONSTRAINT ck_discounts_cause_word CHECK (cause IN ('coupon', 'gift')), 
	CONSTRAINT ck_discounts_percent_or_off CHECK ((percent IS NULL) <> (off_minor IS NULL)), 
	CONSTRAINT ck_discounts_percent_range CHECK (percent IS NULL OR percent BETWEEN 1 AND 100), 
	CONSTRAINT fk_discounts_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_discounts_membership_id FOREIGN KEY(membership_id) REFERENCES memberships (id), 
	CONSTRAINT uq_discounts_member_id_cause_id UNIQUE (member_id, cause_id)
)
 STRICT

;
INSERT INTO "discounts" VALUES('dsc_1',42,'mbs_1','coupon','cpn_1',1794279600000000,'2026-12-01','2027-02-01',50,NULL,NULL);
CREATE TABLE "due" (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	due_at INTEGER NOT NULL, 
	done_at INTEGER, 
	CONSTRAINT pk_due PRIMARY KEY (id), 
	CONSTRAINT ck_due_kind_word CHECK (kind IN ('ask_order', 'remind', 'retry', 'end_unpaid', 'leave', 'switch', 'renew', 'pause', 'guest', 'gift', 'reprice', 'approval', 'serve_line', 'offer_ends', 'absence', 'look_ahead', 'catch_up', 'compare'))
)
 STRICT

;
INSERT INTO "due" VALUES('end_unpaid:chg_1_202611','end_unpaid','chg_1_202611',1795575600000000,NULL);
CREATE TABLE effects (
	id TEXT NOT NULL, 
	effect TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	about TEXT NOT NULL, 
	lane TEXT NOT NULL, 
	state TEXT NOT NULL, 
	asked_at INTEGER NOT NULL, 
	try_at INTEGER NOT NULL, 
	tries INTEGER NOT NULL, 
	lease_until INTEGER, 
	done_at INTEGER, 
	fault TEXT, 
	CONSTRAINT pk_effects PRIMARY KEY (id), 
	CONSTRAINT ck_effects_lane_word CHECK (lane IN ('money', 'chat')), 
	CONSTRAINT ck_effects_state_word CHECK (state IN ('waiting', 'leased', 'done', 'parked'))
)
 STRICT

;
INSERT INTO "effects" VALUES('eff_000001','{"is":"SyncAccess","member_id":42}','SyncAccess','42','chat','waiting',1794279600000000,1794279600000000,0,NULL,NULL,NULL);
INSERT INTO "effects" VALUES('eff_000002','{"is":"ShowNotice","kind":"welcome","member_id":42,"subject":"mbs_1"}','ShowNotice','42,welcome,mbs_1','chat','waiting',1794279600000000,1794279600000000,0,NULL,NULL,NULL);
CREATE TABLE events (
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	about TEXT NOT NULL, 
	customer TEXT NOT NULL, 
	made_at INTEGER NOT NULL, 
	received_at INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	try_at INTEGER NOT NULL, 
	tries INTEGER NOT NULL, 
	lease_until INTEGER, 
	done_at INTEGER, 
	fault TEXT, 
	CONSTRAINT pk_events PRIMARY KEY (id), 
	CONSTRAINT ck_events_state_word CHECK (state IN ('waiting', 'leased', 'done', 'parked'))
)
 STRICT

;
INSERT INTO "events" VALUES('evt_1','invoice.paid','in_1','cus_1',1794279600000000,1794279600000000,'waiting',1794279600000000,0,NULL,NULL,NULL);
CREATE TABLE gifts (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	receiver_id INTEGER NOT NULL, 
	room_id TEXT NOT NULL, 
	months INTEGER NOT NULL, 
	fee_minor INTEGER NOT NULL, 
	fee_currency TEXT NOT NULL, 
	state TEXT NOT NULL, 
	made_at INTEGER NOT NULL, 
	terms TEXT NOT NULL, 
	expires_at INTEGER, 
	tries INTEGER NOT NULL, 
	session_id TEXT, 
	url TEXT, 
	payment_id TEXT, 
	paid_at INTEGER, 
	unused_until INTEGER, 
	settled_at INTEGER, 
	end_reason TEXT, 
	access_code_id TEXT, 
	CONSTRAINT pk_gifts PRIMARY KEY (id), 
	CONSTRAINT ck_gifts_end_reason_word CHECK (end_reason IN ('ran_out', 'taken_back', 'unused', 'receiver_left', 'expelled', 'room_closed', 'card_not_taken')), 
	CONSTRAINT ck_gifts_state_word CHECK (state IN ('asked', 'open', 'paid', 'used', 'expired', 'returned')), 
	CONSTRAINT ck_gifts_months_range CHECK (months BETWEEN 1 AND 12), 
	CONSTRAINT fk_gifts_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_gifts_receiver_id FOREIGN KEY(receiver_id) REFERENCES members (id), 
	CONSTRAINT fk_gifts_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT uq_gifts_access_code_id UNIQUE (access_code_id), 
	CONSTRAINT uq_gifts_payment_id UNIQUE (payment_id), 
	CONSTRAINT uq_gifts_session_id UNIQUE (session_id)
)
 STRICT

;
INSERT INTO "gifts" VALUES('gft_1',42,42,'room_1',2,500,'JPY','paid',1794279600000000,'{"hash":"f00","id":"room","is":"Pin","version":1}',1794366000000000,1,'cs_1','http://x','pi_1',1794279600000000,1802055600000000,NULL,NULL,NULL);
CREATE TABLE members (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	locale TEXT NOT NULL, 
	in_server INTEGER NOT NULL, 
	customer_id TEXT, 
	card TEXT, 
	customers_lost INTEGER NOT NULL, 
	CONSTRAINT pk_members PRIMARY KEY (id), 
	CONSTRAINT ck_members_in_server_yes CHECK (in_server IN (0, 1)), 
	CONSTRAINT uq_members_customer_id UNIQUE (customer_id)
)
 STRICT

;
INSERT INTO "members" VALUES(42,'Hanako','ja',1,'cus_1','{"brand":"visa","exp_month":12,"exp_year":2030,"is":"Card","last4":"4242","method_id":"pm_1"}',0);
CREATE TABLE "memberships" (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	room_id TEXT NOT NULL, 
	state TEXT NOT NULL, 
	fee_minor INTEGER NOT NULL, 
	fee_currency TEXT NOT NULL, 
	asked_at INTEGER NOT NULL, 
	joined_at INTEGER, 
	leaves_at INTEGER, 
	ended_at INTEGER, 
	end_reason TEXT, 
	subscription_id TEXT, 
	subscriptions_made INTEGER NOT NULL, 
	every TEXT NOT NULL, 
	tier_id TEXT, 
	free_until INTEGER, 
	access_code_id TEXT, 
	pauses_on TEXT, 
	resumes_on TEXT, 
	application_id TEXT, 
	leaves_because TEXT, 
	CONSTRAINT pk_memberships PRIMARY KEY (id), 
	CONSTRAINT fk_memberships_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT ck_memberships_every_word CHECK (every IN ('month', 'year')), 
	CONSTRAINT ck_memberships_end_reason_word CHECK (end_reason IN ('never_paid', 'unpaid', 'left', 'refunded', 'declined', 'unanswered', 'withdrawn', 'ended_at_stripe', 'free_time_over', 'absent', 'removed')), 
	CONSTRAINT ck_memberships_state_word CHECK (state IN ('requested', 'awaiting_payment', 'awaiting_approval', 'active', 'past_due', 'suspended', 'paused', 'leaving', 'left', 'lapsed', 'expelled', 'refused')), 
	CONSTRAINT fk_memberships_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT uq_memberships_subscription_id UNIQUE (subscription_id), 
	CONSTRAINT ck_memberships_leaves_because_word CHECK (leaves_because IN ('never_paid', 'unpaid', 'left', 'refunded', 'declined', 'unanswered', 'withdrawn', 'ended_at_stripe', 'free_time_over', 'absent', 'removed'))
)
 STRICT

;
INSERT INTO "memberships" VALUES('mbs_1',42,'room_1','active',500,'JPY',1792465200000000,1792465200000000,NULL,NULL,NULL,'sub_1',0,'month',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE "notices" (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	made_at INTEGER NOT NULL, 
	delivery TEXT NOT NULL, 
	delivered_at INTEGER, 
	channel_id INTEGER, 
	message_id INTEGER, 
	shown TEXT, 
	CONSTRAINT pk_notices PRIMARY KEY (id), 
	CONSTRAINT ck_notices_delivery_word CHECK (delivery IN ('waiting', 'dm', 'thread', 'mail', 'next_command')), 
	CONSTRAINT ck_notices_kind_word CHECK (kind IN ('welcome', 'abandoned', 'failed_charge', 'last_warning', 'ended_unpaid', 'month_missed', 'leaving', 'left', 'money_back', 'ended_at_stripe', 'seat_offered', 'request_waiting', 'request', 'request_old', 'approved', 'request_over', 'renewal', 'card_expires', 'paused', 'guest_ends', 'gift', 'gift_given', 'new_member', 'terms_change', 'fee_change', 'absent', 'held', 'payer_away', 'room_fault'))
)
 STRICT

;
INSERT INTO "notices" VALUES('ntc_welcome_mbs_1',42,'welcome','mbs_1',1794279600000000,'waiting',NULL,NULL,NULL,NULL);
CREATE TABLE "orders" (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	membership_id TEXT NOT NULL, 
	room_id TEXT NOT NULL, 
	amount_minor INTEGER NOT NULL, 
	amount_currency TEXT NOT NULL, 
	state TEXT NOT NULL, 
	made_at INTEGER NOT NULL, 
	expires_at INTEGER NOT NULL, 
	tries INTEGER NOT NULL, 
	session_id TEXT, 
	url TEXT, 
	payment_id TEXT, 
	settled_at INTEGER, 
	terms TEXT, 
	answer_within_days INTEGER, 
	screen_id TEXT, 
	coupon_id TEXT, 
	CONSTRAINT pk_orders PRIMARY KEY (id), 
	CONSTRAINT fk_orders_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT fk_orders_membership_id FOREIGN KEY(membership_id) REFERENCES memberships (id), 
	CONSTRAINT uq_orders_session_id UNIQUE (session_id), 
	CONSTRAINT fk_orders_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT ck_orders_state_word CHECK (state IN ('open', 'paid', 'expired', 'returned'))
)
 STRICT

;
INSERT INTO "orders" VALUES('ord_1',42,'mbs_1','room_1',500,'JPY','open',1794279600000000,1794366000000000,1,'cs_1','http://x',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE places (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	room_id TEXT NOT NULL, 
	state TEXT NOT NULL, 
	joined_at INTEGER NOT NULL, 
	offered_at INTEGER, 
	offered_until INTEGER, 
	ended_at INTEGER, 
	CONSTRAINT pk_places PRIMARY KEY (id), 
	CONSTRAINT ck_places_state_word CHECK (state IN ('waiting', 'offered', 'taken', 'passed', 'given_up')), 
	CONSTRAINT fk_places_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_places_room_id FOREIGN KEY(room_id) REFERENCES rooms (id)
)
 STRICT

;
INSERT INTO "places" VALUES('plc_1',42,'room_1','waiting',1794279660000000,NULL,NULL,NULL);
CREATE TABLE postings (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	notice_id TEXT NOT NULL, 
	rung TEXT NOT NULL, 
	result TEXT NOT NULL, 
	tried_at INTEGER NOT NULL, 
	times INTEGER NOT NULL, 
	why TEXT, 
	CONSTRAINT pk_postings PRIMARY KEY (id), 
	CONSTRAINT ck_postings_rung_word CHECK (rung IN ('waiting', 'dm', 'thread', 'mail', 'next_command')), 
	CONSTRAINT ck_postings_result_word CHECK (result IN ('arrived', 'changed', 'closed', 'unanswered', 'owed')), 
	CONSTRAINT fk_postings_notice_id FOREIGN KEY(notice_id) REFERENCES notices (id)
)
 STRICT

;
INSERT INTO "postings" VALUES('pst_1',42,'ntc_welcome_mbs_1','dm','arrived',1794279600000000,1,NULL);
CREATE TABLE preferences (
	id INTEGER NOT NULL, 
	renewals_muted INTEGER NOT NULL, 
	quiet_from INTEGER, 
	quiet_to INTEGER, 
	CONSTRAINT pk_preferences PRIMARY KEY (id), 
	CONSTRAINT ck_preferences_renewals_muted_yes CHECK (renewals_muted IN (0, 1))
)
 STRICT

;
INSERT INTO "preferences" VALUES(42,1,NULL,NULL);
CREATE TABLE "refunds" (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	room_id TEXT NOT NULL, 
	payment_id TEXT NOT NULL, 
	amount_minor INTEGER NOT NULL, 
	amount_currency TEXT NOT NULL, 
	cause TEXT NOT NULL, 
	state TEXT NOT NULL, 
	asked_at INTEGER NOT NULL, 
	stripe_id TEXT, 
	settled_at INTEGER, 
	CONSTRAINT pk_refunds PRIMARY KEY (id), 
	CONSTRAINT ck_refunds_cause_word CHECK (cause IN ('duplicate', 'order_dead', 'not_admitted', 'card_not_taken', 'gift_unused', 'left_before_renewal')), 
	CONSTRAINT ck_refunds_state_word CHECK (state IN ('asked', 'pending', 'succeeded', 'failed')), 
	CONSTRAINT ck_refunds_amount_positive CHECK (amount_minor > 0), 
	CONSTRAINT fk_refunds_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_refunds_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT uq_refunds_payment_id UNIQUE (payment_id)
)
 STRICT

;
INSERT INTO "refunds" VALUES('ref_pi_9',42,'room_1','pi_9',500,'JPY','duplicate','asked',1794279600000000,NULL,NULL);
CREATE TABLE "rooms" (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	description TEXT NOT NULL, 
	owner_id INTEGER NOT NULL, 
	fee_minor INTEGER NOT NULL, 
	fee_currency TEXT NOT NULL, 
	state TEXT NOT NULL, 
	made_at INTEGER NOT NULL, 
	made_by INTEGER NOT NULL, 
	suspend_at_first_failure INTEGER NOT NULL, 
	role_id INTEGER, 
	category_id INTEGER, 
	channel_id INTEGER, 
	product_id TEXT, 
	join_price_id TEXT, 
	month_price_id TEXT, 
	role_tried INTEGER NOT NULL, 
	fault TEXT, 
	profile TEXT NOT NULL, 
	offline TEXT NOT NULL, 
	questions TEXT NOT NULL, 
	year_fee_minor INTEGER, 
	year_fee_currency TEXT, 
	needs_approval INTEGER NOT NULL, 
	capacity INTEGER, 
	pause_months_max INTEGER, 
	CONSTRAINT pk_rooms PRIMARY KEY (id), 
	CONSTRAINT ck_rooms_needs_approval_yes CHECK (needs_approval IN (0, 1)), 
	CONSTRAINT ck_rooms_suspend_at_first_failure_yes CHECK (suspend_at_first_failure IN (0, 1)), 
	CONSTRAINT ck_rooms_state_word CHECK (state IN ('draft', 'open', 'closed')), 
	CONSTRAINT ck_rooms_fee_positive CHECK (fee_minor > 0), 
	CONSTRAINT ck_rooms_role_tried_yes CHECK (role_tried IN (0, 1)), 
	CONSTRAINT ck_rooms_capacity_positive CHECK (capacity > 0), 
	CONSTRAINT uq_rooms_role_id UNIQUE (role_id)
)
 STRICT

;
INSERT INTO "rooms" VALUES('room_1','Gold','Gold things',1,500,'JPY','open',1790823600000000,1,0,7,8,9,'prod_1','price_1','price_2',1,NULL,'','','',NULL,NULL,0,NULL,NULL);
CREATE TABLE "screens" (
	id TEXT NOT NULL, 
	application_id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	room_id TEXT NOT NULL, 
	fee_minor INTEGER NOT NULL, 
	fee_currency TEXT NOT NULL, 
	start TEXT NOT NULL, 
	month TEXT NOT NULL, 
	terms TEXT NOT NULL, 
	words TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	locale TEXT NOT NULL, 
	shown_at INTEGER NOT NULL, 
	anew INTEGER NOT NULL, 
	confirmed_at INTEGER, 
	order_id TEXT, 
	answer_within_days INTEGER, 
	coupon_id TEXT, 
	first_minor INTEGER, 
	first_currency TEXT, 
	CONSTRAINT pk_screens PRIMARY KEY (id), 
	CONSTRAINT uq_screens_order_id UNIQUE (order_id), 
	CONSTRAINT fk_screens_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT ck_screens_start_word CHECK (start IN ('now')), 
	CONSTRAINT fk_screens_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT fk_screens_application_id FOREIGN KEY(application_id) REFERENCES applications (id), 
	CONSTRAINT ck_screens_anew_yes CHECK (anew IN (0, 1))
)
 STRICT

;
INSERT INTO "screens" VALUES('scr_1','app_1',42,'room_1',500,'JPY','now','2026-11-01','{"hash":"f00","id":"room","is":"Pin","version":1}','500 yen','5a60954cc416e6843a7baf054332f887e850c228eef834bcc9a58d41e071d809','ja',1794279600000000,0,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE settings (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	set_at INTEGER NOT NULL, 
	set_by INTEGER, 
	CONSTRAINT pk_settings PRIMARY KEY (id)
)
 STRICT

;
INSERT INTO "settings" VALUES('set_1','locale','ja',1794279600000000,NULL);
CREATE TABLE switches (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	membership_id TEXT NOT NULL, 
	room_id TEXT NOT NULL, 
	from_month TEXT NOT NULL, 
	every TEXT NOT NULL, 
	fee_minor INTEGER NOT NULL, 
	fee_currency TEXT NOT NULL, 
	state TEXT NOT NULL, 
	asked_at INTEGER NOT NULL, 
	asked_by INTEGER NOT NULL, 
	tier_id TEXT, 
	settled_at INTEGER, 
	CONSTRAINT pk_switches PRIMARY KEY (id), 
	CONSTRAINT ck_switches_every_word CHECK (every IN ('month', 'year')), 
	CONSTRAINT ck_switches_state_word CHECK (state IN ('waiting', 'done', 'dropped')), 
	CONSTRAINT fk_switches_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_switches_membership_id FOREIGN KEY(membership_id) REFERENCES memberships (id), 
	CONSTRAINT fk_switches_room_id FOREIGN KEY(room_id) REFERENCES rooms (id)
)
 STRICT

;
INSERT INTO "switches" VALUES('swt_1',42,'mbs_1','room_1','2026-12-01','year',5000,'JPY','waiting',1794279600000000,42,NULL,NULL);
CREATE TABLE terms_offers (
	id TEXT NOT NULL, 
	member_id INTEGER NOT NULL, 
	membership_id TEXT NOT NULL, 
	"before" TEXT NOT NULL, 
	"after" TEXT NOT NULL, 
	from_on TEXT NOT NULL, 
	takes_away INTEGER NOT NULL, 
	told_at INTEGER NOT NULL, 
	accepted_on TEXT, 
	CONSTRAINT pk_terms_offers PRIMARY KEY (id), 
	CONSTRAINT ck_terms_offers_takes_away_yes CHECK (takes_away IN (0, 1)), 
	CONSTRAINT fk_terms_offers_member_id FOREIGN KEY(member_id) REFERENCES members (id), 
	CONSTRAINT fk_terms_offers_membership_id FOREIGN KEY(membership_id) REFERENCES memberships (id)
)
 STRICT

;
INSERT INTO "terms_offers" VALUES('trm_1_room_2',42,'mbs_1','{"hash":"f00","id":"room","is":"Pin","version":1}','{"hash":"f00","id":"room","is":"Pin","version":1}','2026-12-01',1,1794279600000000,NULL);
CREATE TABLE tiers (
	id TEXT NOT NULL, 
	room_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	about TEXT NOT NULL, 
	fee_minor INTEGER NOT NULL, 
	fee_currency TEXT NOT NULL, 
	state TEXT NOT NULL, 
	made_at INTEGER NOT NULL, 
	made_by INTEGER NOT NULL, 
	year_fee_minor INTEGER, 
	year_fee_currency TEXT, 
	role_id INTEGER, 
	channel_id INTEGER, 
	CONSTRAINT pk_tiers PRIMARY KEY (id), 
	CONSTRAINT ck_tiers_state_word CHECK (state IN ('draft', 'open', 'closed')), 
	CONSTRAINT ck_tiers_fee_positive CHECK (fee_minor > 0), 
	CONSTRAINT fk_tiers_room_id FOREIGN KEY(room_id) REFERENCES rooms (id), 
	CONSTRAINT uq_tiers_role_id UNIQUE (role_id)
)
 STRICT

;
INSERT INTO "tiers" VALUES('tier_1','room_1','Gold plus','More of it',900,'JPY','open',1790823600000000,1,NULL,NULL,17,19);
CREATE TABLE versions (
	member_id INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_versions PRIMARY KEY (member_id)
)
 STRICT

;
INSERT INTO "versions" VALUES(42,19);
INSERT INTO "versions" VALUES(43,1);
CREATE INDEX ix_effects_alike ON effects (kind, about) WHERE state IN ('waiting', 'leased');
CREATE INDEX ix_effects_open ON effects (lane, asked_at, id) WHERE state IN ('waiting', 'leased');
CREATE INDEX ix_effects_parked ON effects (asked_at) WHERE state = 'parked';
CREATE UNIQUE INDEX uq_effects_waiting ON effects (kind, about) WHERE state = 'waiting';
CREATE INDEX ix_events_customer ON events (customer) WHERE state IN ('waiting', 'leased');
CREATE INDEX ix_events_open ON events (received_at, id) WHERE state IN ('waiting', 'leased');
CREATE INDEX ix_events_parked ON events (received_at) WHERE state = 'parked';
CREATE INDEX ix_settings_name ON settings (name);
CREATE INDEX ix_postings_member_id ON postings (member_id);
CREATE INDEX ix_postings_notice_id ON postings (notice_id);
CREATE UNIQUE INDEX uq_coupons_code ON coupons (room_id, code) WHERE closed_at IS NULL;
CREATE INDEX ix_discounts_cause_id ON discounts (cause_id);
CREATE INDEX ix_discounts_membership_id ON discounts (membership_id);
CREATE INDEX ix_switches_membership_id ON switches (membership_id);
CREATE UNIQUE INDEX uq_switches_waiting ON switches (membership_id) WHERE state = 'waiting';
CREATE INDEX ix_charges_member_id ON charges (member_id);
CREATE UNIQUE INDEX uq_attempts_open ON attempts (invoice_id) WHERE state IN ('pending', 'unknown');
CREATE UNIQUE INDEX uq_attempts_listed ON attempts (charge_id, listed_on) WHERE listed_on IS NOT NULL AND state <> 'dropped';
CREATE INDEX ix_attempts_charge_id ON attempts (charge_id);
CREATE INDEX ix_contacts_member_id ON contacts (member_id);
CREATE UNIQUE INDEX uq_contacts_open ON contacts (member_id) WHERE state = 'open';
CREATE INDEX ix_places_member_id ON places (member_id);
CREATE UNIQUE INDEX uq_places_in_line ON places (room_id, member_id) WHERE state IN ('waiting', 'offered');
CREATE INDEX ix_approvals_member_id ON approvals (member_id);
CREATE INDEX ix_approvals_waiting ON approvals (room_id, asked_at) WHERE state = 'waiting';
CREATE INDEX ix_tiers_room_id ON tiers (room_id);
CREATE UNIQUE INDEX uq_access_codes_code ON access_codes (room_id, code) WHERE closed_at IS NULL;
CREATE INDEX ix_applications_member_id ON applications (member_id);
CREATE INDEX ix_memberships_access_code_id ON memberships (access_code_id);
CREATE UNIQUE INDEX uq_memberships_live ON memberships (member_id, room_id) WHERE state IN ('requested', 'awaiting_payment', 'awaiting_approval', 'active', 'past_due', 'suspended', 'paused', 'leaving');
CREATE INDEX ix_memberships_room_id ON memberships (room_id);
CREATE INDEX ix_memberships_member_id ON memberships (member_id);
CREATE INDEX ix_absences_member_id ON absences (member_id);
CREATE UNIQUE INDEX uq_absences_open ON absences (member_id) WHERE back_at IS NULL;
CREATE INDEX ix_terms_offers_member_id ON terms_offers (member_id);
CREATE INDEX ix_terms_offers_membership_id ON terms_offers (membership_id);
CREATE INDEX ix_gifts_member_id ON gifts (member_id);
CREATE INDEX ix_gifts_waiting ON gifts (receiver_id) WHERE state = 'paid';
CREATE INDEX ix_refunds_member_id ON refunds (member_id);
CREATE INDEX ix_due_waiting ON due (due_at) WHERE done_at IS NULL;
CREATE INDEX ix_notices_member_id ON notices (member_id);
CREATE INDEX ix_orders_membership_id ON orders (membership_id);
CREATE UNIQUE INDEX uq_orders_open ON orders (membership_id) WHERE state = 'open';
CREATE INDEX ix_orders_coupon_id ON orders (coupon_id);
CREATE INDEX ix_screens_member_id ON screens (member_id);
COMMIT;
