#!/usr/bin/env python3
"""Quantising layers beside vector-quantize-pytorch: reference cases, and the same autoencoder.

usage: Benchmarks/quantising_layers.py cases | train [--epochs 300] [--only NAME]

`cases` prints values and gradients as the literals of Tests/QuantizationTests/Layers/PeerLayerTests.swift. `train` trains the
autoencoder of Examples/Autoencoder with the peer's layers and prints errors, perplexities and times of the same kind.
Needs: pip install numpy torch vector-quantize-pytorch.
"""
import argparse
import os
import time

import numpy as np
import torch
from torch import nn
from vector_quantize_pytorch import FSQ, LFQ, ResidualVQ, VectorQuantize

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def literal(tensor):
    return "[" + ", ".join(f"{float(x):.10g}" for x in tensor.detach().reshape(-1)) + "]"


def show(name, *tensors):
    for place, tensor in enumerate(tensors):
        print(f"  static let {name}{place if len(tensors) > 1 else ''}: [Double] = {literal(tensor)}")


def cases():
    torch.set_default_dtype(torch.float64)
    rows = torch.arange(18.0).reshape(6, 3)
    x0 = torch.sin(rows * 1.7) * 1.5
    codes = torch.cos(torch.arange(12.0).reshape(4, 3) * 0.9)
    g = torch.sin(rows * 0.6 + 1)
    show("vectors", x0), show("codes", codes), show("cotangent", g)

    def layer(**options):
        made = VectorQuantize(dim=3, codebook_size=4, **options).train()
        made._codebook.embed.data.copy_(codes[None])
        made._codebook.embed_avg.data.copy_(codes[None])
        return made

    def passed(made):
        x = x0.clone().requires_grad_()
        output, found, loss = made(x[None])
        ((output[0] * g).sum() + loss.sum()).backward()
        return output[0], found[0], loss, x.grad

    print("  static let nearest =", passed(layer(rotation_trick=False, decay=0.5))[1].tolist())
    show("straightThrough", passed(layer(rotation_trick=False, commitment_weight=0.25))[3])
    show("rotated", passed(layer(rotation_trick=True, commitment_weight=0.25))[3])
    directional = layer(
        rotation_trick=False, directional_reparam=True, directional_reparam_variance=0.0, threshold_ema_dead_code=1e-9)
    slopes = passed(directional)[3]
    show("directional", slopes, directional._codebook.embed.grad)
    averages = layer(rotation_trick=False, decay=0.5, eps=0.0)
    averages._codebook.cluster_size.data.fill_(1.0)
    for factor in (1.0, 0.7, 1.2):
        averages((x0 * factor)[None])
    show("averages", averages._codebook.embed[0])
    cosine = layer(rotation_trick=False, use_cosine_sim=True, commitment_weight=0.25)
    cosine._codebook.embed.data.copy_(nn.functional.normalize(codes, dim=-1)[None])
    output, found, _, slopes = passed(cosine)
    print("  static let directions =", found.tolist())
    show("cosine", output, slopes)

    fsq = FSQ([8, 5, 4])
    x = x0.clone().requires_grad_()
    output, found = fsq(x[None])
    (output[0] * g).sum().backward()
    print("  static let levels =", found[0].tolist())
    show("finiteScalars", output, x.grad)

    lfq = LFQ(codebook_size=8, dim=3, entropy_loss_weight=0.3, commitment_loss_weight=0.7, diversity_gamma=0.9).train()
    x = (x0 * 0.2).requires_grad_()
    output, found, loss = lfq(x[None], inv_temperature=2.0)
    ((output[0] * g).sum() + loss).backward()
    print("  static let signs =", [int(f"{i:03b}"[::-1], 2) for i in found[0].tolist()])
    show("lookupFree", loss, x.grad)

    residual = ResidualVQ(dim=3, num_quantizers=2, codebook_size=4, rotation_trick=False, commitment_weight=0.25).train()
    for place, made in enumerate(residual.layers):
        made._codebook.embed.data.copy_(codes[None] * (1 - 0.6 * place))
    x = x0.clone().requires_grad_()
    output, found, loss = residual(x[None])
    ((output[0] * g).sum()).backward(retain_graph=True)
    print("  // The peer's gradient of the output is", float((x.grad / g).mean()), "times the cotangent.")
    x.grad = None
    loss.sum().backward()
    print("  static let residualCodes =", found[0].reshape(-1).tolist())
    show("residual", output, loss.sum(), x.grad)


class Model(nn.Module):
    def __init__(self, make, width):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(64, 256), nn.LeakyReLU(0.1), nn.Linear(256, 4 * width))
        self.layers = nn.ModuleList(make() for _ in range(4))
        self.decoder = nn.Sequential(nn.Linear(4 * width, 256), nn.LeakyReLU(0.1), nn.Linear(256, 64))

    def forward(self, x):
        outputs, codes, losses = [], [], torch.zeros(())
        for layer, word in zip(self.layers, self.encoder(x).chunk(4, dim=-1)):
            made = layer(word[:, None], inv_temperature=1.0) if isinstance(layer, LFQ) else layer(word[:, None])
            outputs.append(made[0][:, 0])
            codes.append(made[1].reshape(len(x), -1))
            losses = losses + (made[2].sum() / 4 if len(made) == 3 else 0)
        return self.decoder(torch.cat(outputs, dim=-1)), torch.cat(codes, dim=-1), losses


def train(epochs, only):
    # (Of matrices as small as these one thread makes more than two.)
    torch.set_num_threads(1)
    pixels = torch.from_numpy(np.load(f"{ROOT}/Examples/Data/digits.npy")).float() / 16
    apart = torch.arange(len(pixels)) % 5 == 4
    seen, unseen = pixels[~apart], pixels[apart]
    book = dict(threshold_ema_dead_code=1, kmeans_init=True)
    averages = dict(decay=0.99, commitment_weight=0.25, **book)
    layers = {
        "moving averages": (lambda: VectorQuantize(8, 64, rotation_trick=False, **averages), 8),
        "rotation trick": (lambda: VectorQuantize(8, 64, **averages), 8),
        "DiVeQ": (lambda: VectorQuantize(8, 64, directional_reparam=True, directional_reparam_variance=9e-4, **book), 8),
        "cosine": (lambda: VectorQuantize(8, 64, rotation_trick=False, use_cosine_sim=True, **averages), 8),
        "FSQ": (lambda: FSQ([8, 8]), 2),
        "LFQ": (lambda: LFQ(codebook_size=64, dim=6, commitment_loss_weight=0.02, entropy_loss_weight=0.005), 6),
        "residual": (lambda: ResidualVQ(dim=8, num_quantizers=2, codebook_size=8, rotation_trick=False, **averages), 8),
    }
    if only and only not in layers:
        raise SystemExit(f"error: no layer is called “{only}”, but {', '.join(layers)}")
    for name in [only] if only else layers:
        make, width = layers[name]
        torch.manual_seed(1)
        model = Model(make, width).train()
        begin = time.process_time()
        maps = [*model.encoder.parameters(), *model.decoder.parameters()]
        groups = [dict(params=maps, weight_decay=1.0), dict(params=list(model.layers.parameters()), weight_decay=0.0)]
        adam = torch.optim.AdamW([group for group in groups if group["params"]], lr=2e-3)
        steps = len(seen) // 128
        for step in range(epochs * steps):
            if step % steps == 0:
                order = torch.randperm(len(seen))
            for group in adam.param_groups:
                group["lr"] = 2e-3 * (1 - step / (epochs * steps))
            batch = seen[order[step % steps * 128:(step % steps + 1) * 128]]
            restored, _, loss = model(batch)
            adam.zero_grad()
            (nn.functional.mse_loss(restored, batch) + loss).backward()
            adam.step()
        seconds = time.process_time() - begin
        model.eval()
        with torch.no_grad():
            errors = [float(nn.functional.mse_loss(model(images)[0], images)) * 1000 for images in (seen, unseen)]
            codes = model(seen)[1]
        shares = [torch.bincount(book).double() / len(book) for book in codes.T]
        least = min(float(torch.exp(-(share[share > 0] * share[share > 0].log()).sum())) for share in shares)
        print(f"{name:18} {errors[0]:6.2f} {errors[1]:6.2f}  {least:5.1f}  {seconds:.1f} s of the processor", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["cases", "train"])
    parser.add_argument("--epochs", type=int, default=300)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    cases() if arguments.what == "cases" else train(arguments.epochs, arguments.only)
