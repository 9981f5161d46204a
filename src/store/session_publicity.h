#pragma once

#include "desk/ports/publicity.h"
#include "store/sqlite/database.h"

namespace kept::store {

/// What stands of a text in withheld_texts and in public_texts.
[[nodiscard]] inline desk::Finding finding_of(bool is_withheld, bool is_published) {
  if (is_withheld) return desk::Finding::held_back;
  return is_published ? desk::Finding::for_all : desk::Finding::none;
}

/// What everybody may see of cases, over one connection.
class SessionPublicity final : public desk::PublicityWriter {
 public:
  explicit SessionPublicity(Database& database) : database_(database) {}

  std::set<std::int64_t> published(const std::vector<std::int64_t>& values) override;
  std::set<std::int64_t> withheld(const std::vector<std::int64_t>& values) override;
  std::vector<desk::WithheldCase> waiting(const std::vector<domain::ServiceId>& services,
                                          int limit) override;
  void publish(const domain::PersonalRef& text) override;
  void withhold(domain::CaseId id, const domain::PersonalRef& text, bool is_decided) override;
  void leave_to_check(const domain::PersonalRef& text) override;
  void publish(domain::PhotoId photo, bool is_public) override;
  void set_non_public(domain::CaseId id, bool is_non_public) override;

 private:
  Database& database_;
};

}  // namespace kept::store
