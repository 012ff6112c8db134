BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kiosk','0001_event_log','2026-11-26 16:00:00.355328+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kiosk','0002_answers','2026-11-26 16:00:00.363204+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'kiosk','0003_assessments','2026-11-26 16:00:00.367316+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'kiosk','0004_outbox','2026-11-26 16:00:00.375063+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'kiosk','0005_later_transcripts','2026-11-26 16:00:00.380560+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'kiosk','0006_front_desk','2026-11-26 16:00:00.389191+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'kiosk','0007_sync','2026-11-26 16:00:00.395892+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'kiosk','0008_review','2026-11-26 16:00:00.407157+00:00');
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
INSERT INTO "audit" VALUES(1,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000001","revision":1,"seal":"df8cba3c81445be430219cfb7f23cbaa4df2f6b71769eebe7b49d66aaf6e5e0b"}','6ac8e2ab058f10d676e97c130fae3f1e2b3e46b6466731b287a18add11df47a1');
INSERT INTO "audit" VALUES(2,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000009","revision":1,"seal":"f653e61d6002bb02efb39b1844acfd6d37bc3a6ea49b2aa2e951de7dc7bdf018"}','d128e2042f74d9e20bd2649c15f4bda61c23e9bf31c9aa2df5ae1341487f3284');
INSERT INTO "audit" VALUES(3,1790000002.25,'admin','interview_deleted','{"answers":2,"events":13,"head":"64d30928e0fbfffba7635056db452033a760347f2edd6009e353bc2257c54e63","interview_id":"0190b1de-0000-7000-8000-000000000009","media_files":0,"outbox_rows":1,"reason":"by_hand"}','41314fc0f6b2ee3e4ea2216ec0bb58404b6c8a7642453118aadbed2eb854b0b6');
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
INSERT INTO "events" VALUES(1,'0190b1de-0000-7000-8000-000000000001',1,'InterviewStarted',1790000000.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000001","language":"en"}','728a08802f925f38d4a812399704d362b213a58c8fb79991a8db28a46d7a16da','4a5d7bf76d2111dadc48af527db8880b825176014f9a410b5f71a028b52419d9');
INSERT INTO "events" VALUES(2,'0190b1de-0000-7000-8000-000000000001',2,'LanguageChosen',1790000000.25,'{"language":"zh"}','a91d84a74ba72d3ff614f3c34347ab273b1ebab2e96e68591150f08ed676cc07','197e9e915f114f17479dfdfc610fa6b0cdb4b21f85be7316bc4f0476661c1bf4');
INSERT INTO "events" VALUES(3,'0190b1de-0000-7000-8000-000000000001',3,'ConsentGiven',1790000000.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','6f0dbd4d735c5ded7644efd4f84c81bf938e0c67e2965212c89636bc55fd84f2','f13fc8c202f705f57c733af51820175595e6848738161aeeb465ddab76e49855');
INSERT INTO "events" VALUES(4,'0190b1de-0000-7000-8000-000000000001',4,'DeviceCheckPassed',1790000000.25,'{"camera":false,"microphone":true}','1402946e9cafdcfacf4533959772ecf03b00893446c04e42e737553ac980ffdc','3e2f624c1663503cafc548f31a90eb5acae7cfe15722e2d2fdf0790338fa6465');
INSERT INTO "events" VALUES(5,'0190b1de-0000-7000-8000-000000000001',5,'QuestionShown',1790000000.25,'{"question_id":"JD-Q01","turn":1}','b54b7edb6d3065dad57ccfd0f856942ad9f45e7752ed3816f98906a43ade0439','7a6ecc735957b5c4a26fac8a933edecccd1cff911cac75527565fa5663e6c73c');
INSERT INTO "events" VALUES(6,'0190b1de-0000-7000-8000-000000000001',6,'TakeStarted',1790000000.25,'{"question_id":"JD-Q01","take":1,"turn":1,"typed":false}','f55cffa9c29d61ebb57d20f797d5a064b355dc64e6faace7b9d406f43fc6425a','acd729d2d04d9e5b02b355693925b5cd0feb97590a1545ba5bbc4df72046cd78');
INSERT INTO "events" VALUES(7,'0190b1de-0000-7000-8000-000000000001',7,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','e38c6bb35f597e254658a6c41b8cdb15383d2c0a72030990cdf420d7cf1adf26','eb4c34d914535f2da0458beda71a989b52b37de8c819fa73c544b67ea3ff7dad');
INSERT INTO "events" VALUES(8,'0190b1de-0000-7000-8000-000000000001',8,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q01","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','f54a4fa72cdb25edb4ea95c9f4e17a83b152fdf20b74480e3984ebd8c0d4dfc8','fa6a20f1ca22326c84ce01206a3034dfc812dc0fc72eadb0ec0af1af168b980c');
INSERT INTO "events" VALUES(9,'0190b1de-0000-7000-8000-000000000001',9,'TranscriptCorrected',1790000000.25,'{"question_id":"JD-Q01","text":"您好，我理解您的着急，先帮您查订单。谢谢","turn":1}','ffb427cac1784a670e4723a8bd12b70a0205a3cb5418cb6149db533ab5ccedf2','fa444d88f80c654fdfe751666f480a88b970786954d71ee7e156df865def8e4c');
INSERT INTO "events" VALUES(10,'0190b1de-0000-7000-8000-000000000001',10,'QuestionShown',1790000000.25,'{"question_id":"JD-Q02","turn":1}','0f174fe3d2e33f4f22b9fe7839c416e37c0dc10b76ba4bbafec7f3bf3ab24e20','e4ea55b27089832660e426a43b00e6535fc66d2792a8a8dd4db651d1e28b0bec');
INSERT INTO "events" VALUES(11,'0190b1de-0000-7000-8000-000000000001',11,'TakeStarted',1790000000.25,'{"question_id":"JD-Q02","take":1,"turn":1,"typed":false}','3e1c6bd1853416685d55dce2f3542938640f77b4f30a50a51dd34391ac601695','d95d7a37642754d3b5da4fbc90aa18dcd0313f9f3d980b893b5835153a1689b7');
INSERT INTO "events" VALUES(12,'0190b1de-0000-7000-8000-000000000001',12,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','ec9ea9b7988eba2ccbc878563037958314921c05b0c3c8256874ffb15a5f8f09','fd447b6f138f21f6ac4cce85ef915d728905472e49135002e94cb234179947c2');
INSERT INTO "events" VALUES(13,'0190b1de-0000-7000-8000-000000000001',13,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q02","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','2452ae65ed6ad4e0e631c6c9f20d635c437ea82478622567aee47d6f34391277','9c25f10ed37749d957647bd80f8cf5e32196f666db61eabee82d29f9c685cac5');
INSERT INTO "events" VALUES(14,'0190b1de-0000-7000-8000-000000000009',1,'Erased',1790000002.25,NULL,'365a822575e5c36bbf2e1e5d599d055685eedd38b9d4207f2771fe210f29fabf','8e7fcf502aba829edb857805d91ecae0b30bb7838c5fe0f1d2e5546c35d5a37b');
INSERT INTO "events" VALUES(15,'0190b1de-0000-7000-8000-000000000009',2,'Erased',1790000002.25,NULL,'1ec4fbfcbb28efaef1da83cb47cf7455c8849708896d67b204f1eca2815c2294','6d65f0082743779c7a6568549f6105e6bfe088063b12266e4f81f68d0ad515f3');
INSERT INTO "events" VALUES(16,'0190b1de-0000-7000-8000-000000000009',3,'Erased',1790000002.25,NULL,'f8571f51d3c62ca048465d8cdf253909ea82112ddd5783c417e20be087afa709','0b32201b9cae2135283f41c4f3549d64481778ecef1e1a6767ab8d32f45b9359');
INSERT INTO "events" VALUES(17,'0190b1de-0000-7000-8000-000000000009',4,'Erased',1790000002.25,NULL,'613c6b2d1537904da2e112a7b425b01b0aeedd1de5bbf6a6bdf6b8706c85214c','c956222f4996a80ae35bc6f5fce4953205a5dc7a90dd575b716d08f245e418a1');
INSERT INTO "events" VALUES(18,'0190b1de-0000-7000-8000-000000000009',5,'Erased',1790000002.25,NULL,'26fea6b101e0a5b8d6997761fa2bd32ad4fc48bd1727af44b5a4948acb9a1c1d','0e76cb147bef70d954687e0f5f6512b351193d350a613f5c389766d9a0055f92');
INSERT INTO "events" VALUES(19,'0190b1de-0000-7000-8000-000000000009',6,'Erased',1790000002.25,NULL,'b64c1de7abf6d77d1c5f4c3dd6d8c070277a9a6338dbcda4fde9697a5873f699','189b951468921db34c70c8e2b2ffbc41016fb3b6d9f797c0a4a4e0b6934f4a53');
INSERT INTO "events" VALUES(20,'0190b1de-0000-7000-8000-000000000009',7,'Erased',1790000002.25,NULL,'d7cb8553ba02858729a4198968bd3df8078da76ccf9dbc3a0a6dd2b7b2330ba4','ec0ef67b39f52781e5fe369bf3e4ba909669dec22476e2b8895d58a7e5cbce56');
INSERT INTO "events" VALUES(21,'0190b1de-0000-7000-8000-000000000009',8,'Erased',1790000002.25,NULL,'e409c6763b3b1967d92aaf9eea31ad74905a1c54d69736e896900858bb046bc6','c3c5c5fab5934e3adfc25bf7ff13d2531209b1aea641f5a43f140a625ca637b9');
INSERT INTO "events" VALUES(22,'0190b1de-0000-7000-8000-000000000009',9,'Erased',1790000002.25,NULL,'7f7dec2dbe76cf989ae9263373c8f10fca5539e7e756373525b61e222889ec59','761663dd70fdf84c2d0cf0bda1692a4cbf8e41e7d7d4b072df77c2db1abe7a94');
INSERT INTO "events" VALUES(23,'0190b1de-0000-7000-8000-000000000009',10,'Erased',1790000002.25,NULL,'accb5c4e223c3970945a70b785b09927090dc3d3266d4844d500609700c42bb2','0ab3b1e2808986a1696fd0f9a22d5b3a68dd3ba608e3bbcb216dc2ef8dbe3622');
INSERT INTO "events" VALUES(24,'0190b1de-0000-7000-8000-000000000009',11,'Erased',1790000002.25,NULL,'61cea3a513e94730c2df7f115e4593164b8e7503531ca2afc5b59aa41697f4b6','12f7a264b722f6b5cf33be71275eca35797ab52d69b70db277d7e2fd1760961f');
INSERT INTO "events" VALUES(25,'0190b1de-0000-7000-8000-000000000009',12,'Erased',1790000002.25,NULL,'c04ffb5f1552e4ed024b8ec229a58ec722df543383b3e49bd82d5b0bd89a8778','dcc9bd2da86869f04bdd0467260300153cc072a511fc91c393662da1533dc948');
INSERT INTO "events" VALUES(26,'0190b1de-0000-7000-8000-000000000009',13,'Erased',1790000002.25,NULL,'64d30928e0fbfffba7635056db452033a760347f2edd6009e353bc2257c54e63','8bb9e4786def74f5c16bfc3032685af3ec42fc9dbd37b123f0c4cd31805cbcc4');
INSERT INTO "events" VALUES(27,'0190b1de-0000-7000-8000-000000000002',1,'InterviewStarted',1790000003.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000002","language":"en"}','0584294d6a618e4977b0db928d04d8f581f0cedafb7b299eebc8c15913098815','b2d25a18cdf63f9bbcbd609595b005d4122a5a292ab4519363b33d427bc84b97');
INSERT INTO "events" VALUES(28,'0190b1de-0000-7000-8000-000000000002',2,'LanguageChosen',1790000003.25,'{"language":"zh"}','23318d2ceac0555c314ddd3f98cfebf79997d37167e8887db24908b47b11736b','1ddfa07378230d126676de575a78821e79cf277932b34ca401209cb90aadab95');
INSERT INTO "events" VALUES(29,'0190b1de-0000-7000-8000-000000000002',3,'ConsentGiven',1790000003.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','8d9221419055c44cb69b82f33c10ccd4a8cf8945fa308c3d35b606c5544380fb','43680875690fa9ffa4238f6b40510a5e95eff9d28764c9bda0e5c72c3fc0c37e');
INSERT INTO "events" VALUES(30,'0190b1de-0000-7000-8000-000000000002',4,'DeviceCheckPassed',1790000003.25,'{"camera":false,"microphone":true}','4f73c35813a1f2bee1788c16da36fbee8aa51dd88d5e73a81f64eb2b0f9fe8d8','d030f8b30b5f4ce06f7f6cf859396516771b98e2d7001abf136fa68c1b451768');
INSERT INTO "events" VALUES(31,'0190b1de-0000-7000-8000-000000000002',5,'Left',1790000003.25,'{"reason":"declined"}','11740de218ee3fde56938e31ee8b47d7915dbf39435e1afca8f6929fe78187bf','cd06a7c6e7ff506add30e31a1904e8d9c73f58768ff8d10b7eccc6cfae65e42e');
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
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000001','0d61895345e0c68e2bb59d40c33c1847289341d105728b3bbf6287db295d4ce7','assessed','zh','jd_cs_agent','short',NULL,1790000000.25,1790000001.25,13,'2452ae65ed6ad4e0e631c6c9f20d635c437ea82478622567aee47d6f34391277');
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000002','db8f1a466a300a33f50ad88b91e4d88481bc7732efff03551e399c2934d58299','left','zh','jd_cs_agent','short','declined',1790000003.25,1790000003.25,5,'11740de218ee3fde56938e31ee8b47d7915dbf39435e1afca8f6929fe78187bf');
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
INSERT INTO "outbox" VALUES('0190b1de-0000-7000-8000-000000000001','interview.v1','{"check_in":null,"consent_receipt_sha256":null,"event_log":{"events":13,"head":"2452ae65ed6ad4e0e631c6c9f20d635c437ea82478622567aee47d6f34391277"},"interview_id":"0190b1de-0000-7000-8000-000000000001","profile_sha256":"a3864762f88420fe8d3d88523ec50900d0c996383790f3052121b04936fec3a7","recorded_at":"2026-09-21T14:13:21Z","revision":1,"schema":"interview/1.0","profile":{"interview_id": "one", "composite": {"score": 7.5}}}','0190b1de-0000-7000-8000-000000000001','due',0,1790000001.25,1790000001.25,NULL,1,NULL);
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
CREATE TABLE sync_state (
        name  TEXT PRIMARY KEY,
        value TEXT NOT NULL  -- JSON
    ) STRICT
    ;
CREATE INDEX outbox_due ON outbox (state, attempts, created_at, id);
CREATE INDEX appointments_by_phone ON appointments (phone_key);
CREATE INDEX outbox_by_interview ON outbox (interview_id, lane);
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
