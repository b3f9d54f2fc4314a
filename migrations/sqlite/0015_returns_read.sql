-- What a piece tells of a return, as it was read anew: profiles say where that stands.
ALTER TABLE readings ADD COLUMN details TEXT;
