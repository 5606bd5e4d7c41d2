"""Operations applied as one step leave the same state, and the same tables."""

from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from lgnet.kernel.together import Together, together

OPERATIONS = [
    migrations.CreateModel("House", [("id", models.AutoField(primary_key=True))]),
    migrations.CreateModel("Room", [("id", models.AutoField(primary_key=True))]),
    migrations.AddField(
        "room", "house", models.ForeignKey("kernel.House", models.CASCADE, related_name="+")
    ),
    migrations.AddIndex("room", models.Index(fields=["house"], name="kernel_room_by_house")),
    migrations.AddConstraint(
        "house", models.CheckConstraint(condition=models.Q(id__gt=0), name="kernel_house_id")
    ),
    migrations.RunSQL("SELECT 1"),
    migrations.RunSQL("SELECT 2"),
]


def statements(operations):
    state, made = ProjectState(), []
    with connection.schema_editor(collect_sql=True) as editor:
        for operation in operations:
            before = state.clone()
            operation.state_forwards("kernel", state)
            operation.database_forwards("kernel", editor, before, state)
        made += editor.collected_sql
    return state, [line for line in editor.collected_sql if not line.startswith("--")]


def test_the_same_state_and_the_same_things_made(db):
    apart, one_by_one = statements(OPERATIONS)
    at_once, together_made = statements(together(OPERATIONS))
    assert apart == at_once
    for words in ("CREATE TABLE", "kernel_room_by_house", "kernel_house_id", "REFERENCES"):
        counts = [sum(words in line for line in made) for made in (one_by_one, together_made)]
        assert counts[0] == counts[1] > 0, words


def test_only_runs_of_tables_are_joined():
    kinds = [type(operation) for operation in together(OPERATIONS)]
    assert kinds == [Together, migrations.RunSQL, migrations.RunSQL]
