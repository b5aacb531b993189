import json
import os
from pathlib import Path

import pytest

from reflect_app.ui.settings import Settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.json"


def written(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_where_nobody_chose_the_usual_holds_and_no_file_is_made(path):
    settings = Settings(path)
    assert (settings.look, settings.text_scale, settings.reading) == ("system", 100, "serif")
    assert settings.auto_lock_minutes == 5
    assert (settings.window_width, settings.window_height) == (1280, 832)
    assert settings.journal_folder is None
    assert not path.exists()


def test_a_choice_is_kept_the_moment_it_is_made(path, tmp_path):
    settings = Settings(path)
    settings.look = "dark"
    settings.text_scale = 150
    settings.reading = "hyperlegible"
    settings.auto_lock_minutes = 12
    settings.journal_folder = tmp_path / "journal"
    again = Settings(path)
    assert (again.look, again.text_scale, again.reading) == ("dark", 150, "hyperlegible")
    assert again.auto_lock_minutes == 12
    assert again.journal_folder == tmp_path / "journal"
    again.journal_folder = None
    assert Settings(path).journal_folder is None


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("text_scale", 90, 100),
        ("text_scale", 400, 200),
        ("auto_lock_minutes", 0, 1),
        ("auto_lock_minutes", 61, 60),
        ("window_width", 1, 640),
    ],
)
def test_a_number_stays_within_what_makes_sense(path, name, value, kept):
    settings = Settings(path)
    setattr(settings, name, value)
    assert getattr(settings, name) == kept
    assert written(path)[name] == kept


def test_no_word_is_kept_that_is_not_among_the_choices(path):
    settings = Settings(path)
    with pytest.raises(ValueError, match="tuple"):
        settings.look = "purple"
    assert settings.look == "system"
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"dark"',
        "\x00\x01\x02",
        "[" * 100_000,
        '{"look": "purple", "text_scale": "large", "reading": 3, "auto_lock_minutes": true}',
        '{"look": ["dark"], "text_scale": null, "auto_lock_minutes": {}}',
        '{"text_scale": "NaN", "auto_lock_minutes": []}',
    ],
)
def test_whatever_is_wrong_with_the_file_the_usual_holds_and_nobody_complains(path, text):
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    settings = Settings(path)
    assert (settings.look, settings.text_scale, settings.reading) == ("system", 100, "serif")
    assert settings.auto_lock_minutes == 5
    settings.look = "light"
    assert Settings(path).look == "light"


def test_a_number_in_the_file_that_makes_no_sense_is_brought_within_reach(path):
    path.parent.mkdir()
    path.write_text('{"text_scale": 9999, "auto_lock_minutes": -3}', encoding="utf-8")
    settings = Settings(path)
    assert (settings.text_scale, settings.auto_lock_minutes) == (200, 1)


def test_what_a_newer_version_wrote_is_left_in_the_file(path):
    path.parent.mkdir()
    path.write_text('{"from_the_future": [1, 2]}', encoding="utf-8")
    Settings(path).look = "dark"
    assert written(path) == {"from_the_future": [1, 2], "look": "dark"}


def test_the_file_is_replaced_in_one_step_and_nothing_is_left_beside_it(path):
    settings = Settings(path)
    settings.look = "dark"
    settings.look = "light"
    assert [each.name for each in path.parent.iterdir()] == ["settings.json"]


def test_where_nothing_can_be_written_a_choice_lasts_until_the_end(path):
    path.parent.write_text("a file where the folder should be")
    settings = Settings(path)
    settings.look = "dark"
    assert settings.look == "dark"
    assert Settings(path).look == "system"


def test_a_write_that_breaks_off_leaves_the_old_file_and_no_scraps(path, monkeypatch):
    settings = Settings(path)
    settings.look = "dark"

    def full(*_args):
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    settings.look = "light"
    monkeypatch.undo()
    assert settings.look == "light"
    assert Settings(path).look == "dark"
    assert [each.name for each in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.skipif(os.name != "posix", reason="permissions are another matter elsewhere")
def test_nobody_else_on_the_computer_can_read_it(path):
    Settings(path).look = "dark"
    assert path.stat().st_mode & 0o077 == 0


def test_without_a_path_it_lies_where_settings_of_a_person_lie(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_config_path", lambda name, **_: tmp_path / name)
    Settings().look = "dark"
    assert written(tmp_path / "reflect" / "settings.json") == {"look": "dark"}


@pytest.mark.parametrize(
    "nonsense", ["words", 7, ["ab", 5], [["one"]], [["a", "b", "c"]], {"who": "x"}, None]
)
def test_lines_in_the_open_that_are_none_are_not_shown(path, nonsense):
    path.parent.mkdir()
    path.write_text(json.dumps({"open_support": nonsense}), encoding="utf-8")
    assert Settings(path).open_support == ()


def test_six_lines_lie_in_the_open_at_most(path):
    settings = Settings(path)
    settings.open_support = tuple((f"Friend {number}", str(number)) for number in range(9))
    assert len(Settings(path).open_support) == 6
    settings.open_support = ()
    assert Settings(path).open_support == ()
    assert "Friend" not in path.read_text("utf-8")


def test_what_another_process_chose_is_taken_in_when_asked(path):
    settings, other = Settings(path), Settings(path)
    other.look = "dark"
    other.open_support = (("Maggie", "1"),)
    assert settings.look == "system"
    settings.read_again()
    assert (settings.look, settings.open_support) == ("dark", (("Maggie", "1"),))
