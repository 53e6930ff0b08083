"""Checkpoint -> the folder that ships: int8 ONNX, label weights, label sets, tokenizer, lemmas."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.lemmas import write_lemmas
from training.network import Network
from training.train import Vocabularies, blend, build

CARD = Path(__file__).parent / "model-card"


class _Plain(nn.Module):
    """The network with a tuple of tensors as output, tags already decided."""

    def __init__(self, network: Network) -> None:
        """Wrap a network in evaluation mode."""
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor
                ) -> tuple[Tensor, ...]:  # fmt: skip
        out = self.network(ids, shapes, first, last)
        return (
            out.arcs,
            out.dependents,
            out.heads,
            out.upos.argmax(-1),
            out.xpos.argmax(-1),
            out.names.log_softmax(-1),
        )


def load_checkpoint(run: Path) -> tuple[Network, Vocabularies]:
    """The network of a run's last checkpoint, see `blend`."""
    row = json.loads((run / "labels.json").read_text(encoding="utf-8"))
    labels = Vocabularies(**{key: tuple(value) for key, value in row.items()})
    state = blend(run)
    network = build(state["words.weight"].shape[0], labels)
    network.load_state_dict(state)
    return network.eval(), labels


def export(run: Path, data: Path, target: Path) -> None:
    """Write the shipped folder to `target`."""
    network, _ = load_checkpoint(run)
    target.mkdir(parents=True, exist_ok=True)
    _write_onnx(network, target / "model.onnx")
    weight = network.label_weight.detach().numpy().astype(np.float16)
    np.savez_compressed(target / "labels.npz", weight=weight)
    for name in ("labels.json", "tokenizer.json"):
        shutil.copyfile(run / name, target / name)
    write_lemmas(data, target / "lemmas.json.gz")
    if CARD.is_dir():
        shutil.copytree(CARD, target, dirs_exist_ok=True)


def _write_onnx(network: Network, path: Path) -> None:
    words = torch.tensor([[0, 1, 2, 4]])
    ids = torch.tensor([[101, 2023, 2003, 1037, 3231, 102]])
    example = (ids, torch.ones_like(ids), words, words)
    pieces, wide = {0: "batch", 1: "pieces"}, {0: "batch", 1: "words"}
    outputs = ["arcs", "dependents", "heads", "upos", "xpos", "names"]
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            _Plain(network), example, str(full), opset_version=17, dynamo=False,
            input_names=["ids", "shapes", "first", "last"], output_names=outputs,
            dynamic_axes={"ids": pieces, "shapes": pieces, "first": wide, "last": wide,
                          "arcs": {0: "batch", 1: "words", 2: "words"}}
            | dict.fromkeys(outputs[1:], wide),
        )  # fmt: skip
        prepared = Path(scratch) / "prepared.onnx"
        quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
        # 7-bit weights: processors without VNNI add two 8-bit products in 16 bits, which
        # overflows, and the same text must give the same graph on every machine.
        quantize_dynamic(
            prepared, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8
        )


def publish(source: Path, target: Path) -> None:
    """Replace the folder `target` by a copy of `source`; readers see the old or the new one."""
    fresh = target.with_name(target.name + ".new")
    old = target.with_name(target.name + ".old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(source, fresh)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def main() -> None:
    """Export the last checkpoint of a run, publish and measure it."""
    parser = argparse.ArgumentParser(prog="training.export", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="the training's --out folder")
    parser.add_argument("--publish", type=Path)
    args = parser.parse_args()
    latest = args.run / "latest"
    export(args.run, args.data, args.run / "exported")
    publish(args.run / "exported", latest)
    if args.publish is not None:
        publish(latest, args.publish)
    command = [sys.executable, "-m", "training.evaluate", "--data", str(args.data)]
    subprocess.run([*command, "--model", str(latest), "--limit", "600"], check=False)


if __name__ == "__main__":
    main()
