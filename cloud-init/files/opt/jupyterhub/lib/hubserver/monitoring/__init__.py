"""What shows an operator how the hub goes: Prometheus and its node exporter, and the figures that they do not have."""
