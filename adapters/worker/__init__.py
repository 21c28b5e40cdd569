"""What goes on by itself: sources looked at, alerts and news of corrections made ready; `python -m adapters.worker` does it."""
