"""Routes of notifications: which browsers they come to. Only a signed-in browser asks for them."""

from typing import Final
from uuid import UUID

from litestar import Request, Router, delete, get, patch, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from api.accounts.access import session_hash_of, settings_of
from api.credentials import SESSION
from api.database import Work
from api.deliveries import devices
from api.deliveries.push_schemas import PushDeviceChange, PushDevices, PushSubscribe

HERE: Final = {"scope": SESSION}


@get("/me/push-devices", opt=HERE)
async def list_push_devices(
    work: NamedDependency[Work], request: Request[object, object, State]
) -> PushDevices:
    """The browsers that notifications come to, and the key that a new one subscribes with."""
    return await devices.list_devices(work, request.app.state.vapid, session_hash_of(request))


@post("/me/push-devices", opt=HERE, status_code=200)
async def subscribe_push_device(
    work: NamedDependency[Work],
    request: Request[object, object, State],
    data: JSONBody[PushSubscribe],
) -> PushDevices:
    """Have notifications come to this browser while it is signed in. Again changes nothing."""
    state = request.app.state
    return await devices.subscribe(
        work,
        state["keys"],
        state["vapid"],
        data,
        session_hash_of(request),
        anywhere=not settings_of(request).production,
    )


@patch("/me/push-devices/{device_id:uuid}", opt=HERE, status_code=204)
async def change_push_device(
    work: NamedDependency[Work], device_id: FromPath[UUID], data: JSONBody[PushDeviceChange]
) -> None:
    """Say whether notifications on this device show a first name."""
    await devices.change_device(work, device_id, data)


@delete("/me/push-devices/{device_id:uuid}", opt=HERE)
async def remove_push_device(work: NamedDependency[Work], device_id: FromPath[UUID]) -> None:
    """Have no more notifications come to this device."""
    await devices.forget_device(work, device_id)


router: Final = Router(
    "/",
    route_handlers=[
        list_push_devices,
        subscribe_push_device,
        change_push_device,
        remove_push_device,
    ],
    tags=["Notifications"],
)
