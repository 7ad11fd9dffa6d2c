"""Measurements; run each as ``python -m benchmarks.NAME``. They print ratios, since machines differ."""
