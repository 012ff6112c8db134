"""Jobs with employer, title and months; years of customer-service work, as claimed and as counted."""

import re

from ehr.resumes.facts import CountedYears, Job, Month, StatedYears
from ehr.resumes.periods import FoundPeriod, find_period, months_together
from ehr.resumes.sections import Line, Reading, Section

_EMPLOYER = re.compile(
    r"公司|集团|有限|股份|银行|酒店|商城|中心$|平台|科技|电商|超市|医院|学校|工作室|事务所|门店|"
    r"\b(?:inc|ltd|llc|co|corp|gmbh|plc|group|company|corporation|bank|hotel|store|shop|services|solutions|"
    r"airlines|telecom|retail|centre|center)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"客服|专员|经理|主管|助理|代表|店员|店长|组长|坐席|话务员|销售|主播|运营|顾问|文员|前台|收银员|"
    r"导购|质检|实习生|工程师|服务员|"
    r"\b(?:agent|representative|specialist|manager|assistant|advis[eo]r|associate|supervisor|leader|"
    r"lead|clerk|"
    r"intern|officer|executive|coordinator|consultant|receptionist|cashier|support|engineer|waiter|analyst|"
    r"operator|host)\b",
    re.IGNORECASE,
)
SERVICE = re.compile(
    r"客服|客户服务|坐席|话务|呼叫中心|热线|售后|售前|投诉|客户支持|"
    r"\b(?:customer (?:service|support|care|success|experience|relations)|call cent(?:er|re)|help ?desk|"
    r"contact cent(?:er|re)|client services?|service desk|live chat)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[ ]*(?:[|｜\t·•，,;；]|[ ]{2,}|[ ][-–—][ ]|\bat\b)[ ]*")
_LABEL = re.compile(
    r"(?:工作)?(?:岗位|职位|职务|公司|单位)(?:名称)?[ ]*[:：][ ]*|(?:job )?(?:title|position|role|"
    r"employer|company):[ ]*",
    re.IGNORECASE,
)
_ENGLISH_SEPARATOR_NEEDED = re.compile(r"[a-z]", re.IGNORECASE)
_STATED = (
    re.compile(
        r"(?P<n>\d{1,2}(?:\.\d)?|[一二两三四五六七八九十])[ ]?(?:\+|多|余)?[ ]?年(?:以上|"
        r"多)?(?:的)?[^\n，,。;；]{0,10}?"
        r"(?:客服|客户服务|呼叫中心|售后|坐席)"
    ),
    re.compile(
        r"(?:客服|客户服务|呼叫中心)[^\n，,。;；]{0,8}?(?:经验|"
        r"工作)[^\n，,。;；\d]{0,4}(?P<n>\d{1,2}(?:\.\d)?|[一二两三四五六七八九十])[ ]?年"
    ),
    re.compile(
        r"(?P<n>\d{1,2}(?:\.\d)?)\+?[ ]?years?(?:'|’)?[^\n.;]{0,40}?"
        r"(?:customer (?:service|support|care)|call cent(?:er|re)|contact cent(?:er|"
        r"re))",
        re.IGNORECASE,
    ),
)
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_LONGEST_CAREER_YEARS = 50
_MOST_JOBS = 40  # more lines with months than that are no list of jobs


def find_jobs(reading: Reading) -> tuple[Job, ...]:
    """The jobs of the work section, in its order: each begins where a period of months stands."""
    lines = reading.within(Section.WORK)
    starts = [(index, found) for index, line in enumerate(lines) if (found := find_period(line.words))]
    starts = starts[:_MOST_JOBS]
    ends = [_head(lines, index, starts) for index, _ in starts[1:]] + [len(lines)]
    jobs = []
    for (index, found), end in zip(starts, ends, strict=False):
        jobs.append(_job(reading, lines[_head(lines, index, starts) : end], lines[index], found))
    return tuple(jobs)


def _head(lines: tuple[Line, ...], index: int, starts: list[tuple[int, FoundPeriod]]) -> int:
    """Where the job's lines begin: an employer or title may stand on the line before its months."""
    before = index - 1
    bare = not _names(lines[index].words)
    earlier = [start for start, _ in starts if start < index]
    if (
        before >= 0
        and bare
        and len(lines[before].words) <= 60
        and before not in earlier
        and _names(lines[before].words)
    ):
        return before
    return index


def _names(words: str) -> bool:
    return bool(_EMPLOYER.search(words) or _TITLE.search(words))


def _job(reading: Reading, lines: tuple[Line, ...], dated: Line, found: FoundPeriod) -> Job:
    pieces = _pieces(dated.words[: found.start]) + _pieces(dated.words[found.end :])
    for line in lines:
        if (
            line is not dated
            and len(pieces) < 2
            and len(line.words) <= 60
            and not line.words.endswith(("。", "."))
        ):
            pieces += [piece for piece in _pieces(line.words) if _names(piece)]
    employer, title, confidence = _who(pieces)
    duties = "\n".join(line.words for line in lines)
    in_service = bool(SERVICE.search(title or "")) or (title is None and bool(SERVICE.search(duties)))
    return Job(
        employer, title, found.period, in_service, reading.span(lines[0].start, lines[-1].end), confidence
    )


def _pieces(words: str) -> list[str]:
    parts = [part.strip(" :：()（）-–—|｜·•") for part in _SEPARATOR.split(words)]
    if len([part for part in parts if part]) == 1 and not _ENGLISH_SEPARATOR_NEEDED.search(words):
        parts = words.strip(" :：()（）-–—|｜·•").split(" ")
    return [named for part in parts if (named := _LABEL.sub("", part))]


def _who(pieces: list[str]) -> tuple[str | None, str | None, float]:
    """Employer, title and how sure: known by their words 0.9, one of them by what is left 0.7, none 0.4."""
    employer = next((piece for piece in pieces if _EMPLOYER.search(piece) and not _TITLE.search(piece)), None)
    title = next((piece for piece in pieces if piece != employer and _TITLE.search(piece)), None)
    if employer and title:
        return employer, title, 0.9
    left = next((piece for piece in pieces if piece not in (employer, title)), None)
    if title:
        return left, title, 0.7
    if employer:
        return employer, left, 0.7 if left else 0.6
    return left, None, 0.4


def find_stated_years(reading: Reading) -> StatedYears | None:
    """The first claim of years of customer-service work in words; None where there is none."""
    hits = [hit for pattern in _STATED for hit in pattern.finditer(reading.text)]
    for hit in sorted(hits, key=lambda hit: hit.start()):
        years = float(_DIGITS[hit["n"]]) if hit["n"] in _DIGITS else float(hit["n"])
        if 0 < years <= _LONGEST_CAREER_YEARS:
            return StatedYears(years, reading.span(hit.start(), hit.end()), 0.8)
    return None


def count_years(jobs: tuple[Job, ...], today: Month) -> CountedYears | None:
    """Years in the service jobs of `jobs`; None where there is no such job. As sure as the least sure of them."""
    service = tuple(job for job in jobs if job.in_service)
    if not service:
        return None
    months = months_together(tuple(job.period for job in service), today)
    rough = any(job.period.start.month is None for job in service)
    confidence = min(job.confidence for job in service) * (0.8 if rough else 1.0)
    return CountedYears(round(months / 12, 1), tuple(job.span for job in service), round(confidence, 2))
