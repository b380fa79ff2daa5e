"""The demonstration newsroom: The Harbour Post of Port Selwyn, a place that does not exist.

What an editor may change stands in plain files: `THE-PLACE.md`, `vocabulary.toml` and `stories/`. The modules
beside them read these and say the desk's verbs; `loading.load` is the door.
"""
