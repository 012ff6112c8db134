BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kiosk','0001_event_log','2026-11-24 18:07:57.104476+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kiosk','0002_answers','2026-11-24 18:07:57.109178+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'kiosk','0003_assessments','2026-11-24 18:07:57.111091+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'kiosk','0004_outbox','2026-11-24 18:07:57.114622+00:00');
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
INSERT INTO "audit" VALUES(1,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000001","revision":1,"seal":"bfa61704de53d3c13229a4e4a0a5813cd493f56f1c2e9919df7d6dfd3074ad0d"}','d890332ce213c882e63f30307494f28a702b97f17dd08c28b7a770997fb92771');
INSERT INTO "audit" VALUES(2,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000009","revision":1,"seal":"91b18800b9ab6426b5d06d1a6019bcf4b00cd01daa7a7aac28beb4b7a3ad6111"}','6dc47fe270828a20ac4c799337688bb54430c3898db9b167203c6549bfeb3991');
INSERT INTO "audit" VALUES(3,1790000002.25,'admin','interview_deleted','{"answers":2,"events":13,"head":"3772452e67c40e11e600c3bc51475363864b850849117195a4a3a8db0b4ebea8","interview_id":"0190b1de-0000-7000-8000-000000000009","media_files":0,"outbox_rows":1}','a9ce69c26ad72717168ed463a4894c618ad9f5f5b0295d29bb9ab7c657ed048e');
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
INSERT INTO "events" VALUES(1,'0190b1de-0000-7000-8000-000000000001',1,'InterviewStarted',1790000000.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000001","language":"en"}','99c788633c7c7cae0f5d2af09747c0500d8657931576e9c33fa0f458469124a6','aed3298fb1aa7276abffc6b6114d38a48b920c6bbc4525da12c92652bf198efd');
INSERT INTO "events" VALUES(2,'0190b1de-0000-7000-8000-000000000001',2,'LanguageChosen',1790000000.25,'{"language":"zh"}','e60da00a68ad6678ffa3c07624bf7c5a5ff3752e5ec0075a1fa5760da74c8800','c929d86a395272ee1ff4731a04a2dca9bb5101f3aac416bba9a464f02e37fd21');
INSERT INTO "events" VALUES(3,'0190b1de-0000-7000-8000-000000000001',3,'ConsentGiven',1790000000.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"title":{"en":"q","zh":"题"},"type":"situational"},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"title":{"en":"q","zh":"题"},"type":"situational"}]},"policy_pack":"cn_default"}','43e8672464979eac6d89ab18e5983e251712fc062bcf11e2efa0c54e6fed2a0d','d362a83cb0578a4bb996a0fb073af472c754daa76865455f0df9ac71ddda9677');
INSERT INTO "events" VALUES(4,'0190b1de-0000-7000-8000-000000000001',4,'DeviceCheckPassed',1790000000.25,'{"camera":false,"microphone":true}','71a4cfd6490c3ed3ca74dbd4566fe744ea938e814079c5d31f148ab68921a861','6405722525e9db8c109c96d0f51596f923a652a9583dabdb9ffc23b35ce26ea6');
INSERT INTO "events" VALUES(5,'0190b1de-0000-7000-8000-000000000001',5,'QuestionShown',1790000000.25,'{"question_id":"JD-Q01","turn":1}','d46031a5358ddd0c0b88a913eacf73839e4df5aff8e1d19dc62402e8bad131a6','bfc76c403960577b3a8b6563d83ce1ae47b7a8d3b3adee67e668cf77246bac0d');
INSERT INTO "events" VALUES(6,'0190b1de-0000-7000-8000-000000000001',6,'TakeStarted',1790000000.25,'{"question_id":"JD-Q01","take":1,"turn":1,"typed":false}','91a9c6233d3a54b915d96f885a1a305d9a60c9c7e459b0748427ac3a0d01f74e','094315c5bc07030dbbded671ee11a180954a6809ecb6fcc9c9d6164414cad570');
INSERT INTO "events" VALUES(7,'0190b1de-0000-7000-8000-000000000001',7,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','79ea8faed3c4dfaaa3143f09208aa244c9e58b9f8763e6c84150e1bad12718eb','34f421c1ec98f6ef405ef24d33b145f1a7c377c3984a84d0251bd4c3c007c9cf');
INSERT INTO "events" VALUES(8,'0190b1de-0000-7000-8000-000000000001',8,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q01","take":1,"turn":1,"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','719fbc6c9babe892bf26a300db55e53ce17c68cc161771aa701574185606ce61','22e183d9d4f1d86c39c8ff35dbe078032d0b4e5305b7d8713070bad78a362ecb');
INSERT INTO "events" VALUES(9,'0190b1de-0000-7000-8000-000000000001',9,'TranscriptCorrected',1790000000.25,'{"question_id":"JD-Q01","text":"您好，我理解您的着急，先帮您查订单。谢谢","turn":1}','a3f33c6c496bb646de3ba50fd077277cb8244e6b33228f98ba054908da1aeef6','6608be8eafb1968d30179a95b49c6ebbf354a006bea000e65c56f660625576d2');
INSERT INTO "events" VALUES(10,'0190b1de-0000-7000-8000-000000000001',10,'QuestionShown',1790000000.25,'{"question_id":"JD-Q02","turn":1}','23af53180dbc54a5b3a176dd2c296ca521edf946128714e6d640817340428da9','7cae34d2d4af8a06e0c42089fcd9a87d1b2b2d77af28f0422522f6f101326b68');
INSERT INTO "events" VALUES(11,'0190b1de-0000-7000-8000-000000000001',11,'TakeStarted',1790000000.25,'{"question_id":"JD-Q02","take":1,"turn":1,"typed":false}','a644ea10da49f8947e719205537664424f5939bbe520e132046630e0fd5d13aa','029fbb74932554fda7b1b830611ed5ee2303c59269bcc97692baf0e133de0398');
INSERT INTO "events" VALUES(12,'0190b1de-0000-7000-8000-000000000001',12,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','67cc4a8d0828f41855d43ba347a38e8258f3c954dac1feb8456d33398455753d','46963c20a1d066772d19623ae4e9c7f60b86a47b377ce54fcd9401dd581f39df');
INSERT INTO "events" VALUES(13,'0190b1de-0000-7000-8000-000000000001',13,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q02","take":1,"turn":1,"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','179e473343fe6a91230239403d1f68e2c3cde0c985808bcefd6b68a3a25040aa','3ea3284ae81ba4053dfa98b5ca11309ba083f8f42e65d7151a018dbc5147da73');
INSERT INTO "events" VALUES(14,'0190b1de-0000-7000-8000-000000000009',1,'Erased',1790000002.25,NULL,'875960c21215b59a4b452d3afbb9b8155acbffdc8bb8bb4f5185dfa0f0aad49f','db3e599365d1143ec22ae637ff5214af9dca10a1d13c65304a667e8e0db8d684');
INSERT INTO "events" VALUES(15,'0190b1de-0000-7000-8000-000000000009',2,'Erased',1790000002.25,NULL,'a6c50bbb121613b574da42db69333521c519dfb230d350df48ad77443562f905','92d2dfcb69413049c505721020e11b0cf4810b7f85bc64ead266084001ce043c');
INSERT INTO "events" VALUES(16,'0190b1de-0000-7000-8000-000000000009',3,'Erased',1790000002.25,NULL,'f6762f45343cbc3025c91b3f622fa468ef72597a1d6f443b8d58ee048f63581c','da6042b2daea2b6ad824c424c0e2df18da83cb16ce5a60685ad7bb7af07457de');
INSERT INTO "events" VALUES(17,'0190b1de-0000-7000-8000-000000000009',4,'Erased',1790000002.25,NULL,'5336a574634ad7529107893e200eba77aea3a22f18a672215eb77ef2f8520f79','f04d072f1731c100c56d3833c33009f80011e8244b325a3fc78a7cc57f70260b');
INSERT INTO "events" VALUES(18,'0190b1de-0000-7000-8000-000000000009',5,'Erased',1790000002.25,NULL,'b21d72ae388ee6a070c37ebd847d9f05c0242913a2cfb29551d5fe73acd7d5e2','4b1a92d8c9df48d4cce1a36290f56a1ef638ecd9fe916a0f7de39258fb3c6466');
INSERT INTO "events" VALUES(19,'0190b1de-0000-7000-8000-000000000009',6,'Erased',1790000002.25,NULL,'be70208c65d6a0ed30b2c535bcd42fd55919138f2ed6b2e0b42b3473be99da5b','10d2ce663fe589292afa936cb2af331bc6d88ebcac7b22e7675d60415c4629b9');
INSERT INTO "events" VALUES(20,'0190b1de-0000-7000-8000-000000000009',7,'Erased',1790000002.25,NULL,'8f6797e1204acaea6080ea19e761c919d09610525e0071dc4aee544500215cf1','28bc013b887da7d344d1943b65cc38b6c1904c90370e9f36680dd1b63b59efdd');
INSERT INTO "events" VALUES(21,'0190b1de-0000-7000-8000-000000000009',8,'Erased',1790000002.25,NULL,'db2158c56d3f3d3b693a6e0457648fb1325d53464bc40431b80a5260c8b81844','3de955a5967cfb6a10159d3db50830fe9ba109be8ec3c14b364fe312d7b4df0f');
INSERT INTO "events" VALUES(22,'0190b1de-0000-7000-8000-000000000009',9,'Erased',1790000002.25,NULL,'e4b99e23df9d6a5dc3ed8ada9f6e0c4e3393924e581699b2ef0631d31af7af8a','3e9b3727e488ab74bd33cc18b71fc4ea5b5a00e4abea6477c96b3c5f7f23181d');
INSERT INTO "events" VALUES(23,'0190b1de-0000-7000-8000-000000000009',10,'Erased',1790000002.25,NULL,'d35c6ef13b47fc3f7eed261fac2d8525f2d1eaa0b2c2852c64399bc7cede5685','33c691d53c7fa166451bee75eee892bb1334ae2f811c023d1768f158bf9f20da');
INSERT INTO "events" VALUES(24,'0190b1de-0000-7000-8000-000000000009',11,'Erased',1790000002.25,NULL,'234b15f44b38c55c04537213601112262094b64942674225734dd1918d68587f','7319314272670d735713b58ca911dea37c4e0743201e9250841599d9a4b179dd');
INSERT INTO "events" VALUES(25,'0190b1de-0000-7000-8000-000000000009',12,'Erased',1790000002.25,NULL,'bb78c3e816b2ed8a902915385611a6cabf3adbe031ec2c0faa79f912e0cc0828','31e032aa82ff5af45acd6ad578cca307aca3c661f2220bb64b78d9462f4a89c5');
INSERT INTO "events" VALUES(26,'0190b1de-0000-7000-8000-000000000009',13,'Erased',1790000002.25,NULL,'3772452e67c40e11e600c3bc51475363864b850849117195a4a3a8db0b4ebea8','6495a8c3ef52a86c7649c08a0438a425ec6f7add71c84aba9f1574c2c757cf30');
INSERT INTO "events" VALUES(27,'0190b1de-0000-7000-8000-000000000002',1,'InterviewStarted',1790000003.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000002","language":"en"}','bee05b1d591652a3c57b098df5cff0ea3b2f86377ef37a50c5718ef181141023','9f236815c5541e996d8c8a8ad2ba365c68de9e1c9cfe22b0dc1826b4e10b91cf');
INSERT INTO "events" VALUES(28,'0190b1de-0000-7000-8000-000000000002',2,'LanguageChosen',1790000003.25,'{"language":"zh"}','0a04ea01a062861547512d4e179ad0a2fb59e29674d9e3184c3fe721c7117d2e','b7cb04ee6f5b11a084ce15ba3811195d56818d0fec8faa5440881b03ef67274b');
INSERT INTO "events" VALUES(29,'0190b1de-0000-7000-8000-000000000002',3,'ConsentGiven',1790000003.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"title":{"en":"q","zh":"题"},"type":"situational"},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"title":{"en":"q","zh":"题"},"type":"situational"}]},"policy_pack":"cn_default"}','4f7b60a4f5f4676c686647e449b609c6890ca98b4a757ab623bc118e49e62276','64f2ee7a7e83a33962ed4a01cab01612ffa19b6281ae398feacaaec46c76fdb5');
INSERT INTO "events" VALUES(30,'0190b1de-0000-7000-8000-000000000002',4,'DeviceCheckPassed',1790000003.25,'{"camera":false,"microphone":true}','49edf500e46a53f79d26a00233c7809c49cc5b1025c0364003203bf452945986','b938ae41a34c8653fd1a774dfcb155c1e9d14be344466d170f1db4599ee904bf');
INSERT INTO "events" VALUES(31,'0190b1de-0000-7000-8000-000000000002',5,'Left',1790000003.25,'{"reason":"declined"}','02b92904208c0c19a62f321b8eebf17e7260596aa584abcbbcb8f1f28a693087','8c7ae530fc4dd5bf6cff27f0425317b93d8e85f3770b33171c95cea9d6210c26');
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
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000001','7f4ffe077499933ab0d90a59fb79e66527c1eedee97e1bb90854e0f6f4a29059','assessed','zh','jd_cs_agent','short',NULL,1790000000.25,1790000001.25,13,'179e473343fe6a91230239403d1f68e2c3cde0c985808bcefd6b68a3a25040aa');
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000002','6009836853b41ba6e0c753178437dd5ae2b06fdb9f43b7866325ef98ec647853','left','zh','jd_cs_agent','short','declined',1790000003.25,1790000003.25,5,'02b92904208c0c19a62f321b8eebf17e7260596aa584abcbbcb8f1f28a693087');
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
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events is append-only'); END;
CREATE TRIGGER audit_stay BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER events_are_only_erased BEFORE UPDATE ON events
        WHEN NEW.body IS NOT NULL OR NEW.kind <> 'Erased' OR NEW.seq <> OLD.seq OR NEW.hash <> OLD.hash
             OR NEW.chain <> OLD.chain OR NEW.interview_id <> OLD.interview_id OR NEW.number <> OLD.number
        BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE INDEX outbox_due ON outbox (state, attempts, created_at, id);
COMMIT;
