"""The media process: owns devices, clock, recorder and models, and answers the kiosk process."""

import logging
import time
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from app.capture.clock import EngineClock
from app.capture.level import LevelMeter
from app.capture.sealed_file import sealed_files
from app.capture.take_files import take_files
from app.capture.take_recorder import TakeRecorder
from app.domain.messages import (
    CancelTake,
    EngineConfig,
    EngineProblem,
    EngineReady,
    Heartbeat,
    Level,
    PlayNext,
    Shutdown,
    StartTake,
    StopTake,
    ToEngine,
    UseDevices,
)
from app.engine.analysers import Analysers, SafeAnalyser, load_analysers, shut_down
from app.engine.code_watch import CodeWatch
from app.engine.devices import Devices, all_files
from app.engine.framing import FramingWatch
from app.engine.outbox import Outbox
from app.engine.preview import PreviewWriter
from app.engine.running_take import RunningTake
from app.engine.task import Task
from app.errors import KioskError

log = logging.getLogger(__name__)

TICK_S = 0.02
HEARTBEAT_EACH_S = 0.25
LEVEL_EACH_S = 0.09
CLOSE_WAIT_S = 3.0
DEFAULT_PICTURE_PX = (640, 480)


def run(connection: Connection, preview_name: str, analysis_module: str) -> None:
    """Serve the kiosk process until it says Shutdown or is gone."""
    config = connection.recv()
    outbox = Outbox(connection)
    preview = PreviewWriter(preview_name)
    loop = Loop(config, outbox, preview, analysis_module)
    try:
        while not outbox.broken and not loop.is_over:
            if connection.poll(TICK_S):
                loop.handle(connection.recv())
            loop.tick()
    except EOFError:
        log.info("the kiosk process is gone")
    finally:
        loop.close()
        outbox.close()
        preview.close()


class Loop:
    """handle() for each message, tick() fifty times a second."""

    def __init__(
        self,
        config: EngineConfig,
        outbox: Outbox,
        preview: PreviewWriter,
        analysis_module: str,
    ) -> None:
        self.is_over = False
        self._config, self._outbox, self._preview = config, outbox, preview
        self._say = outbox.say
        files_only = _all_files(config)
        self._clock = EngineClock(config.speed if files_only else 1.0)
        self._notices = () if files_only or config.speed == 1.0 else ("speed_ignored",)
        self._devices = Devices(self._clock, self._say)
        self._devices.use(config.microphone, config.camera)
        self._devices_are_open = False
        self._loading: Task[Analysers | None] | None = None
        if not config.reads_codes:
            self._loading = Task("load-models", partial(load_analysers, analysis_module, config))
        self._analysers: Analysers | None = None
        self._takes: list[RunningTake] = []  # the running one, and those still being read
        self._meter = LevelMeter()
        self._framing = FramingWatch(config.face_allowed)
        self._codes = CodeWatch(config.reads_codes)
        self._heartbeat_at_s = self._level_at_s = 0.0
        self._picture_px = DEFAULT_PICTURE_PX
        self._dropped_before = 0

    def handle(self, message: ToEngine) -> None:
        """Do what the kiosk process says; what cannot be done is answered with EngineProblem."""
        try:
            match message:
                case StartTake():
                    self._start_take(message)
                case StopTake():
                    self._running().stop(
                        self._clock.now_s(), time.monotonic(), self._devices.microphone.source is not None
                    )
                case CancelTake():
                    self._running().cancel()
                case UseDevices():
                    self._devices_are_open = False
                    self._devices.use(message.microphone, message.camera)
                case PlayNext():
                    self._devices.play(message.uri)
                case Shutdown():
                    self.is_over = True
                case EngineConfig():
                    raise KioskError("engine_configured_twice")
        except KioskError as error:
            self._problem(error)

    def tick(self) -> None:
        """Move sound and picture on; say what there is to say."""
        now_s = time.monotonic()
        if now_s >= self._heartbeat_at_s:
            self._heartbeat_at_s = now_s + HEARTBEAT_EACH_S
            self._say(Heartbeat(now_s))
        self._get_ready()
        self._move_sound(now_s)
        self._move_pictures()
        self._look_after_takes(now_s)

    def close(self) -> None:
        """Close the files of running takes, then the devices."""
        for take in self._takes:
            take.cancel()
        for take in self._takes:
            take.wait(CLOSE_WAIT_S)
        self._devices.close()
        models = self._analysers
        if models is not None:
            Task("free-models", lambda: shut_down(models)).wait(CLOSE_WAIT_S)

    def _running(self) -> RunningTake:
        for take in self._takes:
            if not take.is_ending:
                return take
        raise KioskError("no_take_running")

    def _start_take(self, start: StartTake) -> None:
        if not self._is_ready or self._config.reads_codes:
            raise KioskError("engine_not_ready")
        if any(not take.is_ending for take in self._takes):
            raise KioskError("take_running")
        self._framing.end()
        start_s = self._clock.now_s()
        try:
            recorder = self._recorder(start, start_s)
        except KioskError as error:  # the answer goes on without a recording
            self._problem(error)
            recorder = None
        analyser = SafeAnalyser(self._analysers, start, start_s)
        self._takes.append(RunningTake(start, start_s, recorder, analyser, self._say))

    def _recorder(self, start: StartTake, start_s: float) -> TakeRecorder | None:
        if start.for_practice:
            return None
        sound = start.record_audio and self._devices.microphone.source is not None
        picture = start.record_video and self._devices.camera.source is not None
        if not sound and not picture:
            return None
        if self._config.media_key is None:
            raise KioskError("recording_failed", detail="key")  # nothing is ever recorded in clear
        media_dir = Path(self._config.media_dir)
        files = take_files(media_dir, start)
        picture_px = self._picture_px if picture else None
        open_file = sealed_files(media_dir, self._config.media_key)
        return TakeRecorder(files, start_s, sound, picture_px, self._problem, open_file)

    @property
    def _is_ready(self) -> bool:
        return self._devices_are_open and self._loading is None

    def _get_ready(self) -> None:
        """Say EngineReady once devices and models are there, and again after each UseDevices."""
        news = self._devices.just_opened()
        self._devices_are_open = self._devices_are_open or news
        if self._loading is not None and self._loading.is_done:
            self._analysers, self._loading, news = self._loading.result(), None, True
        if not news or not self._is_ready:
            return
        models, camera = self._analysers, self._devices.camera.state
        self._say(
            EngineReady(
                microphone=self._devices.microphone.state,
                camera=camera,
                engines=models.engines if models else (),
                recogniser=models.recogniser if models else None,
                preview_memory=self._preview.name if camera.present else None,
                notices=self._notices + (models.notices if models else ("analysis_failed",)),
            )
        )

    def _move_sound(self, now_s: float) -> None:
        for block in self._devices.microphone.poll():
            for take in self._takes:
                take.feed_audio(block)
            level = self._meter.feed(block.samples)
            if level is not None and now_s >= self._level_at_s:
                self._level_at_s = now_s + LEVEL_EACH_S
                self._say(Level(level[0], level[1], self._somebody_speaks(), self._silent_s()))
        source = self._devices.microphone.source
        dropped = source.dropped if source is not None else 0
        if dropped > self._dropped_before:
            self._flag("audio_dropped")
        self._dropped_before = dropped

    def _move_pictures(self) -> None:
        for frame in self._devices.camera.poll():
            self._picture_px = (frame.pixels.shape[1], frame.pixels.shape[0])
            for take in self._takes:
                take.feed_video(frame)
            self._framing.feed(frame, self._analysers)
            self._codes.feed(frame)
            ready = self._preview.write(frame)
            if ready is not None:
                self._say(ready)

        for seen in (self._framing.poll(), self._codes.poll()):
            if seen is not None:
                self._say(seen)

    def _look_after_takes(self, now_s: float) -> None:
        if self._devices.microphone.alarm is not None:
            self._flag("device_alarm")
        if self._devices.camera.alarm is not None:
            self._flag("camera_alarm")
        self._takes = [take for take in self._takes if not take.poll(now_s)]

    def _somebody_speaks(self) -> bool:
        return any(take.is_speech and not take.is_ending for take in self._takes)

    def _silent_s(self) -> float | None:
        return next((take.silent_s for take in self._takes if not take.is_ending), None)

    def _flag(self, flag: str) -> None:
        for take in self._takes:
            if not take.is_ending:
                take.flags.add(flag)

    def _problem(self, error: KioskError) -> None:
        log.warning("%s", error)
        self._say(EngineProblem(error.code, tuple((name, str(gap)) for name, gap in error.params.items())))


def _all_files(config: EngineConfig) -> bool:
    try:
        return all_files(config.microphone, config.camera)
    except KioskError:  # a URI of no known kind: its station will say so
        return False
