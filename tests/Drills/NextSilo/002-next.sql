-- What a later version might add: a column that has a default, so that the version before can go on writing.
ALTER TABLE grain_state ADD COLUMN note text NOT NULL DEFAULT '';
