"""`make reset`: forget the local stage and everything in it."""

from local.failure import main
from local.place import Place
from local.running import forget


def run() -> None:
    """Remove the stage's folder; refuses while the stage runs."""
    place = Place.from_environment()
    forget(place)
    print(f"Forgotten: {place.folder}")


if __name__ == "__main__":
    main(run)
