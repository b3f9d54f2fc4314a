//! The channels' profiles in versions, their changes, and which of them open cases have yet to be read by.

use chrono::{DateTime, Utc};
use shared::case::CaseNumber;
use shared::channel::{ChannelChange, ChannelProfile, ChannelVersion};
use sqlx::types::Json;
use sqlx::{QueryBuilder, Row};

use super::audit::digest;
use super::{Conn, Db};
use crate::store::{PendingRereading, StoreError, VersionInForce};

/// The version in force of each of these channels; none where nobody has described it.
pub async fn versions_in_force(conn: &mut Conn, channels: &[&str]) -> Result<Vec<VersionInForce>, StoreError> {
    if channels.is_empty() {
        return Ok(vec![]);
    }
    let mut query = QueryBuilder::<Db>::new(
        "SELECT channel, version, since FROM channel_versions v \
         WHERE version = (SELECT MAX(version) FROM channel_versions WHERE channel = v.channel) AND channel IN (",
    );
    let mut wanted = query.separated(", ");
    for channel in channels {
        wanted.push_bind(*channel);
    }
    let rows = query.push(")").build().fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            Ok(VersionInForce {
                channel: row.try_get("channel")?,
                version: row.try_get("version")?,
                since: row.try_get("since")?,
            })
        })
        .collect()
}

/// Every channel that somebody has described, by identifier.
pub async fn described_channels(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT DISTINCT channel FROM channel_versions ORDER BY channel").fetch_all(conn).await?;
    rows.iter().map(|row| Ok(row.try_get("channel")?)).collect()
}

const VERSION: &str = "SELECT version, profile, since, changed_by, change FROM channel_versions WHERE channel = ";

/// One version of a channel.
pub async fn channel_version(
    conn: &mut Conn,
    channel: &str,
    version: i32,
) -> Result<Option<ChannelVersion>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(VERSION);
    query.push_bind(channel).push(" AND version = ").push_bind(version);
    let row = query.build().fetch_optional(conn).await?;
    row.map(|row| read_version(channel, &row)).transpose()
}

/// Every version of a channel, the newest first.
pub async fn channel_versions(conn: &mut Conn, channel: &str) -> Result<Vec<ChannelVersion>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(VERSION);
    let rows = query.push_bind(channel).push(" ORDER BY version DESC").build().fetch_all(conn).await?;
    rows.iter().map(|row| read_version(channel, row)).collect()
}

/// Puts a version into force, and notes that open cases have to be read by it.
pub async fn insert_channel_version(conn: &mut Conn, version: &ChannelVersion) -> Result<(), StoreError> {
    let profile = &version.profile;
    sqlx::query(
        "INSERT INTO channel_versions (channel, version, profile, since, changed_by, change) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(profile.id.as_str())
    .bind(profile.version)
    .bind(Json(profile))
    .bind(version.since)
    .bind(version.changed_by.to_string())
    .bind(version.change)
    .execute(&mut *conn)
    .await?;
    sqlx::query("INSERT INTO rereadings (channel, version, since) VALUES ($1, $2, $3)")
        .bind(profile.id.as_str())
        .bind(profile.version)
        .bind(version.since)
        .execute(conn)
        .await?;
    Ok(())
}

/// The versions by which open cases have yet to be read.
pub async fn pending_rereadings(conn: &mut Conn) -> Result<Vec<PendingRereading>, StoreError> {
    let rows =
        sqlx::query("SELECT channel, version, since FROM rereadings WHERE done_at IS NULL ORDER BY channel, version")
            .fetch_all(conn)
            .await?;
    rows.iter()
        .map(|row| {
            Ok(PendingRereading {
                channel: row.try_get("channel")?,
                version: row.try_get("version")?,
                since: row.try_get("since")?,
            })
        })
        .collect()
}

/// Notes that all open cases of a channel were read by a version, and by all before it.
pub async fn end_rereading(conn: &mut Conn, channel: &str, version: i32, at: DateTime<Utc>) -> Result<(), StoreError> {
    sqlx::query("UPDATE rereadings SET done_at = $3 WHERE channel = $1 AND version <= $2 AND done_at IS NULL")
        .bind(channel)
        .bind(version)
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Open cases of a channel whose evidence was last read by an older version, the soonest due first, behind a place in
/// that order; at most `limit`.
pub async fn cases_behind(
    conn: &mut Conn,
    channel: &str,
    version: i32,
    after: Option<(DateTime<Utc>, CaseNumber)>,
    limit: i64,
) -> Result<Vec<(DateTime<Utc>, CaseNumber)>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(
        "SELECT q.due_at, q.number FROM queue q JOIN cases c ON c.number = q.number WHERE q.state <> 'closed' AND q.channel = ",
    );
    query.push_bind(channel).push(" AND c.channel_version < ").push_bind(version);
    push_after(&mut query, after);
    let rows = query.push(" ORDER BY q.due_at, q.number LIMIT ").push_bind(limit).build().fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get("due_at")?, CaseNumber(row.try_get("number")?)))).collect()
}

/// Notes that the evidence of a case says the same by a newer version.
pub async fn note_read_by(conn: &mut Conn, number: CaseNumber, version: i32) -> Result<(), StoreError> {
    sqlx::query("UPDATE cases SET channel_version = $1 WHERE number = $2")
        .bind(version)
        .bind(number.0)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) fn push_after(query: &mut QueryBuilder<Db>, after: Option<(DateTime<Utc>, CaseNumber)>) {
    if let Some((due_at, number)) = after {
        query.push(" AND (q.due_at, q.number) > (").push_bind(due_at).push(", ").push_bind(number.0).push(")");
    }
}

/// Adds a change.
pub async fn insert_channel_change(conn: &mut Conn, change: &ChannelChange) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO channel_changes (channel, seq, base_version, profile, reason, maker, proposed_at, binds_to, \
         state_name, state, checker) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(change.profile.id.as_str())
    .bind(change.seq)
    .bind(change.base_version)
    .bind(Json(&change.profile))
    .bind(change.reason.as_str())
    .bind(change.maker.as_str())
    .bind(change.proposed_at)
    .bind(change.binds_to.0.to_vec())
    .bind(change.state.name())
    .bind(Json(&change.state))
    .bind(change.state.checker())
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes where a change stands.
pub async fn update_channel_change(conn: &mut Conn, change: &ChannelChange) -> Result<(), StoreError> {
    sqlx::query("UPDATE channel_changes SET state_name = $1, state = $2, checker = $3 WHERE channel = $4 AND seq = $5")
        .bind(change.state.name())
        .bind(Json(&change.state))
        .bind(change.state.checker())
        .bind(change.profile.id.as_str())
        .bind(change.seq)
        .execute(conn)
        .await?;
    Ok(())
}

const CHANGES: &str =
    "SELECT channel, seq, base_version, profile, reason, maker, proposed_at, binds_to, state FROM channel_changes";

/// Every change of a channel, in order.
pub async fn channel_changes(conn: &mut Conn, channel: &str) -> Result<Vec<ChannelChange>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(CHANGES);
    let rows = query.push(" WHERE channel = ").push_bind(channel).push(" ORDER BY seq").build().fetch_all(conn).await?;
    rows.iter().map(read_change).collect()
}

/// A change, which nobody else decides before this transaction ends.
pub async fn channel_change_for_update(
    conn: &mut Conn,
    channel: &str,
    seq: i32,
) -> Result<Option<ChannelChange>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(CHANGES);
    query.push(" WHERE channel = ").push_bind(channel).push(" AND seq = ").push_bind(seq);
    let row = query.push(super::dialect::for_update()).build().fetch_optional(conn).await?;
    row.map(|row| read_change(&row)).transpose()
}

/// The open change of each channel that has one, the oldest first.
pub async fn open_channel_changes(conn: &mut Conn) -> Result<Vec<ChannelChange>, StoreError> {
    let mut query = QueryBuilder::<Db>::new(CHANGES);
    let rows = query.push(" WHERE state_name = 'open' ORDER BY proposed_at, channel").build().fetch_all(conn).await?;
    rows.iter().map(read_change).collect()
}

fn read_version(channel: &str, row: &<Db as sqlx::Database>::Row) -> Result<ChannelVersion, StoreError> {
    let version: i32 = row.try_get("version")?;
    let Json(profile): Json<ChannelProfile> = row.try_get("profile")?;
    let changed_by: &str = row.try_get("changed_by")?;
    let bad = |reason: &str| StoreError::bad_data("channel_versions", format!("{channel}/{version}"), reason);
    if profile.id != channel || profile.version != version {
        return Err(bad("the profile is another's"));
    }
    Ok(ChannelVersion {
        profile,
        since: row.try_get("since")?,
        changed_by: changed_by.parse().map_err(|_| bad("no actor"))?,
        change: row.try_get("change")?,
    })
}

fn read_change(row: &<Db as sqlx::Database>::Row) -> Result<ChannelChange, StoreError> {
    let (channel, seq): (&str, i32) = (row.try_get("channel")?, row.try_get("seq")?);
    let Json(profile) = row.try_get("profile")?;
    let Json(state) = row.try_get("state")?;
    Ok(ChannelChange {
        seq,
        base_version: row.try_get("base_version")?,
        profile,
        reason: row.try_get("reason")?,
        maker: row.try_get("maker")?,
        proposed_at: row.try_get("proposed_at")?,
        binds_to: digest("channel_changes", format!("{channel}/{seq}"), row.try_get("binds_to")?)?,
        state,
    })
}

/// Cases of a channel behind a place in their order, at most `limit`: open ones by due time, closed ones by their last
/// change, the latest first.
pub async fn cases_of_channel(
    conn: &mut Conn,
    channel: &str,
    closed: bool,
    after: Option<(DateTime<Utc>, CaseNumber)>,
    limit: i64,
) -> Result<Vec<(DateTime<Utc>, CaseNumber)>, StoreError> {
    let mut query = if closed {
        let mut query =
            QueryBuilder::<Db>::new("SELECT q.updated_at AS at, q.number FROM queue q WHERE q.state = 'closed'");
        if let Some((at, number)) = after {
            query.push(" AND (q.updated_at, q.number) < (").push_bind(at).push(", ").push_bind(number.0).push(")");
        }
        query
    } else {
        let mut query =
            QueryBuilder::<Db>::new("SELECT q.due_at AS at, q.number FROM queue q WHERE q.state <> 'closed'");
        push_after(&mut query, after);
        query
    };
    query.push(" AND q.channel = ").push_bind(channel);
    query.push(if closed {
        " ORDER BY q.updated_at DESC, q.number DESC LIMIT "
    } else {
        " ORDER BY q.due_at, q.number LIMIT "
    });
    let rows = query.push_bind(limit).build().fetch_all(conn).await?;
    rows.iter().map(|row| Ok((row.try_get("at")?, CaseNumber(row.try_get("number")?)))).collect()
}

/// How many open cases a channel has; counted up to `max`.
pub async fn count_open_cases(conn: &mut Conn, channel: &str, max: i64) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) AS counted FROM \
               (SELECT 1 FROM queue WHERE state <> 'closed' AND channel = $1 LIMIT $2) AS found";
    Ok(sqlx::query(sql).bind(channel).bind(max).fetch_one(conn).await?.try_get("counted")?)
}
