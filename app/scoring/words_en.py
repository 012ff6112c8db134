"""Small closed word lists of English that scoring needs to read a sentence: no content, only grammar."""

import re

CONTRACTIONS: dict[str, str] = {
    "i'll": "i will",
    "i'd": "i would",
    "i'm": "i am",
    "i've": "i have",
    "im": "i am",
    "ive": "i have",
    "won't": "will not",
    "wont": "will not",
    "can't": "can not",
    "cant": "can not",
    "cannot": "can not",
    "shan't": "shall not",
    "ain't": "is not",
    "let's": "let us",
    "it's": "it is",
    "that's": "that is",
    "there's": "there is",
    "here's": "here is",
    "what's": "what is",
    "who's": "who is",
    "how's": "how is",
    "where's": "where is",
    "he's": "he is",
    "she's": "she is",
    "an'": "and",
    "lets": "let us",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "have to",
    "thats": "that is",
    "youre": "you are",
    "theyre": "they are",
    "whats": "what is",
    "nothin": "nothing",
    "yeah": "yes",
    "yep": "yes",
    "ok": "okay",
}
SUFFIXES: tuple[tuple[str, str], ...] = (
    ("n't", " not"),
    ("'ll", " will"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'m", " am"),
    ("'d", " would"),
    ("'s", ""),
)
BARE_NEGATIONS = frozenset(
    {"dont", "didnt", "doesnt", "isnt", "wasnt", "arent", "werent", "couldnt", "wouldnt", "shouldnt"}
    | {"havent", "hasnt", "hadnt"}
)

# Irregular forms, spellings, and words for women and men: the left form is compared as the right one.
IRREGULAR: dict[str, str] = {
    "said": "say",
    "told": "tell",
    "went": "go",
    "gone": "go",
    "found": "find",
    "gave": "give",
    "given": "give",
    "made": "make",
    "took": "take",
    "taken": "take",
    "wrote": "write",
    "written": "write",
    "sent": "send",
    "felt": "feel",
    "got": "get",
    "did": "do",
    "does": "do",
    "done": "do",
    "had": "have",
    "has": "have",
    "was": "be",
    "were": "be",
    "is": "be",
    "are": "be",
    "am": "be",
    "been": "be",
    "being": "be",
    "rang": "ring",
    "forgot": "forget",
    "forgotten": "forget",
    "stung": "sting",
    "threw": "throw",
    "thrown": "throw",
    "began": "begin",
    "begun": "begin",
    "kept": "keep",
    "sat": "sit",
    "ran": "run",
    "drove": "drive",
    "driven": "drive",
    "meant": "mean",
    "met": "meet",
    "stood": "stand",
    "spent": "spend",
    "won": "win",
    "woke": "wake",
    "worn": "wear",
    "wore": "wear",
    "tore": "tear",
    "torn": "tear",
    "shown": "show",
    "taught": "teach",
    "caught": "catch",
    "fell": "fall",
    "fallen": "fall",
    "grew": "grow",
    "hid": "hide",
    "hidden": "hide",
    "swore": "swear",
    "sworn": "swear",
    "slept": "sleep",
    "sold": "sell",
    "built": "build",
    "froze": "freeze",
    "frozen": "freeze",
    "shook": "shake",
    "spoke": "speak",
    "spoken": "speak",
    "heard": "hear",
    "brought": "bring",
    "bought": "buy",
    "paid": "pay",
    "thought": "think",
    "knew": "know",
    "known": "know",
    "came": "come",
    "let": "let",
    "led": "lead",
    "held": "hold",
    "lost": "lose",
    "broke": "break",
    "broken": "break",
    "chose": "choose",
    "chosen": "choose",
    "understood": "understand",
    "apologise": "apologize",
    "apologised": "apologize",
    "apologising": "apologize",
    "apologises": "apologize",
    "apology": "apologize",
    "apologies": "apologize",
    "prioritise": "prioritize",
    "prioritised": "prioritize",
    "organised": "organize",
    "summarise": "summarize",
    "summarised": "summarize",
    "recognise": "recognize",
    "recognised": "recognize",
    "realised": "realize",
    "realise": "realize",
    "cancelled": "cancel",
    "cancelling": "cancel",
    "labelled": "label",
    "travelled": "travel",
    "behaviour": "behavior",
    "shoes": "shoe",
    "customers": "customer",
    "client": "customer",
    "clients": "customer",
    "shopper": "customer",
    "buyer": "customer",
    "mum": "mother",
    "mom": "mother",
    "mam": "mother",
    "dad": "mother",
    "father": "mother",
    "grandfather": "grandmother",
    "gran": "grandmother",
    "grandpa": "grandmother",
    "grandma": "grandmother",
    "grandson": "grandchild",
    "granddaughter": "grandchild",
    "gentleman": "lady",
    "gentlemen": "lady",
    "man": "woman",
    "men": "woman",
    "women": "woman",
    "guy": "woman",
    "boy": "child",
    "girl": "child",
    "kid": "child",
    "kids": "child",
    "children": "child",
    "son": "child",
    "daughter": "child",
    "husband": "wife",
    "brother": "sister",
    "sir": "madam",
    "mr": "ms",
    "mrs": "ms",
    "package": "parcel",
    "packages": "parcel",
    "he": "they",
    "she": "they",
    "him": "them",
    "her": "them",
    "his": "their",
    "hers": "their",
    "himself": "themselves",
    "herself": "themselves",
}
DROPPED = frozenset(
    {"the", "a", "an", "really", "actually", "basically", "um", "uh", "er", "erm", "mm", "hmm"}
    | {"please", "very", "quite", "simply"}
)

# On the stemmed form. The first alternative negates nothing that follows.
NEGATION = re.compile(
    r" (?P<skip>not only|no problem|no worry|do not worry|no doubt|no matter|no longer than|why not"
    r"|why do not|not hesitate|nothing wrong)(?= )"
    r"| (?P<neg>not|never|no|without|nobody|none|neither|nor|forget to|fail to|refuse to|instead of"
    r"|rather than|hardly)(?= )"
)
# Words that negate, and those that say who is meant: neither is ever taken for a slip of the recogniser.
NEGATORS = frozenset(
    """
    not never no without nobody none nothing neither nor forget fail refuse instead rather hardly stop avoid
    """.split()  # noqa: SIM905 - quotes would hide the words
)
WHO = frozenset(
    """
    i you he she it we they me him her us them my your his our their who myself nobody somebody
    """.split()  # noqa: SIM905 - quotes would hide the words
)
SCOPE_ENDS = re.compile(r" (?:but|instead|and|so|then|because|rather|i|we|until|unless|if|when)(?= )")
SCOPE_WORDS = 7

_OTHERS = (
    r"customer|client|buyer|shopper|caller|viewer|guy|woman|man|lady|gentleman|boss|manager|supervisor|teacher|"
    r"classmate|neighbou?r|he|she|they|someone|somebody|people|person|colleague|presenter"
)
OTHER_SPEAKS = re.compile(
    rf"(?<!to )(?<!let )(?<!hear )(?<!tell )\b(?:{_OTHERS})\b(?:\s+\w+){{0,3}}?\s+"
    r"(?:said|says|shouted|yelled|screamed|complained|asked|swore|told me|called me|was like|were like|goes"
    r"|snapped)\b(?!\s+(?:to|everything|all|what))"
)
SPOKEN_AFTER = re.compile(rf"^[\s,]*(?:the )?(?:{_OTHERS}) (?:said|says|shouted|yelled|asked|told)")
OWN_SPEAKS = re.compile(
    r"\b(?:i|we)\b[^.!?\"“”]{0,60}\b(?:say|said|tell|told|ask|asked|reply|replied|explain|explained|answer|write|add)"
)
OWN_TURN = re.compile(r"\b(?:so|and|then|but)?\s*\bi (?:\w+)")

FUNCTION_WORDS = frozenset(
    """
    the a an i you he she it we they me him her us them my your his our their this that these those is
    are was were be been am do does did have has had will would can could should may might must shall to
    of in on at by for with from about into over after before until as than then so and or but if because
    when while what which who how why where there here not no yes just also very too up out off all any
    some more most other one let get got first
    next back again even only please
    """.split()  # noqa: SIM905 - quotes would hide the words
)
PROSE_LOW, PROSE_HIGH = 0.20, 0.36
FORMULAS = ("i will", "i would")
PERSONS = re.compile(r"\b(?:i|we|my|me|us|our|you|your|myself)\b")
PERSONS_LOW, PERSONS_FROM = 0.02, 40  # of the words; in answers of so many words
CONNECTIVES = re.compile(
    r"\b(?:then|so|but|because|if|after that|later|finally|first|second|meanwhile|while|also|when|once)\b"
)
# Words that belong to no matter: times, numbers, order, and what all talk is made of. They never tell what is
# spoken of.
ANY_MATTER = frozenset(
    """
    one two three four five six seven eight nine ten fifteen twenty thirty forty hundred half second minute hour day
    week month year today tomorrow yesterday tonight morning noon afternoon evening night time monday tuesday
    wednesday thursday friday saturday sunday once twice later now since because finally within during always
    usually every each already long last end thing way people person friend family mother teacher child work make
    take put give use used run change learn play watch hear meet think feel want like look new old big large small hard
    easy good best nice great important fine thank bit less top through result best life world open stay down help
    """.split()  # noqa: SIM905 - quotes would hide the words
)
