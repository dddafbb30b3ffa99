"""Whether a person agreed that their notes may go to the model of this installation."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from api.database import Work, hot
from api.errors import Conflict, Forbidden, NotFound
from api.proposals.models import ModelConsent
from api.proposals.schemas import ModelAgree, ModelRead
from api.proposals.wire import Model

ONE: Final = hot(
    select(ModelConsent.agreed_at).where(
        ModelConsent.owner_id == bindparam("owner_id"),
        ModelConsent.host == bindparam("host"),
        ModelConsent.name == bindparam("name"),
    )
)
_GIVEN: Final = ("host", "name", "agreed_at")
_AGREE = insert(ModelConsent).values(
    {name: bindparam(name) for name in ("owner_id", *_GIVEN)},
)
AGREE: Final = hot(
    _AGREE.on_conflict_do_update(
        index_elements=["owner_id"], set_={name: _AGREE.excluded[name] for name in _GIVEN}
    )
)
FORGET: Final = hot(delete(ModelConsent).where(ModelConsent.owner_id == bindparam("owner_id")))


class NotAgreed(Forbidden):
    """This person did not agree to send notes to this model, or took that back."""

    code, title = "model-not-agreed", "You did not agree to send notes to this model"


class OtherModel(Conflict):
    """The operator names another model than the one that was shown."""

    code, title = "other-model", "It is another model now: read again what it is"


async def read_model(work: Work, model: Model | None) -> ModelRead:
    """The model of this installation, and whether this person agreed."""
    if model is None:
        return ModelRead("", "", None)
    return ModelRead(model.host, model.name, await _agreed_at(work, model))


async def agree(work: Work, model: Model | None, data: ModelAgree) -> ModelRead:
    """Keep that they agreed; said again it stays as it was. Raises OtherModel, also where there is
    none any more."""
    if model is None or (data.host, data.name) != (model.host, model.name):
        raise OtherModel()
    if await _agreed_at(work, model) is None:
        await work.execute(
            AGREE,
            owner_id=work.subject.person_id,
            host=model.host,
            name=model.name,
            agreed_at=work.now,
        )
    return await read_model(work, model)


async def take_back(work: Work) -> None:
    """Forget that they agreed, to whichever model that was."""
    await work.execute(FORGET, owner_id=work.subject.person_id)


async def require_agreement(work: Work, model: Model | None) -> Model:
    """The model. Raises NotFound without one, and NotAgreed."""
    if model is None:
        raise NotFound()
    if await _agreed_at(work, model) is None:
        raise NotAgreed("Agree in the settings first.")
    return model


async def _agreed_at(work: Work, model: Model) -> datetime | None:
    found: datetime | None = await work.fetchval(
        ONE, owner_id=work.subject.person_id, host=model.host, name=model.name
    )
    return found
