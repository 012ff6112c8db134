BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kiosk','0001_event_log','2026-11-26 15:34:41.227328+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kiosk','0002_answers','2026-11-26 15:34:41.228246+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'kiosk','0003_assessments','2026-11-26 15:34:41.229392+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'kiosk','0004_outbox','2026-11-26 15:34:41.235043+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'kiosk','0005_later_transcripts','2026-11-26 15:34:41.238411+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'kiosk','0006_front_desk','2026-11-26 15:34:41.243336+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'kiosk','0007_review','2026-11-26 15:34:41.247246+00:00');
CREATE TABLE answers (
            interview_id   TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            question_id    TEXT NOT NULL,
            turn           INTEGER NOT NULL CHECK (turn >= 1),
            take           INTEGER NOT NULL CHECK (take >= 1),
            follow_up      TEXT,
            words          TEXT NOT NULL,  -- JSON; as accepted, never changed
            corrected_text TEXT,                                     -- the candidate's words, if corrected
            flags          TEXT NOT NULL,  -- JSON
            accepted_at    REAL NOT NULL,
            PRIMARY KEY (interview_id, question_id, turn)
        ) STRICT
        ;
INSERT INTO "answers" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q01',1,1,NULL,'{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}','您好，我理解您的着急，先帮您查订单。谢谢','["clipped"]',1790000000.25);
INSERT INTO "answers" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q02',1,1,NULL,'{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}',NULL,'["clipped"]',1790000000.25);
CREATE TABLE appointments (
            code      TEXT PRIMARY KEY,
            at        REAL,                -- Unix seconds, UTC; NULL: no time was agreed
            phone_key TEXT                 -- NULL: no number is known
        ) STRICT
        ;
CREATE TABLE assessments (
            interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            revision     INTEGER NOT NULL CHECK (revision >= 1),
            at           REAL NOT NULL,
            scorer       TEXT NOT NULL,
            facts        TEXT NOT NULL,  -- JSON
            assessment   TEXT NOT NULL,  -- JSON
            profile      TEXT NOT NULL,  -- JSON
            PRIMARY KEY (interview_id, revision)
        ) STRICT
        ;
INSERT INTO "assessments" VALUES('0190b1de-0000-7000-8000-000000000001',1,1790000001.25,'tier0/1.0.0','{"engines":["pocketsphinx/5.1.1"],"policy_pack":"cn_default"}','{"answers":[{"evidence":[{"end":10,"points":1.5,"question_id":"JD-Q01","quote":"我理解您的着急","rule":"m1_ack","start":3,"sub_dimension":"ec_empathy","turn":1}],"flags":[],"question_id":"JD-Q01","scored":true,"scores":[{"questions":1,"result":{"kind":"Score","standard_error":0.5,"value":7.5},"sub_dimension":"ec_empathy"},{"questions":0,"result":{"kind":"NotScored","reason":"not_observed"},"sub_dimension":"sp_solution"}],"turn":1}],"composite":{"band":"above","result":{"kind":"Score","standard_error":0.4,"value":7.5}},"composite_without_affect":{"band":"above","result":{"kind":"Score","standard_error":0.4,"value":7.5}},"dimensions":[{"dimension":"emotional","flags":[],"result":{"kind":"Score","standard_error":0.4,"value":7.5},"sub_dimensions":[{"questions":1,"result":{"kind":"Score","standard_error":0.5,"value":7.5},"sub_dimension":"ec_empathy"}]},{"dimension":"solving","flags":[],"result":{"kind":"NotScored","reason":"not_observed"},"sub_dimensions":[{"questions":0,"result":{"kind":"NotScored","reason":"not_observed"},"sub_dimension":"sp_solution"}]}],"flags":[],"notes":[],"scorer":"tier0/1.0.0"}','{"interview_id": "one", "composite": {"score": 7.5}}');
CREATE TABLE audit (
            seq    INTEGER PRIMARY KEY,
            at     REAL NOT NULL,
            actor  TEXT NOT NULL,
            action TEXT NOT NULL,
            body   TEXT NOT NULL,  -- JSON
            chain  TEXT NOT NULL  -- over the previous row's chain and this row
        ) STRICT
        ;
INSERT INTO "audit" VALUES(1,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000001","revision":1,"seal":"66e7e14c95132d89e8ccce83d432eaa8316bdff431ae0e1598e626884decf76e"}','89743a59a403d56c179f0d62c993b27e556ae0db0ea091d49c9413eb6fda7355');
INSERT INTO "audit" VALUES(2,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000009","revision":1,"seal":"490cca26b40251d7a9aea9686326afcfeafe38afad1e926856154cadee1ac2e0"}','5d1ae4e1b5f622c0e0f509519d5f98050a3aa057e383f592c9f74397d9aafaa0');
INSERT INTO "audit" VALUES(3,1790000002.25,'admin','interview_deleted','{"answers":2,"events":13,"head":"c28f1c60db48e4d35eac8ff050065aa9707a4f65bffd0084538aa4853693c1a0","interview_id":"0190b1de-0000-7000-8000-000000000009","media_files":0,"outbox_rows":1,"reason":"by_hand"}','2a68e74fee0566f7f8041e30c07627d545491342862c9e85f928acc10598d1f1');
CREATE TABLE calls (
            number       INTEGER PRIMARY KEY,
            at           REAL NOT NULL,    -- Unix seconds, UTC
            reason       TEXT NOT NULL CHECK (reason IN ('help', 'seen_before', 'human')),
            interview_id TEXT REFERENCES interviews (id) ON DELETE CASCADE,
            answered_at  REAL
        ) STRICT
        ;
CREATE TABLE check_ins (
            interview_id TEXT PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
            way          TEXT NOT NULL CHECK (way IN ('code', 'qr', 'phone', 'walk_in')),
            appointment  TEXT,             -- the code; it may be on no list any more
            phone_key    TEXT,
            let_on       INTEGER NOT NULL CHECK (let_on IN (0, 1))
        ) STRICT
        ;
CREATE TABLE events (
            seq          INTEGER PRIMARY KEY,  -- 1, 2, 3 ... over all interviews, no gaps
            interview_id TEXT NOT NULL,
            number       INTEGER NOT NULL,     -- 1, 2, 3 ... in its interview
            kind         TEXT NOT NULL,        -- class name in app/domain/events.py
            at           REAL NOT NULL,        -- Unix seconds, UTC
            body         TEXT,                 -- JSON of its fields; NULL: erased
            hash         TEXT NOT NULL,        -- over the interview's previous hash and this row
            chain        TEXT NOT NULL,        -- over the previous row's chain and `hash`
            UNIQUE (interview_id, number)
        ) STRICT
        ;
INSERT INTO "events" VALUES(1,'0190b1de-0000-7000-8000-000000000001',1,'InterviewStarted',1790000000.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000001","language":"en"}','f31527bfc7d64d62f5b16161cf674189d0a41a452dfda6423d42162fee498dba','9d2ad18501f1267b078f5e0b74eb087d9ea324e9664f32f0f3e1cec1a5269f67');
INSERT INTO "events" VALUES(2,'0190b1de-0000-7000-8000-000000000001',2,'LanguageChosen',1790000000.25,'{"language":"zh"}','35f7746f4b6104eb5332f7351b2f57e54746c2ba6b0db997fe3831a2b5dd44ab','75d8abd239a5179dbf5a538c9bcf5ce8428de6d416c6029443bd21fccdc03655');
INSERT INTO "events" VALUES(3,'0190b1de-0000-7000-8000-000000000001',3,'ConsentGiven',1790000000.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','08b9f96aecb928b8d3e33ca56b830787ca29d69635b95511c842f446a5038e42','06f88229fc337f3e166ebac90eb7798f2c93397663f5438f2920ce5abf2f311c');
INSERT INTO "events" VALUES(4,'0190b1de-0000-7000-8000-000000000001',4,'DeviceCheckPassed',1790000000.25,'{"camera":false,"microphone":true}','b18499cfac76a77498e015bbe8787093d4698bc8c9e85615ca38127e9f079219','58b6cf013eda5f9b30cfb7e1001cc3742052422a99fe7ddc9a8d0497a4c68d4a');
INSERT INTO "events" VALUES(5,'0190b1de-0000-7000-8000-000000000001',5,'QuestionShown',1790000000.25,'{"question_id":"JD-Q01","turn":1}','4ad614562f594443bd2c55a936a5b897e275649c6c12e77a8e2a256dd46c3bc4','b64399dac83f8083b00acbb551ef30e9994e7d3afa67878f06055e10b26f9ec7');
INSERT INTO "events" VALUES(6,'0190b1de-0000-7000-8000-000000000001',6,'TakeStarted',1790000000.25,'{"question_id":"JD-Q01","take":1,"turn":1,"typed":false}','fdfe25e75b7df545d4d6ee4c82ece6ec99448a07bec5834f9b034ac663667147','f8694b9d9dc153793fa8681e5d5d1a65473eda75b52908843d8ce62265da6b99');
INSERT INTO "events" VALUES(7,'0190b1de-0000-7000-8000-000000000001',7,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','a30d47b0f48bb869a9d78c82213a7b1ce5473655556bcce65c1f27de36875e58','4913c7cefe4cd240e27fd40dab2453f397c2cb3ca3c67c6a14116a2adcf1a128');
INSERT INTO "events" VALUES(8,'0190b1de-0000-7000-8000-000000000001',8,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q01","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','f07d773a8813361d76c8b2235da91b9c3abe505b681e30ef59c4d5518b27b4e3','f15596c872fb5e7721bad63f208710b5c6ed5fd30b578c00b978d8dbd890085a');
INSERT INTO "events" VALUES(9,'0190b1de-0000-7000-8000-000000000001',9,'TranscriptCorrected',1790000000.25,'{"question_id":"JD-Q01","text":"您好，我理解您的着急，先帮您查订单。谢谢","turn":1}','c50baa4c24246b190549ead76c9f9c87b5af786a5b7b0ae81536d042a0ba67be','c37e9fece4b66915f953d18c580345ab57ced2a167f57f222aed8e3f518ad463');
INSERT INTO "events" VALUES(10,'0190b1de-0000-7000-8000-000000000001',10,'QuestionShown',1790000000.25,'{"question_id":"JD-Q02","turn":1}','adcc4a016bcf81965056bde30f7412ffd954d2403adf1cd69cb4da339bfced1d','f70a907f90419c2cf4589298e90bba273a1ed23b0a5a58f6056ce4194fd7c7fb');
INSERT INTO "events" VALUES(11,'0190b1de-0000-7000-8000-000000000001',11,'TakeStarted',1790000000.25,'{"question_id":"JD-Q02","take":1,"turn":1,"typed":false}','917541890215722de8e6544890f37e99c5535c9b137b03c431c670107bdecdec','770597a3b528bfe198ead3a00c7c79d763a4835eab4d1090a912eea2bcecc7b7');
INSERT INTO "events" VALUES(12,'0190b1de-0000-7000-8000-000000000001',12,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','8626a30847e26f762419d38d7f663c23647194ea88a779ec68304821880ce8aa','4fb45764614e6bd4ef7a3c9447a60395e2a0aadb9a430407d44541117c60a1c7');
INSERT INTO "events" VALUES(13,'0190b1de-0000-7000-8000-000000000001',13,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q02","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','3ad45c4aa9c176f79fa2ef6ebaefaf35fa925bc746f2bdbdf465ff065f38f09f','909f89cdd6f547517c1368d7b272defc499f89169b805727b4c587e29752afb4');
INSERT INTO "events" VALUES(14,'0190b1de-0000-7000-8000-000000000009',1,'Erased',1790000002.25,NULL,'54dafb03099cfb7ba77ef639ee742f87c5c43377ce2cad43000c04541fb3457b','7617c6f3f2ce4fdfdefedbc4588c6896927df6d2cd70fae13b3f4c3144eea618');
INSERT INTO "events" VALUES(15,'0190b1de-0000-7000-8000-000000000009',2,'Erased',1790000002.25,NULL,'622e0166f45ba23bbd5c1cc536ea248c836e4e649f3b793fecd10032b963fe4e','914cb3c34c7f0f80aa1c72f75cd121f3a1129bfad678357a5480858fa30fb572');
INSERT INTO "events" VALUES(16,'0190b1de-0000-7000-8000-000000000009',3,'Erased',1790000002.25,NULL,'bc0c474cf4fc48b9bdad6435e03cf09630aec48c49adeafe6680e455039ef50a','9486e7765177eee62b871442033a85d03d4550fa7d050eac26a22767a8fae0a5');
INSERT INTO "events" VALUES(17,'0190b1de-0000-7000-8000-000000000009',4,'Erased',1790000002.25,NULL,'ab33727eed9637ce1b75068906d7419dd3cf7545245ac6d0f6e5184b8500580a','7a9c619715e8078fa3a750286441833b02b288c7128cbe4cd9831820dc6d0c92');
INSERT INTO "events" VALUES(18,'0190b1de-0000-7000-8000-000000000009',5,'Erased',1790000002.25,NULL,'9806a19ea40e5320f1f5fcb1cf526e2d0889a5c5423b15d98b373ab4772ec256','95d01a118ce7bf03a87ffa4ca114860897c09164ab270d1f1b95c8cd14a966b2');
INSERT INTO "events" VALUES(19,'0190b1de-0000-7000-8000-000000000009',6,'Erased',1790000002.25,NULL,'f298c8be717df2f46ac3e6399e8bfa84de7dcab6498f3e8dd7ed965829b51096','ded813e95f5ac64a08acb85e976eaa7b731c3b7a0ba404031a9c28ae36ca513b');
INSERT INTO "events" VALUES(20,'0190b1de-0000-7000-8000-000000000009',7,'Erased',1790000002.25,NULL,'6fbc12957061817472675294700c026b170e90350675c32da0487af532036fa3','d49a1e136aabcc82238d94a3f3c43de3810f258c44ab59bb150f32eaa5ba2b5f');
INSERT INTO "events" VALUES(21,'0190b1de-0000-7000-8000-000000000009',8,'Erased',1790000002.25,NULL,'1f8c700098423f1a3bd342f1060b04df51412b113738b44fdac9ecae1cb4d93d','366c9c9ebf83b62c9365424dae4038d733f5dc9dccaff3a839b9dcd9ee84bf53');
INSERT INTO "events" VALUES(22,'0190b1de-0000-7000-8000-000000000009',9,'Erased',1790000002.25,NULL,'554e19d67544a4bc82549d9cb9177a8695904acf713112d672e7930ccfb2987b','7445b7ddf1bfe22157c441e08ced675f4caa647577505c856d2e3d98f531d0ee');
INSERT INTO "events" VALUES(23,'0190b1de-0000-7000-8000-000000000009',10,'Erased',1790000002.25,NULL,'40747c5e595251d97b3152dac0d1534d9b71a02f3aaa2c6889c5242f0c6b004c','3ab31851edc075a5798081454e0988e3ca7fc4affb1e094e8558aee185da685c');
INSERT INTO "events" VALUES(24,'0190b1de-0000-7000-8000-000000000009',11,'Erased',1790000002.25,NULL,'540ceb59a3f04b97ca615e0661a57f46178a5b7dee7214b63408de1ca6c15756','c275fd3166b5b5317466ff4c8a9e349487420ea5153de3defc1ccd69311183a4');
INSERT INTO "events" VALUES(25,'0190b1de-0000-7000-8000-000000000009',12,'Erased',1790000002.25,NULL,'04a37d268d673d9fdf1758f0944e28745a085b8c86d4baea5d3c737f56e9fdeb','ebb4fb5ccc012207c97f1780110e7cb5297ae5a5d550bf676e1713b300ffcc0c');
INSERT INTO "events" VALUES(26,'0190b1de-0000-7000-8000-000000000009',13,'Erased',1790000002.25,NULL,'c28f1c60db48e4d35eac8ff050065aa9707a4f65bffd0084538aa4853693c1a0','2131c7e19f9ea0703c9fcc9c0c76007b921a3f18524408bcfb76765d9499e20b');
INSERT INTO "events" VALUES(27,'0190b1de-0000-7000-8000-000000000002',1,'InterviewStarted',1790000003.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000002","language":"en"}','801dcde5117c22823dbd9634035f3237b24399ce06930238d862a8c7d10458ed','652561e4499d399a42d7a25b1dee3effdbb4df6d4fe6a09442ee0fa29e4e0dbc');
INSERT INTO "events" VALUES(28,'0190b1de-0000-7000-8000-000000000002',2,'LanguageChosen',1790000003.25,'{"language":"zh"}','24133cfbd2ae2272e98a32100fbae0f6003808e9be0680e51095805c452049a4','6b93bcd5bdbe5bbfdb3d7018cebf11fea9b9ff625a3630028865a57166bada61');
INSERT INTO "events" VALUES(29,'0190b1de-0000-7000-8000-000000000002',3,'ConsentGiven',1790000003.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','ed779e95d4fac6dc421034cc1226479d6be49c52a5513cc7a9a60408ec2f402c','8d6cce3b197c229900bb09e60ca5bebc1422d3dc0c2f39b94414dd4c73c2d38d');
INSERT INTO "events" VALUES(30,'0190b1de-0000-7000-8000-000000000002',4,'DeviceCheckPassed',1790000003.25,'{"camera":false,"microphone":true}','963f9398611e07683d8ec1f3c9f2e539d780dadfb51d52dc63e97401004f16e2','d6d01977c398ad30dfe665f325642f2b8bfa2ce2f1ddf63d1f5e6253fb0312cd');
INSERT INTO "events" VALUES(31,'0190b1de-0000-7000-8000-000000000002',5,'Left',1790000003.25,'{"reason":"declined"}','5a9a6f77de97b3f44f4579f70eb14efc19e70994e733c6971f995a80b2143645','011820692672d03f7c0ffedbe81a93ca413d2f171003c2aa8eb787c2af4af54f');
CREATE TABLE evidence (
            interview_id  TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number        INTEGER NOT NULL,
            question_id   TEXT NOT NULL,
            turn          INTEGER NOT NULL,
            sub_dimension TEXT NOT NULL,
            rule          TEXT NOT NULL,
            start         INTEGER NOT NULL,  -- characters; text[start:end] is the quote
            end           INTEGER NOT NULL,
            quote         TEXT NOT NULL,
            points        REAL NOT NULL,
            PRIMARY KEY (interview_id, number)
        ) STRICT
        ;
INSERT INTO "evidence" VALUES('0190b1de-0000-7000-8000-000000000001',1,'JD-Q01',1,'ec_empathy','m1_ack',3,10,'我理解您的着急',1.5);
CREATE TABLE interviews (
            id          TEXT PRIMARY KEY,
            genesis     TEXT NOT NULL,  -- random; the first link of its chain. Gone with the interview,
                                        -- so the hashes that stay say nothing about what was said
            state       TEXT NOT NULL CHECK (state IN ('running', 'left', 'assessed')),
            language    TEXT NOT NULL,
            job_profile TEXT,
            plan_form   TEXT,
            left_reason TEXT,
            started_at  REAL NOT NULL,  -- Unix seconds, UTC
            changed_at  REAL NOT NULL,
            events      INTEGER NOT NULL,
            head        TEXT NOT NULL   -- hash of the newest event
        ) STRICT
        ;
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000001','9789a9d42b640b3f24bea5f71758509c398ed03272566d28876b3bbeec49a117','assessed','zh','jd_cs_agent','short',NULL,1790000000.25,1790000001.25,13,'3ad45c4aa9c176f79fa2ef6ebaefaf35fa925bc746f2bdbdf465ff065f38f09f');
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000002','e6c3abedda1d18b86ed5835a9daf18cc5bc8132153eeda333368705a4e7d783a','left','zh','jd_cs_agent','short','declined',1790000003.25,1790000003.25,5,'5a9a6f77de97b3f44f4579f70eb14efc19e70994e733c6971f995a80b2143645');
CREATE TABLE later_transcripts (
            interview_id TEXT NOT NULL,
            question_id  TEXT NOT NULL,
            turn         INTEGER NOT NULL,
            revision     INTEGER NOT NULL CHECK (revision >= 2),  -- 1 is what was accepted
            words        TEXT NOT NULL,  -- JSON
            engines      TEXT NOT NULL,  -- JSON
            at           REAL NOT NULL,  -- Unix seconds, UTC
            PRIMARY KEY (interview_id, question_id, turn, revision),
            FOREIGN KEY (interview_id, question_id, turn)
                REFERENCES answers (interview_id, question_id, turn) ON DELETE CASCADE
        ) STRICT
        ;
CREATE TABLE media (
            name         TEXT NOT NULL,     -- inside the media folder
            interview_id TEXT NOT NULL,
            question_id  TEXT NOT NULL,
            turn         INTEGER NOT NULL,
            take         INTEGER NOT NULL,
            tracks       TEXT NOT NULL,  -- JSON
            duration_s   REAL NOT NULL,
            sha256       TEXT,              -- NULL: not closed properly, the file is the truth
            truncated    INTEGER NOT NULL CHECK (truncated IN (0, 1)),
            PRIMARY KEY (interview_id, question_id, turn),
            FOREIGN KEY (interview_id, question_id, turn)
                REFERENCES answers (interview_id, question_id, turn) ON DELETE CASCADE
        ) STRICT
        ;
CREATE TABLE observations (
            interview_id TEXT NOT NULL,
            question_id  TEXT NOT NULL,
            turn         INTEGER NOT NULL,
            number       INTEGER NOT NULL,
            measure      TEXT NOT NULL,
            value        REAL,
            unit         TEXT NOT NULL,
            quality      TEXT NOT NULL CHECK (quality IN ('ok', 'low', 'not_measured')),
            reason       TEXT,
            start_s      REAL NOT NULL,
            end_s        REAL NOT NULL,
            baseline_z   REAL,
            PRIMARY KEY (interview_id, question_id, turn, number),
            FOREIGN KEY (interview_id, question_id, turn)
                REFERENCES answers (interview_id, question_id, turn) ON DELETE CASCADE,
            CHECK ((value IS NULL) = (quality = 'not_measured')),
            CHECK ((reason IS NULL) = (quality = 'ok'))
        ) STRICT
        ;
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q01',1,1,'speech_rate',4.25,'char/s','ok',NULL,0.0,31.5,-0.5);
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q01',1,2,'loudness',-31.0,'dB','low','clipped',0.0,0.0,NULL);
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q01',1,3,'f0_median',NULL,'st','not_measured','too_short',0.0,0.0,NULL);
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q02',1,1,'speech_rate',4.25,'char/s','ok',NULL,0.0,31.5,-0.5);
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q02',1,2,'loudness',-31.0,'dB','low','clipped',0.0,0.0,NULL);
INSERT INTO "observations" VALUES('0190b1de-0000-7000-8000-000000000001','JD-Q02',1,3,'f0_median',NULL,'st','not_measured','too_short',0.0,0.0,NULL);
CREATE TABLE outbox (
            id           TEXT PRIMARY KEY,  -- idempotency key, the same on every try
            kind         TEXT NOT NULL,     -- "interview.v1": names the wire schema
            payload      TEXT NOT NULL,  -- JSON
            interview_id TEXT REFERENCES interviews (id) ON DELETE CASCADE,
            state        TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'parked')),
            attempts     INTEGER NOT NULL DEFAULT 0,
            due_at       REAL NOT NULL,     -- Unix seconds, UTC
            created_at   REAL NOT NULL,
            last_status  INTEGER            -- the hub's newest answer; NULL: never asked
        ) STRICT
        ;
INSERT INTO "outbox" VALUES('0190b1de-0000-7000-8000-000000000001','interview.v1','{"interview_id": "one", "composite": {"score": 7.5}}','0190b1de-0000-7000-8000-000000000001','due',0,1790000001.25,1790000001.25,NULL);
CREATE TABLE review_acts (
            interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number       INTEGER NOT NULL CHECK (number >= 1),
            kind         TEXT NOT NULL CHECK (kind IN ('rating', 'override', 'decision')),
            actor        TEXT NOT NULL,
            at           REAL NOT NULL,  -- Unix seconds, UTC
            body         TEXT NOT NULL,  -- JSON
            PRIMARY KEY (interview_id, number)
        ) STRICT
        ;
CREATE TABLE review_draws (
            interview_id TEXT PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
            number       INTEGER NOT NULL UNIQUE,
            is_blind     INTEGER NOT NULL CHECK (is_blind IN (0, 1)),  -- rated before the scores are seen
            at           REAL NOT NULL  -- Unix seconds, UTC
        ) STRICT
        ;
CREATE TABLE review_sampling (
            number INTEGER PRIMARY KEY CHECK (number = 1),  -- one row
            seed   TEXT NOT NULL,
            drawn  INTEGER NOT NULL  -- how many were ever drawn, those that are gone included
        ) STRICT
        ;
CREATE TABLE scores (
            interview_id      TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number            INTEGER NOT NULL,
            level             TEXT NOT NULL CHECK (level IN ('answer', 'sub_dimension', 'dimension',
                                                             'composite', 'composite_without_affect')),
            dimension         TEXT,
            sub_dimension     TEXT,
            question_id       TEXT,
            turn              INTEGER,
            value             REAL CHECK (value BETWEEN 1 AND 10),
            standard_error    REAL,
            not_scored_reason TEXT,
            PRIMARY KEY (interview_id, number),
            CHECK ((value IS NULL) = (not_scored_reason IS NOT NULL)),
            CHECK ((value IS NULL) = (standard_error IS NULL))
        ) STRICT
        ;
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',1,'answer',NULL,'ec_empathy','JD-Q01',1,7.5,0.5,NULL);
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',2,'answer',NULL,'sp_solution','JD-Q01',1,NULL,NULL,'not_observed');
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',3,'dimension','emotional',NULL,NULL,NULL,7.5,0.4,NULL);
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',4,'sub_dimension','emotional','ec_empathy',NULL,NULL,7.5,0.5,NULL);
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',5,'dimension','solving',NULL,NULL,NULL,NULL,NULL,'not_observed');
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',6,'sub_dimension','solving','sp_solution',NULL,NULL,NULL,NULL,'not_observed');
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',7,'composite',NULL,NULL,NULL,NULL,7.5,0.4,NULL);
INSERT INTO "scores" VALUES('0190b1de-0000-7000-8000-000000000001',8,'composite_without_affect',NULL,NULL,NULL,NULL,7.5,0.4,NULL);
CREATE INDEX outbox_due ON outbox (state, attempts, created_at, id);
CREATE INDEX appointments_by_phone ON appointments (phone_key);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events is append-only'); END;
CREATE TRIGGER audit_stay BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER events_are_only_erased BEFORE UPDATE ON events
        WHEN NEW.body IS NOT NULL OR NEW.kind <> 'Erased' OR NEW.seq <> OLD.seq OR NEW.hash <> OLD.hash
             OR NEW.chain <> OLD.chain OR NEW.interview_id <> OLD.interview_id OR NEW.number <> OLD.number
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
COMMIT;
