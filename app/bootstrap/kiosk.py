"""Builds the kiosk from its settings, and starts and stops it in order."""

import logging
import shutil
import time
import uuid
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from app.bootstrap.course import COURSE
from app.bootstrap.facts import brief, can_resume, engine_config, policy_pack
from app.bootstrap.front_desk import Desk
from app.bootstrap.handover import Handover
from app.bootstrap.look import usual_look
from app.bootstrap.papers import PaperTask
from app.bootstrap.store_task import AnsweringFor, StoreTask
from app.bootstrap.voice import Voice, show_narration, voice_folders
from app.content.paths import resources_dir
from app.domain.competency import CompetencyModel
from app.domain.events import TakenUp
from app.domain.interview import Experience, Plan
from app.engine.supervisor import EngineSupervisor
from app.errors import KioskError
from app.flow.chat_answers import leaving
from app.flow.course import read_back
from app.flow.interview import Interview, advance
from app.flow.plan import build_plan
from app.private_file import ready_folder
from app.scoring.followups import missing
from app.scoring.text import forget_words
from app.settings import Settings
from app.store.ballast import Ballast
from app.store.demographics import FILE_NAME
from app.store.journal import Journal
from app.tiers.ahead import ReadAhead
from app.tiers.readers import second_readers
from app.ui.controller import Controller
from app.ui.desk_views import SignInView, StaffView
from app.ui.messages import Messages
from app.ui.narrator import Narration
from app.ui.ports import Finish, Ports, Prepare
from app.ui.views import View, WelcomeView
from app.ui.window import KioskWindow
from app.upkeep.room import WithRoom
from app.workers.engine_link import EngineLink
from app.workers.loudspeaker import Loudspeaker
from app.workers.thread import Background

log = logging.getLogger(__name__)

STOP_MS = 15_000  # a commit on a slow disk, or the interview that has just ended, read and scored
PREPARE_AFTER_MS = 300  # once the first page is drawn, and before anybody reads it to its end


class Kiosk(QObject):
    """The running program: a window, its controller, the store's thread and the engine's link.

    speed: how fast recordings play where they stand for devices (the demo and tests).
    results_dir: where each result is also laid down as files, or None.
    """

    def __init__(
        self,
        settings: Settings,
        model: CompetencyModel,
        *,
        speed: float = 1.0,
        results_dir: Path | None = None,
    ) -> None:
        super().__init__()
        self._settings = settings
        self._model = model
        pack = policy_pack(model, settings.policy_pack)
        first = brief(model, settings)  # refuses an unknown job profile before anything is opened
        ready_folder(settings.media_dir)
        self.journal = Journal.open(settings.database_file, settings.media_dir, COURSE)
        self.readers = ReadAhead(second_readers(settings))
        task = StoreTask(
            journal=self.journal,
            model=model,
            clock_s=time.time,
            free_mb=partial(_free_mb, settings.data_dir),
            min_free_mb=settings.media.min_free_mb,
            results_dir=results_dir,
            readers=self.readers,
            demographics_file=settings.data_dir / FILE_NAME,
        )
        ballast = Ballast(settings.data_dir, settings.media.ballast_mb)
        self.store = Background("store", AnsweringFor(WithRoom(task, ballast)))
        self.papers = Background("papers", PaperTask(settings.media_dir, self.journal.new_media_key))
        self.supervisor = EngineSupervisor(log_path=settings.data_dir / "engine.log")
        self.engine = EngineLink(self.supervisor)
        ports = Ports(
            store=self.store,
            papers=self.papers,
            engine=self.engine,
            policy_pack=pack,
            make_plan=self._make_plan,
            engine_config=partial(
                engine_config,
                settings,
                pack,
                media_dir=settings.media_dir,
                media_key=self.journal.new_media_key,
                speed=speed,
            ),
            holding=partial(missing, model, settings.job_profile),
            new_id=_new_id,
            clock_s=time.monotonic,
            today=date.today,
        )
        self.controller = Controller(ports, first, settings.language)
        self.window = KioskWindow(resources_dir(), settings.language)
        look = usual_look(settings.screen)
        self.window.use_look(look)
        self.messages = Messages()
        self.desk = Desk(settings, self.journal, self.controller, first.minutes)
        self.voice = self._make_voice() if settings.loudspeaker else None
        forget = (forget_words, self.voice.forget) if self.voice is not None else (forget_words,)
        self.handover = Handover(self.window, look, settings.language, forget)
        self._connect()

    def _make_voice(self) -> Voice:
        speaker, cues = Loudspeaker(voice_folders(self._settings)), self._settings.cue_tones
        return Voice(self.window, self.controller, speaker, self.desk.front, cues=cues)

    def _connect(self) -> None:
        if self.voice is None:
            show_narration(self.window, Narration(is_available=False))
        self.handover.intent.connect(self.controller.on_intent)
        self.desk.stand_before(self.window, None if self.voice is None else self.voice.narrator)
        self.desk.front.view_changed.connect(self._show)
        self.desk.front.trouble.connect(self.messages.report)
        self.controller.live.connect(self.window.show_live)
        self.controller.preview_memory.connect(self.window.open_preview)
        self.controller.still_there.connect(self.window.ask_still_there)
        self.controller.trouble.connect(self.messages.report)

    @Slot(object)
    def _show(self, view: View) -> None:
        if isinstance(view, WelcomeView):  # the next person begins in the kiosk's own language
            self.window.set_language(self.controller.interview.language)
        self.window.show_page(view)
        is_of_staff = isinstance(view, StaffView | SignInView)  # what goes on behind it goes on
        if self.voice is not None and not is_of_staff:
            self.voice.narrator.show(view)
        self.desk.drawn(view)
        self.handover.show(view)

    def start(self) -> None:
        """Show the window; take up an interview that a crash interrupted a moment ago."""
        interrupted = self._take_up()
        self.controller.start()
        if interrupted is not None:
            self.window.set_language(interrupted.language)
            self.controller.resume(interrupted)
        self.messages.attach(self.window)
        if self._settings.windowed:
            self.window.show()
        else:
            self.window.showFullScreen()
        if self.voice is not None:
            self.voice.start()
        self.desk.start()
        QTimer.singleShot(PREPARE_AFTER_MS, self, self._prepare)

    @Slot()
    def _prepare(self) -> None:
        self.store.submit(Prepare())

    def stop(self) -> None:
        """Stop in the reverse order of the start; every answer that was accepted is stored."""
        if self.voice is not None:
            self.voice.stop()
        self.desk.stop()
        self.controller.stop()
        self.window.release()
        self.window.close()
        self.papers.stop(STOP_MS)
        self.store.stop(STOP_MS)
        self.readers.stop()
        self.engine.close()
        self.journal.close()

    def _make_plan(self, experience: Experience) -> Plan:
        settings = self._settings
        return build_plan(self._model, settings.job_profile, settings.plan_form, experience)

    def _take_up(self) -> Interview | None:
        """The interview to go on with, if there is one; older ones are closed and scored as they are."""
        resumable: Interview | None = None
        for interview_id in self.journal.unfinished():
            changed_at = self.journal.interview(interview_id).changed_at
            try:
                interview = read_back(self.journal.events, interview_id)
            except KioskError as error:
                self._tell_unreadable(interview_id, error)
                continue
            if can_resume(interview, time.time() - changed_at):
                resumable = interview
            else:
                self._close(interview)
        if resumable is not None:
            self._note_taken_up(resumable.interview_id)
        return resumable

    def _note_taken_up(self, interview_id: str) -> None:
        """Interrupted again in a moment, it is as young as now. On a full disk the next page says so."""
        try:
            self.journal.append(interview_id, (TakenUp(),), now=time.time())
        except KioskError as error:
            log.warning("that an interview was taken up is not stored: %s", error.code)

    def _tell_unreadable(self, interview_id: str, error: KioskError) -> None:
        """It stays as it is; everybody else goes on."""
        log.error("interview %s cannot be taken up: %s", interview_id, error.code)
        self.messages.report(error)

    def _close(self, interview: Interview) -> None:
        if not interview.is_over:
            events = leaving(interview, "interrupted")
            self.journal.append(interview.interview_id, events, now=time.time())
            for event in events:
                interview = advance(interview, event)
        if interview.answers:
            self.store.submit(Finish(interview))
        log.info("an interrupted interview was closed; its answers are kept")


def _new_id() -> str:
    return str(uuid.uuid4())


def _free_mb(folder: Path) -> int:
    return shutil.disk_usage(folder).free // 1_000_000
