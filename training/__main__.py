"""`python -m training --data DIR --out DIR`: train, and after each round export and measure."""

from __future__ import annotations

import argparse
from pathlib import Path

from training.train import Settings, train


def main() -> None:
    """Parse the command line and train."""
    defaults = Settings()
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with ud/, ner/ and rel/")
    parser.add_argument("--out", type=Path, required=True, help="checkpoints, log and exports")
    parser.add_argument("--publish", type=Path, help="also copy each exported model here")
    parser.add_argument("--steps", type=int, default=defaults.steps)
    parser.add_argument("--rounds", type=int, default=defaults.rounds)
    parser.add_argument("--threads", type=int, default=defaults.threads)
    parser.add_argument("--seed", type=int, default=defaults.seed)
    args = parser.parse_args()
    settings = Settings(steps=args.steps, rounds=args.rounds, threads=args.threads, seed=args.seed)
    train(args.data, args.out, settings, args.publish)


if __name__ == "__main__":
    main()
