"""One realistic view for each state of each page; longest real texts, so that clipping would show."""

from dataclasses import replace

from app.bootstrap.facts import brief
from app.content.loader import load_competency_model
from app.content.paths import content_dir
from app.domain.accommodation import Accommodations, ExtraTime
from app.domain.check_in import CallReason
from app.domain.interview import Purpose
from app.domain.language import Words
from app.domain.messages import DeviceState
from app.flow.quality import Fault
from app.settings import Settings
from app.ui.desk_views import CallPlace, CheckInPhase, CheckInView, SignInView, StaffView, WaitingCall
from app.ui.views import (
    BreakView,
    ChatLine,
    ConsentView,
    DeviceCheckView,
    Ending,
    ErrorView,
    ExperienceView,
    FinishedView,
    InterruptedView,
    Interruption,
    PracticePhase,
    PracticeView,
    QuestionPhase,
    QuestionView,
    ReviewView,
    Speaker,
    View,
    WelcomeView,
)
from tests.qt.chat_samples import CHATS, CHATS_OVER, CHATS_PAUSED, CHATS_START
from tests.qt.closing_samples import CLOSING_VIEWS

WELCOME = WelcomeView(
    welcome=Words(
        "您好，我是面试助手，由人工智能驱动，声音为合成语音。接下来约半小时，我会问一些与岗位有关的问题。没有标准答案，用您自己的话说就好。",
        "Hello, I am an AI interview assistant with a synthetic voice. For about half an hour I will ask "
        "job-related questions. There are no model answers; your own words are best.",
    ),
    minutes=28,
    questions=11,
    job=Words("电商在线客服", "Online retail customer service"),
    accommodation=Words(
        "如果您有口吃、嗓音、听力、视力或其他方面的需要，可以申请更长时间、文字作答或真人面试。申请不会影响评价，也不需要说明原因。",
        "If you stutter or have needs about voice, hearing, sight or anything else, you can have more time, text "
        "answers or a human interviewer. Asking does not affect the result and needs no reason.",
    ),
)
CALLS = (
    WaitingCall(7, "14:03", CallReason.HELP, 12, "i-1", CallPlace.QUESTION, 10),
    WaitingCall(8, "14:05", CallReason.SEEN_BEFORE, 10),
    WaitingCall(9, "14:06", CallReason.HUMAN, 9, "i-0", CallPlace.OVER),
)
STAFF = StaffView(
    Accommodations(ExtraTime.HALF, typed=True, human_interviewer=True),
    CALLS,
    seen_before=True,
    is_running=True,
    by="desk-1",
)
SIGN_IN = SignInView(("desk-1", "desk-2", "site.admin"), error=("staff_locked", (("wait_s", 60),)))

NOTICE = Words(
    "本次面试由人工智能辅助提问和转写，评分主要依据您说的内容。经您单独同意，系统还会测量您的语音和表情相对于您自己平时状态的变化：语音变化最多只占一个子项的十分之一，表情只供招聘人员参考、不计分。系统不判断您的性格、健康或诚实与否。是否录用由招聘人员决定。您可以不同意其中任何一项，也可以改为人工面试，不影响机会。",
    "AI helps ask and transcribe this interview; scores rest mainly on what you say. With your separate consent it "
    "also measures how your voice and expression change against your own usual state: voice can carry at most a "
    "tenth of one sub-dimension, expression is shown to the recruiter and never scored. The system does not judge "
    "personality, health or honesty. A recruiter decides. You may refuse any of these, or choose a human "
    "interview, with no disadvantage.",
)
ASKED = tuple(Purpose)
CONSENT = ConsentView(ASKED, NOTICE, media_days=30, words_days=180)
LOCKED_CONSENT = ConsentView(
    (Purpose.RECORDING_AUDIO, Purpose.RECORDING_VIDEO, Purpose.AI_SCORING, Purpose.LINK_TO_LATER_PERFORMANCE),
    Words(
        "根据欧盟人工智能法案，招聘中的情绪推断被禁止，本机已关闭并锁定该功能。",
        "Emotion inference is locked off on this device because EU law prohibits it in recruitment. AI assists; a "
        "named person oversees and decides.",
    ),
    media_days=30,
    words_days=180,
)
GOOD = DeviceState(present=True, name="USB")
DEVICES_OPENING = DeviceCheckView()
DEVICES_GOOD = DeviceCheckView(GOOD, GOOD, recogniser=True)
DEVICES_MISSING = DeviceCheckView(
    DeviceState(False, code="no_microphone"), DeviceState(False, code="no_camera"), recogniser=False
)
DEVICES_SILENT = DeviceCheckView(GOOD, GOOD, recogniser=False, uses_camera=False)

PRACTICE_READY = PracticeView(PracticePhase.READY, True, 30.0, 30.0)
PRACTICE_RECORDING = replace(PRACTICE_READY, phase=PracticePhase.RECORDING, left_s=21.0)
PRACTICE_TYPING = replace(PRACTICE_READY, phase=PracticePhase.TYPING)
PRACTICE_DONE = replace(
    PRACTICE_READY,
    phase=PracticePhase.DONE,
    sound=b"\0\0" * 160,
    words="我喜欢吃饺子，因为一家人可以一起包。",
)
_MODEL = load_competency_model(content_dir())
PREVIEW = replace(brief(_MODEL, Settings()).preview, questions=11)

DELAYED = Words(
    "客户说：“我买的生日礼物本来周二到，现在都周五了，系统一直显示‘运输中’，明天就是孩子生日！”您查到包裹停在外地分拣中心，没有新的扫描记录。请直接像对客户说话一样回复，再告诉我您接下来会做哪些事。",
    "A customer says: \"The birthday present was due on Tuesday, it is Friday now, the page still says 'in transit', "
    'and the birthday is tomorrow!" You find the parcel sitting at a sorting centre in another city with no new '
    "scan. Reply as if to the customer, then tell me what you would do next.",
)
DELAYED_TITLE = Words("订单延误三天", "Order delayed three days")
KETTLE = Words(
    "情景对话。客户：“你们卖的电热水壶质量太差了，用了三次就漏电跳闸，差点出事！我要投诉，还要发到网上！”请直接回应客户。",
    'Role-play. Customer: "Your electric kettle is terrible. After three uses it tripped the breaker, someone could '
    'have been hurt! I want to complain and post it online!" Respond directly to the customer.',
)
KETTLE_TITLE = Words("“质量太差，我要投诉”", '"Terrible quality, I want to complain"')
KETTLE_TWO = Words(
    "客户接着说：“你就说吧，今天能不能给我解决？”请继续回应。",
    'The customer goes on: "Just tell me, can you solve it today or not?" Please continue.',
)
RUDE = Words(
    "情景对话。客户：“你是机器人吗？听不懂人话？一群废物，就会踢皮球！”原因是退款已提交五天仍未到账。请直接回应客户。",
    "Role-play. Customer: \"Are you a robot? Can't you understand plain words? A bunch of useless people passing "
    'the buck!" The reason: a refund submitted five days ago has not arrived. Respond directly.',
)
SAID = Words(
    "您先别着急，人没事吧？请您马上拔掉插头，不要再用了。我现在就登记质量问题，退款和上门取件都由我来办，投诉的渠道我也发给您。",
    "Is everyone all right? Please unplug it and do not use it again. I am recording the fault now; I will arrange "
    "the refund and the pick-up myself, and I will send you the way to file your complaint.",
)
PREPARING = QuestionView(
    "JD-Q08/1/0", 5, 11, DELAYED_TITLE, DELAYED, QuestionPhase.PREPARING, 32.0, 45.0, retakes_left=1
)
RECORDING = QuestionView(
    "JD-Q08/1/1",
    5,
    11,
    DELAYED_TITLE,
    DELAYED,
    QuestionPhase.RECORDING,
    96.0,
    150.0,
    retakes_left=1,
    can_pause=False,
)
FINISHED_OFFERED = replace(RECORDING, asks_if_finished=True)
WARM_UP = QuestionView(
    "JD-Q02/1/0",
    2,
    11,
    Words("朗读一段说明", "Read a short notice"),
    Words(
        "请用平时说话的速度朗读屏幕上的文字：“您好，您的包裹今天上午已从本市仓库发出，预计明天下午三点前送到。如果收货时间不方便，您可以在订单页面修改，或者告诉我，我来帮您约一个合适的时段。”",
        'Please read this at your normal speed: "Hello, your parcel left our local warehouse this morning and should '
        "arrive by three tomorrow afternoon. If that time does not suit you, you can change it on the order page, or "
        'tell me and I will book a better slot for you."',
    ),
    QuestionPhase.PREPARING,
    20.0,
    20.0,
    scored=False,
)
TYPING_RECORDED = QuestionView(
    "JD-Q08/1/2",
    5,
    11,
    DELAYED_TITLE,
    DELAYED,
    QuestionPhase.TYPING,
    61.0,
    150.0,
    recogniser=False,
    sound_recorded=True,
    draft=SAID.zh,
)
TYPING = QuestionView(
    "JD-Q08/1/1", 5, 11, DELAYED_TITLE, DELAYED, QuestionPhase.TYPING, -7.0, 150.0, camera_ok=False
)
STOPPING = QuestionView("JD-Q08/1/1", 5, 11, DELAYED_TITLE, DELAYED, QuestionPhase.STOPPING, 40.0, 150.0)
PAUSED = QuestionView(
    "JD-Q08/1/0", 5, 11, DELAYED_TITLE, DELAYED, QuestionPhase.PREPARING, 32.0, 45.0, paused=True
)
ROLE_PLAY = QuestionView(
    "JD-Q11/1/0",
    8,
    11,
    Words("辱骂客户", "Abusive customer"),
    RUDE,
    QuestionPhase.PREPARING,
    12.0,
    30.0,
    is_role_play=True,
    content_warning=Words(
        "下面的情景含有不礼貌的话语，可选择跳过并改用文字版。",
        "The next scene contains rude language; you may skip it and take a text version.",
    ),
)
ROLE_PLAY_TWO = QuestionView(
    "JD-Q10/2/1",
    7,
    11,
    KETTLE_TITLE,
    KETTLE_TWO,
    QuestionPhase.TYPING,
    88.0,
    120.0,
    turn=2,
    is_role_play=True,
    recogniser=False,
    sound_recorded=True,
    history=(ChatLine(Speaker.CUSTOMER, KETTLE), ChatLine(Speaker.CANDIDATE, SAID)),
)
ALARM = QuestionView(
    "JD-Q08/1/3",
    5,
    11,
    DELAYED_TITLE,
    DELAYED,
    QuestionPhase.TYPING,
    61.0,
    150.0,
    mic_ok=False,
    alarm="unexpected",
)
REVIEW = ReviewView("JD-Q08/1/1", 5, 11, DELAYED_TITLE, DELAYED, SAID.zh, must_check=True, retakes_left=1)
REVIEW_FAULTS = replace(REVIEW, faults=(Fault.CLIPPED, Fault.FACE_MISSING))
REVIEW_EMPTY = ReviewView("JD-Q08/1/1", 5, 11, DELAYED_TITLE, DELAYED, "", reason="no_speech", retakes_left=1)

ENGINE_LOST = InterruptedView(Interruption.ENGINE_LOST, 5, 11, 4, waiting=True)
ERROR = ErrorView("unexpected")

SIMPLER = replace(
    PREPARING,
    simpler=Words("订单晚了三天，请您回复客户。", "The parcel is three days late. Reply to the customer."),
)
VIEWS: dict[str, View] = {
    "welcome": WELCOME,
    "welcome-wait": replace(WELCOME, wait_min=35, calls=CALLS[:1]),
    "check-in": CheckInView(),
    "check-in-looking": CheckInView(CheckInPhase.LOOKING),
    "check-in-unknown": CheckInView(CheckInPhase.UNKNOWN),
    "check-in-scanning": CheckInView(CheckInPhase.SCANNING),
    "check-in-seen-before": CheckInView(CheckInPhase.SEEN_BEFORE),
    "staff": STAFF,
    "staff-quiet": StaffView(by="desk-1"),
    "staff-sign-in": SIGN_IN,
    "experience": ExperienceView(),
    "consent": CONSENT,
    "consent-locked": LOCKED_CONSENT,
    "devices-opening": DEVICES_OPENING,
    "devices-good": DEVICES_GOOD,
    "devices-missing": DEVICES_MISSING,
    "devices-silent": DEVICES_SILENT,
    "practice-ready": PRACTICE_READY,
    "practice-typing-only": replace(PRACTICE_READY, can_speak=False),
    "practice-recording": PRACTICE_RECORDING,
    "practice-typing": PRACTICE_TYPING,
    "practice-reading": replace(PRACTICE_READY, phase=PracticePhase.READING),
    "practice-done": PRACTICE_DONE,
    "preview": PREVIEW,
    "question-warm-up": WARM_UP,
    "question-simpler": SIMPLER,
    "question-preparing": PREPARING,
    "question-recording": RECORDING,
    "question-finished": FINISHED_OFFERED,
    "question-typing-recorded": TYPING_RECORDED,
    "question-typing": TYPING,
    "question-stopping": STOPPING,
    "question-paused": PAUSED,
    "question-role-play": ROLE_PLAY,
    "question-role-play-two": ROLE_PLAY_TWO,
    "question-alarm": ALARM,
    "chats-start": CHATS_START,
    "chats-open": CHATS,
    "chats-over": CHATS_OVER,
    "chats-paused": CHATS_PAUSED,
    "review": REVIEW,
    "review-faults": REVIEW_FAULTS,
    "review-empty": replace(REVIEW_EMPTY, faults=(Fault.NO_SPEECH,)),
    "review-empty-last": replace(REVIEW_EMPTY, faults=(Fault.NO_SPEECH,), retakes_left=0),
    "review-unread": replace(REVIEW_EMPTY, reason="analysis_failed"),
    "interrupted-restarted": InterruptedView(Interruption.RESTARTED, 5, 11, 4),
    "interrupted-engine": ENGINE_LOST,
    "interrupted-device": InterruptedView(Interruption.DEVICE_LOST, 5, 11, 4),
    "halfway": BreakView(5, 10),
    **CLOSING_VIEWS,
    "finished": FinishedView(Ending.COMPLETED, 11, 11),
    "finished-saving": FinishedView(Ending.LEFT, 4, 11, saving=True),
    "finished-human": FinishedView(Ending.HUMAN),
    "finished-declined": FinishedView(Ending.DECLINED),
    "error": ERROR,
}
