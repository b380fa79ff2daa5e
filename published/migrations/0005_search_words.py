"""Where the words of stories are looked up: what no model can say, so each database is told in its own way."""

from django.db import migrations

POSTGRESQL = [
    "ALTER TABLE published_searchentry ADD COLUMN vector tsvector, ADD COLUMN title tsvector",
    "CREATE INDEX published_search_vector ON published_searchentry USING gin (vector)",
    "CREATE INDEX published_search_title ON published_searchentry USING gin (title)",
    # How common each of more words is: by that the planner chooses between the two ways to find the newest.
    "ALTER TABLE published_searchentry ALTER COLUMN vector SET STATISTICS 500, ALTER COLUMN title SET STATISTICS 500",
]
POSTGRESQL_BACK = ["ALTER TABLE published_searchentry DROP COLUMN vector, DROP COLUMN title"]

SQLITE = [
    # Words come folded, so the tokenizer has nothing to do but part them. Marks (M) belong to words in India.
    """CREATE VIRTUAL TABLE published_searchindex USING fts5(
        headline, standfirst, names, body, marks,
        tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
    )""",
    """CREATE TRIGGER published_searchentry_gone AFTER DELETE ON published_searchentry BEGIN
        DELETE FROM published_searchindex WHERE rowid = old.place;
    END""",
]
SQLITE_BACK = ["DROP TRIGGER published_searchentry_gone", "DROP TABLE published_searchindex"]


def _run(schema_editor, of_postgresql, of_sqlite):
    for statement in of_postgresql if schema_editor.connection.vendor == "postgresql" else of_sqlite:
        schema_editor.execute(statement)


def make(apps, schema_editor):
    _run(schema_editor, POSTGRESQL, SQLITE)


def unmake(apps, schema_editor):
    _run(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("published", "0004_search")]

    operations = [migrations.RunPython(make, unmake)]
