"""Statements in one message: their answers, those planned once, and what is taken back."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lgnet.kernel.at_once import Prepared, at_once, undoable

pytestmark = pytest.mark.django_db

_SUM = Prepared("test_sum", "SELECT $1::int + $2::int + $1::int")
_WRONG = Prepared("test_wrong", "SELECT 1 / $1::int")


@pytest.fixture
def notes(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE note (text text) ON COMMIT DROP")

    def texts():
        return [row[0] for row in at_once(("SELECT text FROM note ORDER BY text", ()))[0].rows]

    return texts


def note(text):
    return "INSERT INTO note VALUES (%s)", [text]


def test_each_statement_has_its_answer():
    first, second, third = at_once((_SUM, [1, 2]), ("SELECT %s", ["a"]), (_SUM, [5, 0]))
    assert (first.rows, second.rows, third.rows) == ([(4,)], [("a",)], [(10,)])


def test_a_prepared_statement_is_one_message_and_outlives_a_rollback():
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured, transaction.atomic():
            assert at_once((_SUM, [1, 1]))[0].rows == [(3,)]
            transaction.set_rollback(True)
        assert [one["sql"] for one in captured if "test_sum" in one["sql"]] == [
            "EXECUTE test_sum (1, 1)"
        ]


def test_a_new_connection_prepares_again(transactional_db):
    at_once((_SUM, [1, 1]))
    connection.close()
    assert at_once((_SUM, [1, 1]))[0].rows == [(3,)]


def test_the_database_says_what_is_wrong():
    with pytest.raises(DatabaseError), transaction.atomic():
        at_once((_WRONG, [0]))
    assert at_once((_WRONG, [1]))[0].rows == [(1,)]


def test_what_an_undoable_block_did_is_kept(notes):
    with undoable() as begin:
        at_once(begin, note("kept"))
    assert notes() == ["kept"]


@pytest.mark.parametrize("statement", [("SELECT 1", ()), (_WRONG, [0])])
def test_what_an_undoable_block_did_is_taken_back_where_it_raises(
    notes, statement, django_capture_on_commit_callbacks
):
    def listener():
        raise AssertionError("told of what was taken back")

    with undoable() as begin:
        at_once(begin, note("kept"))
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises((LookupError, DatabaseError)),
        undoable() as begin,
    ):
        at_once(begin, note("gone"))
        transaction.on_commit(listener)
        at_once(statement)
        raise LookupError
    assert notes() == ["kept"]


def test_an_undoable_block_inside_another_undoes_itself_alone(notes):
    with undoable() as outer:
        at_once(outer, note("outer"))
        with pytest.raises(LookupError), undoable() as inner:
            at_once(inner, note("inner"))
            raise LookupError
        at_once(note("after"))
    assert notes() == ["after", "outer"]


def test_a_block_that_raises_before_its_savepoint_was_sent_spoils_the_transaction(notes):
    """Nobody knows what it did: better nothing than half of it."""
    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
        with pytest.raises(LookupError), undoable():
            raise LookupError
        notes()


def test_alone_it_is_a_transaction(transactional_db):
    with pytest.raises(LookupError), undoable() as begin:
        at_once(begin, ("CREATE TEMPORARY TABLE gone ()", ()))
        raise LookupError
    assert not connection.in_atomic_block
    assert at_once(("SELECT to_regclass('pg_temp.gone')", ()))[0].rows == [(None,)]
