#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "desk/ports/places.h"

namespace kept::store {

/// The areas as they were last read, made ready to be asked. Shared by all sessions; each looks at
/// the version first, as with people.
class AreaCache {
 public:
  explicit AreaCache(desk::MakeAreaFinder make) : make_(std::move(make)) {}

  struct Areas {
    std::string version;
    std::shared_ptr<const desk::AreaFinder> finder;
  };
  [[nodiscard]] Areas get() const {
    const std::scoped_lock lock(mutex_);
    return areas_;
  }
  void set(Areas areas) {
    const std::scoped_lock lock(mutex_);
    areas_ = std::move(areas);
  }
  /// Nothing in a program that has no need of areas.
  [[nodiscard]] const desk::MakeAreaFinder& make() const { return make_; }

 private:
  const desk::MakeAreaFinder make_;
  mutable std::mutex mutex_;  // guards areas_
  Areas areas_;
};

}  // namespace kept::store
