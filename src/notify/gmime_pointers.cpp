#include "notify/gmime_pointers.h"

#include <mutex>

namespace kept::notify {

void prepare_gmime() {
  static std::once_flag once;
  std::call_once(once, [] { g_mime_init(); });
}

Owned<GMimeStream> stream_of(const std::string& text) {
  return Owned<GMimeStream>(g_mime_stream_mem_new_with_buffer(text.data(), text.size()));
}

}  // namespace kept::notify
