#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "base/instant.h"
#include "domain/ids.h"
#include "domain/personal_ref.h"

/// What of a case everybody may see, as far as a check or a person found. The service decides, too.
namespace kept::desk {

/// What was found of a text before: by the check when it came, or by a person who looked since.
enum class Finding { none, for_all, held_back };

/// A case of which the check held something back that nobody has looked at yet.
struct WithheldCase {
  domain::CaseId id;
  std::int64_t number = 0;
  domain::ServiceId service;
  std::optional<domain::DepartmentId> department;
  base::Instant opened_at{};
  bool had_owners =
      false;  ///< somebody was asked on it or promised something, which it tells itself
};

class PublicityReader {
 public:
  virtual ~PublicityReader() = default;

  /// Which of these personal values everybody may read: what was described and added.
  [[nodiscard]] virtual std::set<std::int64_t> published(
      const std::vector<std::int64_t>& values) = 0;
  /// Which of them nobody may: of places, which are shown else.
  [[nodiscard]] virtual std::set<std::int64_t> withheld(
      const std::vector<std::int64_t>& values) = 0;
  /// Oldest first, of service requests for these services.
  [[nodiscard]] virtual std::vector<WithheldCase> waiting(
      const std::vector<domain::ServiceId>& services, int limit) = 0;
};

class PublicityWriter : public PublicityReader {
 public:
  virtual void publish(const domain::PersonalRef& text) = 0;
  /// `is_decided`: a person said so; else somebody has still to look.
  virtual void withhold(domain::CaseId id, const domain::PersonalRef& text, bool is_decided) = 0;
  /// Of a place: nobody holds it back, and the check looks at it whenever it is read.
  virtual void leave_to_check(const domain::PersonalRef& text) = 0;
  virtual void publish(domain::PhotoId photo, bool is_public) = 0;
  /// Of a request as a whole: only number, state, service and times are shown.
  virtual void set_non_public(domain::CaseId id, bool is_non_public) = 0;
};

}  // namespace kept::desk
