from reflect_app.domain.clock import Clock


def test_the_steady_clock_goes_forward_only() -> None:
    clock = Clock()
    before = clock.steady()
    assert clock.steady() >= before
