"""The charts of the Trends page, in its order: a new one is a function and a line here."""

import os

from platformdirs import user_cache_path

from reflect_app.ui.charts import leaving, load, ticked
from reflect_app.ui.charts.chart import Chart

# Before matplotlib is imported, and kept between starts: without a place of its own it would
# list the fonts of the computer anew every time.
os.environ.setdefault("MPLCONFIGDIR", str(user_cache_path("reflect") / "matplotlib"))

CHARTS: tuple[Chart, ...] = (load.CHART, leaving.CHART, ticked.CHART)
