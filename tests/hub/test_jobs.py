"""Background jobs: what is over is forgotten, heads are kept, and a worker runs both on the service's own role."""

import asyncio
from pathlib import Path

from sqlalchemy import text

from ehr import audit
from ehr.access import Role
from ehr.audit.anchors import ANCHORS, keep_heads
from ehr.cli_audit import kept_heads
from ehr.database import Database, system
from ehr.embedded import Addresses
from ehr.jobs import PERIODIC, Parts, Periodic, job_app
from ehr.keys import master_key
from ehr.settings import Settings
from ehr.sweeping import sweep
from tests.hub.world import World


def parts(settings: Settings, database: Database) -> Parts:
    return Parts(settings, database, master_key(settings.key_file))


def test_what_is_long_over_is_forgotten_and_nothing_else(world: World, database: Database) -> None:
    user = world.user(world.tree().organisation, Role.RECRUITER)
    world.signed_in(user)
    old = world.signed_in(user)
    with database.work(system("test")) as session:
        token = old["X-CSRF-Token"]
        session.execute(
            text("update sessions set started_at = now() - interval '31 days' where csrf_token = :t"),
            {"t": token},
        )
        session.execute(
            text("insert into attempts values (sha256('a'), 1, now() - interval '2 days', now())")
        )
        session.execute(text("insert into attempts values (sha256('b'), 1, now(), now())"))
    assert sweep(database) == 2
    assert sweep(database) == 0


def test_heads_are_signed_and_kept_line_by_line(world: World, database: Database, settings: Settings) -> None:
    key = master_key(settings.key_file)
    site = world.tree().sites[0]
    for number in range(2):
        with database.work(system("test")) as session:
            audit.append(session, "test.done", scope_id=site, subject_kind="test", subject_id=number)
        keep_heads(database, key, settings.data)
    kept = kept_heads(settings.data / ANCHORS, key)
    assert [head.seq for head in kept if head.chain == site] == [1, 2]
    assert (settings.data / ANCHORS).stat().st_mode & 0o077 == 0


def test_a_worker_runs_every_job_that_goes_by_the_clock(
    world: World, database: Database, settings: Settings, addresses: Addresses
) -> None:
    world.tree()
    app = job_app(parts(settings, database), addresses.program)

    async def run() -> dict[str, int]:
        async with app.open_async():
            for job in PERIODIC:
                await app.configure_task(job.name).defer_async(timestamp=0)
            await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
            return {
                job.task_name: job.attempts
                for job in await app.job_manager.list_jobs_async(status="succeeded")
            }

    assert set(asyncio.run(run())) == {job.name for job in PERIODIC}
    assert Path(settings.data / ANCHORS).exists()


def test_a_job_that_fails_is_tried_again_later(
    database: Database, settings: Settings, addresses: Addresses
) -> None:
    calls = []

    def fail(_: Parts) -> None:
        calls.append(1)
        raise OSError("the disk")

    app = job_app(parts(settings, database), addresses.program, (Periodic("failing", "* * * * *", fail),))

    async def run() -> list[tuple[str | None, int]]:
        async with app.open_async():
            await app.configure_task("failing").defer_async(timestamp=0)
            await app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
            return [
                (job.status, job.attempts) for job in await app.job_manager.list_jobs_async(task="failing")
            ]

    assert ("todo", 1) in asyncio.run(run())
    assert calls
