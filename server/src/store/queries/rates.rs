//! How far clients have used up their rates, over all servers.

use sqlx::{QueryBuilder, Row};

use super::{Conn, Db};
use crate::auth::rates::Untold;
use crate::store::StoreError;

/// Adds what one server has counted; answers until when each of these clients has used up its time by all servers' count.
pub async fn share_rates(conn: &mut Conn, untold: &[Untold]) -> Result<Vec<(String, i64)>, StoreError> {
    if untold.is_empty() {
        return Ok(vec![]);
    }
    let mut insert = QueryBuilder::<Db>::new("INSERT INTO rates (client, used_until, added) ");
    insert.push_values(untold, |mut row, Untold { client, from, used }| {
        row.push_bind(client.as_str()).push_bind(from + used).push_bind(*used);
    });
    insert.push(
        " ON CONFLICT (client) DO UPDATE SET added = excluded.added, used_until = \
         CASE WHEN rates.used_until > excluded.used_until - excluded.added \
         THEN rates.used_until + excluded.added ELSE excluded.used_until END RETURNING client, used_until",
    );
    let rows = insert.build().fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get("client")?, row.try_get("used_until")?))).collect()
}
