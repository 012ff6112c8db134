"""Failures as RFC 9457 problem details: a code, a status and a sentence in Chinese and English."""

import logging
from dataclasses import dataclass

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

LOG = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_S = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of failure. Each subject declares its own beside the code that raises it.

    `code` ends the URN `urn:<space>:<code>`; `en` and `zh` say what happened and what to do; gaps in braces are
    filled from the Problem's parameters. `space` is "kiosk" for what contract v1 names.
    """

    code: str
    status: int
    en: str
    zh: str
    space: str = "ehr"


class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """The hub refuses, or the world failed. Parameters may be logged: never personal data."""

    def __init__(self, kind: Kind, **params: str | int) -> None:
        super().__init__(kind.code, params)
        self.kind = kind
        self.params = params

    def sentence(self, language: str) -> str:
        """What happened, in `zh` or `en`."""
        words = self.kind.zh if language == "zh" else self.kind.en
        return words.format(**self.params)


BAD_REQUEST = Kind("bad-request", 400, "The request cannot be read.", "请求无法读取。")
NOT_SIGNED_IN = Kind("not-signed-in", 401, "Please sign in first.", "请先登录。")
FORBIDDEN = Kind("forbidden", 403, "Your role does not allow this.", "您的角色无权进行此操作。")
NOT_FOUND = Kind("not-found", 404, "There is nothing here that you may see.", "此处没有您可查看的内容。")
WRONG_METHOD = Kind("wrong-method", 405, "This address does not take that method.", "此地址不支持该方法。")
CONFLICT = Kind("conflict", 409, "It was changed meanwhile. Load it again.", "内容已被更改，请重新加载。")
TOO_LARGE = Kind(
    "too-large", 413,
    "What was sent is larger than this hub takes. A document may hold at most {mb} MB.",
    "发送的内容超过平台上限。文件不得超过 {mb} MB。",
)  # fmt: skip
BAD_VALUES = Kind("bad-values", 422, "Some values are missing or wrong.", "部分内容缺失或有误。")
TOO_MANY = Kind("too-many-requests", 429, "Too many requests. Wait a little.", "请求过于频繁，请稍候。")
BUG = Kind("bug", 500, "Something went wrong on our side. It was noted.", "系统出现问题，已记录。")
BUSY = Kind(
    "busy", 503, "The hub's database is away or overloaded. Ask again soon.", "平台数据库暂不可用，请稍后再试。",
    "kiosk",
)  # fmt: skip
NOT_READY = Kind("not-ready", 503, "The hub is not ready. Try again soon.", "平台尚未就绪，请稍后再试。")

_BY_STATUS = {kind.status: kind for kind in (NOT_SIGNED_IN, FORBIDDEN, NOT_FOUND, WRONG_METHOD, TOO_LARGE)}


def language_of(accept_language: str) -> str:
    """`zh` or `en`, whichever the header names first; `en` if neither."""
    for part in accept_language.lower().split(","):
        tag = part.strip()[:2]
        if tag in {"zh", "en"}:
            return tag
    return "en"


def response_to(problem: Problem, request: Request, **more: object) -> JSONResponse:
    """The problem details of one request; `more` are members of our own."""
    language = language_of(request.headers.get("accept-language", ""))
    kind = problem.kind
    body: dict[str, object] = {
        "type": f"urn:{kind.space}:{kind.code}",
        "title": kind.code.replace("-", " "),
        "status": kind.status,
        "detail": problem.sentence(language),
        "instance": f"urn:ehr:request:{request.scope.get('ehr.request_id', '-')}",
    }
    headers = {"Content-Language": language}
    if "retry_after_s" in problem.params:
        headers["Retry-After"] = str(problem.params["retry_after_s"])
    return JSONResponse(body | more, kind.status, headers, MEDIA_TYPE)


def on_problem(request: Request, error: Exception) -> JSONResponse:
    """Answers a Problem."""
    assert isinstance(error, Problem)
    return response_to(error, request)


def on_bad_values(request: Request, error: Exception) -> JSONResponse:
    """Says which values are wrong and why, but never repeats them: they may be somebody's name."""
    assert isinstance(error, RequestValidationError)
    wrong = [
        {"at": "/" + "/".join(str(part) for part in each["loc"]), "rule": each["type"]}
        for each in error.errors()
    ]
    return response_to(Problem(BAD_VALUES), request, errors=wrong)


def on_lost_database(request: Request, error: Exception) -> JSONResponse:
    """The database went away, or is too busy: nothing was stored, and who asks again later may find it back.

    Kiosks must not count it as a failure of their record, and with a time to wait they do not (contract/v1/http.md).
    """
    LOG.warning("the database is away: %s", type(error).__name__)
    return response_to(Problem(BUSY, retry_after_s=RETRY_AFTER_S), request)


def on_unstorable(request: Request, error: Exception) -> JSONResponse:
    """A value that no column holds: a NUL in a text, half a surrogate, a number beyond its type."""
    LOG.warning("a value cannot be stored: %s", type(error).__name__)
    return response_to(Problem(BAD_VALUES), request)


def problem_of(request: Request, error: HTTPException) -> Problem:
    """What the framework refused, as one of ours."""
    kind = _BY_STATUS.get(error.status_code, BAD_REQUEST)
    if kind is TOO_LARGE:
        return Problem(kind, mb=request.app.state.hub.settings.limits.document_max_mb)
    return Problem(kind)


def on_http(request: Request, error: Exception) -> JSONResponse:
    """Gives the framework's own refusals (no such route, wrong method) our form."""
    assert isinstance(error, HTTPException)
    answer = response_to(problem_of(request, error), request)
    answer.headers.update(error.headers or {})
    return answer
