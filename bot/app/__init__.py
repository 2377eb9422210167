"""The application, put together: the only place that knows every room."""

from bot.app.composer import App, CannotStart, Tuning

__all__ = ["App", "CannotStart", "Tuning"]
