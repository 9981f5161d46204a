#pragma once

// Private to notify/: objects of gmime, given back when they go out of scope.

#include <gmime/gmime.h>

#include <memory>
#include <string>

namespace kept::notify {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using Owned = std::unique_ptr<T, Unref>;

/// Comes before all else of the library; any thread, any number of times.
void prepare_gmime();

/// A stream that reads a copy of `text`.
[[nodiscard]] Owned<GMimeStream> stream_of(const std::string& text);

}  // namespace kept::notify
