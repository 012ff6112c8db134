"""How a table gets its row-level security: one line in the migration that makes it."""

from alembic import op

PROGRAM = "ehr_app"
VISIBLE = "{column} = any ((select my_scope_ids())::int[])"  # a sub-select: computed once for each query


def protect(
    table: str, *, column: str = "scope_id", verbs: str = "select, insert, update, delete", also: str = ""
) -> None:
    """The program sees and writes only rows of `table` whose `column` is a scope that the actor may see.

    Forced, so that the owner sees nothing either. `verbs` are what the program may do at all. `also` is SQL for
    rows that are visible besides (a user's own).
    """
    rule = VISIBLE.format(column=column) + (f" or ({also})" if also else "")
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(f"create policy scope on {table} to {PROGRAM} using ({rule}) with check ({rule})")
    op.execute(f"grant {verbs} on {table} to {PROGRAM}")


def open_to_owner(table: str) -> None:
    """Functions of the owner may read `table`: those that find out what an actor may see."""
    op.execute(f"create policy owner_reads on {table} for select to current_user using (true)")


def own(table: str, *, verbs: str = "select, insert, update, delete") -> None:
    """A table without personal data and without a scope: the program may `verbs` on every row of it."""
    op.execute(f"grant {verbs} on {table} to {PROGRAM}")


def restrict(table: str, rule: str, *, verbs: str = "select, insert, update, delete") -> None:
    """The program sees and writes only rows of `table` that `rule` holds for: where a scope says nothing."""
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(f"create policy rule on {table} to {PROGRAM} using ({rule}) with check ({rule})")
    op.execute(f"grant {verbs} on {table} to {PROGRAM}")
