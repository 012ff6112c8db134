BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kiosk','0001_event_log','2026-11-26 21:06:05.072174+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kiosk','0002_answers','2026-11-26 21:06:05.083542+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'kiosk','0003_assessments','2026-11-26 21:06:05.099272+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'kiosk','0004_outbox','2026-11-26 21:06:05.107276+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'kiosk','0005_later_transcripts','2026-11-26 21:06:05.119212+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'kiosk','0006_front_desk','2026-11-26 21:06:05.127591+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'kiosk','0007_sync','2026-11-26 21:06:05.145009+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'kiosk','0008_review','2026-11-26 21:06:05.167820+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'kiosk','0009_review_notes','2026-11-26 21:06:05.177173+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'kiosk','0010_trainings','2026-11-26 21:06:05.187120+00:00');
INSERT INTO "_sqlite_migrations" VALUES(11,'kiosk','0011_review_speed','2026-11-26 21:06:05.199097+00:00');
INSERT INTO "_sqlite_migrations" VALUES(12,'kiosk','0012_calls_taken','2026-11-26 21:06:05.216818+00:00');
INSERT INTO "_sqlite_migrations" VALUES(13,'kiosk','0013_rated_twice','2026-11-26 21:06:05.235133+00:00');
INSERT INTO "_sqlite_migrations" VALUES(14,'kiosk','0014_acts_sent','2026-11-26 21:06:05.249013+00:00');
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
INSERT INTO "audit" VALUES(1,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000001","revision":1,"seal":"a499396f58a956515c65603da7df5fbb7c0ff20476b4b1921eed0b4c75c4ea41"}','2d615457f6e8d3e849c55ca265b99a65fac4df56ddaec0bfc174df96e0ce5bf7');
INSERT INTO "audit" VALUES(2,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000009","revision":1,"seal":"f3a7b555b1e2a7699801df09c4bf812c43dd6ee4493bf689e4db7953b0f23ee8"}','bdd1923f9ad57f5f03dc3c2092d1cd9ce884c80b50df9396b11abe0406f247f9');
INSERT INTO "audit" VALUES(3,1790000002.25,'admin','interview_deleted','{"answers":2,"events":13,"head":"b645e07e80451b5bcfd9c32481a50ec418533767fb67f87573b56ef3b90df88c","interview_id":"0190b1de-0000-7000-8000-000000000009","media_files":0,"outbox_rows":1,"reason":"by_hand"}','fa8a611c18cf468e9ef5979cd7b373ff4ca236df2b322771ff0c0bc109394df6');
CREATE TABLE calls (
            number       INTEGER PRIMARY KEY,
            at           REAL NOT NULL,    -- Unix seconds, UTC
            reason       TEXT NOT NULL CHECK (reason IN ('help', 'seen_before', 'human')),
            interview_id TEXT REFERENCES interviews (id) ON DELETE CASCADE,
            answered_at  REAL
        , coming_at REAL, coming_by TEXT) STRICT
        ;
CREATE TABLE check_ins (
            interview_id TEXT PRIMARY KEY REFERENCES interviews (id) ON DELETE CASCADE,
            way          TEXT NOT NULL CHECK (way IN ('code', 'qr', 'phone', 'walk_in')),
            appointment  TEXT,             -- the code; it may be on no list any more
            phone_key    TEXT,
            let_on       INTEGER NOT NULL CHECK (let_on IN (0, 1))
        ) STRICT
        ;
CREATE TABLE delivered (
        id           TEXT PRIMARY KEY,
        kind         TEXT NOT NULL,
        payload      TEXT NOT NULL,     -- as it was sent: the hub may have to be given it again
        body_sha256  TEXT NOT NULL,     -- as the hub said it back
        interview_id TEXT REFERENCES interviews (id) ON DELETE CASCADE,
        created_at   REAL NOT NULL,     -- Unix seconds, UTC
        delivered_at REAL NOT NULL
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
INSERT INTO "events" VALUES(1,'0190b1de-0000-7000-8000-000000000001',1,'InterviewStarted',1790000000.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000001","language":"en"}','6c0a6d31f33b39b27e50715f5e5cd3c36bfa79e798b1c72d96d80906fc0dc4cb','64c2b0ce4c55299e0c26d231ce442fd4b5f81824582d67c26f6ca68f5f716d00');
INSERT INTO "events" VALUES(2,'0190b1de-0000-7000-8000-000000000001',2,'LanguageChosen',1790000000.25,'{"language":"zh"}','30339e5163cfff5cf2e9031aa9abc701f2d3a66757ba203c82d1709a696f6e40','f4ee8a0a601d381c4442e2f0e6394133eb95376da9c0b450304c9a45707fdc13');
INSERT INTO "events" VALUES(3,'0190b1de-0000-7000-8000-000000000001',3,'ConsentGiven',1790000000.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','ca3388557f63ed632a421caa7e85c01a783d1ac171e1f1f466ebb9fdaf2bd980','e499db6f7cfe602698d79ccf6888c0cdae8697a2601309b5b48322532179185c');
INSERT INTO "events" VALUES(4,'0190b1de-0000-7000-8000-000000000001',4,'DeviceCheckPassed',1790000000.25,'{"camera":false,"microphone":true}','86edd2589d66d444ade62172e672bed68c2d990a0eec2f5b8ce6c45e1a7455a0','7ab756ab10076ef3d48e760c40e9ae0ef2434b603589632e0acf2d55317a4450');
INSERT INTO "events" VALUES(5,'0190b1de-0000-7000-8000-000000000001',5,'QuestionShown',1790000000.25,'{"question_id":"JD-Q01","turn":1}','0f02f64f3cc302ad94f72b95fe58d0ee5fa3617a814b0fbc987b552da956d3f5','28097eeb87a258303ba4ea3bebac599b9fb90dbbb3a065dd51dc7a8150c7dba1');
INSERT INTO "events" VALUES(6,'0190b1de-0000-7000-8000-000000000001',6,'TakeStarted',1790000000.25,'{"question_id":"JD-Q01","take":1,"turn":1,"typed":false}','5d6ffad4baf9c312abfb74b0975089ad8b10f39da42cc39a80519d99f55f78ec','2ca4029b17496efdb17f760d478b7a18e3ac8535bc6629cc7d96328336db7c12');
INSERT INTO "events" VALUES(7,'0190b1de-0000-7000-8000-000000000001',7,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','a2387653792442a0cb0ff3567c7c534f3784a0b247b891004c82dd09e9016228','d7bb2eb4d267c0b2f5b1b6e8b99909f865dfd069b52c3c9778531b81211628dd');
INSERT INTO "events" VALUES(8,'0190b1de-0000-7000-8000-000000000001',8,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q01","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','a37334a540975961e584c23b329c1a66c139df07273701bff8004d3da7859cc5','084b9a6e36177ecbba4dd9ba7ebec5fe234582ae0884ffa5376da7747f95e878');
INSERT INTO "events" VALUES(9,'0190b1de-0000-7000-8000-000000000001',9,'TranscriptCorrected',1790000000.25,'{"question_id":"JD-Q01","text":"您好，我理解您的着急，先帮您查订单。谢谢","turn":1}','14632f39b45e8006c4d8f8737272fc2068434007c79625e766915ec4ffafbcb7','c38f8dbb22bb1624391bde2158e1c4255ec9203187958850d2d774412f048a85');
INSERT INTO "events" VALUES(10,'0190b1de-0000-7000-8000-000000000001',10,'QuestionShown',1790000000.25,'{"question_id":"JD-Q02","turn":1}','be19af4d5e9d51e00b5f30db0f7a7338837444efa1f57be2069337cdbdebba40','da3f2f894471c36727c53d295c156961367dff55c20eace7fb8ceb231779b2ce');
INSERT INTO "events" VALUES(11,'0190b1de-0000-7000-8000-000000000001',11,'TakeStarted',1790000000.25,'{"question_id":"JD-Q02","take":1,"turn":1,"typed":false}','62e22541685a832e78ff6d2212c0796ef266ac09761d7a2347dcfb599f7fa942','4f9adaf6ef484ff757982e9d5b53dfd042ea6b1972217dee513a502b274ae682');
INSERT INTO "events" VALUES(12,'0190b1de-0000-7000-8000-000000000001',12,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','a25dc2e083a4176c1dd6b789b32a1bf6fa53d60affdf5c8ee0a2ded2d1838127','afa80f2c42d4be3c349de25a3b445ed0745efc00ed5777e480220557f39d187f');
INSERT INTO "events" VALUES(13,'0190b1de-0000-7000-8000-000000000001',13,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q02","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','a31f3bb51c77760e22b5efc3bb3b65f6fb36b72572d642cc086052b48ddcb913','a9d7a32eadace3638c60bab66fd2acddebb5ae9eed0667b70098397a472d0346');
INSERT INTO "events" VALUES(14,'0190b1de-0000-7000-8000-000000000009',1,'Erased',1790000002.25,NULL,'96f77de67704b66a96a76eca8917e3745acbd19d3a1b23ebd235984904f7f275','1afcf7aebb4412b2b5cee40fd2b13f2181cd8de0d4ab712955c8b920ddba9b0f');
INSERT INTO "events" VALUES(15,'0190b1de-0000-7000-8000-000000000009',2,'Erased',1790000002.25,NULL,'0300074e090cf324f5ff1c668164be6f1101e3a94cd5763c9fd41c9a61c762c7','cec4951df9e0ba8c50e55d8fe60daba999f47a8f84bf5298871e045d3e5b6f5e');
INSERT INTO "events" VALUES(16,'0190b1de-0000-7000-8000-000000000009',3,'Erased',1790000002.25,NULL,'67452785d13b2e4b029367548e90b1260764026afd9855995a9803db2ba9c252','28f9a5e79a7224cf0e3f6cd441a90459c4ed7afe5aff9baa8bc57ac207fbcea7');
INSERT INTO "events" VALUES(17,'0190b1de-0000-7000-8000-000000000009',4,'Erased',1790000002.25,NULL,'c6673ec110beb31746c8b8e111dc169342fe0252f23cb318395bc2a0f02b2f8f','db9160b2e387b1876bf1c5dcc3f94544428235a976767f481e6ac603cf83b379');
INSERT INTO "events" VALUES(18,'0190b1de-0000-7000-8000-000000000009',5,'Erased',1790000002.25,NULL,'9c27586aa64178785aadc325bedc261b26325138cd6894044f1d169b80114c8a','01531c61a3f4c1876a7fa24393c4a736ed272573743ca973b8eb59ba4fdceb58');
INSERT INTO "events" VALUES(19,'0190b1de-0000-7000-8000-000000000009',6,'Erased',1790000002.25,NULL,'f61705def4fd2818e0b141cc311534acff35751912af5fe6b653473788c090b8','09d339d9dfc9075438183ca284448b8a24353f5dc7aae18710be957abe357cf2');
INSERT INTO "events" VALUES(20,'0190b1de-0000-7000-8000-000000000009',7,'Erased',1790000002.25,NULL,'ad7fabdbb02ef6215098d217c0597337c7f5e1596636ebe7ba927a4debdabebb','6e8bb64a8b3e34c140fce85d844c9c017a721b8ec77de24cc3d1dc1566e5c10e');
INSERT INTO "events" VALUES(21,'0190b1de-0000-7000-8000-000000000009',8,'Erased',1790000002.25,NULL,'b6c911209318d5d3311e21900e45c69ea72c3e0915c8726733be289cd3cb4831','d48e2059448c4e4cf9a50234776ac2911203fa3d50ed2cf1b04106fb5c34ebbd');
INSERT INTO "events" VALUES(22,'0190b1de-0000-7000-8000-000000000009',9,'Erased',1790000002.25,NULL,'74efd50a5e0f7e53e134cd57fbeaefaf65501b8d8ae2c23a770a9251291d68bf','751897d86da295d62ffa6390e3e3b6868762ae9ace676fb49dbb317cc4525906');
INSERT INTO "events" VALUES(23,'0190b1de-0000-7000-8000-000000000009',10,'Erased',1790000002.25,NULL,'37d3361edb641a828da5bfee894dcb41c13aa97c2e75f28dd530b0cd206c1311','5a354a9b6b648a7243ca71611609ffbfccb6744804180cf563ad116d6396eecd');
INSERT INTO "events" VALUES(24,'0190b1de-0000-7000-8000-000000000009',11,'Erased',1790000002.25,NULL,'2f844937b57d45c0d293d9e6ba92e72b272cab66fc0215119c3cc61b5a4288f1','446eb00e269f433081a268c85d4e724717144b9510069128287815493ccd4fbe');
INSERT INTO "events" VALUES(25,'0190b1de-0000-7000-8000-000000000009',12,'Erased',1790000002.25,NULL,'05012e7da5ec85738c804cb9fcde9a0c222cf6d4f6d71991aab600fd80fb8bbf','3cdf90a13f2c43895de3916c60356a66169d0eec157d21fb8689a53feb06809b');
INSERT INTO "events" VALUES(26,'0190b1de-0000-7000-8000-000000000009',13,'Erased',1790000002.25,NULL,'b645e07e80451b5bcfd9c32481a50ec418533767fb67f87573b56ef3b90df88c','bd5fbcdfb384ccb2176bbc7be86ea0f4e42c14f5f2770c91154a602272d0077e');
INSERT INTO "events" VALUES(27,'0190b1de-0000-7000-8000-000000000002',1,'InterviewStarted',1790000003.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000002","language":"en"}','89dc4a400977031b329fc9c54fe1528f527b98174d04aa8c666b917639979e85','1c59137ad7a7ea300822fa1388984a6525abdf408e539a9d0f99555ea0dd7a87');
INSERT INTO "events" VALUES(28,'0190b1de-0000-7000-8000-000000000002',2,'LanguageChosen',1790000003.25,'{"language":"zh"}','f4980c8930dc7f6c279792e87bd046a01ec337b4bfd25c412100c7c79395a89a','e277bc7c0b7a11c58621eb56a0c9e7ea71d0e918a0f5c81b154bb8f93fdc6f7e');
INSERT INTO "events" VALUES(29,'0190b1de-0000-7000-8000-000000000002',3,'ConsentGiven',1790000003.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','e6541f06e367d7d3405851b1540c17253b1152bfcd3fceaef8c5c0ea2f99c555','b79c715cf57a62f89c70dad3dcaac0900239a313518435dc267a88cc961beef6');
INSERT INTO "events" VALUES(30,'0190b1de-0000-7000-8000-000000000002',4,'DeviceCheckPassed',1790000003.25,'{"camera":false,"microphone":true}','b4caa20cec7c0c2a021070e8748c136185c51e6e7710b360d77650cd56d80a38','a93c2c0abfcfbcfe0af5ff8bf387317c45b8040357d0932532956d84ff412ed8');
INSERT INTO "events" VALUES(31,'0190b1de-0000-7000-8000-000000000002',5,'Left',1790000003.25,'{"reason":"declined"}','baa76f9a27b08bac0e9a9553ab66dba63d6f0013972bbb488ae558f00e9b450c','114261cb4ae1267a2cc1144586ab494be63d1c8b86c5dd4bddeeb61b1b4518d8');
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
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000001','ec48a6fca2503637c3c6b1ad74f6069197cb93b53e58d79b45e3f3cea17e2fb5','assessed','zh','jd_cs_agent','short',NULL,1790000000.25,1790000001.25,13,'a31f3bb51c77760e22b5efc3bb3b65f6fb36b72572d642cc086052b48ddcb913');
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000002','74d81c51737badbc0e7344badfb2e3a9f1b22c4298e06c9a4416f3ed37ede66a','left','zh','jd_cs_agent','short','declined',1790000003.25,1790000003.25,5,'baa76f9a27b08bac0e9a9553ab66dba63d6f0013972bbb488ae558f00e9b450c');
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
        , lane INTEGER NOT NULL DEFAULT 1, last_words TEXT) STRICT
        ;
INSERT INTO "outbox" VALUES('0190b1de-0000-7000-8000-000000000001','interview.v1','{"check_in":null,"consent_receipt_sha256":null,"event_log":{"events":13,"head":"a31f3bb51c77760e22b5efc3bb3b65f6fb36b72572d642cc086052b48ddcb913"},"interview_id":"0190b1de-0000-7000-8000-000000000001","profile_sha256":"a3864762f88420fe8d3d88523ec50900d0c996383790f3052121b04936fec3a7","recorded_at":"2026-09-21T14:13:21Z","revision":1,"schema":"interview/1.0","profile":{"interview_id": "one", "composite": {"score": 7.5}}}','0190b1de-0000-7000-8000-000000000001','due',0,1790000001.25,1790000001.25,NULL,1,NULL);
CREATE TABLE "review_acts" (
            interview_id TEXT NOT NULL REFERENCES interviews (id) ON DELETE CASCADE,
            number       INTEGER NOT NULL CHECK (number >= 1),
            kind         TEXT NOT NULL CHECK (kind IN ('rating', 'override', 'decision', 'note', 'gone')),
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
        , is_twice INTEGER NOT NULL DEFAULT 0 CHECK (is_twice IN (0, 1) AND is_twice <= is_blind), site TEXT NOT NULL DEFAULT '') STRICT
        ;
CREATE TABLE review_sampling (
            number INTEGER PRIMARY KEY CHECK (number = 1),  -- one row
            seed   TEXT NOT NULL,
            drawn  INTEGER NOT NULL  -- how many were ever drawn, those that are gone included
        ) STRICT
        ;
CREATE TABLE review_trainings (
            number  INTEGER PRIMARY KEY,
            actor   TEXT NOT NULL,
            at      REAL NOT NULL,  -- Unix seconds, UTC
            content TEXT NOT NULL,  -- version of the model and of the gold answers
            passed  INTEGER NOT NULL CHECK (passed IN (0, 1)),
            body    TEXT NOT NULL   -- JSON
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
CREATE TABLE sync_state (
        name  TEXT PRIMARY KEY,
        value TEXT NOT NULL  -- JSON
    ) STRICT
    ;
CREATE INDEX outbox_due ON outbox (state, attempts, created_at, id);
CREATE INDEX appointments_by_phone ON appointments (phone_key);
CREATE INDEX outbox_by_interview ON outbox (interview_id, lane);
CREATE INDEX scores_of_composite ON scores (interview_id, value, standard_error) WHERE level = 'composite';
CREATE INDEX scores_of_dimension ON scores (interview_id, value) WHERE level = 'dimension';
CREATE INDEX review_ratings ON review_acts (interview_id, number, actor, at) WHERE kind = 'rating';
CREATE INDEX scores_of_sub_dimension ON scores (interview_id, number, dimension, sub_dimension, value, standard_error) WHERE level = 'sub_dimension';
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
