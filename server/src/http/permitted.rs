//! Who may do it at all: asked before anything else of a request is read, so that whoever may not learns that and no more.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use shared::role::Permission;

use crate::app::App;
use crate::caller::Caller;
use crate::error::Error;

/// A caller who has the permission that `P` names.
pub struct Permitted<P> {
    /// Who.
    pub caller: Caller,
    permission: PhantomData<P>,
}

/// The name of a permission in a handler's signature.
pub trait Permit {
    /// The permission.
    const PERMISSION: Permission;
}

/// The permissions, as a signature names them.
pub mod to {
    use super::{Permission, Permit};

    macro_rules! permits {
        ($($name:ident),+ $(,)?) => {
            $(
                #[doc = concat!("[`Permission::", stringify!($name), "`].")]
                pub enum $name {}

                impl Permit for $name {
                    const PERMISSION: Permission = Permission::$name;
                }
            )+
        };
    }

    permits!(
        ReadCases,
        WorkCases,
        Approve,
        RevealBeneficiary,
        FileExceptions,
        AddResponses,
        ReadChannels,
        ProposeChannels,
        ApproveChannels,
        ReadCorrections,
        ReadPolicies,
        ProposePolicies,
        ApprovePolicies,
        AcknowledgePostings,
        ReadRecon,
        SendLedgerLines,
        SendStatements,
        WorkRecon,
        ApproveClosing,
        ManageAccounts,
        ManageUsers,
        ManageClients,
        ManageWebhooks,
    );
}

impl<P: Permit> FromRequestParts<Arc<App>> for Permitted<P> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let caller = Caller::from_request_parts(parts, app).await?;
        caller.require(P::PERMISSION)?;
        Ok(Self { caller, permission: PhantomData })
    }
}
