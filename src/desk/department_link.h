#pragma once

#include "base/signer.h"
#include "desk/ports/store.h"

namespace kept::desk {

/// The address part by which a department without an account answers one ask or promise. Signed,
/// so nothing is stored; valid until the policy's time after due while `owner`, whom it is mailed
/// to, owes it and works here, and useless once it is done.
[[nodiscard]] std::string department_token(const base::Signer& signer, domain::DutyKind kind,
                                           domain::DutyId duty, domain::StaffId owner);

/// What a token stands for.
struct LinkedDuty {
  domain::DutyKind kind = domain::DutyKind::ask;
  domain::DutyId duty;
  domain::CaseId case_id;
  domain::StaffId owner;  ///< whom the link was mailed to
  base::Instant due{};
  bool done = false;
};

/// Fails with "link.unknown" for a token that is not ours, and with "link.expired" when its time is
/// over or somebody else owes what it is for.
[[nodiscard]] base::Result<LinkedDuty> open_link(Reader& reader, const base::Signer& signer,
                                                 const std::string& token);

struct LinkForm {
  enum class What { answer, reached, no_answer, need_until, not_ours };
  What what = What::answer;
  std::string text;
  std::optional<base::Instant> until;
};

[[nodiscard]] base::Result<domain::CaseId> use_link(Transaction& tx, const base::Signer& signer,
                                                    const std::string& token, const LinkForm& form);

}  // namespace kept::desk
