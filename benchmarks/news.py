"""How much of what news articles say is in the graph: 60 articles annotated by hand.

    python -m benchmarks.news --shared ../shared [--by kind] [--misses 20]

Builds the gold articles with their dates, exports the statements and scores them with the tool
that comes with the gold; options it does not know are passed on to that tool. A second build, with
the rows reversed and another hash seed, must give the same bytes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import commands


def rows(shared: Path) -> Iterator[str]:
    """The gold articles as rows of JSON Lines: the text exactly as annotated, so no title."""
    dates = {}
    for line in (shared / "data/news/manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        dates[entry["file"]] = entry["date"]
    for line in (shared / "gold/news-dev.jsonl").read_text(encoding="utf-8").splitlines():
        file = json.loads(line)["file"]
        text = (shared / "data/news" / file).read_bytes().decode("utf-8")
        row = {"id": Path(file).stem, "text": text, "date": dates[file]}
        yield json.dumps(row, ensure_ascii=False)


def main() -> None:
    """Build twice, score once."""
    parser = commands.parser(__doc__)
    parser.add_argument("--once", action="store_true", help="leave out the second build")
    parser.add_argument("--keep", type=Path, help="write the exported statements to this file too")
    options, for_the_scorer = parser.parse_known_args()

    lines = list(rows(options.shared))
    start = time.perf_counter()
    statements = commands.build_and_export(lines, "jsonl")
    seconds = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder:
        file = options.keep or Path(folder, "statements.jsonl")
        file.write_bytes(statements)
        gold = options.shared / "gold/news-dev.jsonl"
        scorer = [sys.executable, str(options.shared / "tools/score_news.py"), str(gold), str(file)]
        subprocess.run([*scorer, *for_the_scorer], check=True)
    print(f"{'seconds':18s} {seconds:.1f} for build and export")
    if not options.once:
        same = commands.build_and_export(lines[::-1], "jsonl", hash_seed="1") == statements
        print(f"{'second build':18s} {'identical' if same else 'DIFFERENT'}")
        sys.exit(not same)


if __name__ == "__main__":
    main()
