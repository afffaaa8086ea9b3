BEGIN TRANSACTION;
CREATE TABLE action (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	id TEXT NOT NULL, 
	action TEXT NOT NULL, 
	drafted TEXT, 
	dropped BOOLEAN NOT NULL, 
	why TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_action PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_action_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT fk_action_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "action" VALUES('released',19,'first','a1','{"id":"a1","title":"One plan form with five gates","template":"one_form","closes":["q10.1","corrective_action"],"from_level":2,"to_level":3,"priority":4,"kind":"preventive","trigger":"audit","problem":"Actions have no owner.\n\nSince spring.","containment":"The board asks each month.","cause":"No form asks.","cause_is":"tested","what":"One form for all.","tasks":[{"what":"Draw it","assignee":"Bo","why":"All else hangs on it","due":"2026-11-28","done":"2026-11-28"}],"deliverable":"The form","proof":"Complaints do not come back.","customers":{"problem":"It comes back","solution":"Good","effect":"Not asked"},"owner":"Ann","owner_role":"Head of service","start":"2026-11-28","due":"2026-11-28","milestones":[{"what":"Baseline measured","due":"2026-11-28","done":"2026-11-28"}],"review":"2026-11-28","effort":"medium","cost":1250.5,"needs":["a2"],"waits_for":[{"part":"governance","at":3}],"risk":"Too long a form.","kpi":"repeat_contacts","more_kpis":["complaints"],"status":"blocked","progress":40,"begun":"2026-11-28","done":"2026-11-28","blocked_by":"No budget yet","agreed":"2026-11-28","agreed_by":"The board","note":"Looked at in June."}','{"id":"a1","title":"Drafted","template":null,"closes":[],"from_level":null,"to_level":null,"priority":1,"kind":"corrective","trigger":"assessment","problem":"","containment":"","cause":"","cause_is":"unknown","what":"","tasks":[],"deliverable":"","proof":"","customers":{"problem":"","solution":"","effect":""},"owner":"","owner_role":"","start":null,"due":null,"milestones":[],"review":null,"effort":null,"cost":null,"needs":[],"waits_for":[],"risk":"","kpi":null,"more_kpis":[],"status":"proposed","progress":0,"begun":null,"done":null,"blocked_by":"","agreed":null,"agreed_by":"","note":""}',0,'Agreed','Ann','2026-11-28 09:00:00.123456');
INSERT INTO "action" VALUES('released',20,'first','a2','{"id":"a2","title":"One plan form with five gates","template":"one_form","closes":["q10.1","corrective_action"],"from_level":2,"to_level":3,"priority":4,"kind":"preventive","trigger":"audit","problem":"Actions have no owner.\n\nSince spring.","containment":"The board asks each month.","cause":"No form asks.","cause_is":"tested","what":"One form for all.","tasks":[{"what":"Draw it","assignee":"Bo","why":"All else hangs on it","due":"2026-11-28","done":"2026-11-28"}],"deliverable":"The form","proof":"Complaints do not come back.","customers":{"problem":"It comes back","solution":"Good","effect":"Not asked"},"owner":"Ann","owner_role":"Head of service","start":"2026-11-28","due":"2026-11-28","milestones":[{"what":"Baseline measured","due":"2026-11-28","done":"2026-11-28"}],"review":"2026-11-28","effort":"medium","cost":1250.5,"needs":["a2"],"waits_for":[{"part":"governance","at":3}],"risk":"Too long a form.","kpi":"repeat_contacts","more_kpis":["complaints"],"status":"blocked","progress":40,"begun":"2026-11-28","done":"2026-11-28","blocked_by":"No budget yet","agreed":"2026-11-28","agreed_by":"The board","note":"Looked at in June."}',NULL,1,'Not now','','2026-11-28 09:00:00.123456');
INSERT INTO "action" VALUES('released',26,'first','a1','{"id":"a1","title":"One plan form with five gates","template":"one_form","closes":["q10.1","corrective_action"],"from_level":2,"to_level":3,"priority":4,"kind":"preventive","trigger":"audit","problem":"Actions have no owner.\n\nSince spring.","containment":"The board asks each month.","cause":"No form asks.","cause_is":"tested","what":"One form for all.","tasks":[{"what":"Draw it","assignee":"Bo","why":"All else hangs on it","due":"2026-11-28","done":"2026-11-28"}],"deliverable":"The form","proof":"Complaints do not come back.","customers":{"problem":"It comes back","solution":"Good","effect":"Not asked"},"owner":"Ann","owner_role":"Head of service","start":"2026-11-28","due":"2026-11-28","milestones":[{"what":"Baseline measured","due":"2026-11-28","done":"2026-11-28"}],"review":"2026-11-28","effort":"medium","cost":1250.5,"needs":["a2"],"waits_for":[{"part":"governance","at":3}],"risk":"Too long a form.","kpi":"repeat_contacts","more_kpis":["complaints"],"status":"blocked","progress":40,"begun":"2026-11-28","done":"2026-11-28","blocked_by":"No budget yet","agreed":"2026-11-28","agreed_by":"The board","note":"Looked at in June."}','{"id":"a1","title":"Drafted","template":null,"closes":[],"from_level":null,"to_level":null,"priority":1,"kind":"corrective","trigger":"assessment","problem":"","containment":"","cause":"","cause_is":"unknown","what":"","tasks":[],"deliverable":"","proof":"","customers":{"problem":"","solution":"","effect":""},"owner":"","owner_role":"","start":null,"due":null,"milestones":[],"review":null,"effort":null,"cost":null,"needs":[],"waits_for":[],"risk":"","kpi":null,"more_kpis":[],"status":"proposed","progress":0,"begun":null,"done":null,"blocked_by":"","agreed":null,"agreed_by":"","note":""}',0,'Once more','Ann','2026-11-28 09:00:00.123456');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE answer (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	sheet TEXT NOT NULL, 
	question TEXT NOT NULL, 
	level FLOAT, 
	choice TEXT, 
	not_applicable TEXT, 
	comment TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	source TEXT NOT NULL, 
	round INTEGER NOT NULL, 
	at DATETIME, 
	CONSTRAINT pk_answer PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_answer_workspace_assessment_sheet FOREIGN KEY(workspace, assessment, sheet) REFERENCES sheet (workspace, assessment, id), 
	CONSTRAINT uq_answer_workspace_assessment_key UNIQUE (workspace, assessment, "key"), 
	CONSTRAINT ck_answer_one_value CHECK ((level IS NULL OR choice IS NULL) AND (not_applicable IS NULL OR (level IS NULL AND choice IS NULL))), 
	CONSTRAINT ck_answer_source CHECK (source IN ('terminal', 'form', 'file', 'import', 'web')), 
	CONSTRAINT ck_answer_round CHECK (round >= 1), 
	CONSTRAINT fk_answer_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "answer" VALUES('released',2,'last','s_0000000000000001','governance.owner',3.0,NULL,NULL,'As the charter says','["charter"]','','a1','terminal',1,NULL);
INSERT INTO "answer" VALUES('released',4,'first','p_00000001','governance.owner',3.0,NULL,NULL,'As the charter says','["charter"]','','1','terminal',1,'2026-11-28 09:00:00.123456');
INSERT INTO "answer" VALUES('released',5,'first','p_00000002','governance.owner',NULL,'dont_know',NULL,'','[]','','2','form',2,'2026-11-28 09:00:00.123456');
INSERT INTO "answer" VALUES('released',6,'first','p_00000001','governance.owner',NULL,NULL,'No field service','','[]','','3','terminal',1,'2026-11-28 09:00:00.123456');
INSERT INTO "answer" VALUES('released',7,'first','p_00000002','governance.owner',2.5,NULL,NULL,'','[]','','4','terminal',1,'2026-11-28 09:00:00.123456');
INSERT INTO "answer" VALUES('released',15,'first','p_00000001','governance.owner',3.0,NULL,NULL,'As the charter says','["charter"]','','5','terminal',1,'2026-11-28 09:00:00.123456');
CREATE TABLE assessment (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	questionnaire TEXT NOT NULL, 
	questionnaire_version TEXT NOT NULL, 
	playbook TEXT NOT NULL, 
	playbook_version TEXT NOT NULL, 
	mode TEXT NOT NULL, 
	basis TEXT NOT NULL, 
	opened DATE NOT NULL, 
	scope TEXT NOT NULL, 
	prepared_for TEXT NOT NULL, 
	prepared_by TEXT NOT NULL, 
	setting TEXT NOT NULL, 
	previous TEXT, 
	CONSTRAINT pk_assessment PRIMARY KEY (workspace, seq), 
	CONSTRAINT uq_assessment_workspace_id UNIQUE (workspace, id), 
	CONSTRAINT ck_assessment_mode CHECK (mode IN ('named', 'confidential', 'anonymous')), 
	CONSTRAINT ck_assessment_basis CHECK (basis IN ('as_answered', 'as_shown')), 
	CONSTRAINT fk_assessment_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "assessment" VALUES('released',1,'last','First assessment','pulse','1.0','cxdna','1.0','anonymous','as_answered','2026-11-28','','','','',NULL);
INSERT INTO "assessment" VALUES('released',3,'first','First assessment','pulse','1.0','cxdna','1.0','named','as_answered','2026-11-28','','','','',NULL);
CREATE TABLE closing (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	date DATE NOT NULL, 
	"by" TEXT NOT NULL, 
	rule_version TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	playbook TEXT NOT NULL, 
	questionnaire TEXT NOT NULL, 
	answers TEXT NOT NULL, 
	scores TEXT NOT NULL, 
	CONSTRAINT pk_closing PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_closing_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT fk_closing_workspace_playbook FOREIGN KEY(workspace, playbook) REFERENCES snapshot (workspace, sha256), 
	CONSTRAINT fk_closing_workspace_questionnaire FOREIGN KEY(workspace, questionnaire) REFERENCES snapshot (workspace, sha256), 
	CONSTRAINT fk_closing_workspace_answers FOREIGN KEY(workspace, answers) REFERENCES snapshot (workspace, sha256), 
	CONSTRAINT fk_closing_workspace_scores FOREIGN KEY(workspace, scores) REFERENCES snapshot (workspace, sha256), 
	CONSTRAINT uq_closing_workspace_assessment_number UNIQUE (workspace, assessment, number), 
	CONSTRAINT ck_closing_number CHECK (number >= 1), 
	CONSTRAINT fk_closing_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "closing" VALUES('released',12,'first',1,'2026-11-28','Ann','1','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','1111111111111111111111111111111111111111111111111111111111111111','2222222222222222222222222222222222222222222222222222222222222222','3333333333333333333333333333333333333333333333333333333333333333','4444444444444444444444444444444444444444444444444444444444444444');
INSERT INTO "closing" VALUES('released',16,'first',2,'2026-11-28','Ann','1','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','1111111111111111111111111111111111111111111111111111111111111111','2222222222222222222222222222222222222222222222222222222222222222','3333333333333333333333333333333333333333333333333333333333333333','4444444444444444444444444444444444444444444444444444444444444444');
CREATE TABLE decision (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	id TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	CONSTRAINT pk_decision PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_decision_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT fk_decision_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "decision" VALUES('released',21,'first','d1','{"id":"d1","what":"Pay for the form","who":"The board","by":"2026-11-28","cost":9000,"if_not":"It stays as it is","outcome":null,"closed":null,"note":""}');
INSERT INTO "decision" VALUES('released',27,'first','d1','{"id":"d1","what":"Pay for the form","who":"The board","by":"2026-11-28","cost":9000,"if_not":"It stays as it is","outcome":"taken","closed":"2026-11-28","note":"Yes"}');
CREATE TABLE evidence (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	record TEXT NOT NULL, 
	withdrawn BOOLEAN NOT NULL, 
	confirmed DATE, 
	CONSTRAINT pk_evidence PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_evidence_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT fk_evidence_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "evidence" VALUES('released',8,'first','charter','{"id":"charter","kind":"document","title":"Charter","date":"2026-11-28","owner":"","source":"","link":"","file":"","sha256":"","covers":["governance.owner"],"periods":1,"valid_months":null,"verified_by":""}',0,NULL);
INSERT INTO "evidence" VALUES('released',9,'first','charter','{"id":"charter","kind":"document","title":"Charter","date":"2026-11-28","owner":"","source":"","link":"","file":"","sha256":"","covers":["governance.owner"],"periods":1,"valid_months":null,"verified_by":""}',1,NULL);
CREATE TABLE kpi (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	kpi TEXT NOT NULL, 
	figure TEXT NOT NULL, 
	CONSTRAINT pk_kpi PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_kpi_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT fk_kpi_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "kpi" VALUES('released',22,'first','repeat_contacts','{"kpi":"repeat_contacts","figure":"actual","value":12.25,"on":"2026-11-28","period":"November","source":"Desk","by":""}');
INSERT INTO "kpi" VALUES('released',23,'first','repeat_contacts','{"kpi":"repeat_contacts","figure":"baseline","value":null,"on":"2026-11-28","period":"November","source":"Desk","by":""}');
CREATE TABLE log (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	what TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_log PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_log_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "log" VALUES('released',11,'2026-11-28 09:00:00.123456','restore','a backup was put back');
INSERT INTO "log" VALUES('released',17,'2026-11-28 09:00:00.123456','forgotten','p_00000002: name, role and words dropped, answers kept');
CREATE TABLE person (
	workspace VARCHAR(64) NOT NULL, 
	arrived INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	"group" TEXT NOT NULL, 
	salt TEXT NOT NULL, 
	forgotten DATE, 
	CONSTRAINT pk_person PRIMARY KEY (workspace, id), 
	CONSTRAINT fk_person_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "person" VALUES('released',1,'p_00000001','Person 1','Head of service','Leaders','00000000000000000000000000000001',NULL);
INSERT INTO "person" VALUES('released',2,'p_00000002','Forgotten person','Not kept','Leaders','','2026-11-28');
CREATE TABLE "plan" (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	head TEXT NOT NULL, 
	CONSTRAINT pk_plan PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_plan_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT fk_plan_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "plan" VALUES('released',18,'first','{"start":"2026-11-28","drafted":"2026-11-28","at_once":3,"most":12,"owners":{"Head of service":"Ann"}}');
INSERT INTO "plan" VALUES('released',28,'first','{"start":"2026-11-28","drafted":null,"at_once":3,"most":12,"owners":{"Head of service":"Ann"}}');
CREATE TABLE reopening (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	date DATE NOT NULL, 
	"by" TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_reopening PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_reopening_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT fk_reopening_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "reopening" VALUES('released',14,'first','2026-11-28','Ann','A form came late');
CREATE TABLE restatement (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	date DATE NOT NULL, 
	"by" TEXT NOT NULL, 
	restatement TEXT NOT NULL, 
	CONSTRAINT pk_restatement PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_restatement_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT uq_restatement_workspace_assessment_number UNIQUE (workspace, assessment, number), 
	CONSTRAINT ck_restatement_number CHECK (number >= 1), 
	CONSTRAINT fk_restatement_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "restatement" VALUES('released',13,'first',1,'2026-11-28','Ann','{"number":1,"date":"2026-11-28","by":"Ann","reason":"Misread","change":{"changes":"answer","respondent":"p_00000001","question":"governance.owner","old":{"value":3,"not_applicable":null,"comment":"As the charter says","evidence":["charter"],"seal":""},"new":{"value":2,"not_applicable":null,"comment":"The charter was never signed","evidence":[],"seal":""}}}');
CREATE TABLE sheet (
	workspace VARCHAR(64) NOT NULL, 
	arrived INTEGER, 
	assessment TEXT NOT NULL, 
	id TEXT NOT NULL, 
	person TEXT, 
	role TEXT NOT NULL, 
	"group" TEXT NOT NULL, 
	seal TEXT NOT NULL, 
	parts TEXT NOT NULL, 
	CONSTRAINT pk_sheet PRIMARY KEY (workspace, assessment, id), 
	CONSTRAINT fk_sheet_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT fk_sheet_workspace_person FOREIGN KEY(workspace, person) REFERENCES person (workspace, id), 
	CONSTRAINT ck_sheet_person CHECK (person IS NULL OR person = id), 
	CONSTRAINT fk_sheet_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
)
 WITHOUT ROWID

;
INSERT INTO "sheet" VALUES('released',1,'first','p_00000001','p_00000001','Head of service','Leaders','','["measure","act"]');
INSERT INTO "sheet" VALUES('released',2,'first','p_00000002','p_00000002','Not kept','Leaders','eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee','["measure","act"]');
INSERT INTO "sheet" VALUES('released',NULL,'last','s_0000000000000001',NULL,'Head of service','Leaders','','["measure","act"]');
CREATE TABLE snapshot (
	workspace VARCHAR(64) NOT NULL, 
	sha256 TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	format INTEGER NOT NULL, 
	body BLOB NOT NULL, 
	CONSTRAINT pk_snapshot PRIMARY KEY (workspace, sha256), 
	CONSTRAINT ck_snapshot_kind CHECK (kind IN ('playbook', 'questionnaire', 'answers', 'scores')), 
	CONSTRAINT ck_snapshot_sha256 CHECK (length(sha256) = 64), 
	CONSTRAINT fk_snapshot_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "snapshot" VALUES('released','4444444444444444444444444444444444444444444444444444444444444444','scores',1,X'7B22C3A9223A20317D');
INSERT INTO "snapshot" VALUES('released','3333333333333333333333333333333333333333333333333333333333333333','answers',1,X'7B22C3A9223A20317D');
INSERT INTO "snapshot" VALUES('released','2222222222222222222222222222222222222222222222222222222222222222','questionnaire',1,X'7B22C3A9223A20317D');
INSERT INTO "snapshot" VALUES('released','1111111111111111111111111111111111111111111111111111111111111111','playbook',1,X'7B22C3A9223A20317D');
CREATE TABLE target (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	part TEXT NOT NULL, 
	target TEXT NOT NULL, 
	CONSTRAINT pk_target PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_target_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT fk_target_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "target" VALUES('released',10,'first','measure','{"part":"measure","level":3.5,"by":"2026-11-28","why":"The board asked","set_by":""}');
CREATE TABLE voice (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	"by" TEXT NOT NULL, 
	item TEXT NOT NULL, 
	CONSTRAINT pk_voice PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_voice_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "voice" VALUES('released',29,'survey','pulse','2026-11-28 09:00:00.123456','Ann','{"kind":"survey","id":"pulse","title":"Quarterly pulse","asks":"customers","conducted_by":"","independent":false,"decimal":".","dates":"year_first","columns":{"respondent":"Id","event_date":"Date","answer_date":null,"seconds":null,"wave":null,"question":null,"score":null,"account":null,"role":null,"tier":null,"revenue":null,"unit":null,"category":"Category","channel":null,"country":null,"language":null,"weight":null,"comment":null,"invited_by":null,"disposition":null,"conducted_by":null,"device":null,"consent":null},"segments":{"region":"Region"},"cuts":[["category","region"]],"waves":"quarter","late_after_days":30,"no_answer":["n/a"],"exclude":[{"column":"Id","values":["test"],"reason":"Test records","staff":false}],"key_tiers":["A"],"dispositions":{"refused":["declined"]},"questions":[{"id":"overall","text":"How satisfied are you?","about":"satisfaction","column":"Overall","value":null,"scale":{"low":1,"high":5,"direction":"high_is_good","anchors":{"5":"exceeded","1":"missed by far"}},"earlier":[{"until":"2025-06","scale":{"low":1,"high":10,"direction":"high_is_good","anchors":{}}}],"bridge":"200 customers answered on both.","effort_rule":"agree_5_to_7","item":"overall","practices":["governance.owner"],"parts":["measure"]}]}');
INSERT INTO "voice" VALUES('released',30,'file','pulse/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','2026-11-28 09:00:00.123456','Ann','{"kind":"file","survey":"pulse","sha256":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","name":"q1.csv","place":"in/q1.csv","added":"2026-11-28","by":"Ann","survey_hash":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","counts":{"rows":42,"cells":[["overall",202601,"2026 Q1","counted",[],5,30,30000000,30000000000000],["overall",202602,"2026 Q1","no_answer",[["category","Field"]],null,12,1099511627776,1180591620717411303424]],"returned":[["2026 Q1","refused",3]],"revenues":[["acme","1000.50"]],"first":"2026-11-28","last":"2026-11-28"},"withdrawn":false}');
INSERT INTO "voice" VALUES('released',31,'file','pulse/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','2026-11-28 09:00:00.123456','Ann','{"kind":"file","survey":"pulse","sha256":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","name":"q1.csv","place":"in/q1.csv","added":"2026-11-28","by":"Ann","survey_hash":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","counts":{"rows":42,"cells":[["overall",202601,"2026 Q1","counted",[],5,30,30000000,30000000000000],["overall",202602,"2026 Q1","no_answer",[["category","Field"]],null,12,1099511627776,1180591620717411303424]],"returned":[["2026 Q1","refused",3]],"revenues":[["acme","1000.50"]],"first":"2026-11-28","last":"2026-11-28"},"withdrawn":false}');
INSERT INTO "voice" VALUES('released',32,'window','year','2026-11-28 09:00:00.123456','Ann','{"kind":"window","name":"year","purpose":"award","first":202601,"last":202612,"fixed":"2026-11-28","by":"Ann","survey":"pulse","note":""}');
INSERT INTO "voice" VALUES('released',33,'training','t_1','2026-11-28 09:00:00.123456','Ann','{"kind":"training","id":"t_1","person":"Ann","curriculum":"Relationships","date":"2026-11-28","expires":"2026-11-28","customer_facing":true,"note":"","withdrawn":false}');
INSERT INTO "voice" VALUES('released',34,'training','t_1','2026-11-28 09:00:00.123456','Ann','{"kind":"training","id":"t_1","person":"Ann","curriculum":"Relationships","date":"2026-11-28","expires":"2026-11-28","customer_facing":true,"note":"","withdrawn":true}');
INSERT INTO "voice" VALUES('released',35,'training','t_2','2026-11-28 09:00:00.123456','Ann','{"kind":"training","id":"t_2","person":"Bo","curriculum":"Relationships","date":"2026-11-28","expires":null,"customer_facing":true,"note":"","withdrawn":false}');
INSERT INTO "voice" VALUES('released',36,'facing','people','2026-11-28 09:00:00.123456','Ann','{"kind":"facing","people":12,"on":"2026-11-28"}');
INSERT INTO "voice" VALUES('released',37,'facing','people','2026-11-28 09:00:00.123456','Ann','{"kind":"facing","people":14,"on":"2026-11-28"}');
INSERT INTO "voice" VALUES('released',38,'checked','pulse/frame','2026-11-28 09:00:00.123456','Ann','{"kind":"checked","about":"pulse","check":"frame","answer":"partly","evidence":"The list of June","note":"","by":"","on":"2026-11-28"}');
INSERT INTO "voice" VALUES('released',39,'checked','pulse/frame','2026-11-28 09:00:00.123456','Ann','{"kind":"checked","about":"pulse","check":"frame","answer":"yes","evidence":"The list of June","note":"","by":"","on":"2026-11-28"}');
INSERT INTO "voice" VALUES('released',40,'award_year','2025/North','2026-11-28 09:00:00.123456','Ann','{"kind":"award_year","data_year":2025,"award_year":2026,"unit":"North","note":"","withdrawn":false}');
INSERT INTO "voice" VALUES('released',41,'effect','first/a1/pulse/overall/category=Field','2026-11-28 09:00:00.123456','Ann','{"kind":"effect","assessment":"first","action":"a1","survey":"pulse","question":"overall","cut":[["category","Field"]],"before":[202601,202603],"after":[202604,202606],"on":"2026-11-28","by":"","withdrawn":false}');
INSERT INTO "voice" VALUES('released',42,'alert','r_1','2026-11-28 09:00:00.123456','Ann','{"kind":"alert","id":"r_1","trigger":"very_low","sort":"risk","title":"A very low score","survey":"pulse","reply":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","raised":"2026-11-28T09:00:00.123456Z","event":"2026-11-28","account":"acme","role":"","tier":"","category":"","country":"","key_account":false,"why":"2 on 1 to 5","owner":"Head of service","escalation":"usual","state":"open","taken":null,"taken_by":"","escalated":0,"escalated_why":"","closed":null,"cause":"","done":"","customer_agrees":"not_asked","action":""}');
INSERT INTO "voice" VALUES('released',43,'alert','r_1','2026-11-28 09:00:00.123456','Ann','{"kind":"alert","id":"r_1","trigger":"very_low","sort":"risk","title":"A very low score","survey":"pulse","reply":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","raised":"2026-11-28T09:00:00.123456Z","event":"2026-11-28","account":"acme","role":"","tier":"","category":"","country":"","key_account":false,"why":"2 on 1 to 5","owner":"Head of service","escalation":"usual","state":"taken","taken":"2026-11-28T09:00:00.123456Z","taken_by":"Bo","escalated":0,"escalated_why":"","closed":null,"cause":"","done":"","customer_agrees":"not_asked","action":""}');
INSERT INTO "voice" VALUES('released',44,'alert','r_2','2026-11-28 09:00:00.123456','Ann','{"kind":"alert","id":"r_2","trigger":"very_low","sort":"risk","title":"A very low score","survey":"pulse","reply":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","raised":"2026-11-28T09:00:00.123456Z","event":"2026-11-28","account":"acme","role":"","tier":"","category":"","country":"","key_account":false,"why":"2 on 1 to 5","owner":"Head of service","escalation":"usual","state":"open","taken":null,"taken_by":"","escalated":0,"escalated_why":"","closed":null,"cause":"","done":"","customer_agrees":"not_asked","action":""}');
INSERT INTO "voice" VALUES('released',45,'file','pulse/dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd','2026-11-28 09:00:00.123456','Ann','{"kind":"file","survey":"pulse","sha256":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","name":"q1.csv","place":"in/q1.csv","added":"2026-11-28","by":"Ann","survey_hash":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","counts":{"rows":42,"cells":[["overall",202601,"2026 Q1","counted",[],5,30,30000000,30000000000000],["overall",202602,"2026 Q1","no_answer",[["category","Field"]],null,12,1099511627776,1180591620717411303424]],"returned":[["2026 Q1","refused",3]],"revenues":[["acme","1000.50"]],"first":"2026-11-28","last":"2026-11-28"},"withdrawn":true}');
INSERT INTO "voice" VALUES('released',46,'survey','pulse','2026-11-28 09:00:00.123456','Ann','{"kind":"survey","id":"pulse","title":"Pulse of every quarter","asks":"customers","conducted_by":"","independent":false,"decimal":".","dates":"year_first","columns":{"respondent":"Id","event_date":"Date","answer_date":null,"seconds":null,"wave":null,"question":null,"score":null,"account":null,"role":null,"tier":null,"revenue":null,"unit":null,"category":"Category","channel":null,"country":null,"language":null,"weight":null,"comment":null,"invited_by":null,"disposition":null,"conducted_by":null,"device":null,"consent":null},"segments":{"region":"Region"},"cuts":[["category","region"]],"waves":"quarter","late_after_days":30,"no_answer":["n/a"],"exclude":[{"column":"Id","values":["test"],"reason":"Test records","staff":false}],"key_tiers":["A"],"dispositions":{"refused":["declined"]},"questions":[{"id":"overall","text":"How satisfied are you?","about":"satisfaction","column":"Overall","value":null,"scale":{"low":1,"high":5,"direction":"high_is_good","anchors":{"5":"exceeded","1":"missed by far"}},"earlier":[{"until":"2025-06","scale":{"low":1,"high":10,"direction":"high_is_good","anchors":{}}}],"bridge":"200 customers answered on both.","effort_rule":"agree_5_to_7","item":"overall","practices":["governance.owner"],"parts":["measure"]}]}');
CREATE TABLE workspace (
	id VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_workspace PRIMARY KEY (id)
);
INSERT INTO "workspace" VALUES('released');
CREATE TABLE written (
	workspace VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	assessment TEXT NOT NULL, 
	place TEXT NOT NULL, 
	written TEXT NOT NULL, 
	CONSTRAINT pk_written PRIMARY KEY (workspace, seq), 
	CONSTRAINT fk_written_workspace_assessment FOREIGN KEY(workspace, assessment) REFERENCES assessment (workspace, id), 
	CONSTRAINT fk_written_workspace FOREIGN KEY(workspace) REFERENCES workspace (id)
);
INSERT INTO "written" VALUES('released',24,'first','answer.headline','{"place":"answer.headline","text":"Written “by hand”","over":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","by":"Ann","on":"2026-11-28"}');
INSERT INTO "written" VALUES('released',25,'first','answer.headline','{"place":"answer.headline","text":"","over":"","by":"Ann","on":"2026-11-28"}');
COMMIT;
