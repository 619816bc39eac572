CREATE TABLE account (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(200) NOT NULL,
	role VARCHAR(20) NOT NULL,
	staff_id INTEGER,
	public_key BLOB,
	created_at DATETIME NOT NULL,
	removed_at DATETIME,
	CONSTRAINT fk_account_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
);

CREATE INDEX ix_account_staff_id ON account (staff_id);

CREATE TABLE change (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	at DATETIME NOT NULL,
	account_id INTEGER NOT NULL,
	account_name VARCHAR(200),
	title TEXT,
	kind VARCHAR(20) NOT NULL,
	undoes INTEGER,
	schema INTEGER NOT NULL,
	salt BLOB,
	words_hash VARCHAR(64) NOT NULL,
	previous_hash VARCHAR(64) NOT NULL,
	hash VARCHAR(64) NOT NULL,
	CONSTRAINT fk_change_undoes_change FOREIGN KEY(undoes) REFERENCES change (id)
);

CREATE INDEX ix_change_at ON change (at);

CREATE INDEX ix_change_kind ON change (kind);

CREATE INDEX ix_change_undoes ON change (undoes);

CREATE TABLE checklist_template (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	kind VARCHAR(20) NOT NULL,
	version INTEGER NOT NULL,
	title VARCHAR(240) NOT NULL,
	made_on DATE NOT NULL,
	CONSTRAINT uq_checklist_template_kind_version UNIQUE (kind, version)
);

CREATE TABLE profession (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(120) NOT NULL,
	CONSTRAINT uq_profession_name UNIQUE (name)
);

CREATE TABLE programme (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(120) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	aim TEXT NOT NULL,
	sponsor VARCHAR(120) NOT NULL,
	starts_on DATE NOT NULL,
	ends_on DATE,
	note_mode VARCHAR(20) NOT NULL,
	planned_sessions INTEGER NOT NULL,
	session_minutes INTEGER NOT NULL,
	weeks INTEGER NOT NULL,
	CONSTRAINT uq_programme_name UNIQUE (name)
);

CREATE TABLE retention_hold (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	record_class VARCHAR(20) NOT NULL,
	row_id INTEGER NOT NULL,
	until DATE NOT NULL,
	reason VARCHAR(240) NOT NULL,
	CONSTRAINT uq_retention_hold_record_class_row_id UNIQUE (record_class, row_id)
);

CREATE TABLE retention_period (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	record_class VARCHAR(20) NOT NULL,
	months INTEGER NOT NULL,
	CONSTRAINT uq_retention_period_record_class UNIQUE (record_class)
);

CREATE TABLE topic (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(120) NOT NULL,
	category VARCHAR(120) NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT uq_topic_name UNIQUE (name)
);

CREATE TABLE unit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(200) NOT NULL,
	hospital VARCHAR(200) NOT NULL,
	speaking_up_contact VARCHAR(500) NOT NULL,
	amber_weeks INTEGER NOT NULL,
	red_weeks INTEGER NOT NULL,
	print_days INTEGER NOT NULL,
	copies_folder VARCHAR(1000) NOT NULL,
	created_at DATETIME NOT NULL
);

CREATE TABLE change_row (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	change_id INTEGER NOT NULL,
	kind VARCHAR(60) NOT NULL,
	row_id INTEGER NOT NULL,
	"before" TEXT,
	"after" TEXT,
	salt BLOB,
	before_hash VARCHAR(64),
	after_hash VARCHAR(64),
	CONSTRAINT fk_change_row_change_id_change FOREIGN KEY(change_id) REFERENCES change (id)
);

CREATE INDEX ix_change_row_change_id ON change_row (change_id);

CREATE INDEX ix_change_row_kind_row_id ON change_row (kind, row_id);

CREATE TABLE checklist_item (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	template_id INTEGER NOT NULL,
	section VARCHAR(4) NOT NULL,
	section_title VARCHAR(120) NOT NULL,
	code VARCHAR(8) NOT NULL,
	position INTEGER NOT NULL,
	text TEXT NOT NULL,
	starred BOOLEAN NOT NULL,
	evidence VARCHAR(20) NOT NULL,
	refresh_months INTEGER,
	CONSTRAINT uq_checklist_item_template_id_code UNIQUE (template_id, code),
	CONSTRAINT fk_checklist_item_template_id_checklist_template FOREIGN KEY(template_id) REFERENCES checklist_template (id)
);

CREATE INDEX ix_checklist_item_template_id ON checklist_item (template_id);

CREATE TABLE draft (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	account_id INTEGER NOT NULL,
	form VARCHAR(60) NOT NULL,
	"key" VARCHAR(60) NOT NULL,
	body BLOB NOT NULL,
	at DATETIME NOT NULL,
	CONSTRAINT fk_draft_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE UNIQUE INDEX ix_draft_account_id_form_key ON draft (account_id, form, "key");

CREATE TABLE grade (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	profession_id INTEGER NOT NULL,
	name VARCHAR(120) NOT NULL,
	rank INTEGER NOT NULL,
	CONSTRAINT uq_grade_profession_id_name UNIQUE (profession_id, name),
	CONSTRAINT fk_grade_profession_id_profession FOREIGN KEY(profession_id) REFERENCES profession (id)
);

CREATE INDEX ix_grade_profession_id ON grade (profession_id);

CREATE TABLE pair (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	topic_id INTEGER NOT NULL,
	programme_id INTEGER,
	aim TEXT NOT NULL,
	status VARCHAR(20) NOT NULL,
	status_since DATE NOT NULL,
	created_on DATE NOT NULL,
	conflicts_checked_on DATE,
	active_from DATE,
	pause_reason VARCHAR(240) NOT NULL,
	planned_sessions INTEGER NOT NULL,
	session_minutes INTEGER NOT NULL,
	planned_end DATE,
	override_reason TEXT NOT NULL,
	override_missing TEXT NOT NULL,
	override_by VARCHAR(120) NOT NULL,
	override_on DATE,
	closed_on DATE,
	close_reason VARCHAR(20) NOT NULL,
	aims_met VARCHAR(10) NOT NULL,
	achievements TEXT NOT NULL,
	handed_on TEXT NOT NULL,
	CONSTRAINT fk_pair_topic_id_topic FOREIGN KEY(topic_id) REFERENCES topic (id),
	CONSTRAINT fk_pair_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id)
);

CREATE INDEX ix_pair_programme_id ON pair (programme_id);

CREATE INDEX ix_pair_status ON pair (status);

CREATE INDEX ix_pair_topic_id ON pair (topic_id);

CREATE TABLE agreement (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	pair_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	made_on DATE NOT NULL,
	signs_of_success TEXT NOT NULL,
	frequency VARCHAR(240) NOT NULL,
	place VARCHAR(240) NOT NULL,
	arranged_by VARCHAR(240) NOT NULL,
	cancelling VARCHAR(240) NOT NULL,
	contact_between VARCHAR(240) NOT NULL,
	out_of_bounds TEXT NOT NULL,
	CONSTRAINT uq_agreement_pair_id_version UNIQUE (pair_id, version),
	CONSTRAINT fk_agreement_pair_id_pair FOREIGN KEY(pair_id) REFERENCES pair (id)
);

CREATE INDEX ix_agreement_pair_id ON agreement (pair_id);

CREATE TABLE goal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	pair_id INTEGER NOT NULL,
	text TEXT NOT NULL,
	"before" INTEGER,
	"after" INTEGER,
	achieved_on DATE,
	CONSTRAINT fk_goal_pair_id_pair FOREIGN KEY(pair_id) REFERENCES pair (id)
);

CREATE INDEX ix_goal_pair_id ON goal (pair_id);

CREATE TABLE session (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	pair_id INTEGER NOT NULL,
	state VARCHAR(10) NOT NULL,
	held_on DATE NOT NULL,
	starts_at TIME,
	minutes INTEGER NOT NULL,
	mode VARCHAR(20) NOT NULL,
	place VARCHAR(120) NOT NULL,
	protected_time VARCHAR(10) NOT NULL,
	summary TEXT NOT NULL,
	cancelled_by VARCHAR(20) NOT NULL,
	cancel_reason VARCHAR(240) NOT NULL,
	recorded_by VARCHAR(120) NOT NULL,
	recorded_at DATETIME,
	CONSTRAINT fk_session_pair_id_pair FOREIGN KEY(pair_id) REFERENCES pair (id)
);

CREATE INDEX ix_session_held_on_state ON session (held_on, state, protected_time);

CREATE INDEX ix_session_pair_id_held_on ON session (pair_id, held_on);

CREATE TABLE staff_member (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	name VARCHAR(120) NOT NULL,
	known_as VARCHAR(120) NOT NULL,
	grade_id INTEGER,
	ward VARCHAR(120) NOT NULL,
	email VARCHAR(240) NOT NULL,
	phone VARCHAR(120) NOT NULL,
	line_manager_id INTEGER,
	availability VARCHAR(240) NOT NULL,
	capacity INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	left_on DATE,
	restricted BOOLEAN NOT NULL,
	notes TEXT NOT NULL,
	CONSTRAINT fk_staff_member_grade_id_grade FOREIGN KEY(grade_id) REFERENCES grade (id),
	CONSTRAINT fk_staff_member_line_manager_id_staff_member FOREIGN KEY(line_manager_id) REFERENCES staff_member (id)
);

CREATE INDEX ix_staff_member_grade_id ON staff_member (grade_id);

CREATE INDEX ix_staff_member_line_manager_id ON staff_member (line_manager_id);

CREATE INDEX ix_staff_member_name ON staff_member (name);

CREATE TABLE action (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	pair_id INTEGER NOT NULL,
	session_id INTEGER,
	text TEXT NOT NULL,
	owner_id INTEGER NOT NULL,
	due_on DATE,
	done_on DATE,
	done_in_id INTEGER,
	CONSTRAINT fk_action_pair_id_pair FOREIGN KEY(pair_id) REFERENCES pair (id),
	CONSTRAINT fk_action_session_id_session FOREIGN KEY(session_id) REFERENCES session (id),
	CONSTRAINT fk_action_owner_id_staff_member FOREIGN KEY(owner_id) REFERENCES staff_member (id),
	CONSTRAINT fk_action_done_in_id_session FOREIGN KEY(done_in_id) REFERENCES session (id)
);

CREATE INDEX ix_action_done_due ON action (done_on, due_on);

CREATE INDEX ix_action_done_in_id ON action (done_in_id);

CREATE INDEX ix_action_owner_id ON action (owner_id);

CREATE INDEX ix_action_pair_id ON action (pair_id);

CREATE INDEX ix_action_session_id ON action (session_id);

CREATE TABLE agreement_signature (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	agreement_id INTEGER NOT NULL,
	staff_id INTEGER NOT NULL,
	signed_on DATE NOT NULL,
	CONSTRAINT uq_agreement_signature_agreement_id_staff_id UNIQUE (agreement_id, staff_id),
	CONSTRAINT fk_agreement_signature_agreement_id_agreement FOREIGN KEY(agreement_id) REFERENCES agreement (id),
	CONSTRAINT fk_agreement_signature_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
);

CREATE INDEX ix_agreement_signature_agreement_id ON agreement_signature (agreement_id);

CREATE INDEX ix_agreement_signature_staff_id ON agreement_signature (staff_id);

CREATE TABLE attendance (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	session_id INTEGER NOT NULL,
	staff_id INTEGER NOT NULL,
	CONSTRAINT uq_attendance_session_id_staff_id UNIQUE (session_id, staff_id),
	CONSTRAINT fk_attendance_session_id_session FOREIGN KEY(session_id) REFERENCES session (id),
	CONSTRAINT fk_attendance_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
);

CREATE INDEX ix_attendance_session_id ON attendance (session_id);

CREATE INDEX ix_attendance_staff_id ON attendance (staff_id);

CREATE TABLE data_request (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	staff_id INTEGER NOT NULL,
	kind VARCHAR(20) NOT NULL,
	received_on DATE NOT NULL,
	due_on DATE NOT NULL,
	answered_on DATE,
	remark TEXT NOT NULL,
	noted_by VARCHAR(120) NOT NULL,
	CONSTRAINT fk_data_request_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
);

CREATE INDEX ix_data_request_staff_id ON data_request (staff_id);

CREATE TABLE declared_conflict (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	first_id INTEGER NOT NULL,
	second_id INTEGER NOT NULL,
	ground VARCHAR(40) NOT NULL,
	remark VARCHAR(240) NOT NULL,
	declared_on DATE NOT NULL,
	CONSTRAINT fk_declared_conflict_first_id_staff_member FOREIGN KEY(first_id) REFERENCES staff_member (id),
	CONSTRAINT fk_declared_conflict_second_id_staff_member FOREIGN KEY(second_id) REFERENCES staff_member (id)
);

CREATE INDEX ix_declared_conflict_first_id ON declared_conflict (first_id);

CREATE INDEX ix_declared_conflict_second_id ON declared_conflict (second_id);

CREATE TABLE disagreement (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	staff_id INTEGER NOT NULL,
	session_id INTEGER,
	words TEXT NOT NULL,
	made_on DATE NOT NULL,
	noted_by VARCHAR(120) NOT NULL,
	CONSTRAINT fk_disagreement_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id),
	CONSTRAINT fk_disagreement_session_id_session FOREIGN KEY(session_id) REFERENCES session (id)
);

CREATE INDEX ix_disagreement_session_id ON disagreement (session_id);

CREATE INDEX ix_disagreement_staff_id ON disagreement (staff_id);

CREATE TABLE erasure (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	staff_id INTEGER NOT NULL,
	erased_on DATE NOT NULL,
	backups_until DATE NOT NULL,
	CONSTRAINT uq_erasure_staff_id UNIQUE (staff_id),
	CONSTRAINT fk_erasure_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
);

CREATE TABLE need (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	staff_id INTEGER NOT NULL,
	topic_id INTEGER NOT NULL,
	confidence INTEGER NOT NULL,
	CONSTRAINT uq_need_staff_id_topic_id UNIQUE (staff_id, topic_id),
	CONSTRAINT fk_need_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id),
	CONSTRAINT fk_need_topic_id_topic FOREIGN KEY(topic_id) REFERENCES topic (id)
);

CREATE INDEX ix_need_staff_id ON need (staff_id);

CREATE INDEX ix_need_topic_id ON need (topic_id);

CREATE TABLE note (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	session_id INTEGER NOT NULL,
	audience VARCHAR(10) NOT NULL,
	author_id INTEGER NOT NULL,
	text TEXT NOT NULL,
	sealed BLOB,
	CONSTRAINT fk_note_session_id_session FOREIGN KEY(session_id) REFERENCES session (id),
	CONSTRAINT fk_note_author_id_account FOREIGN KEY(author_id) REFERENCES account (id)
);

CREATE INDEX ix_note_author_id ON note (author_id);

CREATE INDEX ix_note_session_id ON note (session_id);

CREATE TABLE offer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	staff_id INTEGER NOT NULL,
	topic_id INTEGER NOT NULL,
	confidence INTEGER NOT NULL,
	CONSTRAINT uq_offer_staff_id_topic_id UNIQUE (staff_id, topic_id),
	CONSTRAINT fk_offer_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id),
	CONSTRAINT fk_offer_topic_id_topic FOREIGN KEY(topic_id) REFERENCES topic (id)
);

CREATE INDEX ix_offer_staff_id ON offer (staff_id);

CREATE INDEX ix_offer_topic_id ON offer (topic_id);

CREATE TABLE pair_member (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	pair_id INTEGER NOT NULL,
	staff_id INTEGER NOT NULL,
	side VARCHAR(10) NOT NULL,
	lead BOOLEAN NOT NULL,
	CONSTRAINT uq_pair_member_pair_id_staff_id UNIQUE (pair_id, staff_id),
	CONSTRAINT fk_pair_member_pair_id_pair FOREIGN KEY(pair_id) REFERENCES pair (id),
	CONSTRAINT fk_pair_member_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
);

CREATE INDEX ix_pair_member_pair_id ON pair_member (pair_id);

CREATE INDEX ix_pair_member_staff_side ON pair_member (staff_id, side);

CREATE TABLE restriction (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	staff_id INTEGER NOT NULL,
	since DATE NOT NULL,
	lifted_on DATE,
	reason TEXT NOT NULL,
	CONSTRAINT fk_restriction_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
);

CREATE INDEX ix_restriction_staff_id ON restriction (staff_id);

CREATE TABLE session_goal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	session_id INTEGER NOT NULL,
	goal_id INTEGER NOT NULL,
	CONSTRAINT uq_session_goal_session_id_goal_id UNIQUE (session_id, goal_id),
	CONSTRAINT fk_session_goal_session_id_session FOREIGN KEY(session_id) REFERENCES session (id),
	CONSTRAINT fk_session_goal_goal_id_goal FOREIGN KEY(goal_id) REFERENCES goal (id)
);

CREATE INDEX ix_session_goal_goal_id ON session_goal (goal_id);

CREATE INDEX ix_session_goal_session_id ON session_goal (session_id);

CREATE TABLE training_record (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	staff_id INTEGER NOT NULL,
	template_id INTEGER NOT NULL,
	begun_on DATE NOT NULL,
	due_on DATE NOT NULL,
	CONSTRAINT uq_training_record_staff_id_template_id UNIQUE (staff_id, template_id),
	CONSTRAINT fk_training_record_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id),
	CONSTRAINT fk_training_record_template_id_checklist_template FOREIGN KEY(template_id) REFERENCES checklist_template (id)
);

CREATE INDEX ix_training_record_staff_id ON training_record (staff_id);

CREATE INDEX ix_training_record_template_id ON training_record (template_id);

CREATE TABLE note_key (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	note_id INTEGER NOT NULL,
	account_id INTEGER NOT NULL,
	sealed_key BLOB NOT NULL,
	CONSTRAINT uq_note_key_note_id_account_id UNIQUE (note_id, account_id),
	CONSTRAINT fk_note_key_note_id_note FOREIGN KEY(note_id) REFERENCES note (id),
	CONSTRAINT fk_note_key_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE INDEX ix_note_key_account_id ON note_key (account_id);

CREATE INDEX ix_note_key_note_id ON note_key (note_id);

CREATE TABLE note_wait (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	note_id INTEGER NOT NULL,
	staff_id INTEGER NOT NULL,
	CONSTRAINT uq_note_wait_note_id_staff_id UNIQUE (note_id, staff_id),
	CONSTRAINT fk_note_wait_note_id_note FOREIGN KEY(note_id) REFERENCES note (id),
	CONSTRAINT fk_note_wait_staff_id_staff_member FOREIGN KEY(staff_id) REFERENCES staff_member (id)
);

CREATE INDEX ix_note_wait_note_id ON note_wait (note_id);

CREATE INDEX ix_note_wait_staff_id ON note_wait (staff_id);

CREATE TABLE sign_off (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	record_id INTEGER NOT NULL,
	item_id INTEGER NOT NULL,
	signed_on DATE NOT NULL,
	evidence VARCHAR(20) NOT NULL,
	remark VARCHAR(240) NOT NULL,
	applies BOOLEAN NOT NULL,
	signed_by VARCHAR(120) NOT NULL,
	account_id INTEGER NOT NULL,
	refresh_on DATE,
	CONSTRAINT uq_sign_off_record_id_item_id UNIQUE (record_id, item_id),
	CONSTRAINT fk_sign_off_record_id_training_record FOREIGN KEY(record_id) REFERENCES training_record (id),
	CONSTRAINT fk_sign_off_item_id_checklist_item FOREIGN KEY(item_id) REFERENCES checklist_item (id),
	CONSTRAINT fk_sign_off_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE INDEX ix_sign_off_item_id ON sign_off (item_id);

CREATE INDEX ix_sign_off_record_id ON sign_off (record_id);

CREATE VIRTUAL TABLE search USING fts5(words, content='search_source', content_rowid='place', tokenize='unicode61 remove_diacritics 2', prefix='2 3');

INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

CREATE VIEW search_source (place, words) AS
SELECT id + 0, staff_member.name || ' ' || staff_member.known_as FROM staff_member WHERE 1
UNION ALL
SELECT id + 1099511627776, session.summary FROM session WHERE 1
UNION ALL
SELECT id + 2199023255552, note.text FROM note WHERE note.audience = 'record'
UNION ALL
SELECT id + 3298534883328, action.text FROM action WHERE 1;

CREATE TRIGGER search_staff_member_added AFTER INSERT ON staff_member BEGIN
	INSERT INTO search (rowid, words) SELECT new.id + 0, new.name || ' ' || new.known_as WHERE 1;
END;

CREATE TRIGGER search_staff_member_removed AFTER DELETE ON staff_member BEGIN
	INSERT INTO search (search, rowid, words) SELECT 'delete', old.id + 0, old.name || ' ' || old.known_as WHERE 1;
END;

CREATE TRIGGER search_staff_member_changed AFTER UPDATE OF name, known_as ON staff_member BEGIN
	INSERT INTO search (search, rowid, words) SELECT 'delete', old.id + 0, old.name || ' ' || old.known_as WHERE 1;
	INSERT INTO search (rowid, words) SELECT new.id + 0, new.name || ' ' || new.known_as WHERE 1;
END;

CREATE TRIGGER search_session_added AFTER INSERT ON session BEGIN
	INSERT INTO search (rowid, words) SELECT new.id + 1099511627776, new.summary WHERE 1;
END;

CREATE TRIGGER search_session_removed AFTER DELETE ON session BEGIN
	INSERT INTO search (search, rowid, words) SELECT 'delete', old.id + 1099511627776, old.summary WHERE 1;
END;

CREATE TRIGGER search_session_changed AFTER UPDATE OF summary ON session BEGIN
	INSERT INTO search (search, rowid, words) SELECT 'delete', old.id + 1099511627776, old.summary WHERE 1;
	INSERT INTO search (rowid, words) SELECT new.id + 1099511627776, new.summary WHERE 1;
END;

CREATE TRIGGER search_note_added AFTER INSERT ON note BEGIN
	INSERT INTO search (rowid, words) SELECT new.id + 2199023255552, new.text WHERE new.audience = 'record';
END;

CREATE TRIGGER search_note_removed AFTER DELETE ON note BEGIN
	INSERT INTO search (search, rowid, words) SELECT 'delete', old.id + 2199023255552, old.text WHERE old.audience = 'record';
END;

CREATE TRIGGER search_note_changed AFTER UPDATE OF text, audience ON note BEGIN
	INSERT INTO search (search, rowid, words) SELECT 'delete', old.id + 2199023255552, old.text WHERE old.audience = 'record';
	INSERT INTO search (rowid, words) SELECT new.id + 2199023255552, new.text WHERE new.audience = 'record';
END;

CREATE TRIGGER search_action_added AFTER INSERT ON action BEGIN
	INSERT INTO search (rowid, words) SELECT new.id + 3298534883328, new.text WHERE 1;
END;

CREATE TRIGGER search_action_removed AFTER DELETE ON action BEGIN
	INSERT INTO search (search, rowid, words) SELECT 'delete', old.id + 3298534883328, old.text WHERE 1;
END;

CREATE TRIGGER search_action_changed AFTER UPDATE OF text ON action BEGIN
	INSERT INTO search (search, rowid, words) SELECT 'delete', old.id + 3298534883328, old.text WHERE 1;
	INSERT INTO search (rowid, words) SELECT new.id + 3298534883328, new.text WHERE 1;
END;
