"""The way in, for `python -m reflect_app`, the `reflect` command and the frozen app."""

import sys


def main() -> int:
    """Close this process to curious eyes, then do what the command line asks."""
    _harden()
    from reflect_app import cli  # noqa: PLC0415

    return cli.main(sys.argv[1:])


def _harden() -> None:
    """Leave no core file, and let no other process of the same user read this one's memory.

    Each process does it for itself, since starting another program resets both.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415

        set_dumpable = 4  # PR_SET_DUMPABLE
        ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)


if __name__ == "__main__":
    sys.exit(main())
