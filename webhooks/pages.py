"""The page people come back to after Stripe's: it says that Discord tells them the rest, and leads there."""

from pathlib import Path

import aiohttp_jinja2
import jinja2
from aiohttp import web

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
TEMPLATES = Path(__file__).parent / "templates"


def add_to(app: web.Application, guild_id: int) -> None:
    """Add GET /return to an application: `?paid=1` after paying, else after turning back or changing a card."""
    aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)

    async def come_back(request: web.Request) -> web.Response:
        context = {
            "language": _language(request.headers.get("Accept-Language", "")),
            "paid": "paid" in request.query,
            "discord": f"https://discord.com/channels/{guild_id}",
        }
        response = aiohttp_jinja2.render_template("return.html", request, context)
        response.headers.update(HEADERS)
        return response

    app.router.add_get("/return", come_back)


def _language(accepted: str) -> str:
    """Japanese, unless the browser asks for English before it."""
    wanted = [part.partition(";")[0].strip().partition("-")[0] for part in accepted.lower().split(",")]
    return next((language for language in wanted if language in ("ja", "en")), "ja")
