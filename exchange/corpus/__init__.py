"""A synthetic newsroom of any size, the same for everybody: what the benchmarks are run on."""

from exchange.corpus.filling import Corpus, NotEmpty, fill

__all__ = ["Corpus", "NotEmpty", "fill"]
