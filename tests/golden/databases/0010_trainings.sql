BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'kiosk','0001_event_log','2026-11-26 17:45:42.842865+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'kiosk','0002_answers','2026-11-26 17:45:42.861062+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'kiosk','0003_assessments','2026-11-26 17:45:42.867251+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'kiosk','0004_outbox','2026-11-26 17:45:42.879272+00:00');
INSERT INTO "_sqlite_migrations" VALUES(5,'kiosk','0005_later_transcripts','2026-11-26 17:45:42.886973+00:00');
INSERT INTO "_sqlite_migrations" VALUES(6,'kiosk','0006_front_desk','2026-11-26 17:45:42.899225+00:00');
INSERT INTO "_sqlite_migrations" VALUES(7,'kiosk','0007_sync','2026-11-26 17:45:42.912239+00:00');
INSERT INTO "_sqlite_migrations" VALUES(8,'kiosk','0008_review','2026-11-26 17:45:42.925246+00:00');
INSERT INTO "_sqlite_migrations" VALUES(9,'kiosk','0009_review_notes','2026-11-26 17:45:42.948049+00:00');
INSERT INTO "_sqlite_migrations" VALUES(10,'kiosk','0010_trainings','2026-11-26 17:45:42.960536+00:00');
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
INSERT INTO "audit" VALUES(1,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000001","revision":1,"seal":"f79d91c465121d75ac1dcb2ee6d1f0282a3439c79acfdb2fc31a39201f2cf617"}','70116597d0e4f793f2d67f0c814e32a8adb62a7c09a77b2c503bb9564455f6fd');
INSERT INTO "audit" VALUES(2,1790000001.25,'kiosk','interview_assessed','{"interview_id":"0190b1de-0000-7000-8000-000000000009","revision":1,"seal":"fb431c367af80c79186f14535ceb24e26da353ac4fd06d7b2602a1bdfa66df4f"}','2089de2869e360c3d3ed4b41aaa3a3fdc50a027021c3c284d0dd041e27d15768');
INSERT INTO "audit" VALUES(3,1790000002.25,'admin','interview_deleted','{"answers":2,"events":13,"head":"4bcbb098048b6e57051b1d9ef2136f3234eed7d0502d5b7439b86096494c2ea7","interview_id":"0190b1de-0000-7000-8000-000000000009","media_files":0,"outbox_rows":1,"reason":"by_hand"}','64e78e6f581e0a38abdf874c3bb9908099bec0e4c49bd296410574ac9df40c9f');
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
INSERT INTO "events" VALUES(1,'0190b1de-0000-7000-8000-000000000001',1,'InterviewStarted',1790000000.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000001","language":"en"}','c76ca8a65647121b5d4df86f4e35d1097a37c288ab38e5a6ddddd7e5cce2054e','09ca7307ac938a047eacef611222fb90df142de0be2d56fb84184d6c8a2f4a14');
INSERT INTO "events" VALUES(2,'0190b1de-0000-7000-8000-000000000001',2,'LanguageChosen',1790000000.25,'{"language":"zh"}','60d19d1ba40ab6a2b9f371d8fdfc680ebd2af63cddf2ec6d92f1e293c8667949','c3da1282b0b873f605754a4112b8006f9be1e8942451307190a14eafe01e9913');
INSERT INTO "events" VALUES(3,'0190b1de-0000-7000-8000-000000000001',3,'ConsentGiven',1790000000.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','2789aaae5c44f35f7522cbd5d04c7c7c29b7b2997ccb6c17db4aa288a89a98d6','7e8b551c79cad309cc7528b6ccf6383fec27b062d86321d5e12cdf53afcbc9f7');
INSERT INTO "events" VALUES(4,'0190b1de-0000-7000-8000-000000000001',4,'DeviceCheckPassed',1790000000.25,'{"camera":false,"microphone":true}','f429130103fc108812de2d406c963556037a2ec29299ea82cfe01cf8a1a3286d','6af67aaf2ba5ee84ed9a88dea29ee56c371064741fce07e5921deca5647fc11c');
INSERT INTO "events" VALUES(5,'0190b1de-0000-7000-8000-000000000001',5,'QuestionShown',1790000000.25,'{"question_id":"JD-Q01","turn":1}','58399f3766a36c56aed5d102e424e8205b3d5f59cd4c85eaf434a59ec0f6c598','5012d5c99ae342c64c22e0264b41fed3254330ffe4c7a8e825aa4b9b4f708d83');
INSERT INTO "events" VALUES(6,'0190b1de-0000-7000-8000-000000000001',6,'TakeStarted',1790000000.25,'{"question_id":"JD-Q01","take":1,"turn":1,"typed":false}','cd1c64b46d163f02c679487a9fa24e2c8c751d1cbc4f7f98ac51fda88f87226c','bb2170be6cec7fc319c8c83f9cac4a9b7211cb1d500d3c212ad5468c8fb9a81b');
INSERT INTO "events" VALUES(7,'0190b1de-0000-7000-8000-000000000001',7,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','0e6a8a2f928411d02d36362baf11c051b848ce8a1c314ce6032a9928d6e40d65','008289bece1a4b8d82478fea301bfbe592c87f80f0e1506cca483a42ac798e72');
INSERT INTO "events" VALUES(8,'0190b1de-0000-7000-8000-000000000001',8,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q01","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','a35ff7ec4936f5cea362e90f324c59c3f64940cee7b78c1b6cb11228123d29e0','fe649c8e44eae29c8224be619dbfd97b93a69bb776afd651809a59c848d4ba21');
INSERT INTO "events" VALUES(9,'0190b1de-0000-7000-8000-000000000001',9,'TranscriptCorrected',1790000000.25,'{"question_id":"JD-Q01","text":"您好，我理解您的着急，先帮您查订单。谢谢","turn":1}','b06933db32828d2527272a15917eec77f2ed5da124c9f8718a9b3951c059e354','7326c64a8d9aee5597fed39898c0e6ce178603d5418ad98f6b3c88af3ef14051');
INSERT INTO "events" VALUES(10,'0190b1de-0000-7000-8000-000000000001',10,'QuestionShown',1790000000.25,'{"question_id":"JD-Q02","turn":1}','a54016a628a482936cd85fb47419b0322c9538c8ead4b462565f86b392a00202','e3d46987f1a3c8e03667448e78755e439b3ff25228b310112e3f71dab4a379e4');
INSERT INTO "events" VALUES(11,'0190b1de-0000-7000-8000-000000000001',11,'TakeStarted',1790000000.25,'{"question_id":"JD-Q02","take":1,"turn":1,"typed":false}','de6a1a7376ab03d1c5dc0bc23233ec5903688a7ee76c811fdc607fad321fa273','90b894522dcdd8c347c66ae7abd8ce6bfe9ef2b60e00f924007a32eb3658d84d');
INSERT INTO "events" VALUES(12,'0190b1de-0000-7000-8000-000000000001',12,'TakeStopped',1790000000.25,'{"elapsed_s":32.0}','b63ca8c3df8d09154fa590382bb71b4f82b65d95aa1ed2ad28c77c4cb189fcd8','9e38dc682dd72fbe79e7c626574bf6d024d75c293bdf1f4e2218998d2f4dfc4a');
INSERT INTO "events" VALUES(13,'0190b1de-0000-7000-8000-000000000001',13,'AnswerAccepted',1790000000.25,'{"answer":{"flags":["clipped"],"media":null,"observations":[{"baseline_z":-0.5,"end_s":31.5,"measure":"speech_rate","quality":"ok","reason":null,"start_s":0.0,"unit":"char/s","value":4.25},{"baseline_z":null,"end_s":0.0,"measure":"loudness","quality":"low","reason":"clipped","start_s":0.0,"unit":"dB","value":-31.0},{"baseline_z":null,"end_s":0.0,"measure":"f0_median","quality":"not_measured","reason":"too_short","start_s":0.0,"unit":"st","value":null}],"question_id":"JD-Q02","take":1,"turn":1,"warm_up":[],"words":{"confidence":0.91,"corrected":false,"dropped":[],"kind":"Transcript","recognised_text":null,"segments":[],"source":"sherpa-onnx","text":"您好，我理解您的着急，先帮您查订单。"}},"follow_up":null}','052f4fdd7a50e58a56520d679a7db7f7481dd63a01aa622246d17680c6aa381d','d00d11bc80b7278463c3d94c25055dba61ba876e72d75a33d2aa31c6b11f564a');
INSERT INTO "events" VALUES(14,'0190b1de-0000-7000-8000-000000000009',1,'Erased',1790000002.25,NULL,'bdb6345b959727fdbb6c856fde3c6451f0281f2ed1aa478ed116b7aaebdae7d3','0194f89932dbbcb3df488ac6179746737bf0fb3b5ed8a745bf1d292670ab07ea');
INSERT INTO "events" VALUES(15,'0190b1de-0000-7000-8000-000000000009',2,'Erased',1790000002.25,NULL,'74bccbe912df683e655b3966830cd0acc78c2534c183871231a642d477220380','1407d7d896d525d7e6d5b2ae72299c41e50f68189b6e18cf3550bb956bd62c9b');
INSERT INTO "events" VALUES(16,'0190b1de-0000-7000-8000-000000000009',3,'Erased',1790000002.25,NULL,'a5a7e14aaca856d28a883f7f96edc8e0a73668dea5f59c70e7fd8506f17aef7f','67cb519f74fc8b01771eecb0660e311b8a939db3f60ec140791f7d2dce61a8c8');
INSERT INTO "events" VALUES(17,'0190b1de-0000-7000-8000-000000000009',4,'Erased',1790000002.25,NULL,'2c4475e4986789facad5caf18a8c1bcc60c23f499caf6dead452e7a26733baf7','6e4e9264dbbafe03e9e0de62b7380d0b20dab39793a21b1994cb729cb7c54ac7');
INSERT INTO "events" VALUES(18,'0190b1de-0000-7000-8000-000000000009',5,'Erased',1790000002.25,NULL,'b85b27660fe87de0c7390bc669e8f46fe712f2949486e9724f5337fd38182275','ec30473d6ad57be7fb8925d413fe4b29c4fa34998607eb10ffc55c428f69304e');
INSERT INTO "events" VALUES(19,'0190b1de-0000-7000-8000-000000000009',6,'Erased',1790000002.25,NULL,'d7727df5686c26ccdc9b88c91fb67705f9daf5a8b3257aa6a0757f3c08ae4fdd','096e683db2088515f56487b5629481e748df8f25fcc8a95011aeef1564c06977');
INSERT INTO "events" VALUES(20,'0190b1de-0000-7000-8000-000000000009',7,'Erased',1790000002.25,NULL,'499206c08ffc18b33c5936c9b15a9b37a35c342c1f0672c8ab3fc935d54c72ff','50839a794e3382b5f7c99fce3b9a239b751287870532c918e30072dc18d9349b');
INSERT INTO "events" VALUES(21,'0190b1de-0000-7000-8000-000000000009',8,'Erased',1790000002.25,NULL,'3bf7145f7db932939272d734d0f4b5ee046feedfb3265cc064fd798543c349e1','976771900a6ee8083a7025fae60e673ba39a866b749e7da3cc3d33d94a563ae3');
INSERT INTO "events" VALUES(22,'0190b1de-0000-7000-8000-000000000009',9,'Erased',1790000002.25,NULL,'6c1a50cb7f5ba655a3d3f35be25d2eb31b83fd8f1d982870e1803f2696a8fdc0','a11414b5f9231d318fb5f64665458c13a22b38bda5b314983d40bdface53c8e5');
INSERT INTO "events" VALUES(23,'0190b1de-0000-7000-8000-000000000009',10,'Erased',1790000002.25,NULL,'7dcebf4a052f59a5a4a3359cc94c7376a2c6370dbe51443ab9ad8966b6ee546c','7f033041648f6dd29241e9b8eb0ae7dbb7124c28261cba4efcc28a59cd7b5f92');
INSERT INTO "events" VALUES(24,'0190b1de-0000-7000-8000-000000000009',11,'Erased',1790000002.25,NULL,'241d3cd0419a19462759294a4be97e0f360edf8a49a7bc4cae1dbb05069fa823','5922d8ad65d44a336044f24a71fccd29f5d19cfd534439353257f60a3cada789');
INSERT INTO "events" VALUES(25,'0190b1de-0000-7000-8000-000000000009',12,'Erased',1790000002.25,NULL,'bdab749bb883df68314b413f162804a2ba512a252f2f487ae36071ac12dc7fcf','5dafd482895a02a9e72778d9e19a4c10c6ce47952ffee07614d1d894e1980ceb');
INSERT INTO "events" VALUES(26,'0190b1de-0000-7000-8000-000000000009',13,'Erased',1790000002.25,NULL,'4bcbb098048b6e57051b1d9ef2136f3234eed7d0502d5b7439b86096494c2ea7','b8148d5782aa56ba1df798ed0345d125d04119a010bd294e73036715187b0a94');
INSERT INTO "events" VALUES(27,'0190b1de-0000-7000-8000-000000000002',1,'InterviewStarted',1790000003.25,'{"interview_id":"0190b1de-0000-7000-8000-000000000002","language":"en"}','506cac6c439cc726835ae72385002120a8009b094d12faa03cc0a4273a98b18e','1979ec48b6f9fc7d9b343d660e74df8850336af9204f017ad4304b6aad2268a8');
INSERT INTO "events" VALUES(28,'0190b1de-0000-7000-8000-000000000002',2,'LanguageChosen',1790000003.25,'{"language":"zh"}','98c91f45a44f288d86844fe1318fcb17028fefa3b466d68f79f71e9154d9e007','2d26d51344736c06ee903ce43fb4289b32e5577beaaf3146107b5a3f653dc6c7');
INSERT INTO "events" VALUES(29,'0190b1de-0000-7000-8000-000000000002',3,'ConsentGiven',1790000003.25,'{"consents":[{"given":true,"purpose":"ai_scoring"}],"plan":{"content_hash":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","experience":"inexperienced","form":"short","job_profile":"jd_cs_agent","model_version":"1.0.0","questions":[{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q01","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null},{"answer_s":90,"content_warning":null,"follow_ups":[],"id":"JD-Q02","prep_s":10,"prompt":{"en":"ask","zh":"问"},"retakes_allowed":0,"scored":true,"simpler":null,"title":{"en":"q","zh":"题"},"type":"situational","work_sample":null}]},"policy_pack":"cn_default","receipt":""}','96cfc405958ca0d27f6381f93b8a40e5f8c91b5bfd6119b6ff916540666e18d5','c8dfa9f1732be8cdb1748868b49033de5f10b0952ad258d0450f839535b0ba84');
INSERT INTO "events" VALUES(30,'0190b1de-0000-7000-8000-000000000002',4,'DeviceCheckPassed',1790000003.25,'{"camera":false,"microphone":true}','fd14b0ab9f1ed485bb49acdf28aae23b32a83b0adf6db18321b3274fbdf7d245','8988d6799f3300154ded5b305e19f4bf536f195640477ce5f1eae1784156d343');
INSERT INTO "events" VALUES(31,'0190b1de-0000-7000-8000-000000000002',5,'Left',1790000003.25,'{"reason":"declined"}','99c88603025714e3a8bac5478decfb4029f0366090f5783cb92df903e3d46243','c896047c18fb5f799013b73d3c5726cad1e06cb43df7e80ddccd60927cb2cb24');
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
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000001','88eafeecb98d70d4dce66a719f9e31bcff72503db7ee2128f9ab2acdf3ec4413','assessed','zh','jd_cs_agent','short',NULL,1790000000.25,1790000001.25,13,'052f4fdd7a50e58a56520d679a7db7f7481dd63a01aa622246d17680c6aa381d');
INSERT INTO "interviews" VALUES('0190b1de-0000-7000-8000-000000000002','704ca0cb150000cd65d2bb106f7a3fff75b299163ad620f59a1229bba1120a67','left','zh','jd_cs_agent','short','declined',1790000003.25,1790000003.25,5,'99c88603025714e3a8bac5478decfb4029f0366090f5783cb92df903e3d46243');
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
INSERT INTO "outbox" VALUES('0190b1de-0000-7000-8000-000000000001','interview.v1','{"check_in":null,"consent_receipt_sha256":null,"event_log":{"events":13,"head":"052f4fdd7a50e58a56520d679a7db7f7481dd63a01aa622246d17680c6aa381d"},"interview_id":"0190b1de-0000-7000-8000-000000000001","profile_sha256":"a3864762f88420fe8d3d88523ec50900d0c996383790f3052121b04936fec3a7","recorded_at":"2026-09-21T14:13:21Z","revision":1,"schema":"interview/1.0","profile":{"interview_id": "one", "composite": {"score": 7.5}}}','0190b1de-0000-7000-8000-000000000001','due',0,1790000001.25,1790000001.25,NULL,1,NULL);
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
        ) STRICT
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
