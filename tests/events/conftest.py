from handover.conftest import staff

__all__ = ["staff"]
