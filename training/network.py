"""The multi-task network: a small BERT, a mix of its layers per task, and four heads."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from kg.language.features import SHAPES

HIDDEN, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ARC, LABEL = 256, 128


@dataclass(frozen=True)
class Outputs:
    """B sentences, W words with the root at 0."""

    arcs: Tensor  # [B, W, W], score of head (last axis) for each word
    dependents: Tensor  # [B, W, LABEL]
    heads: Tensor  # [B, W, LABEL]
    upos: Tensor  # [B, W, classes]
    xpos: Tensor  # [B, W, classes]
    names: Tensor  # [B, W, classes]


class Layer(nn.Module):
    """A post-norm transformer layer, attention written out so that it exports plainly."""

    def __init__(self) -> None:
        """Random weights, to be replaced by the pretrained ones."""
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x [B, P, HIDDEN], bias [B, 1, 1, P] is -1e4 on padding."""
        batch, pieces, _ = x.shape
        qkv = self.qkv(x).reshape(batch, pieces, 3, HEADS, HIDDEN // HEADS)
        query, key, value = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        scores = query @ key.transpose(-1, -2) / math.sqrt(HIDDEN // HEADS) + bias
        mixed = self.dropout(scores.softmax(-1)) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, pieces, HIDDEN)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Mix(nn.Module):
    """A learned weighted sum of the embedding layer and all transformer layers."""

    def __init__(self) -> None:
        """All layers weigh the same at first."""
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(LAYERS + 1))
        self.scale = nn.Parameter(torch.ones(()))

    def forward(self, layers: Tensor) -> Tensor:
        """layers [LAYERS + 1, B, W, HIDDEN] -> [B, W, HIDDEN]."""
        weights = self.weights.softmax(0)
        return self.scale * (weights[:, None, None, None] * layers).sum(0)


def _head(width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(HIDDEN + SHAPES * 2, width), nn.GELU(), nn.Dropout(0.33))


class Network(nn.Module):
    """Encoder and heads; sizes of the label sets come from the vocabularies."""

    def __init__(self, vocabulary: int, upos: int, xpos: int, labels: int, names: int) -> None:
        """`vocabulary` counts word pieces, the others classes."""
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.kinds = nn.Parameter(torch.zeros(HIDDEN))
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.parse_mix, self.tag_mix, self.name_mix = Mix(), Mix(), Mix()
        self.word_shapes = nn.Embedding(SHAPES, SHAPES * 2)
        self.dropout = nn.Dropout(0.33)
        self.arc_dependent, self.arc_head = _head(ARC), _head(ARC)
        self.label_dependent, self.label_head = _head(LABEL), _head(LABEL)
        self.arc_weight = nn.Parameter(torch.randn(ARC, ARC) / ARC)
        self.arc_bias = nn.Parameter(torch.zeros(ARC))
        self.label_weight = nn.Parameter(torch.zeros(labels, LABEL + 1, LABEL + 1))
        self.upos = nn.Linear(HIDDEN + SHAPES * 2, upos)
        self.xpos = nn.Linear(HIDDEN + SHAPES * 2, xpos)
        self.name_window = nn.Conv1d(HIDDEN + SHAPES * 2, 256, kernel_size=3, padding=1)
        self.names = nn.Linear(256, names)
        nn.init.zeros_(self.shapes.weight)
        nn.init.normal_(self.label_weight, std=0.02)

    def encode(self, ids: Tensor, shapes: Tensor) -> list[Tensor]:
        """ids, shapes [B, P] -> LAYERS + 1 tensors [B, P, HIDDEN]."""
        positions = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(positions) + self.kinds + self.shapes(shapes)
        layers = [self.norm(x)]
        bias = (ids == 0)[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            layers.append(layer(layers[-1], bias))
        return layers

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> Outputs:
        """Inputs as in kg.language.features.Batch."""
        layers = self.encode(ids, shapes)
        stacked = torch.stack([(_pick(x, first) + _pick(x, last)) * 0.5 for x in layers])
        form = self.word_shapes(shapes.gather(1, first))

        def words(mix: Mix) -> Tensor:
            return torch.cat([self.dropout(mix(stacked)), form], -1)

        parse, tags, names = words(self.parse_mix), words(self.tag_mix), words(self.name_mix)
        arc_dependent, arc_head = self.arc_dependent(parse), self.arc_head(parse)
        arcs = (arc_dependent @ self.arc_weight + self.arc_bias) @ arc_head.transpose(1, 2)
        exists = (last > 0).to(names.dtype)[:, :, None]  # the window must not see padding words
        window = self.name_window((names * exists).transpose(1, 2)).transpose(1, 2)
        return Outputs(
            arcs=arcs,
            dependents=self.label_dependent(parse),
            heads=self.label_head(parse),
            upos=self.upos(tags),
            xpos=self.xpos(tags),
            names=self.names(self.dropout(nn.functional.gelu(window))),
        )

    def label_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """dependents, heads [N, LABEL] (already paired) -> [N, labels]."""
        one = torch.ones(dependents.shape[0], 1, dtype=dependents.dtype)
        left = torch.cat([dependents, one], 1)
        right = torch.cat([heads, one], 1)
        count = self.label_weight.shape[0]
        half = left @ self.label_weight.permute(1, 0, 2).reshape(LABEL + 1, -1)
        return (half.reshape(-1, count, LABEL + 1) * right[:, None, :]).sum(-1)


def _pick(x: Tensor, index: Tensor) -> Tensor:
    """x [B, P, H], index [B, W] -> [B, W, H]."""
    return x.gather(1, index[:, :, None].expand(-1, -1, x.shape[-1]))


def load_encoder(network: Network, weights: Path) -> None:
    """Copy the pretrained MiniLM weights (BERT names) into the network."""
    source = load_file(str(weights))

    def copy(target: nn.Module, name: str) -> None:
        target.load_state_dict({k: source[f"{name}.{k}"] for k in target.state_dict()})

    copy(network.words, "embeddings.word_embeddings")
    copy(network.positions, "embeddings.position_embeddings")
    copy(network.norm, "embeddings.LayerNorm")
    network.kinds.data.copy_(source["embeddings.token_type_embeddings.weight"][0])
    for number, layer in enumerate(network.layers):
        prefix = f"encoder.layer.{number}"
        attention = f"{prefix}.attention.self"
        parts = ("query", "key", "value")
        layer.qkv.weight.data.copy_(torch.cat([source[f"{attention}.{p}.weight"] for p in parts]))
        layer.qkv.bias.data.copy_(torch.cat([source[f"{attention}.{p}.bias"] for p in parts]))
        copy(layer.out, f"{prefix}.attention.output.dense")
        copy(layer.norm1, f"{prefix}.attention.output.LayerNorm")
        copy(layer.up, f"{prefix}.intermediate.dense")
        copy(layer.down, f"{prefix}.output.dense")
        copy(layer.norm2, f"{prefix}.output.LayerNorm")
    network.words.weight.requires_grad_(False)
