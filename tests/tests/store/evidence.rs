//! Evidence and attachments: byte for byte.

use anyhow::{Context, Result};
use server::store::{AttachmentRecord, EvidenceRecord, StoreError};
use shared::actor::Actor;
use shared::case::CaseNumber;
use shared::digest::Digest;
use shared::evidence::{Attachment, Claim, Evidence, EvidenceKind, Fault, Observation, Phase, Rule, Shown, Transport};
use tests::{Engine, on_both_engines};

use super::{Bench, at, case};

on_both_engines! {
    alone:
        evidence_comes_out_as_it_went_in,
        a_number_is_taken_once,
        attachments_are_found_by_their_digest_within_their_case;
}

pub(super) fn answer(number: i64, seq: i32, body: Option<&[u8]>) -> EvidenceRecord {
    let evidence = Evidence {
        seq,
        kind: if body.is_some() { EvidenceKind::QueryResponse } else { EvidenceKind::NoResponse },
        attempt: "P-1".to_owned(),
        api: body.map(|_| "transfer-bill-query".to_owned()),
        received_at: at(10 + i64::from(seq)),
        recorded_at: at(20),
        recorded_by: Actor::Client("core".to_owned()),
        transport: Transport {
            http_status: Some(502),
            phase: Some(Phase::Read),
            latency_ms: Some(u32::MAX),
            fault: Some(Fault::BadSignature),
        },
        observation: None,
        details: None,
        content_type: Some("application/json; charset=GBK".to_owned()),
        size_bytes: i64::try_from(body.unwrap_or_default().len()).unwrap_or_default(),
        sha256: Digest::of(body.unwrap_or_default()),
        claim: Claim::NoInformation,
        rule: Rule::NoResponse { phase: Phase::Read },
    };
    EvidenceRecord { number: CaseNumber(number), evidence, body: body.map(<[u8]>::to_vec) }
}

fn look(number: i64, seq: i32, attachments: Vec<Attachment>) -> EvidenceRecord {
    let mut record = answer(number, seq, Some(b"{}"));
    let looked_up = "订单 P-1".to_owned();
    let observation = Observation { looked_up, shown: Shown::NotFound, reference: None, note: None, attachments };
    record.evidence.kind = EvidenceKind::PortalCheck;
    record.evidence.observation = Some(observation);
    record.evidence.claim = Claim::NoRecord;
    record.evidence.rule = Rule::Observed { shown: Shown::NotFound };
    record
}

async fn evidence_comes_out_as_it_went_in(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1), case(2)]).await?;
    let every_byte: Vec<u8> = (0..=255).collect();
    let records = [
        answer(1, 1, None),
        answer(1, 2, Some(&every_byte)),
        answer(1, 3, Some(b"")),
        look(1, 4, vec![]),
        answer(2, 1, Some(b"other")),
    ];
    bench.tx().insert_evidence(&records).await?;
    let pieces: Vec<Evidence> = records[..4].iter().map(|record| record.evidence.clone()).collect();
    assert_eq!(bench.tx().evidence(CaseNumber(1)).await?, pieces);
    let whole = bench.tx().evidence_with_bodies(CaseNumber(1)).await?;
    for (stored, given) in whole.iter().zip(&records) {
        assert_eq!((&stored.evidence, &stored.body), (&given.evidence, &given.body), "nothing is not an empty body");
    }
    assert_eq!(whole.len(), 4);
    let piece = bench.tx().evidence_piece(CaseNumber(1), 2).await?.context("a piece")?;
    assert_eq!((piece.number, piece.body), (CaseNumber(1), Some(every_byte)));
    assert!(bench.tx().evidence_piece(CaseNumber(2), 2).await?.is_none());
    assert_eq!(bench.tx().evidence(CaseNumber(3)).await?, []);
    bench.tx().insert_evidence(&[]).await?;
    Ok(())
}

async fn a_number_is_taken_once(engine: Engine) -> Result<()> {
    let mut bench = Bench::with(engine, &[case(1)]).await?;
    bench.tx().insert_evidence(&[answer(1, 1, None)]).await?;
    let twice = bench.tx().insert_evidence(&[answer(1, 1, Some(b"x"))]).await;
    assert!(matches!(twice, Err(StoreError::Conflict(_))), "whoever was first has it: {twice:?}");
    let orphan = bench.tx().insert_evidence(&[answer(9, 1, None)]).await;
    assert!(matches!(orphan, Err(StoreError::Refused(_))), "{orphan:?}");
    Ok(())
}

async fn attachments_are_found_by_their_digest_within_their_case(engine: Engine) -> Result<()> {
    let content = b"%PDF-1.7 \x00\xff".to_vec();
    let attachment = Attachment {
        name: "回单.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size_bytes: i64::try_from(content.len())?,
        sha256: Digest::of(&content),
    };
    let mut bench = Bench::with(engine, &[case(1), case(2)]).await?;
    bench.tx().insert_evidence(&[look(1, 1, vec![attachment.clone()])]).await?;
    let record = AttachmentRecord { attachment: attachment.clone(), content };
    bench.tx().insert_attachments(CaseNumber(1), 1, std::slice::from_ref(&record)).await?;
    bench.tx().insert_attachments(CaseNumber(1), 1, &[]).await?;
    assert_eq!(bench.tx().attachment(CaseNumber(1), attachment.sha256).await?, Some(record));
    assert_eq!(bench.tx().attachment(CaseNumber(2), attachment.sha256).await?, None, "not in another case");
    assert_eq!(bench.tx().attachment(CaseNumber(1), Digest::ZERO).await?, None);
    Ok(())
}
