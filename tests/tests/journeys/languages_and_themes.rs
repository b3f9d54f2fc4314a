//! 中文 and English, light and dark: switched at any time, kept for the next visit, and whole.

use anyhow::{Result, ensure};
use serde_json::Value;
use tests::Visitor;

use crate::furnished::furnished;

#[tokio::test]
async fn the_language_and_the_colours_are_kept() -> Result<()> {
    let furnished = furnished().await?;
    let reader = Visitor::arrive(&furnished.desk.holdfast, 1440, 900).await?;
    reader.prefer_colours("light").await?;
    reader.sign_in(&furnished.reader).await?;
    let light = background(&reader).await?;

    reader.press("Colours").await?;
    reader.press("Dark").await?;
    reader.press("Language").await?;
    reader.press("中文").await?;
    reader.sees("全部未结").await?;
    let dark = background(&reader).await?;
    assert_ne!(dark, light);

    reader.refresh().await?;
    reader.sees("全部未结").await?;
    assert_eq!(reader.execute("return document.documentElement.lang", vec![]).await?, "zh-CN");
    assert_eq!(background(&reader).await?, dark);
    reader.press("语言").await?;
    reader.press("English").await?;
    reader.sees("All open").await?;
    reader.had_no_errors().await
}

#[tokio::test]
async fn nothing_is_left_in_the_other_language() -> Result<()> {
    let furnished = furnished().await?;
    let reader = Visitor::signed_in(&furnished.desk.holdfast, &furnished.reader).await?;
    for (language, choice) in [("zh", "中文"), ("en", "English")] {
        reader.open("/").await?;
        reader.press(if language == "zh" { "Language" } else { "语言" }).await?;
        reader.press(choice).await?;
        for page in furnished.pages() {
            reader.open(&page).await?;
            reader.settles().await?;
            let foreign = reader.execute(include_str!("foreign.js"), vec![language.into()]).await?;
            ensure!(foreign == Value::Array(vec![]), "{page} in {language} says {foreign}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_is_being_typed_stays_when_the_language_is_switched() -> Result<()> {
    let furnished = furnished().await?;
    let reader = Visitor::signed_in(&furnished.desk.holdfast, &furnished.reader).await?;
    reader.open(&furnished.case("proven")?).await?;
    reader.press_in("Decide", "Confirm paid").await?;
    reader.fill("Reason", "The channel says SUCCESS").await?;
    reader.press("Write a note").await?;
    reader.fill("Note", "Called the merchant").await?;
    reader.press("Language").await?;
    reader.press("中文").await?;
    reader.sees_in("处理", "以已付结案").await?;
    assert_eq!(reader.value_of("理由").await?, "The channel says SUCCESS");
    assert_eq!(reader.value_of("备注").await?, "Called the merchant");

    reader.press("登记后台核实").await?;
    reader.fill("其他说明", "近30天无此单").await?;
    reader.press("取消").await?;
    reader.press("语言").await?;
    reader.press("English").await?;
    reader.press("Record a portal check").await?;
    assert_eq!(reader.value_of("What else you saw").await?, "近30天无此单");
    reader.press("Cancel").await?;
    assert_eq!(reader.value_of("Reason").await?, "The channel says SUCCESS");
    reader.had_no_errors().await
}

async fn background(reader: &Visitor) -> Result<Value> {
    Ok(reader.execute("return getComputedStyle(document.documentElement).backgroundColor", vec![]).await?)
}
