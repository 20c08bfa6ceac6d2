"""`/auth/…`: sign in by password, by a one-time link, into the demo city; sign out; what an open page asks."""

from __future__ import annotations

import re
from collections.abc import Callable

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message

from dashboard.application import Application
from dashboard.cookies import set_session_cookie, take_session_cookie, tell_account
from dashboard.headers import SIGNED_OUT
from dashboard.labels import label
from dashboard.language import _, ngettext, translate, use_language
from dashboard.web.answers import language_of
from dashboard.web.form_token import form_token, keep_form_token, require_form_token
from dashboard.web.plain_page import plain_page
from geodata.errors import N_, InvalidValue, LokalityError, NotFound
from geodata.model.people import SignInWay
from geodata.services.demo_accounts import demo_choices, sign_in_to_demo
from geodata.services.one_time_links import LinkSpent, open_link, use_link
from geodata.services.passwords import SHORTEST
from geodata.services.sessions import Client
from geodata.services.sign_in import sign_in

# Where whoever came in by OpenID Connect goes from here (dashboard.web.openid).
OPENID_OUT = "/auth/openid/out"
_FORM_BYTES_AT_MOST = 16 * 1024
# Parts of our own paths. Whatever else a browser or a proxy could read in its own way leads to the first page.
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*")

CHECKED_AT_ONCE = 4  # passwords; as many as `geodata.services.passwords` lets take their memory at once
WAITING_AT_MOST = 20  # for their turn; some two seconds, then it is better to be told than to wait
ENDED_WITHIN = 2.0  # seconds that a sign-out waits for being written down


def sign_in_routes(application: Application) -> list[BaseRoute]:
    """The routes of signing in and out."""
    doors = _SignIn(application)
    return [
        Route("/auth/sign-in", doors.page, methods=["GET"]),
        Route("/auth/sign-in", doors.by_password, methods=["POST"]),
        Route("/auth/demo", doors.by_demo, methods=["POST"]),
        Route("/auth/link/{secret}", doors.link, methods=["GET"]),
        Route("/auth/link/{secret}", doors.by_link, methods=["POST"]),
        Route("/auth/sign-out", doors.sign_out_page, methods=["GET"]),
        Route("/auth/sign-out", doors.sign_out, methods=["POST"]),
        Route("/auth/state", doors.state, methods=["GET"]),
    ]


def local_path(wanted: str) -> str:
    """A path of ours to go on to; the first page for anything that could lead elsewhere."""
    path = wanted.partition("?")[0]
    names = path[1:].removesuffix("/").split("/") if path != "/" else []
    is_ours = path.startswith("/") and all(_NAME.fullmatch(name) for name in names) and names[:1] != ["auth"]
    return wanted if is_ours and wanted.isprintable() else "/"


def client_of(request: Request) -> Client:
    """From where a request comes."""
    return Client(request.state.address, request.headers.get("user-agent", ""))


class _SignIn:
    """The answers; each speaks the language of its reader."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.database = application.database
        self.secure = application.settings.public_name is not None
        # Checking a password is dear, and whoever stands in the crowd at the door must not hold the threads of others.
        self.checks, self.leaving = CapacityLimiter(CHECKED_AT_ONCE), CapacityLimiter(CHECKED_AT_ONCE)

    async def page(self, request: Request) -> Response:
        if request.state.signed_in is not None:
            return RedirectResponse(local_path(request.query_params.get("next", "/")), status_code=303)
        with use_language(language_of(request)):
            told = _told_of_leaving(request)
        return await self._form(request, told=told, next=request.query_params.get("next", "/"))

    async def by_password(self, request: Request) -> Response:
        form = await _form_of(request)
        login, wanted = str(form.get("login", "")), str(form.get("next", "/"))

        def check() -> str:
            require_form_token(request, form)
            return sign_in(self.database, login, str(form.get("password", "")), client_of(request))

        try:
            token = await self._checked(check)
        except LokalityError as refusal:
            told = translate(refusal.message, language_of(request))
            status = 503 if isinstance(refusal, Crowded) else 422
            return await self._form(request, told=told, next=wanted, login=login, status=status)
        return await self._welcome(request, token, wanted)

    async def _checked(self, check: Callable[[], str]) -> str:
        """The token that a check of a password gives, or Crowded where too many wait for theirs already."""
        if self.checks.statistics().tasks_waiting >= WAITING_AT_MOST:
            raise Crowded
        return await to_thread.run_sync(check, limiter=self.checks)

    async def by_demo(self, request: Request) -> Response:
        form = await _form_of(request)
        if not self.application.is_demo:
            raise NotFound
        require_form_token(request, form)
        number = str(form.get("account", ""))
        if not number.isascii() or not number.isdigit() or len(number) > 18:
            raise NotFound
        token = await run_in_threadpool(sign_in_to_demo, self.database, int(number), client_of(request))
        return await self._welcome(request, token, str(form.get("next", "/")))

    async def link(self, request: Request) -> Response:
        return await self._link_form(request)

    async def by_link(self, request: Request) -> Response:
        form = await _form_of(request)
        password = str(form.get("password", ""))

        def choose() -> str:
            require_form_token(request, form)
            if password != str(form.get("again", "")):
                raise PasswordsDiffer
            return use_link(self.database, request.path_params["secret"], password, client_of(request))

        try:
            token = await self._checked(choose)
        except LinkSpent as spent:
            return self._told(request, spent)
        except LokalityError as refusal:
            return await self._link_form(request, refusal)
        return await self._welcome(request, token, "/")

    async def sign_out_page(self, request: Request) -> Response:
        """Our own link signs out at once; who comes from elsewhere is asked."""
        if request.headers.get("sec-fetch-site") == "same-origin":
            return await self._leave(request)
        with use_language(language_of(request)):
            words = {"sign_out": _("Sign out"), "stay": _("Stay signed in")}
            return self._with_token(
                request, lambda token: plain_page(request, "sign_out.html", _("Sign out?"), words=words, form=token)
            )

    async def sign_out(self, request: Request) -> Response:
        require_form_token(request, await _form_of(request))
        return await self._leave(request)

    async def state(self, request: Request) -> Response:
        """What an open page asks: the stamp of its session, or 401."""
        who, headers = request.state.signed_in, {"cache-control": "no-store"}
        if who is None:
            return JSONResponse({"signed_in": False}, status_code=401, headers=headers)
        return JSONResponse({"stamp": who.stamp}, headers=headers)

    async def _leave(self, request: Request) -> Response:
        who, token = request.state.signed_in, request.state.token
        if who is not None and token:
            ending = self.application.door.leave(token)
            await to_thread.run_sync(ending.join, ENDED_WITHIN, limiter=self.leaving)
        by_openid = who is not None and who.way == SignInWay.OPENID and self.application.settings.openid_issuer
        answer = RedirectResponse(f"{SIGNED_OUT}?by=openid" if by_openid else SIGNED_OUT, status_code=303)
        take_session_cookie(answer, self.secure)
        return answer

    async def _form(
        self, request: Request, *, told: str = "", next: str = "/", login: str = "", status: int = 200
    ) -> Response:
        choices = await run_in_threadpool(demo_choices, self.database) if self.application.is_demo else []
        settings = self.application.settings
        with use_language(language_of(request)):
            shown = [
                {
                    "account_id": choice.account_id,
                    "role": label(choice.role),
                    "name": choice.name,
                    "organisation": choice.organisation,
                }
                for choice in choices
            ]
            words = {
                "demo": _("This city is invented. Pick who you want to be; nothing here is about real people."),
                "by_password": _("Sign in with a name and a password"),
                "login": _("Sign-in name"),
                "password": _("Password"),
                "sign_in": _("Sign in"),
                "forgotten": _("Forgotten your password? Your administrator makes you a one-time link."),
            }
            return self._with_token(
                request,
                lambda token: plain_page(
                    request,
                    "sign_in.html",
                    _("Sign in"),
                    told=told,
                    status=status,
                    words=words,
                    choices=shown,
                    openid=_("Sign in with {name}").format(name=settings.openid_name) if settings.openid_issuer else "",
                    form=token,
                    next=local_path(next),
                    login=login,
                ),
            )

    async def _link_form(self, request: Request, refusal: LokalityError | None = None) -> Response:
        try:
            link = await run_in_threadpool(open_link, self.database, request.path_params["secret"])
        except LinkSpent as spent:
            return self._told(request, spent)
        with use_language(language_of(request)):
            hello = _("{name}, choose the password you will sign in with. Your sign-in name is {login}.")
            words = {
                "hello": hello.format(name=link.name, login=link.login),
                "password": _("New password"),
                "again": _("The same once more"),
                "rule": _("At least {count} characters. Three or four unconnected words are best.").format(
                    count=SHORTEST
                ),
                "keep": _("Save the password and sign in"),
            }
            told = translate(refusal.message) if refusal else ""
            return self._with_token(
                request,
                lambda token: plain_page(
                    request,
                    "link.html",
                    label(link.purpose),
                    told=told,
                    status=422 if refusal else 200,
                    words=words,
                    form=token,
                    login=link.login,
                    shortest=SHORTEST,
                ),
            )

    def _told(self, request: Request, refusal: LokalityError) -> Response:
        with use_language(language_of(request)):
            told, words = translate(refusal.message), {"sign_in": _("Sign in")}
            return plain_page(request, "told.html", _("This link does not open"), told=told, status=410, words=words)

    def _with_token(self, request: Request, page: Callable[[str], Response]) -> Response:
        token = form_token(request)
        answer = page(token)
        keep_form_token(answer, token, self.secure)
        return answer

    async def _welcome(self, request: Request, token: str, wanted: str) -> Response:
        """Go on with a new session; whatever token the browser had before is worth nothing here."""
        answer = RedirectResponse(local_path(wanted), status_code=303)
        set_session_cookie(answer, token, self.secure)
        who = await self.application.door.enter(token, request.state.address)
        tell_account(answer, None if who is None else who.actor.account_id, self.secure)
        return answer


def _told_of_leaving(request: Request) -> str:
    """What whoever was signed out is told: that it happened, and what of theirs waits in this browser."""
    told, waits = [], request.query_params.get("waits", "")
    if "ended" in request.query_params:
        told.append(_("You have been signed out. What was saved is kept; sign in to go on."))
    if waits.isascii() and waits.isdigit() and len(waits) < 6:
        told.append(
            ngettext(
                "{count} record of the field app waits here to be sent; it goes out when its writer signs in.",
                "{count} records of the field app wait here to be sent; they go out when their writer signs in.",
                int(waits),
            ).format(count=waits)
        )
    return " ".join(told)


class Crowded(LokalityError):
    """More people, or one with a script, want to sign in at once than can be checked."""

    def __init__(self) -> None:
        super().__init__(N_("Too many people are signing in just now. Try again in a few seconds."))


class PasswordsDiffer(InvalidValue):
    """The two fields do not hold the same."""

    def __init__(self) -> None:
        super().__init__(N_("The two passwords are not the same. Enter them once more."))


class NotOurForm(InvalidValue):
    """Sent by a program, not by a page of ours."""

    def __init__(self) -> None:
        super().__init__(N_("This is no form of Lokality. Open the sign-in page and fill it in there."))


async def _form_of(request: Request) -> FormData:
    """The fields of a form of ours. Strangers send them too, so nothing larger than a form is read, and no file."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise NotOurForm
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > _FORM_BYTES_AT_MOST:
            raise NotOurForm
        return message

    try:
        return await Request(request.scope, receive).form()
    except ClientDisconnect as gone:  # nobody waits for the answer, and the log needs no word of it
        raise NotOurForm from gone
