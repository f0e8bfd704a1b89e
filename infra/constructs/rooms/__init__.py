"""What each room gets: its functions, what starts them, and what they may do."""

from infra.constructs.rooms.activity import Activity
from infra.constructs.rooms.documents import Documents
from infra.constructs.rooms.invite import Invite
from infra.constructs.rooms.links import Links
from infra.constructs.rooms.notifications import Notifications
from infra.constructs.rooms.settings import Settings

ROOMS = (Invite, Settings, Documents, Links, Activity, Notifications)
