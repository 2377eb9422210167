"""What operators may ask of a bot: over the control socket of a running one, or of one that was only opened."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from bot import doctor
from bot.config import Config
from bot.control import Act
from bot.house import House
from bot.ports import Finding
from bot.services import upkeep
from storage import facts
from storage.backup import backup
from storage.store import SqlStore


class Desk:
    """Answers operators."""

    def __init__(self, house: House, store: SqlStore, config: Config, settings: Mapping[str, str]) -> None:
        """settings: of the community, as its rows say; the environment only seeded them."""
        self._house, self._store, self._config, self._settings = house, store, config, settings

    def acts(self) -> Mapping[str, Act]:
        """What may be asked, by name."""
        return {"doctor": self.doctor, "backup": self.backup, "retry": self.retry, "sync": self.sync}

    async def examine(self) -> list[Finding]:
        """What `doctor` finds."""
        looks = (
            self._configuration,
            partial(facts.examine, self._store.url),
            partial(doctor.at_stripe, self._house.payments),
            partial(doctor.in_discord, self._house.chat, self._store),
            partial(doctor.parked, self._store),
        )
        return await doctor.examine(looks)

    async def _configuration(self) -> list[Finding]:
        """What counts, and where the environment says something else: zone and currency are fixed once money flowed."""
        zone, currency = self._settings["timezone"], self._settings["currency"]
        wanted = self._config.community_timezone
        seen = f"complete; the community lives in {zone} and pays in {currency}, fixed at its first start"
        if wanted == zone:
            return [Finding("configuration", well=True, seen=seen)]
        remedy = f"set COMMUNITY_TIMEZONE to {zone}, or leave it out: it is not {wanted} for anybody here"
        return [Finding("configuration", well=False, seen=f"{seen}; COMMUNITY_TIMEZONE says {wanted}", remedy=remedy)]

    async def doctor(self) -> list[dict[str, Any]]:
        return [asdict(finding) for finding in await self.examine()]

    async def backup(self, file: str) -> int:
        return await backup(self._store, Path(file))

    async def retry(self) -> int:
        return await self._store.write(upkeep.retry_parked)

    async def sync(self) -> int:
        return await self._store.write(upkeep.sync_everyone)
