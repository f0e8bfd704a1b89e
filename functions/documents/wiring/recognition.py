"""What names documents by what they are."""

from functools import cache

from functions.documents.repository.documents import DocumentRepository
from functions.documents.repository.recognising import RecognisingRepository
from functions.documents.service.recognition import Recogniser as Port
from functions.documents.service.recognition import RecognitionService
from functions.documents.wiring import store
from functions.documents.wiring.store import StoreEnv
from shared.published.recognition import Recogniser
from shared.wiring import ground


class RecognitionEnv(StoreEnv):
    """What recognising reads of the environment besides."""

    recogniser: Recogniser
    bedrock_model: str | None = None


@cache
def _env() -> RecognitionEnv:
    return RecognitionEnv.read()


@cache
def recogniser() -> Port:
    """Give the recogniser this stage has chosen."""
    env = _env()
    if env.bedrock_model is not None and env.recogniser is Recogniser.BEDROCK:
        from functions.documents.paper.bedrock import BedrockRecogniser
        from shared.wiring import models

        return BedrockRecogniser(models.bedrock, env.bedrock_model)
    from functions.documents.paper import apart
    from functions.documents.paper.built_in import BuiltInRecogniser

    return BuiltInRecogniser(apart.read_apart)


@cache
def recognition() -> RecognitionService:
    table = ground.table()
    return RecognitionService(
        RecognisingRepository(table), DocumentRepository(table), store.objects(), recogniser(), ground.clock()
    )
