"""Running the community: the world as a whole, time, faults, stories, and a look inside."""

from typing import Any

from sandbox.discord import shapes
from sandbox.page import bank, inside, looks
from sandbox.page.asked import Asked, Routes
from sandbox.page.guard import bad_request
from sandbox.stories import STORIES
from sandbox.stories.telling import starts_at

SEEN_INSIDE = 50


async def world(asked: Asked) -> Any:
    """What does not depend on who looks."""
    scene, state = asked.scene, asked.people.state
    channels = {id: one for id, one in state.channels.items() if one["type"] != shapes.DM}
    return {
        "version": scene.version,
        "world": asked.stage.kind,
        "server": {
            "id": state.guild["id"],
            "name": state.guild["name"],
            "locale": state.guild["preferred_locale"],
            "system_channel_id": state.guild["system_channel_id"],
        },
        "bot": looks.named(state.bot),
        "urls": {
            "discord": scene.world.discord.url,
            "stripe": scene.world.stripe.url,
            "bot": f"http://127.0.0.1:{scene.world.app.port}",
        },
        "time": await scene.mover.shown(),
        "faults": scene.switches.shown(),
        "story": scene.telling.shown() if scene.telling else None,
        "people": await scene.persons(),
        "roles": looks.roles(asked.people),
        "channels": {id: {"name": one["name"], "type": one["type"]} for id, one in channels.items()},
        "cards": bank.offered(),
        "declines": list(bank.DECLINES),
    }


async def time(asked: Asked) -> Any:
    """Let time pass."""
    await asked.scene.mover.start(asked.word("to"))
    return await asked.scene.mover.shown()


async def stop(asked: Asked) -> Any:
    """Let it stop after the moment in hand."""
    asked.scene.mover.stop()
    return await asked.scene.mover.shown()


async def look_inside(asked: Asked) -> Any:
    """What goes on behind it all."""
    scene, member = asked.scene, asked.request.query.get("member")
    wanted = None if member is None else scene.somebody(member)
    return await inside.look(scene.world, scene.journal, wanted, asked.limit(SEEN_INSIDE))


async def fault(asked: Asked) -> Any:
    """Let something go wrong from now on, or not any more."""
    asked.scene.switches.set(asked.word("name"), on=asked.yes("on"))
    return asked.scene.switches.shown()


async def no_faults(asked: Asked) -> Any:
    """Let everything go right again."""
    asked.scene.switches.clear()
    return asked.scene.switches.shown()


async def stories(asked: Asked) -> Any:
    """Every story, and the one that plays."""
    known = [
        {"name": name, "about": (play.__doc__ or "").strip(), "starts_at": starts_at(*day).isoformat()}
        for name, (play, day) in STORIES.items()
    ]
    telling = asked.scene.telling
    return {"stories": known, "playing": telling.shown() if telling else None}


async def play(asked: Asked) -> Any:
    """Tell a story in a world of its own."""
    return await asked.stage.play(asked.word("play"))


async def go_on(asked: Asked) -> Any:
    """Let the story go on, by some steps or to its end."""
    steps = asked.said.get("steps", 1)
    if steps != "all" and not (isinstance(steps, int) and steps >= 1):
        raise bad_request("steps: how many, or all")
    asked.stage.telling.go_on(None if steps == "all" else steps)
    return asked.stage.story()


async def leave(asked: Asked) -> Any:
    """Back to one's own world."""
    await asked.stage.leave()
    return {}


async def reset(asked: Asked) -> Any:
    """Throw one's own world away."""
    await asked.stage.reset()
    return {}


LOOKS: Routes = (
    ("GET", "/api/world", world),
    ("GET", "/api/inside", look_inside),
    ("GET", "/api/stories", stories),
)
ACTS: Routes = (
    ("POST", "/api/time", time),
    ("POST", "/api/time/stop", stop),
    ("POST", "/api/faults", fault),
    ("POST", "/api/faults/clear", no_faults),
)
STAGE: Routes = (
    ("POST", "/api/stories", play),
    ("POST", "/api/stories/next", go_on),
    ("POST", "/api/stories/leave", leave),
    ("POST", "/api/reset", reset),
)
"""What changes worlds, or lets a story go on: allowed while one is told."""
