"""Small closed word lists of Mandarin that scoring needs to read a sentence: no content, only grammar."""

import re

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
# Characters and words that carry no content in speech: dropped from the form cues are compared in. So are
# surnames before a title: who is meant changes nothing.
DROPPED = re.compile(
    rf"(?:(?<!谢)谢|(?<!对)方|欧阳|诸葛|司马|上官|皇甫|慕容|夏侯|[{_SURNAMES}])(?=主管|老师|经理|师傅|组长|女士|阿姨|大姐|店长|班长)|"
    r"那个|这个|内个|就是说|怎么说呢|一下子?|的话|其实|真的|非常|"
    r"[了的吧呢啊呀嘛哈嗯呃唔哎诶欸呗啦哦喔噢着地]"
)
# Variants of one word: politeness, dialect, gender, writing. The left forms are compared as the right one,
# so that how somebody speaks, and whether they speak of a man or a woman, changes nothing.
VARIANTS: tuple[tuple[str, str], ...] = (
    *(
        ("咱们", "我们"),
        ("俺们", "我们"),
        ("俺", "我"),
        ("咱", "我"),
        ("您", "你"),
        ("侬", "你"),
        ("妳", "你"),
    ),
    *(
        ("恁", "你"),
        ("她", "他"),
        ("它", "他"),
        ("佢", "他"),
        ("木有", "没有"),
        ("没得", "没有"),
        ("莫得", "没有"),
    ),
    *(("冇", "没"), ("晓得", "知道"), ("啥子", "什么"), ("嘛子", "什么"), ("啥", "什么"), ("咋个", "怎么")),
    *(("咋", "怎么"), ("啷个", "怎么"), ("甭", "别"), ("搁", "在"), ("忒", "太"), ("瞅", "看"), ("唠", "聊")),
    *(("俩", "两个"), ("仨", "三个"), ("麻溜", "赶紧"), ("赶忙", "赶紧"), ("立马", "马上"), ("末了", "最后")),
    *(
        ("今儿", "今天"),
        ("明儿", "明天"),
        ("昨儿", "昨天"),
        ("晌午", "中午"),
        ("这会儿", "现在"),
        ("那会儿", "当时"),
    ),
    *(("寻思", "想"), ("琢磨", "想"), ("事儿", "事"), ("点儿", "点"), ("一会儿", "一会"), ("顾客", "客户")),
    *(
        ("客人", "客户"),
        ("买家", "客户"),
        ("消费者", "客户"),
        ("用户", "客户"),
        ("叔叔", "阿姨"),
        ("大叔", "阿姨"),
    ),
    *(
        ("大妈", "阿姨"),
        ("大爷", "阿姨"),
        ("大娘", "阿姨"),
        ("爸爸", "妈妈"),
        ("爷爷", "奶奶"),
        ("外公", "奶奶"),
    ),
    *(
        ("外婆", "奶奶"),
        ("姥姥", "奶奶"),
        ("姥爷", "奶奶"),
        ("先生", "女士"),
        ("男士", "女士"),
        ("小姐", "女士"),
    ),
    *(
        ("大哥", "大姐"),
        ("哥哥", "姐姐"),
        ("弟弟", "妹妹"),
        ("兄弟", "姐妹"),
        ("男生", "女生"),
        ("男孩", "女孩"),
    ),
    *(("儿子", "孩子"), ("女儿", "孩子"), ("丈夫", "妻子"), ("老公", "妻子"), ("老婆", "妻子")),
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
# Characters that negate, and those that say who is meant: neither is ever taken for a slip of the recogniser.
NEGATORS = frozenset("不没别无未莫勿非否甭免忘懒拒")
WHO = frozenset("我你他谁")
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
    r"同学|观众|网友|粉丝|弹幕|负责人|室友|家长|邻居|妈妈?|爸爸?|奶奶|爷爷|叔叔|大叔|先生|女士|小姐|小伙子?|姑娘|有人"
)
OTHER_SPEAKS = re.compile(
    rf"(?:{_OTHERS})[^，。,;；!?！？：:“”\"我]{{0,8}}?"
    r"(?:说|骂|喊|吼|嚷|抱怨|质问|嘲讽|讽刺|嘲笑|问)(?!完|清楚|明白|法|明|出|话|题|一?遍|起|什么|好|过)"
    r"(?:我|道|了一句|了)?"
)
# Before the speaker: then somebody speaks to them (我跟李主管说), or hears them out (听客户说).
SPOKEN_TO = re.compile(r"(?:[等同问]|[对跟和给向听让请帮替与][^，。,;；!?！？：:“”\"我]{0,4})$")
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
FORMULAS = ("我会", "我要", "我来")
PERSONS = re.compile(r"[我你您咱俺]")
PERSONS_LOW, PERSONS_FROM = 0.008, 60  # of the characters; in answers of so many characters
CONNECTIVES = re.compile(
    r"然后|接着|所以|但是|不过|因为|如果|后来|最后|首先|其次|同时|另外|而且|于是|第[一二三四五]"
)
# Pairs of characters that belong to no matter: times, numbers, order, and what all talk is made of. They never tell
# what a sentence is about.
ANY_MATTER = frozenset(
    """
    今天 昨天 明天 后天 现在 时间 晚上 早上 下午 上午 中午 今晚 当天 那天 一天 每天 分钟 小时 周末 星期 礼拜 时候 当时
    上个 个月 去年 今年 一年 一次 一个 两个 三个 第一 第二 第三 首先 最后 后来 结果 接着 开始 自己 点前 下班 上班
    特别 一般 重要 最重 觉得 谢谢 朋友 妈妈 大家 高兴 一起 一位 你好 不好 好意 意思 麻烦 已经 最近
    """.split()  # noqa: SIM905 - quotes would hide the words
)
