"""The parts of the body editor know of each other: scripts, words, settings, forms name the same things."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.utils import translation
from django_prose_editor.fields import ProseEditorField

from articles.body import EXTENSIONS
from articles.forms import body_editor, editor_characters
from articles.forms.body_editor import MODULES, BodyEditor, told
from articles.forms.editor_words import WORDS

SCRIPTS = Path(settings.BASE_DIR, "static/js/desk/editor")
ENTRY = SCRIPTS.parent / "body-editor.js"
SAID = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')


def texts():
    return {path.stem: path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")}


def test_it_names_every_module_in_the_import_map():
    assert set(MODULES) == set(texts())
    asked = {
        name
        for text in [*texts().values(), ENTRY.read_text()]
        for name in re.findall(r'"desk/editor/(.+?)"', text)
    }
    assert asked == set(MODULES)


def test_it_translates_every_word_of_the_scripts():
    assert {word for text in texts().values() for word in SAID.findall(text)} == set(WORDS)


def test_it_loads_the_script_for_every_extension_of_its_own():
    exported = set(re.findall(r"\b([A-Z]\w+)\b(?=[ ,}].*from)", ENTRY.read_text()))
    (group,) = settings.DJANGO_PROSE_EDITOR_EXTENSIONS
    assert exported == set(group["extensions"])
    assert exported <= set(EXTENSIONS)


@pytest.mark.parametrize("text", texts().values(), ids=texts())
def test_it_needs_nothing_that_the_policy_forbids(text):
    for forbidden in ("eval(", "new Function", "innerHTML +=", 'setAttribute("style"', 'setAttribute("on'):
        assert forbidden not in text


def test_it_is_in_every_form_that_has_a_body(rf, cast):
    found = 0
    for model, model_admin in admin.site._registry.items():
        for field in model._meta.get_fields():
            if isinstance(field, ProseEditorField):
                request = rf.get("/")
                request.user = cast.ada
                widget = model_admin.formfield_for_dbfield(field, request).widget
                assert isinstance(widget, BodyEditor), model
                found += 1
    assert found >= 2


def test_it_tells_the_scripts_in_the_persons_language(monkeypatch):
    monkeypatch.setattr(body_editor, "gettext", lambda word: f"«{word}»")
    with translation.override("ar"):
        values = json.loads(json.dumps(told()))
    assert values["words"]["Bold"] == "«Bold»"
    assert values["rightToLeft"] == ["ar", "fa", "ur"]
    assert values["pickers"]["picture"].startswith("/admin/")


def test_it_offers_each_character_once_and_by_name():
    characters = [one for group in editor_characters.for_script() for one in group["characters"]]
    signs = [one[0] for one in characters]
    assert len(signs) == len(set(signs))
    for sign, name, *shown in characters:
        assert name.strip()
        # What cannot be seen says what it is.
        assert shown or (sign.isprintable() and not sign.isspace())


def test_it_brings_no_style_or_script_of_the_packages_own_look():
    media = str(BodyEditor(preset="configurable").media)
    assert "css/desk/body-editor.css" in media
    assert "material-icons" not in media
    assert "overrides.css" not in media
