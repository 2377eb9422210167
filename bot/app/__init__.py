"""The application, put together: the only place that knows every room."""

from bot.app.composer import App
from bot.app.database import CannotStart
from bot.app.tuning import Tuning

__all__ = ["App", "CannotStart", "Tuning"]
