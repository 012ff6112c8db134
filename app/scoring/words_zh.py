"""Small closed word lists of Mandarin that scoring needs to read a sentence: no content, only grammar."""

import re

# Characters and words that carry no content in speech: dropped from the form cues are compared in.
DROPPED = re.compile(
    r"那个|这个|内个|就是说|怎么说呢|一下子?|的话|其实|真的|非常|"
    r"[了的吧呢啊呀嘛哈嗯呃唔哎诶欸呗啦哦喔噢着地]"
)
# Variants of one word: politeness, dialect, gender and writing; left form is compared as the right one.
VARIANTS: tuple[tuple[str, str], ...] = (
    ("咱们", "我们"),
    ("俺们", "我们"),
    ("木有", "没有"),
    ("没得", "没有"),
    ("晓得", "知道"),
    ("俺", "我"),
    ("咱", "我"),
    ("您", "你"),
    ("侬", "你"),
    ("妳", "你"),
    ("恁", "你"),
    ("她", "他"),
    ("它", "他"),
    ("佢", "他"),
    ("啥", "什么"),
    ("咋", "怎么"),
    ("甭", "别"),
    ("冇", "没"),
    ("搁", "在"),
    ("忒", "太"),
    ("顾客", "客户"),
    ("客人", "客户"),
    ("买家", "客户"),
    ("消费者", "客户"),
)

# Words with a negator in them that negate nothing that follows.
_NOT_NEGATING = (
    r"不仅|不但|不只是?|不光|不止|不好意思|不过|不管|不论|不如|不错|不久|不断|不停|不同|不一样|不满意?|"
    r"不高兴|不开心|不舒服|不方便|不耐烦|不到|不少|不妨|差不多|对不起|要不然|要不|不然|没关系|没事|没问题|"
    r"没错|没想到|别担心|别着急|别急|别的|别人|别家|特别|分别|级别|识别|区别|告别|个别|不得不|不能不|不会不|"
    r"未必|未来|不用担心|不用着急|有没有|不合适|不对劲|不足|不一定|不太好|不知不觉|不愉快|不好听|不礼貌|不友好|"
    r"(?P<a>.)不(?P=a)|可不可以|方不方便|"
    r"[查看听送打找修买收来赶受忍想弄说做退办拿用接等]不(?:到|了|清|通|完|上|出|起|住|动|好|见|懂|着|及|过|下|成)"
)
_NEGATING = (
    r"从来没有?|从来不|没有|没|不会|不能|不要|不想|不用|不必|不肯|不愿意?|不可以|不可能|不应该|不该|不许|不让|"
    r"不|别|无法|从未|未曾|未|懒得|忘了|忘记|来不及|没空"
)
NEGATION = re.compile(rf"(?P<skip>{_NOT_NEGATING})|(?P<neg>{_NEGATING})")
# What ends the reach of a negator inside a clause, when it comes at least two characters later.
SCOPE_ENDS = re.compile(r"而是|但|可是|然而|就|先|再|并|而且|然后|所以|我|却|只是|反而|于是|接着|最后")
SCOPE_CHARS = 14
# "…这种事我可不干": a negator right after the hit takes it back.
NEGATED_AFTER = re.compile(
    r"(?:这种事|这事|什么的|之类的|的事)?(?:我|我们)?(?:从来|肯定|绝对|根本|可|是|都|也)?"
    r"(?:不(?:会|想|做|管|去|干|可能|需要|负责|弄|说|用)|没(?:做|去|说|必要|用|干|空))"
)

_OTHERS = (
    r"客户|顾客|客人|买家|对方|他们?|她们?|人家|那人|那位|阿姨|大姐|大妈|大爷|大哥|领导|主管|老师|老板|经理|组长|"
    r"同学|观众|网友|粉丝|弹幕|负责人|室友|家长|邻居|妈妈?|爸爸?|奶奶|爷爷|有人"
)
OTHER_SPEAKS = re.compile(
    rf"(?<![对跟和给向听让请等同帮替与问])(?:{_OTHERS})[^，。,;；!?！？：:“”\"我]{{0,8}}?"
    r"(?:说|骂|喊|吼|嚷|抱怨|质问|嘲讽|讽刺|嘲笑|问)(?!完|清楚|明白|法|明|出|话|题|一?遍|起|什么|好|过)"
    r"(?:我|道|了一句|了)?"
)
OWN_SPEAKS = re.compile(
    r"(?:我|我们|自己)[^，。,;；!?！？“”\"]{0,14}(?:说|问|告诉|回复?|解释|道歉|讲|答|聊|确认)"
)
OWN_TURN = re.compile(r"我(?:就|先|马上|立刻|赶紧|跟|对|给|没|当时|也|只|说|们)|于是|然后|所以|后来")

# Words that hold Chinese sentences together; a list of keywords has few of them.
FUNCTION_CHARS = frozenset(
    "的了我你您他她它们会就在把给是这那也都和还要能可以因为所以然后如果吗呢吧着过到对跟让先再又很太有没不说去来"
    "上下里后前时候什么怎么但而被从与或及并为于其之一个点些最每咱俺得地呀啊嗯啥咋"
)
PROSE_LOW, PROSE_HIGH = 0.14, 0.28
OWN_VERBS = ("我会", "我要", "我来", "我先", "我能", "要")
CONNECTIVES = re.compile(
    r"然后|接着|所以|但是|不过|因为|如果|后来|最后|首先|其次|同时|另外|而且|于是|第[一二三四五]"
)
