BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kiosk','0001_event_log','2026-11-26 12:20:49.503401+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kiosk','0002_answers','2026-11-26 12:20:49.507158+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'kiosk','0003_assessments','2026-11-26 12:20:49.511176+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'kiosk','0004_outbox','2026-11-26 12:20:49.515016+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'kiosk','0005_later_transcripts','2026-11-26 12:20:49.518987+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'kiosk','0006_front_desk','2026-11-26 12:20:49.523170+00:00');
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
INSERT INTO "audit" VALUES(1,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000001","revision":1,"seal":"a2281e24a0123ce26ac85e3249ec7359df4b91ee342a2393e3c6bd1a1c6940d8"}','25615a4ae9b2056ff8b9844148f38d096b8aed6c8feb7a5abfba2646ee5c9eec');
INSERT INTO "audit" VALUES(2,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000009","revision":1,"seal":"fe2645fc54de5a91b00b502cc8376061555066fc4ba233d48bef81597ded1f7f"}','665bb9ff5d61ce288098a14271f3d9c47e3c0e58c8a28b0c7111eb1cd4aa9acf');
INSERT INTO "audit" VALUES(3,1790000002.25,'admin','interview_deleted','{"answers":2,"events":13,"head":"bd872aaa4163929e97e69ce93192205d2068d7475522f9be409257ada9298fd2","interview_id":"0190b1de-0000-7000-8000-000000000009","media_files":0,"outbox_rows":1}','e91397150fcc125e972d57b01ab98cff87b63bdd6088fd184990a4c65075a6f0');
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
INSERT INTO "events" VALUES(1,'0190b1de-0000-7000-8000-000000000001',1,'InterviewStarted',1790000000.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000001","language":"en"}','95c8b75b287231f9d1195e827e5a6c6effb2e48e14f845692a0d6f06087eacb6','14a1eba45941b755a1ba34e49e795f33cf01efc7d88e5fe262a60c1924c79bc7');
INSERT INTO "events" VALUES(2,'0190b1de-0000-7000-8000-000000000001',2,'LanguageChosen',1790000000.25,'{"language":"zh"}','d2d11ce0831f385d38b07a223de441d95a3f00979ffe66d3a984dabf9f2afb81','e2e06cc55f36847350ad98d1071d5a8e0eb465b15514ef7217d4b250e2fdfd20');
INSERT INTO "events" VALUES(3,'0190b1de-0000-7000-8000-000000000001',3,'ConsentGiven',1790000000.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','5a1258ca62ac071635ef50a912dbaa1386e323049256d1b001900d84c3fbe72f','04f2e95e9e46b1752a1aeb0be7d7db6534090c0c66659878c7b86261f9c62e66');
INSERT INTO "events" VALUES(4,'0190b1de-0000-7000-8000-000000000001',4,'DeviceCheckPassed',1790000000.25,'{"camera":false,"microphone":true}','bb63ba10f0dbd020c1abb69c62de3c821941e1498d6e14dcfeb646b997893767','2e617db05e43e4f9fa6e5e22d9bc182d88189d95eb12df8c965b7e46a5e393d9');
INSERT INTO "events" VALUES(5,'0190b1de-0000-7000-8000-000000000001',5,'QuestionShown',1790000000.25,'{"question_id":"JD-Q01","turn":1}','65ba790b8b5cc08fdda70df4f550d3aab1d96592184d6828759323e7a0d8c2e0','a2b2db9616f1d9f49e01aa46956a941606b9035577adcf07ca68e974df334682');
INSERT INTO "events" VALUES(6,'0190b1de-0000-7000-8000-000000000001',6,'TakeStarted',1790000000.25,'{"question_id":"JD-Q01","take":1,"turn":1,"typed":false}','96d905f049e0f738f99fea80d870e96338769935be56ea75e510c436597871e9','d867bf18bf02fec6c3414b489d5424e63981aa0fa972ddd960d0b1cad8b82a29');
INSERT INTO "events" VALUES(7,'0190b1de-0000-7000-8000-000000000001',7,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','df2f7ca8d939633a96ca546e402a8df0dec7aeacedfded7f31c886c9f4bc84a2','340913d962d0b7ddfc14d0ceceb39bcd1ea85b499e5d919bc7ae3785e62587b4');
INSERT INTO "events" VALUES(8,'0190b1de-0000-7000-8000-000000000001',8,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q01","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','14138a847372d4069794ecc50a3567368d72e5ae54353ceb3fe4ef33aa777a0f','7cb91b0969ad21feb979f2e307be3cbe61ab868e07e5a0c9e8c496e62055abd2');
INSERT INTO "events" VALUES(9,'0190b1de-0000-7000-8000-000000000001',9,'TranscriptCorrected',1790000000.25,'{"question_id":"JD-Q01","text":"您好，我理解您的着急，先帮您查订单。谢谢","turn":1}','d280e16ecc39266f32c9df95a8aa22a1c4d99f1dd90e8e7d7fe790de37d788ef','4996a61f28e85c4860adbe9c9be31091da0d6ae4ddba683c5b04f5f71c32fbc4');
INSERT INTO "events" VALUES(10,'0190b1de-0000-7000-8000-000000000001',10,'QuestionShown',1790000000.25,'{"question_id":"JD-Q02","turn":1}','90eda4f5bd1155bc1e71f5715b074153959a46bbdd4065e8f52f38fc86a074f6','faf3b84826d61a39e107aa5563f16630b5cdf86ef5ea4df7e687a99a2acda108');
INSERT INTO "events" VALUES(11,'0190b1de-0000-7000-8000-000000000001',11,'TakeStarted',1790000000.25,'{"question_id":"JD-Q02","take":1,"turn":1,"typed":false}','49b916ded6de5583042ff872094b321134339d1cd0052da1a74e25549c1848de','5933501acb366338ad74ebc66cc0d6d7a42081db53a84fd658a72434c6699dfd');
INSERT INTO "events" VALUES(12,'0190b1de-0000-7000-8000-000000000001',12,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','6da647b7338b4714e65f689971044f24d0a6a04e1261d78748dd2f1325ec19a4','8db28d95e77a42fd05c1ddc503c50d975a8e4bda9392fbd892c0a920946d80b7');
INSERT INTO "events" VALUES(13,'0190b1de-0000-7000-8000-000000000001',13,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q02","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','4908ee96296f01cdf58fb3152b1146283b056ac580571ed6a8b8697af4f763df','d1fa1679553fd01ea73be6e5e2198372ed317fb396302be1a7d3d2446a48f3fa');
INSERT INTO "events" VALUES(14,'0190b1de-0000-7000-8000-000000000009',1,'Erased',1790000002.25,NULL,'5d525c4e9c8b5b010626c19a21db9ad717dca02952e93f3c25f170511fa53e5b','fb26203adf21602412ef84700f24d417adbe63b94d791fce106eefbc2d7af617');
INSERT INTO "events" VALUES(15,'0190b1de-0000-7000-8000-000000000009',2,'Erased',1790000002.25,NULL,'a32b3592638b53fe69c1e50dba9afa1cf9350334f387494877618fbe1376595c','49d6ba20859dc5229a74d4c6b5714363ce5670d93399bd2c14ac42b82e5ec9a1');
INSERT INTO "events" VALUES(16,'0190b1de-0000-7000-8000-000000000009',3,'Erased',1790000002.25,NULL,'ea83de9c6ca00e515602818ca92410907ba5849c54000034279b4dc6c6121b8e','a65c28d3f7c586b67896589993d3e33aa65d2636345a1ebf02748dcc77019d65');
INSERT INTO "events" VALUES(17,'0190b1de-0000-7000-8000-000000000009',4,'Erased',1790000002.25,NULL,'711c3cee847d825e5ee3bab4c0e945cf6a5b447772882fe6255b0c7e3938ae8c','91881160b66f0e6add49750af5a7781d5ebbac2c4f28f16f1b6d9540cf1e62cf');
INSERT INTO "events" VALUES(18,'0190b1de-0000-7000-8000-000000000009',5,'Erased',1790000002.25,NULL,'ba884b1ef7a4d9cea0e70dd328b572ffe347e0ccb1a5b278489232f78244f543','f6e69908c702136178c78c65ffdab085187cffb5454b14827d84fa2dfba22131');
INSERT INTO "events" VALUES(19,'0190b1de-0000-7000-8000-000000000009',6,'Erased',1790000002.25,NULL,'cd73578ab34135b994cde6dc5ec68b43b594da4b4c2f9b5237df0b11551b7dc5','713a05cd5d6a7d8797ffbfe3cc8c979b5240b1e3f9b2209616430142299064cc');
INSERT INTO "events" VALUES(20,'0190b1de-0000-7000-8000-000000000009',7,'Erased',1790000002.25,NULL,'ea520408123f457a0e5e0116d52519420e05d47318cedbed84e5177865539a5c','7dc1ce164ce9d6e0a9be8e48c8fae5dffb10140bd5c3787d3229272fbc6cc0c4');
INSERT INTO "events" VALUES(21,'0190b1de-0000-7000-8000-000000000009',8,'Erased',1790000002.25,NULL,'55c383717fabe73131791d8cef83d5186ea9b637e7cb280f27dbaebffdf865e4','5715fbfecca0b8bd0bd5a8e8971df4c6622b72a1d9a7d94628929b5db07937b2');
INSERT INTO "events" VALUES(22,'0190b1de-0000-7000-8000-000000000009',9,'Erased',1790000002.25,NULL,'c1c58e3033dcbc206b7f3521454a2dae9dc60f84a4a263896159532fcacb5d8f','9ec5dd3b3563cb53cc09f958feb6a9ba058c298b43d52fdac8e4863a351607e8');
INSERT INTO "events" VALUES(23,'0190b1de-0000-7000-8000-000000000009',10,'Erased',1790000002.25,NULL,'50e29f5e7958552ff541fc290c066a02ec200ebd2b0e1de868c6237371f3c7aa','c6fa92128f55e51b051b4f446d37459839b6335ed8f09cb7f28105ee4b9a32c6');
INSERT INTO "events" VALUES(24,'0190b1de-0000-7000-8000-000000000009',11,'Erased',1790000002.25,NULL,'1a971b3e9770b6566299e373d3738308e969bc9ec92d5894aaa692d2f3cd4c11','0e8b43e2f2e2348ef4fb81d931260647901f99d4730d510630db180ea7392f6d');
INSERT INTO "events" VALUES(25,'0190b1de-0000-7000-8000-000000000009',12,'Erased',1790000002.25,NULL,'08e207660567bbf4a7f93e9de53ba0e93a5ba0319c5855a6c631a26d2944a6f2','12404845c42ec7464becd16852437a9eadb21dacf59b665dc1d3fd296c0256ed');
INSERT INTO "events" VALUES(26,'0190b1de-0000-7000-8000-000000000009',13,'Erased',1790000002.25,NULL,'bd872aaa4163929e97e69ce93192205d2068d7475522f9be409257ada9298fd2','b762167d99839c75e6c2254487ab9fc826dc008581393a76e66f696f87e10201');
INSERT INTO "events" VALUES(27,'0190b1de-0000-7000-8000-000000000002',1,'InterviewStarted',1790000003.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000002","language":"en"}','5bc3b21bbd6ce9efc4f8ba92bb780e6e89d4800646d239e402ff631403c89f39','fe6562c0ec30f52acf4403dcb814280419662a92e1ced0000f42f5fb0e445f56');
INSERT INTO "events" VALUES(28,'0190b1de-0000-7000-8000-000000000002',2,'LanguageChosen',1790000003.25,'{"language":"zh"}','c199a12b8b05df2ebf2bad6134cf7ec77c19022f08d679c89cfcd1c39e99b9a9','b527151374d5875a21dec1f7a44a0af5a049cffe0afa4715c23d34e01b4c31ff');
INSERT INTO "events" VALUES(29,'0190b1de-0000-7000-8000-000000000002',3,'ConsentGiven',1790000003.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','6fd996a4c603cd3531143d5439e49f6692f4cfabb3a0de8f6c0fcab3a3b87c37','cd7ba465dcbb96a72398c37cfe0951d173184380a0b607f0357c0c415e65e527');
INSERT INTO "events" VALUES(30,'0190b1de-0000-7000-8000-000000000002',4,'DeviceCheckPassed',1790000003.25,'{"camera":false,"microphone":true}','65443707dc0d6c4322544bb00c4d2c9acbbeb43e4410a4efb62c28f45b165190','b1f869cf22d7b9762638f1181ed9db9f62c4ceb61540f974f4d50df7f2ad40db');
INSERT INTO "events" VALUES(31,'0190b1de-0000-7000-8000-000000000002',5,'Left',1790000003.25,'{"reason":"declined"}','04223410e6f93bcd673c9e361b22fbd1b5882e39842ea21ecd29e4de0e65cbfd','c9a7763bc9175cf86b180c6fab2250b9f07f3122e0358a622c29971300e8a3c9');
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
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000001','9a07e70ebc116a06736d27d84bed4aa3fb966d6f9a00089d42131e1be5696cab','assessed','zh','jd_cs_agent','short',NULL,1790000000.25,1790000001.25,13,'4908ee96296f01cdf58fb3152b1146283b056ac580571ed6a8b8697af4f763df');
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000002','3bff342ceceda01bd507dc1b1da1ca0e09ce33d8f0e3be4e9c1b1b1a01f17afc','left','zh','jd_cs_agent','short','declined',1790000003.25,1790000003.25,5,'04223410e6f93bcd673c9e361b22fbd1b5882e39842ea21ecd29e4de0e65cbfd');
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
CREATE INDEX appointments_by_phone ON appointments (phone_key);
COMMIT;
