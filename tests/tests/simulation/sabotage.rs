//! A store that fails: triggers of the tests' own, in the tests' own database. The server knows nothing of them.

use anyhow::Result;
use tests::{Database, Dice, Engine};

/// How the store fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// A statement fails, and its transaction could go on.
    Statement,
    /// A statement fails, and takes its transaction with it.
    Transaction,
    /// Everything goes well until the commit.
    Commit,
}

const WAYS: [Way; 3] = [Way::Statement, Way::Transaction, Way::Commit];

const SQLITE: [&str; 6] = [
    "CREATE TABLE sabotage (way TEXT PRIMARY KEY)",
    "CREATE TABLE sabotage_nothing (id INTEGER PRIMARY KEY)",
    "CREATE TABLE sabotage_debt (id INTEGER REFERENCES sabotage_nothing (id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TRIGGER sabotage_statement BEFORE INSERT ON audit
     WHEN EXISTS (SELECT 1 FROM sabotage WHERE way = 'Statement') BEGIN SELECT RAISE(ABORT, 'sabotage'); END",
    "CREATE TRIGGER sabotage_transaction BEFORE INSERT ON audit
     WHEN EXISTS (SELECT 1 FROM sabotage WHERE way = 'Transaction') BEGIN SELECT RAISE(ROLLBACK, 'sabotage'); END",
    "CREATE TRIGGER sabotage_commit AFTER INSERT ON audit
     WHEN EXISTS (SELECT 1 FROM sabotage WHERE way = 'Commit') BEGIN INSERT INTO sabotage_debt VALUES (1); END",
];

const POSTGRES: [&str; 5] = [
    "CREATE TABLE sabotage (way TEXT PRIMARY KEY)",
    // A conflict asks to be tried again, and half of the time that helps.
    "CREATE FUNCTION sabotage() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT 1 FROM sabotage WHERE way = 'Statement') THEN
            RAISE EXCEPTION 'sabotage' USING ERRCODE = '53100';
        ELSIF EXISTS (SELECT 1 FROM sabotage WHERE way = 'Transaction') AND random() < 0.5 THEN
            RAISE EXCEPTION 'sabotage' USING ERRCODE = '40001';
        END IF;
        RETURN NEW;
     END $$",
    "CREATE FUNCTION sabotage_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT 1 FROM sabotage WHERE way = 'Commit') THEN
            RAISE EXCEPTION 'sabotage' USING ERRCODE = '58030';
        END IF;
        RETURN NULL;
     END $$",
    "CREATE TRIGGER sabotage BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION sabotage()",
    "CREATE CONSTRAINT TRIGGER sabotage_commit AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW EXECUTE FUNCTION sabotage_commit()",
];

/// Whether the store fails now.
pub struct Sabotage {
    way: Option<Way>,
}

impl Sabotage {
    /// Puts everything in place; nothing fails yet.
    pub async fn prepare(database: &Database) -> Result<Self> {
        let statements: &[&str] = match database.engine() {
            Engine::Sqlite => &SQLITE,
            Engine::Postgres => &POSTGRES,
        };
        for statement in statements {
            database.execute(statement).await?;
        }
        Ok(Self { way: None })
    }

    /// Whether what fails now may be the store's fault.
    pub fn is_on(&self) -> bool {
        self.way.is_some()
    }

    /// Begins, or ends; says which.
    pub async fn change(&mut self, database: &Database, dice: &mut Dice) -> Result<String> {
        if self.is_on() {
            self.end(database).await?;
            return Ok("the store is well again".to_owned());
        }
        let way = *dice.one_of(&WAYS);
        database.execute(&format!("INSERT INTO sabotage VALUES ('{way:?}')")).await?;
        self.way = Some(way);
        Ok(format!("the store fails: {way:?}"))
    }

    /// Ends.
    pub async fn end(&mut self, database: &Database) -> Result<()> {
        self.way = None;
        Ok(database.execute("DELETE FROM sabotage").await?)
    }
}
