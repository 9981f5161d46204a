#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "desk/ports/store.h"

namespace kept::store {

/// What is read often and changes seldom. Shared by all sessions; each looks at the version first,
/// so that a change by another process (kept311 user disable) is seen at once.
struct People {
  std::string version;
  std::shared_ptr<const domain::Directory> directory;
  std::shared_ptr<const desk::JurisdictionRow> jurisdiction;
  std::shared_ptr<const base::TimeZone> zone;
  std::shared_ptr<const domain::Policy> policy;
  std::shared_ptr<const desk::Catalogue> catalogue;
};
class PeopleCache {
 public:
  [[nodiscard]] People get() const;
  void set(People people);

 private:
  mutable std::mutex mutex_;
  People people_;
};

}  // namespace kept::store
