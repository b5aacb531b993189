import gc
import subprocess
import sys


def test_the_charts_come_without_matplotlib_until_one_is_drawn():
    code = (
        "import sys, reflect_app.ui.charts.view; "
        "assert not {'matplotlib', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_picture_is_as_large_as_asked_and_finer_on_a_finer_screen(qapp, frame):
    from reflect_app.ui.charts.canvas import Canvas

    for ratio in (1, 2):
        image = Canvas(frame(300, 200, ratio=ratio)).image()
        assert (image.width(), image.height()) == (300 * ratio, 200 * ratio)
        assert image.deviceIndependentSize().toTuple() == (300, 200)


def test_the_garbage_collector_is_at_work_again_after_the_first_picture(qapp, frame):
    from reflect_app.ui.charts.canvas import Canvas

    Canvas(frame())
    assert gc.isenabled()


def test_nothing_is_found_where_nothing_was_drawn(qapp, frame):
    from reflect_app.ui.charts.canvas import Canvas

    assert Canvas(frame()).marks([]) == []
