//! Who may do what: one table, enforced by the server and greyed out by in the browser.

use serde::{Deserialize, Serialize};

/// What a person is at the desk. One person may be several; the rights add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// 经办: works cases, records evidence, proposes.
    Operator,
    /// 复核: all of an operator, and approves or rejects what others proposed.
    Supervisor,
    /// 审计: reads everything, reveals masked data, verifies the trail; changes nothing.
    Auditor,
    /// 管理员: people and API clients; no case work by that role alone.
    Admin,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Operator, Self::Supervisor, Self::Auditor, Self::Admin];

    /// The name used on the wire and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Supervisor => "supervisor",
            Self::Auditor => "auditor",
            Self::Admin => "admin",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What an API client may do; given per client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// File exceptions.
    #[serde(rename = "exceptions:write")]
    ExceptionsWrite,
    /// Add evidence to cases.
    #[serde(rename = "evidence:write")]
    EvidenceWrite,
    /// Read and search cases, their evidence and their trail.
    #[serde(rename = "cases:read")]
    CasesRead,
    /// Fetch correction orders and acknowledge their posting.
    #[serde(rename = "postings:write")]
    PostingsWrite,
    /// Send the lines of our own books.
    #[serde(rename = "ledger:write")]
    LedgerWrite,
    /// Send statement files, and have them booked.
    #[serde(rename = "statements:write")]
    StatementsWrite,
}

impl Scope {
    /// Every scope, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::ExceptionsWrite,
        Self::EvidenceWrite,
        Self::CasesRead,
        Self::PostingsWrite,
        Self::LedgerWrite,
        Self::StatementsWrite,
    ];

    /// The name used on the wire and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::ExceptionsWrite => "exceptions:write",
            Self::EvidenceWrite => "evidence:write",
            Self::CasesRead => "cases:read",
            Self::PostingsWrite => "postings:write",
            Self::LedgerWrite => "ledger:write",
            Self::StatementsWrite => "statements:write",
        }
    }

    /// The scope of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// One thing that can be done at the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Permission {
    /// Read cases, evidence (beneficiaries masked) and their audit entries.
    ReadCases,
    /// Claim, note, wait, record portal checks and documents, resolve and propose.
    WorkCases,
    /// Approve or reject what others proposed.
    Approve,
    /// See a beneficiary unmasked; recorded each time.
    RevealBeneficiary,
    /// File exceptions.
    FileExceptions,
    /// Add channels' responses and notices to cases: only systems do, never a person.
    AddResponses,
    /// Read channels' profiles, their history and their trail.
    ReadChannels,
    /// Propose changes of channels' profiles.
    ProposeChannels,
    /// Approve or reject the changes of channels' profiles that others proposed.
    ApproveChannels,
    /// Read correction orders and postings.
    ReadCorrections,
    /// Read the policy, its history and its trail.
    ReadPolicies,
    /// Propose changes of the policy.
    ProposePolicies,
    /// Approve or reject the changes of the policy that others proposed.
    ApprovePolicies,
    /// Say that a correction order was posted, or refused: only accounting does, never a person.
    AcknowledgePostings,
    /// Read what is reconciled: files, lines, days and what was found in them.
    ReadRecon,
    /// Send the lines of our own books: only systems do, never a person.
    SendLedgerLines,
    /// Send statement files, and have them read, booked or discarded.
    SendStatements,
    /// Match by hand, enter balances, propose that a day is closed.
    WorkRecon,
    /// Approve or reject that a day is closed.
    ApproveClosing,
    /// Make and change channel accounts.
    ManageAccounts,
    /// Make, change and disable users.
    ManageUsers,
    /// Make, change and revoke API clients.
    ManageClients,
    /// Make and change webhook endpoints, and see what was delivered to them.
    ManageWebhooks,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 23] = [
        Self::ReadCases,
        Self::WorkCases,
        Self::Approve,
        Self::RevealBeneficiary,
        Self::FileExceptions,
        Self::AddResponses,
        Self::ReadChannels,
        Self::ProposeChannels,
        Self::ApproveChannels,
        Self::ReadCorrections,
        Self::ReadPolicies,
        Self::ProposePolicies,
        Self::ApprovePolicies,
        Self::AcknowledgePostings,
        Self::ReadRecon,
        Self::SendLedgerLines,
        Self::SendStatements,
        Self::WorkRecon,
        Self::ApproveClosing,
        Self::ManageAccounts,
        Self::ManageUsers,
        Self::ManageClients,
        Self::ManageWebhooks,
    ];

    /// The table: which roles and which scopes give this permission.
    pub fn given_by(self) -> (&'static [Role], &'static [Scope]) {
        use Role::{Admin, Auditor, Operator, Supervisor};
        match self {
            Self::ReadCases => (&[Operator, Supervisor, Auditor], &[Scope::CasesRead]),
            Self::WorkCases => (&[Operator, Supervisor], &[]),
            Self::Approve => (&[Supervisor], &[]),
            Self::RevealBeneficiary => (&[Operator, Supervisor, Auditor], &[]),
            Self::FileExceptions => (&[], &[Scope::ExceptionsWrite]),
            Self::AddResponses => (&[], &[Scope::EvidenceWrite]),
            Self::ReadChannels => (&[Operator, Supervisor, Auditor, Admin], &[Scope::CasesRead]),
            Self::ProposeChannels => (&[Supervisor, Admin], &[]),
            Self::ApproveChannels => (&[Supervisor], &[]),
            Self::ReadCorrections => (&[Operator, Supervisor, Auditor], &[Scope::CasesRead, Scope::PostingsWrite]),
            Self::ReadPolicies => (&[Operator, Supervisor, Auditor, Admin], &[Scope::CasesRead]),
            Self::ProposePolicies => (&[Supervisor, Admin], &[]),
            Self::ApprovePolicies => (&[Supervisor], &[]),
            Self::AcknowledgePostings => (&[], &[Scope::PostingsWrite]),
            Self::ReadRecon => {
                (&[Operator, Supervisor, Auditor], &[Scope::CasesRead, Scope::LedgerWrite, Scope::StatementsWrite])
            }
            Self::SendLedgerLines => (&[], &[Scope::LedgerWrite]),
            Self::SendStatements => (&[Operator, Supervisor], &[Scope::StatementsWrite]),
            Self::WorkRecon => (&[Operator, Supervisor], &[]),
            Self::ApproveClosing => (&[Supervisor], &[]),
            Self::ManageAccounts => (&[Supervisor, Admin], &[]),
            Self::ManageUsers | Self::ManageClients | Self::ManageWebhooks => (&[Admin], &[]),
        }
    }

    /// Whether a person with these roles has it.
    pub fn is_given_to_roles(self, roles: &[Role]) -> bool {
        self.given_by().0.iter().any(|role| roles.contains(role))
    }

    /// Whether a client with these scopes has it.
    pub fn is_given_to_scopes(self, scopes: &[Scope]) -> bool {
        self.given_by().1.iter().any(|scope| scopes.contains(scope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(role: Role) -> Vec<Permission> {
        Permission::ALL.into_iter().filter(|permission| permission.is_given_to_roles(&[role])).collect()
    }

    #[test]
    fn the_roles_may_what_the_domain_says() {
        use Permission::{
            Approve, ApproveChannels, ApproveClosing, ApprovePolicies, ManageAccounts, ManageClients, ManageUsers,
            ManageWebhooks, ProposeChannels, ProposePolicies, ReadCases, ReadChannels, ReadCorrections, ReadPolicies,
            ReadRecon, RevealBeneficiary, SendStatements, WorkCases, WorkRecon,
        };
        assert_eq!(
            of(Role::Operator),
            [
                ReadCases,
                WorkCases,
                RevealBeneficiary,
                ReadChannels,
                ReadCorrections,
                ReadPolicies,
                ReadRecon,
                SendStatements,
                WorkRecon
            ]
        );
        assert_eq!(
            of(Role::Supervisor),
            [
                ReadCases,
                WorkCases,
                Approve,
                RevealBeneficiary,
                ReadChannels,
                ProposeChannels,
                ApproveChannels,
                ReadCorrections,
                ReadPolicies,
                ProposePolicies,
                ApprovePolicies,
                ReadRecon,
                SendStatements,
                WorkRecon,
                ApproveClosing,
                ManageAccounts
            ]
        );
        assert_eq!(
            of(Role::Auditor),
            [ReadCases, RevealBeneficiary, ReadChannels, ReadCorrections, ReadPolicies, ReadRecon]
        );
        assert_eq!(
            of(Role::Admin),
            [
                ReadChannels,
                ProposeChannels,
                ReadPolicies,
                ProposePolicies,
                ManageAccounts,
                ManageUsers,
                ManageClients,
                ManageWebhooks
            ]
        );
    }

    #[test]
    fn only_systems_file_add_responses_and_acknowledge() {
        for permission in [
            Permission::FileExceptions,
            Permission::AddResponses,
            Permission::AcknowledgePostings,
            Permission::SendLedgerLines,
        ] {
            assert!(!permission.is_given_to_roles(&Role::ALL));
            assert!(permission.is_given_to_scopes(&Scope::ALL));
        }
    }

    #[test]
    fn names_read_back() {
        assert!(Role::ALL.into_iter().all(|role| Role::from_name(role.name()) == Some(role)));
        assert!(Scope::ALL.into_iter().all(|scope| Scope::from_name(scope.name()) == Some(scope)));
        assert_eq!(Role::from_name("root"), None);
    }
}
