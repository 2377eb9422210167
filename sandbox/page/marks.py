"""How far everybody has read: what makes a channel bold and a direct message count."""

from sandbox.discord import shapes
from sandbox.discord.people import People
from sandbox.page import looks


class Marks:
    """The newest message each person has read, by person and channel."""

    def __init__(self) -> None:
        self.read: dict[str, dict[str, str]] = {}

    def up_to(self, user_id: str, channel_id: str) -> str | None:
        """The last message somebody has read in a place; None where they have read nothing."""
        return self.read.get(user_id, {}).get(channel_id)

    def set(self, user_id: str, channel_id: str, message_id: str) -> None:
        """Somebody has read up to that message; reading an older one again changes nothing."""
        marks = self.read.setdefault(user_id, {})
        marks[channel_id] = max(marks.get(channel_id, "0"), message_id, key=int)

    def unread(self, people: People, user_id: str, channel_id: str) -> int:
        """How many messages of others have come since; what one did oneself, or asked for, was seen."""
        read = int(self.up_to(user_id, channel_id) or 0)
        private = people.state.private_to
        found = looks.messages(people, user_id, channel_id)
        return sum(
            int(one["id"]) > read and one["author"]["id"] != user_id and one["id"] not in private for one in found
        )

    def unread_direct(self, people: People, user_id: str) -> int:
        """How many direct messages somebody has not read."""
        direct = people.state.direct_channel_of(user_id)
        return 0 if direct is None else self.unread(people, user_id, direct["id"])

    def forget_lost(self, people: People) -> None:
        """Places that are gone need no marks."""
        places = {id for id, one in people.state.channels.items() if one["type"] != shapes.CATEGORY}
        self.read = {who: {id: read for id, read in marks.items() if id in places} for who, marks in self.read.items()}
