//! Every page of reconciliation, for everyone: by axe-core, in light and dark, on a telephone and on a desk.

use anyhow::{Result, ensure};
use tests::Visitor;

use crate::accessibility::faults_of;
use crate::recon_furnished::recon_furnished;

#[tokio::test]
async fn every_page_of_reconciliation_can_be_used_by_everyone() -> Result<()> {
    let furnished = recon_furnished().await?;
    let mut faults = Vec::new();
    for (width, height) in [(390, 844), (1440, 900)] {
        let reader = Visitor::arrive(&furnished.desk.holdfast, width, height).await?;
        reader.sign_in(&furnished.reader).await?;
        for page in furnished.pages() {
            reader.open(&page).await?;
            let found = faults_of(&reader, &page).await?;
            faults.extend(found.into_iter().map(|fault| format!("{width}: {fault}")));
        }
        // Of one of the days nothing is known.
        reader.had_no_errors_but(&[404]).await?;
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}

#[tokio::test]
async fn whatever_opens_over_reconciliation_can_be_used_by_everyone() -> Result<()> {
    let furnished = recon_furnished().await?;
    let (open, proposed) = (furnished.open_day(), furnished.day("2026-03-03"));
    let mut faults = Vec::new();
    for (width, height) in [(390, 844), (1440, 900)] {
        let reader = Visitor::arrive(&furnished.desk.holdfast, width, height).await?;
        reader.sign_in(&furnished.reader).await?;
        for (page, button, says) in [
            ("/reconciliation", "Add an account", "Identifier"),
            ("/reconciliation", "Upload a file", "The file is kept byte for byte"),
            (open.as_str(), "Match by hand", "Select lines of both sides"),
            (&open, "Matches", "Lines that are the same on both sides"),
            (&open, "All lines", "P-3"),
            (&proposed, "Approve: close for good", "cannot be opened again"),
            (&proposed, "Reject", "who proposed it reads why"),
        ] {
            reader.open(page).await?;
            reader.settles().await?;
            reader.press(button).await?;
            reader.sees(says).await?;
            let found = faults_of(&reader, &format!("{page}, “{button}”")).await?;
            faults.extend(found.into_iter().map(|fault| format!("{width}: {fault}")));
        }
        reader.had_no_errors().await?;
    }
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    Ok(())
}
