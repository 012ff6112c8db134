"""A benchmark as a table for the terminal."""

from app.cli_text import table
from app.modelpacks.benchmark import Benchmark
from app.ui.strings import Strings


def benchmark_table(results: tuple[Benchmark, ...], words: Strings) -> str:
    """One line for each recogniser; what was not measured is called so."""
    measure = words.text(f"benchmark.measure_{results[0].language}")
    heading = [words.text(f"benchmark.{name}") for name in ("pack", "clips", "audio")]
    heading += [measure, *(words.text(f"benchmark.{name}") for name in ("speed", "memory", "made_up"))]
    lines = [table([heading, *(_row(result, words) for result in results)])]
    if any(result.non_speech_generated for result in results):
        lines.append(words.text("benchmark.generated"))
    return "\n".join(lines)


def _row(result: Benchmark, words: Strings) -> list[str]:
    if result.failure is not None:
        reason = words.message(result.failure, pack=result.recogniser, engine=result.recogniser)
        return [result.recogniser, "-", "-", words.text("benchmark.failed", reason=reason), "", "", ""]
    unknown = words.text("benchmark.not_measured")
    return [
        result.recogniser,
        str(result.clips),
        f"{result.audio_s:.0f} s",
        unknown if result.error_rate is None else f"{result.error_rate:.1%} ({result.edits}/{result.said})",
        unknown if result.rtf is None else f"{result.rtf:.3f}",
        unknown if result.memory_mb is None else f"{result.memory_mb} MB",
        f"{result.made_up}/{result.non_speech_clips} ({result.made_up_raw})",
    ]
