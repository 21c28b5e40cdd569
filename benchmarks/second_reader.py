"""What one more process that reads an archive holds for itself, beyond what it shares with the others."""

import subprocess
import sys
from pathlib import Path

from bot.settings import Settings

_READER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bot.archive import Filters, Words, open_archive
from bot.settings import Settings
def private():
    kinds = ("Private_Clean:", "Private_Dirty:")
    return sum(int(line.split()[1]) for line in open("/proc/self/smaps_rollup") if line.startswith(kinds)) / 1024
archive_file, index, newsroom = sys.argv[1:]
now = datetime.now(UTC)
before = private()
archive = open_archive(Settings(Path(archive_file), "", Path(index)))
for word in ("bridge", "money", "court", "people", "government", "question"):
    archive.utterances_matching(newsroom, Words((word, "never")), Filters(), offset=0, limit=3, now=now)
    archive.articles_matching(newsroom, Words((word, "never")), Filters(), offset=0, limit=3, now=now)
    archive.utterances_near(newsroom, f"we never said that the {word} would be theirs", limit=3, now=now)
    archive.names_begun(newsroom, [word[:3]], limit=25, now=now)
print(private() - before)
"""


def memory_of_another(settings: Settings, newsroom: str) -> dict[str, float]:
    """Megabytes private to another process once it has asked a little of everything; empty where no system tells."""
    if not Path("/proc/self/smaps_rollup").exists():
        return {}
    asked = [str(settings.archive), str(settings.index), newsroom]
    done = subprocess.run([sys.executable, "-c", _READER, *asked], capture_output=True, text=True, check=True)
    return {"USS MB": float(done.stdout)}
